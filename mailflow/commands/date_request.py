"""NEW DATE: the contractor asks for another due date. The owner decides, and until then the old one stands."""

from datetime import date

from mailflow.commands.aimed import own_milestone, refused
from mailflow.commands.awaited import everybody_away
from mailflow.commands.command import Command
from mailflow.commands.kept import kept_words
from mailflow.commands.post import Post
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import names, on, phrase
from mailflow.domain.milestone import Milestone
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The wish is recorded and put to the owners."""
    found = own_milestone(asked, snapshot, act, "NEW DATE {n}: date")
    if isinstance(found, Outcome):
        return found
    if not found.open:
        return kept_words(found, asked, snapshot, act)
    if asked.day is None:
        text = "Which date would you like for milestone {number} ({title})? It is due {due}."
        return refused("no_date", text, f"new date {found.number}: ", **values(found, due=on(found.due)))
    return _not_needed(found, asked.day, snapshot, act) or _requested(found, asked.day, asked, snapshot, act)


def _not_needed(found: Milestone, day: date, snapshot: Snapshot, act: Act) -> Outcome | None:
    if day < act.by.calendar.local_date(act.now):
        text = "{day} has passed already, so I have not asked for it. Which date would you like for milestone {number}?"
        return refused("past_date", text, f"new date {found.number}: ", **values(found, day=on(day)))
    if found.request is not None and found.request.day == day:
        text = "Your wish for {day} for milestone {number} ({title}) is with {owners} already; until then {due} stands."
        gaps = values(found, owners=names(snapshot.deciding(act.now)), day=on(day), due=on(found.due))
        return Outcome(phrase(text, **gaps))
    if day == found.due:
        return Outcome(phrase("Milestone {number} ({title}) is due {due} already.", **values(found, due=on(found.due))))
    return None


def _requested(found: Milestone, day: date, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    reason = (asked.text or "").strip()
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    change = Change("date_request", about, act.by.id, {"date": day.isoformat(), "reason": reason})
    facts: dict[str, Json] = {"date": day.isoformat(), "due": found.due.isoformat(), "reason": reason}
    intents = Post.on(found, asked, snapshot, act).decision("date_request", facts)
    text = "I have asked {owners} for {day} for milestone {number} ({title})."
    said = phrase(text, **values(found, owners=names(snapshot.deciding(act.now)), day=on(day)))
    stands = phrase("Until there is an answer, {due} stands.", due=on(found.due))
    return Outcome(said, (change,), intents, next=everybody_away(snapshot, act) or stands)


DATE_REQUEST = Command("date_request", "NEW DATE 5: next Friday", "can we move 5 to Dec 12?", apply)
