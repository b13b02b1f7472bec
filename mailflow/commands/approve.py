"""APPROVE: the owner accepts what was submitted, with the facts worth praise beside it."""

from datetime import datetime

from mailflow.commands.aimed import any_milestone, refused
from mailflow.commands.command import Command
from mailflow.commands.completion import completion, is_last
from mailflow.commands.draft import DRAFT
from mailflow.commands.kind_words import kind_words
from mailflow.commands.merit import draft_of, merit, plain
from mailflow.commands.post import Post, milestone_ref, milestone_thread
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import name, on, phrase
from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.milestone import FINISHED, Milestone, State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Person, Role
from mailflow.domain.project import AppreciationMode, Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot

ACCEPTABLE = frozenset({State.SUBMITTED, State.REVISING})


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Approved, and the contractor hears of it; with the last milestone everybody does."""
    found = any_milestone(asked, snapshot, "approve")
    if isinstance(found, Outcome):
        return found
    return _not_now(found, snapshot, act) or _approved(found, asked, snapshot, act)


def _not_now(found: Milestone, snapshot: Snapshot, act: Act) -> Outcome | None:
    if found.state in ACCEPTABLE:
        return None
    if found.state in FINISHED and found.approved_at is not None:
        day = on(act.by.calendar.local_date(found.approved_at))
        text = "Milestone {number} ({title}) was already approved on {day}."
        return Outcome(phrase(text, **values(found, day=day)))
    if found.state is State.CANCELLED:
        text = "Milestone {number} ({title}) was cancelled, so there is nothing to approve."
        return refused("cancelled", text, **values(found))
    text = (
        "Milestone {number} ({title}) has not been submitted yet, so nothing was approved. I will ask you once it is."
    )
    offers = [f"approve {m.number}" for m in snapshot.milestones.values() if m.state is State.SUBMITTED]
    return refused("not_submitted", text, *offers, **values(found))


def _approved(found: Milestone, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    change = Change("approve", Ref(snapshot.code, "milestone", found.number, found.version), act.by.id)
    if kind_words(asked):
        change = Change(change.kind, change.about, change.person, {"text": kind_words(asked)})
    last = is_last(found, snapshot)
    said = phrase("Milestone {number} ({title}) is approved.", **values(found))
    return Outcome(said, (change,), _letters(found, last, asked, snapshot, act), next=_next(found, last, snapshot))


def _letters(found: Milestone, last: bool, asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Intent, ...]:
    post = Post.on(found, asked, snapshot, act)
    praise = merit(found, snapshot)
    facts: dict[str, Json] = {
        "text": kind_words(asked),
        "appreciation": praise if snapshot.routines.appreciation is AppreciationMode.AUTO else None,
        "complete": last,
    }
    letters = post.to("approval", found.assignee, facts)
    news = phrase("{name} approved milestone {number} ({title}).", **values(found, name=act.by.first_name))
    letters += post.tell_owners(news)
    letters += _drafted(found, praise, asked, snapshot, act)
    return letters + (completion(asked, snapshot, act) if last else ())


def _drafted(found: Milestone, praise: Json, asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Intent, ...]:
    """Words of praise for the owner to send, edit or leave; none where they have written some already."""
    if snapshot.routines.appreciation is not AppreciationMode.DRAFT or not praise or kind_words(asked):
        return ()
    person, draft = found.assignee or "", draft_of(found, praise, snapshot)
    drafted: dict[str, Json] = {"text": plain(draft), "words": draft.text, "words_values": dict(draft.values)}
    return (
        Intent(
            letter=DRAFT,
            to=act.by.id,
            about=milestone_ref(snapshot, found),
            occasion=f"{DRAFT}/{snapshot.code}/{snapshot.seq + 1}/{act.by.id}",
            facts={"person": person, **drafted},
            thread=milestone_thread(snapshot, found.number),
            cause=act.message,
        ),
    )


def by_silence(number: int, snapshot: Snapshot, now: datetime) -> Outcome | None:
    """The approval that the agreement promises for a submission that nobody answered; with the last milestone
    everybody hears of the end. None where it is no longer waiting."""
    found = snapshot.milestones.get(number)
    if found is None or found.state is not State.SUBMITTED:
        return None
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    nobody = Act(Person("", "", ()), Role.OWNER, now)
    asked = Asked("approve", "", project=snapshot.code, milestone=number)
    ended = completion(asked, snapshot, nobody) if is_last(found, snapshot) else ()
    said = phrase("Milestone {number} ({title}) is approved.", **values(found))
    return Outcome(said, (Change("approve", about, None, {"silent": True}),), ended)


def _next(found: Milestone, last: bool, snapshot: Snapshot) -> Phrase | None:
    if last:
        return phrase("That was the last milestone of {project}. Congratulations!", project=snapshot.title)
    if found.assignee is None:
        return None
    return phrase("{name} will hear of it.", name=name(snapshot, found.assignee))


APPROVE = Command("approve", "APPROVE 3", "approve 3, lovely work", apply)
