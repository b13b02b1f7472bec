"""ASSIGN, ADD and CANNOT: who does what."""

from dataclasses import replace
from datetime import date

from mailflow.commands.aimed import any_milestone, contractor, own_milestone, refused
from mailflow.commands.brief_lines import money_in
from mailflow.commands.command import Command
from mailflow.commands.kept import kept_words
from mailflow.commands.post import Post, milestone_thread
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import name, names, on, phrase
from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.milestone import Milestone
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot

NO_AMOUNTS = "The amount is left out: amounts of milestones stand in the project file."


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Somebody else takes a milestone over; both hear of it."""
    found = any_milestone(asked, snapshot, "assign")
    if isinstance(found, Outcome):
        return found
    if not found.open:
        text = "Milestone {number} ({title}) is not open any more, so it stays with {name}."
        return refused("not_open", text, **values(found, name=name(snapshot, found.assignee)))
    if asked.person is None:
        offers = [f"assign {found.number} to {p.id}" for p in snapshot.contractors() if p.id != found.assignee]
        return refused("no_person", "Who shall take milestone {number} ({title})?", *offers, **values(found))
    person = contractor(asked, snapshot, f"assign {found.number} to")
    if isinstance(person, Outcome):
        return person
    if person == found.assignee:
        text = "Milestone {number} ({title}) is with {name} already."
        return Outcome(phrase(text, **values(found, name=name(snapshot, person))))
    return _assigned(found, person, asked, snapshot, act)


def _assigned(found: Milestone, person: str, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    change = Change("assign", about, act.by.id, {"person": person, "was": found.assignee})
    overdue = found.due < snapshot.calendar(person).local_date(act.now)
    said = phrase("Milestone {number} ({title}) is now with {name}.", **values(found, name=name(snapshot, person)))
    intents = _letters(found, person, overdue, asked, snapshot, act)
    words = f"move {found.number} to "
    return Outcome(said, (change,), intents, next=_date(found, overdue), choices=(words,) if overdue else ())


def _letters(
    found: Milestone, person: str, overdue: bool, asked: Asked, snapshot: Snapshot, act: Act
) -> tuple[Intent, ...]:
    post = Post.on(found, asked, snapshot, act)
    news = phrase("Milestone {number} ({title}) is now with {name}.", **values(found, name=name(snapshot, person)))
    thanks = "Milestone {number} ({title}) is now with {name}. Nothing more is needed from you on it; thank you."
    before = [p for p in snapshot.contractors() if p.id == found.assignee]
    told = post.notice(before, phrase(thanks, **values(found, name=name(snapshot, person))))
    return post.to("assignment", person, {"overdue": overdue}) + told + post.tell_owners(news)


def _date(found: Milestone, overdue: bool) -> Phrase:
    if overdue:
        return phrase("Its date, {due}, has passed: which one shall hold from now on?", due=on(found.due))
    return phrase("It is due {due}.", due=on(found.due))


def apply_add(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A new milestone, with a title and a date; the lines of a list below it are its conditions."""
    first, *conditions = (asked.text or "").strip().splitlines() or [""]
    amount, _, title = money_in(first)
    if not title or asked.day is None:
        text = "A new milestone needs a title and a date."
        return refused("no_date" if title else "no_text", text, f"add milestone {title or '…'}, due: ")
    same = next((m for m in snapshot.milestones.values() if m.title == title and m.due == asked.day), None)
    if same is not None:
        return Outcome(phrase("That is milestone {number} ({title}) already.", **values(same)))
    taken = snapshot.milestones.get(asked.milestone or 0)
    if taken is not None:
        text = "Number {number} is taken by {title}, so nothing was added."
        return refused("number_taken", text, f"add milestone {title} due {asked.day.isoformat()}", **values(taken))
    outcome = _added(title, asked.day, conditions, asked, snapshot, act)
    return replace(outcome, remark=phrase(NO_AMOUNTS)) if amount is not None and outcome.changes else outcome


def _added(title: str, due: date, conditions: list[str], asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    person = contractor(asked, snapshot, f"add milestone {title} due {due.isoformat()} for")
    if isinstance(person, Outcome):
        return person
    number = asked.milestone or max(snapshot.milestones, default=0) + 1
    data: dict[str, Json] = {"title": title, "due": due.isoformat(), "assignee": person}
    if conditions:
        data["conditions"] = [line.strip() for line in conditions if line.strip()]
    about = Ref(snapshot.code, "milestone", number, snapshot.seq + 1)
    post = Post(asked, snapshot, act, about, milestone_thread(snapshot, number))
    gaps: dict[str, Json] = {"number": number, "title": title, "due": on(due), "name": name(snapshot, person)}
    said = phrase("Milestone {number} ({title}) is added for {name}, due {due}.", **gaps)
    intents = post.to("assignment", person, {"overdue": False}) + post.tell_owners(said)
    return Outcome(said, (Change("add", about, act.by.id, data),), intents)


def apply_decline(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The contractor cannot do it; the owner finds somebody else."""
    found = own_milestone(asked, snapshot, act, "cannot")
    if isinstance(found, Outcome):
        return found
    if not found.open:
        return kept_words(found, asked, snapshot, act)
    reason = (asked.text or "").strip()
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    change = Change("decline", about, act.by.id, {"reason": reason})
    text = "{name} cannot take milestone {number} ({title}). It is with nobody now."
    if reason:
        text = "{name} cannot take milestone {number} ({title}): {reason}. It is with nobody now."
    offers = [f"assign {found.number} to {p.id}" for p in snapshot.contractors() if p.id != act.by.id]
    news = phrase(text, **values(found, name=act.by.first_name, reason=reason))
    intents = Post.on(found, asked, snapshot, act).tell_owners(news, offers or [f"assign {found.number} to "])
    said = phrase("Thank you for saying so: milestone {number} ({title}) is no longer with you.", **values(found))
    return Outcome(said, (change,), intents, next=phrase("{owners} will hear of it.", owners=names(snapshot.owners())))


ASSIGN = Command("assign", "ASSIGN 4 to lee", "assign 4 to Lee", apply)
ADD = Command("add", "ADD milestone …, due …", "add milestone Launch, due 12 December, for dana", apply_add)
DECLINE = Command("decline", "CANNOT 3: reason", "I cannot do 3, I am fully booked", apply_decline)
