"""ACCEPT DATE, KEEP DATE and MOVE: the owner's word on when something is due."""

from datetime import date

from mailflow.commands.aimed import any_milestone, refused
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import name, on, phrase
from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.milestone import Milestone
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot


def apply_accept(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The date that was asked for holds; where the owner names another one, that one does."""
    found = _undecided(asked, snapshot, "accept date")
    if isinstance(found, Outcome):
        return found
    if found.request is None:
        return _no_request(found)
    if asked.day is not None and asked.day != found.request.day:
        return _set(found, "move", "moved", asked.day, asked, snapshot, act)
    return _set(found, "accept_date", "accepted", found.request.day, asked, snapshot, act)


def apply_keep(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The date stays as it is."""
    found = _undecided(asked, snapshot, "keep date")
    if isinstance(found, Outcome):
        return found
    if found.request is None:
        return _no_request(found)
    data: dict[str, Json] = {"text": asked.text or ""}
    change = Change("keep_date", Ref(snapshot.code, "milestone", found.number, found.version), act.by.id, data)
    said = phrase("Milestone {number} ({title}) stays due {due}.", **values(found, due=on(found.due)))
    letters = _letters(found, "kept", found.due, asked, snapshot, act)
    return Outcome(said, (change,), letters, next=_told(found, snapshot))


def apply_move(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Another date, asked for or not."""
    found = _undecided(asked, snapshot, "MOVE {n} to date")
    if isinstance(found, Outcome):
        return found
    if asked.day is None:
        text = "To which date shall milestone {number} ({title}) move? It is due {due}."
        return refused("no_date", text, f"move {found.number} to ", **values(found, due=on(found.due)))
    if asked.day < act.by.calendar.local_date(act.now):
        text = "{day} has passed already, so milestone {number} ({title}) stays due {due}."
        return refused(
            "past_date", text, f"move {found.number} to ", **values(found, day=on(asked.day), due=on(found.due))
        )
    if asked.day == found.due and found.request is None:
        return Outcome(phrase("Milestone {number} ({title}) is due {due} already.", **values(found, due=on(found.due))))
    return _set(found, "move", "moved", asked.day, asked, snapshot, act)


def _undecided(asked: Asked, snapshot: Snapshot, words: str) -> Milestone | Outcome:
    """A milestone whose date still matters."""
    found = any_milestone(asked, snapshot, words)
    if isinstance(found, Outcome) or found.open or found.request is not None:
        return found
    text = "Milestone {number} ({title}) is not open any more, so its date stays {due}."
    return refused("not_open", text, **values(found, due=on(found.due)))


def _no_request(found: Milestone) -> Outcome:
    text = "Nobody is waiting for another date for milestone {number} ({title}); it is due {due}."
    return Outcome(phrase(text, **values(found, due=on(found.due))))


def _set(found: Milestone, kind: str, decision: str, day: date, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    data: dict[str, Json] = {"date": day.isoformat(), "was": found.due.isoformat(), "text": asked.text or ""}
    change = Change(kind, Ref(snapshot.code, "milestone", found.number, found.version), act.by.id, data)
    said = phrase(
        "Milestone {number} ({title}) is now due {day}; it was {was}.", **values(found, day=on(day), was=on(found.due))
    )
    letters = _letters(found, decision, day, asked, snapshot, act)
    return Outcome(said, (change,), letters, next=_told(found, snapshot))


def _letters(
    found: Milestone, decision: str, day: date, asked: Asked, snapshot: Snapshot, act: Act
) -> tuple[Intent, ...]:
    wish = None if found.request is None else found.request.day.isoformat()
    facts: dict[str, Json] = {"decision": decision, "date": day.isoformat(), "was": found.due.isoformat()}
    facts |= {"asked": wish, "text": asked.text or ""}
    post = Post.on(found, asked, snapshot, act)
    letters = post.to("date_decision", found.assignee, facts)
    if found.request is not None and found.request.by != found.assignee:
        letters += post.to("date_decision", found.request.by, facts)
    gaps = values(found, name=act.by.first_name, day=on(day))
    return letters + post.tell_owners(phrase("{name} decided: milestone {number} ({title}) is due {day}.", **gaps))


def _told(found: Milestone, snapshot: Snapshot) -> Phrase | None:
    if found.assignee is None:
        return None
    return phrase("{name} will hear of it.", name=name(snapshot, found.assignee))


ACCEPT_DATE = Command("accept_date", "ACCEPT DATE 5", "accept date 5", apply_accept)
KEEP_DATE = Command("keep_date", "KEEP DATE 5", "keep date 5, the launch depends on it", apply_keep)
MOVE = Command("move", "MOVE 5 to 12 December", "move 5 to next Friday", apply_move)
