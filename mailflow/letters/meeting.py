"""The invitation to a call, its change and its end: for people in words, for their calendars as an event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from mailflow.domain.calendar import Calendar, days
from mailflow.domain.letter import Event, Facts, Intent, Letter, Pace, Phrase, Slot
from mailflow.domain.meeting import Meeting, meeting_from
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.about import reads, writer
from mailflow.letters.agenda import Topic, agenda
from mailflow.letters.offer import Offer
from mailflow.letters.timetable import set_time, within

REPLACED = ("called", "moved")
REGULAR = "meeting"
"""The letter in whose timetable the regular call stands."""

NOTICE = 2
"""Working days before it, on which the regular call is planned."""

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Where:
    """What the clock shows where some of those who come are."""

    names: tuple[str, ...]
    day: date
    at: time


@dataclass(frozen=True, slots=True)
class MeetingFacts(Facts):
    """`what` is ``called``, ``moved`` or ``cancelled``; `was` the time before a move.

    `clocks` has one line for each time of day that it is for somebody, the reader's first. `words` are those of
    `owner`, who called it; `topics` what mailflow adds.
    """

    project: str
    number: int
    what: str
    owner: str
    own: bool
    starts: datetime
    minutes: int
    was: datetime | None
    clocks: tuple[Where, ...]
    link: str
    words: str
    reason: str
    topics: tuple[Topic, ...]
    offers: tuple[Offer, ...]
    event: Event | None = None


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """When the regular call has to be planned: two working days before it, at the project's set time. The slot's intent
    names its day; what becomes of it are everybody's invitations."""
    rule, owners = snapshot.routines.meeting, snapshot.owners()
    if rule is None or not rule.weeks or not owners or snapshot.opened_at is None or snapshot.complete():
        return
    calendar = Calendar(snapshot.zone)
    opened, first, last = (calendar.local_date(moment) for moment in (snapshot.opened_at, start, end + AHEAD))
    for day in days(first, last):
        week = (day - opened + timedelta(days=opened.weekday())) // timedelta(weeks=1)
        if day.weekday() != rule.on or week % rule.weeks:
            continue
        at = calendar.at(calendar.add_working_days(day, -NOTICE), set_time(snapshot))
        intent = Intent(REGULAR, owners[0].id, Ref(snapshot.code), f"{REGULAR}/{snapshot.code}/{day.isoformat()}")
        slot = Slot(at, calendar.at(day, rule.at), replace(intent, facts={"day": day.isoformat()}))
        if within(slot, start, end):
            yield slot


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> MeetingFacts | None:
    """Nothing where it changed again since, or its reader has left; an invitation also where it is over."""
    what, reader = said.text(intent.facts, "what"), snapshot.people.get(intent.to)
    meeting = meeting_from(intent.about.number or 0, intent.facts, None)
    if reader is None or not reads(snapshot, intent.to) or not _stands(snapshot, meeting, what, now):
        return None
    owner = snapshot.role(intent.to) is Role.OWNER
    topics = agenda(snapshot, meeting, intent.to) if what in REPLACED else ()
    people = tuple(snapshot.people[p] for p in meeting.people if p in snapshot.people and p != intent.to)
    return MeetingFacts(
        project=snapshot.title,
        number=meeting.number,
        what=what,
        owner=writer(snapshot, intent),
        own=said.text(intent.facts, "by") == intent.to,
        starts=meeting.starts,
        minutes=meeting.length,
        was=said.moment(intent.facts, "was"),
        clocks=_clocks((reader, *people), meeting.starts),
        link=meeting.link if what in REPLACED else "",
        words=meeting.agenda,
        reason=said.text(intent.facts, "reason"),
        topics=topics,
        offers=_offers(meeting) if owner and what in REPLACED else (),
        event=_event(snapshot, meeting, reader, what, topics),
    )


def _stands(snapshot: Snapshot, meeting: Meeting, what: str, now: datetime) -> bool:
    known = snapshot.meetings.get(meeting.number)
    if what not in REPLACED:
        return known is None or known.cancelled
    return known is not None and not known.cancelled and known.sequence == meeting.sequence and now < meeting.ends


def _clocks(people: Sequence[Person], starts: datetime) -> tuple[Where, ...]:
    """By what the clock shows, in the order of the people."""
    found: dict[datetime, list[str]] = {}
    for person in people:
        found.setdefault(person.calendar.local(starts).replace(tzinfo=None), []).append(person.first_name)
    return tuple(Where(tuple(names), local.date(), local.time()) for local, names in found.items())


def _offers(meeting: Meeting) -> tuple[Offer, ...]:
    values: dict[str, Json] = {"number": meeting.number}
    return (
        Offer("to move the call", "MOVE MEETING {number} to", "the day and time", values=values),
        Offer("to call it off", "CANCEL MEETING {number}", values=values),
    )


def _event(snapshot: Snapshot, meeting: Meeting, reader: Person, what: str, topics: Sequence[Topic]) -> Event:
    summary = Phrase("{project}: {words}", {"project": snapshot.title, "words": meeting.agenda})
    link = (Phrase("Where: {link}", {"link": meeting.link}), "")
    return Event(
        method="REQUEST" if what in REPLACED else "CANCEL",
        uid=meeting.uid,
        sequence=meeting.sequence,
        starts=meeting.starts,
        ends=meeting.ends,
        summary=summary if meeting.agenda else Phrase("{project}: call", {"project": snapshot.title}),
        lines=(*((link,) if meeting.link else ()), *((topic.what, topic.quote) for topic in topics)),
        location=meeting.link,
        attendee=reader.name,
        address=reader.addresses[0],
    )


LETTER = Letter("meeting", Pace.NEWS, facts, slots, order=12)
