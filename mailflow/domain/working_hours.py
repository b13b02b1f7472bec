"""When several people, each in their zone, are all at work."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from mailflow.domain.people import Person

OPENS, CLOSES = time(9), time(18)
"""Between these, in their own zone, people can be asked to a call."""

AWAKE, ASLEEP = time(7), time(21, 30)
STEP = timedelta(minutes=30)
HORIZON = timedelta(days=14)


def can_meet(person: Person, starts: datetime, ends: datetime) -> bool:
    """Whether all of that time is on one of their working days, within working hours, and they are not away."""
    return _on_duty(person, starts, ends) and _between(person, starts, ends, OPENS, CLOSES)


def common_times(people: Sequence[Person], after: datetime, length: timedelta, most: int) -> tuple[datetime, ...]:
    """Up to `most` instants from `after` on, on different days, at which all of them can meet; where zones lie too
    far apart for that, at which all of them work that day and are awake. None where there are none in two weeks."""
    for opens, closes in ((OPENS, CLOSES), (AWAKE, ASLEEP)):
        found = tuple(_first_of_days(people, after, length, opens, closes, most))
        if found:
            return found
    return ()


def _first_of_days(
    people: Sequence[Person], after: datetime, length: timedelta, opens: time, closes: time, most: int
) -> Iterator[datetime]:
    """The first instant of each day, by the clock of the first of them."""
    seen: set[date] = set()
    for starts in _steps(after):
        if len(seen) == most:
            return
        day = people[0].calendar.local_date(starts) if people else starts.date()
        ends = starts + length
        if day not in seen and all(
            _on_duty(p, starts, ends) and _between(p, starts, ends, opens, closes) for p in people
        ):
            seen.add(day)
            yield starts


def _steps(after: datetime) -> Iterator[datetime]:
    """Every half hour for two weeks."""
    start = after.replace(minute=0, second=0, microsecond=0)
    for count in range(1, HORIZON // STEP):
        moment = start + count * STEP
        if moment >= after:
            yield moment


def _on_duty(person: Person, starts: datetime, ends: datetime) -> bool:
    calendar = person.calendar
    day = calendar.local_date(starts)
    return day == calendar.local_date(ends) and calendar.is_working(day) and not person.is_away(day)


def _between(person: Person, starts: datetime, ends: datetime, opens: time, closes: time) -> bool:
    calendar = person.calendar
    return opens <= calendar.local(starts).time() and calendar.local(ends).time() <= closes
