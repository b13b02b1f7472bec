"""Minutes: asked for once a call is over, of whoever called it; and sent to everybody who was asked to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Slot
from mailflow.domain.meeting import Meeting, Rsvp
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.about import reads, writer
from mailflow.letters.agenda import Topic, agenda
from mailflow.letters.shown import first_name
from mailflow.letters.timetable import within

GRACE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class RequestFacts(Facts):
    """The call on `starts` with `who` is over; `topics` are still open."""

    project: str
    number: int
    starts: datetime
    who: tuple[str, ...]
    words: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class MinutesFacts(Facts):
    """What `owner` wrote down of the call on `starts`."""

    project: str
    number: int
    starts: datetime
    owner: str
    words: str
    text: str


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """To whoever called, when the call ends."""
    for call in snapshot.calls():
        occasion = f"minutes_request/{snapshot.code}/{call.number}/{call.starts.isoformat()}/{call.by}"
        about, thread = Ref(snapshot.code, "meeting", call.number, call.version), f"{snapshot.code}/c{call.number}"
        slot = Slot(call.ends, call.ends + GRACE, Intent("minutes_request", call.by, about, occasion, thread=thread))
        if within(slot, start, end):
            yield slot


def request_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> RequestFacts | None:
    """Nothing where there are minutes, nobody else came, or the call is another day by now."""
    call = snapshot.meetings.get(intent.about.number or 0)
    if call is None or call.cancelled or call.notes or call.ends > now or snapshot.role(intent.to) is not Role.OWNER:
        return None
    who = tuple(first_name(snapshot, person) for person in _came(call) if person != intent.to)
    if not who:
        return None
    return RequestFacts(
        project=snapshot.title,
        number=call.number,
        starts=call.starts,
        who=who,
        words=call.agenda,
        topics=agenda(snapshot, call, intent.to),
    )


def _came(call: Meeting) -> tuple[str, ...]:
    """Whoever did not say no."""
    said_no = {person for person, reply in call.replies.items() if reply.answer is Rsvp.DECLINED}
    return tuple(person for person in call.people if person not in said_no)


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> MinutesFacts | None:
    """Nothing where its reader has left, or they were taken back."""
    call, text = snapshot.meetings.get(intent.about.number or 0), said.text(intent.facts, "text")
    if call is None or call.notes != text or not reads(snapshot, intent.to):
        return None
    return MinutesFacts(snapshot.title, call.number, call.starts, writer(snapshot, intent), call.agenda, text)


REQUEST = Letter("minutes_request", Pace.NEWS, request_facts, slots, order=23)
MINUTES = Letter("minutes", Pace.NEWS, facts, order=18)
