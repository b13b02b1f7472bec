"""DONE: the contractor hands a milestone in. It is submitted by that, and not yet accepted."""

from mailflow.commands.aimed import own_milestone
from mailflow.commands.awaited import everybody_away
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import names, on, phrase
from mailflow.domain.letter import Phrase
from mailflow.domain.milestone import FINISHED, Milestone, State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Submitted, and the owners are asked for a review; a second time it is acknowledged only."""
    found = own_milestone(asked, snapshot, act, "done")
    if isinstance(found, Outcome):
        return found
    already = _already(found, snapshot, act)
    return already or _submitted(found, asked, snapshot, act)


def _already(found: Milestone, snapshot: Snapshot, act: Act) -> Outcome | None:
    calendar = act.by.calendar
    if found.state is State.SUBMITTED and found.submitted_at is not None:
        text = "Milestone {number} ({title}) was already submitted on {day}; nothing more is needed from you."
        said = phrase(text, **values(found, day=on(calendar.local_date(found.submitted_at))))
        return Outcome(said, next=phrase("{owners} will review it.", owners=names(snapshot.deciding(act.now))))
    if found.state in FINISHED and found.approved_at is not None:
        text = "Milestone {number} ({title}) was already approved on {day}. Nothing more is needed."
        return Outcome(phrase(text, **values(found, day=on(calendar.local_date(found.approved_at)))))
    return None


def _submitted(found: Milestone, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    missing = found.evidence and not act.shows_something and "://" not in f"{asked.text or ''} {asked.line}"
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    shared: dict[str, Json] = {"shared": True} if act.shared else {}
    change = Change("done", about, act.by.id, {"text": asked.text or "", **shared})
    facts: dict[str, Json] = {"text": asked.text or "", "at": act.now.isoformat(), "evidence_missing": missing}
    intents = Post.on(found, asked, snapshot, act).decision("review", {**facts, **act.evidence()})
    said = phrase("Milestone {number} ({title}) is submitted. Thank you.", **values(found))
    return Outcome(said, (change,), intents, next=_next(found, snapshot, act, missing))


def _next(found: Milestone, snapshot: Snapshot, act: Act, missing: bool) -> Phrase:
    owners = names(snapshot.deciding(act.now))
    if missing:
        text = "Evidence is wanted for this one: please reply with a file or a link, so that {owners} can review it."
        return phrase(text, owners=owners)
    away = everybody_away(snapshot, act)
    if away is not None:
        return away
    rest = [m for m in snapshot.open_milestones_of(act.by.id) if m.number != found.number]
    if not rest:
        return phrase("{owners} will review it, and you will hear from me.", owners=owners)
    text = "{owners} will review it. Next on your list: {title} (milestone {number}), due {due}."
    return phrase(text, owners=owners, **values(rest[0], due=on(rest[0].due)))


DONE = Command("done", "DONE 3", "Milestone 3 is done.", apply)
