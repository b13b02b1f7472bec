"""When scheduled letters are due: at the set time of day where the reader is, never on the day they were invited."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from mailflow.domain.calendar import Calendar, days
from mailflow.domain.letter import Intent, Slot
from mailflow.domain.people import Person
from mailflow.domain.project import CheckIn, Ref, Span
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot

MORNING = time(9)
MARGIN = timedelta(days=2)
END = time(23, 59, 59)


def set_time(snapshot: Snapshot) -> time:
    """The time of day at which this project writes to people."""
    return snapshot.routines.check_in.at if snapshot.routines.check_in else MORNING


def at_set_time(snapshot: Snapshot, person: Person, day: date) -> datetime:
    """That project's set time on `day` where `person` is."""
    return person.calendar.at(day, set_time(snapshot))


def after_invitation(snapshot: Snapshot, person: str, day: date) -> bool:
    """Whether `day` comes after the day on which that person joined."""
    member = snapshot.member(person)
    return member is not None and snapshot.calendar(person).local_date(member.since) < day


def daily_slot(snapshot: Snapshot, letter: str, person: Person, day: date, about: Ref, key: str, **facts: Json) -> Slot:
    """A slot at the set time of `day`, good until that day ends there. `key` names it in its occasion."""
    parts = [letter, snapshot.code, *([key] if key else []), day.isoformat(), person.id]
    thread = f"{snapshot.code}/m{about.number}" if about.kind == "milestone" else ""
    intent = Intent(letter, person.id, about, "/".join(parts), {"day": day.isoformat(), **facts}, thread=thread)
    return Slot(at_set_time(snapshot, person, day), person.calendar.at(day, END), intent)


def within(slot: Slot, start: datetime, end: datetime) -> bool:
    """Whether the slot is due in ``start < at <= end``."""
    return start < slot.at <= end


def local_days(calendar: Calendar, start: datetime, end: datetime) -> Iterator[date]:
    """Every local date on which an instant between the two may lie."""
    return days(calendar.local_date(start), calendar.local_date(end))


def check_in_days(check_in: CheckIn, calendar: Calendar, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The nominal days of a check-in from `first` to `last`, each with the day on which this person gets it.

    On a day off the weekly one comes on the next working day; the daily one is left out.
    """
    if check_in.on is None:
        yield from ((day, day) for day in days(first, last) if calendar.is_working(day))
        return
    day = first + timedelta(days=(check_in.on - first.weekday()) % 7)
    while day <= last:
        yield day, calendar.working_day_on_or_after(day)
        day += timedelta(days=7)


def after(calendar: Calendar, day: date, span: Span) -> date:
    """The day that lies a span after `day`, in working days or in plain ones."""
    if span.workdays:
        return calendar.add_working_days(day, span.workdays)
    return calendar.working_day_on_or_after(day + timedelta(days=max(span.amount.days, 1)))


def next_set_time(snapshot: Snapshot, person: Person, moment: datetime) -> tuple[date, datetime]:
    """The first set time on a working day of that person's that is not before `moment`."""
    calendar = person.calendar
    day = calendar.working_day_on_or_after(calendar.local_date(moment))
    while (at := at_set_time(snapshot, person, day)) < moment:
        day = calendar.add_working_days(day, 1)
    return day, at


def is_quiet(person: Person | None, now: datetime) -> bool:
    """Whether that person gets nothing scheduled today: away, snoozing, paused, or of an address that fails."""
    return person is None or person.wants_quiet(person.calendar.local_date(now))
