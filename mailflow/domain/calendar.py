"""A person's zone, working days and holidays, and the instants that follow from them.

Local times resolve as RFC 5545 section 3.3.5 has it for the overlap (the first occurrence counts);
a time inside the gap of a clock change becomes the next valid instant.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays as public_holidays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONDAY_TO_FRIDAY = frozenset(range(5))
LONGEST_BREAK = timedelta(days=60)


@lru_cache(maxsize=256)
def zone_named(name: str) -> ZoneInfo:
    """The zone of that IANA name. Raises ZoneInfoNotFoundError or ValueError for any other."""
    return ZoneInfo(name)


@lru_cache(maxsize=512)
def holidays_in(place: str, year: int) -> frozenset[date]:
    """Public holidays of a country, or of a subdivision of it (``DE-BY``), in that year."""
    country, _, subdivision = place.partition("-")
    found = public_holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    return frozenset(found)


@lru_cache(maxsize=4096)
def instant(day: date, at: time, zone: str) -> datetime:
    """The UTC instant of a local wall time; in a gap the next valid one, in an overlap the first."""
    local = datetime.combine(day, at.replace(tzinfo=None, fold=0), zone_named(zone))
    there_and_back = local.astimezone(UTC).astimezone(local.tzinfo)
    if there_and_back.replace(tzinfo=None) == local.replace(tzinfo=None):
        return local.astimezone(UTC)
    return _end_of_gap(local)


def _end_of_gap(local: datetime) -> datetime:
    """The instant of the clock change that skipped this local time, however much it skipped."""
    zone, wall = local.tzinfo, local.replace(tzinfo=UTC, microsecond=0)
    offsets = [local.replace(fold=fold).utcoffset() or timedelta(0) for fold in (0, 1)]
    before, after = wall - max(offsets), wall - min(offsets)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == min(offsets):
            before = middle
        else:
            after = middle
    return after


@dataclass(frozen=True, slots=True)
class Calendar:
    """When somebody works. ``workdays`` counts Monday as 0; ``holidays`` is ``PH`` or ``DE-BY``."""

    zone: str = "UTC"
    workdays: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: str | None = None

    def local_date(self, moment: datetime) -> date:
        """The date on this person's wall when `moment` is."""
        return moment.astimezone(zone_named(self.zone)).date()

    def local(self, moment: datetime) -> datetime:
        """`moment` as this person's wall clock shows it."""
        return moment.astimezone(zone_named(self.zone))

    def at(self, day: date, at: time) -> datetime:
        """The UTC instant of that local time."""
        return instant(day, at, self.zone)

    def is_holiday(self, day: date) -> bool:
        """Whether `day` is a public holiday here."""
        return self.holidays is not None and day in holidays_in(self.holidays, day.year)

    def is_working(self, day: date) -> bool:
        """Whether this person works on `day`."""
        return day.weekday() in self.workdays and not self.is_holiday(day)

    def working_day_on_or_before(self, day: date) -> date:
        """`day`, or the last working day before it; `day` itself where none is near."""
        return self._walk(day, -1)

    def working_day_on_or_after(self, day: date) -> date:
        """`day`, or the first working day after it; `day` itself where none is near."""
        return self._walk(day, 1)

    def _walk(self, day: date, step: int) -> date:
        for offset in range(LONGEST_BREAK.days):
            candidate = day + timedelta(days=step * offset)
            if self.is_working(candidate):
                return candidate
        return day

    def add_working_days(self, day: date, count: int) -> date:
        """The date `count` working days after `day` (before it, where `count` is negative)."""
        step = 1 if count >= 0 else -1
        for _ in range(abs(count)):
            day = self._walk(day + timedelta(days=step), step)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; 0 where `end` is not later."""
        weeks, rest = divmod(max((end - start).days, 0), len(WEEKDAYS))
        odd = sum((start.weekday() + offset) % len(WEEKDAYS) in self.workdays for offset in range(1, rest + 1))
        return weeks * len(self.workdays) + odd - self._holidays_between(start, end)

    def _holidays_between(self, start: date, end: date) -> int:
        """Holidays that would else be working days, after `start` up to and with `end`."""
        if self.holidays is None or end <= start:
            return 0
        found = (day for year in range(start.year, end.year + 1) for day in holidays_in(self.holidays, year))
        return sum(start < day <= end and day.weekday() in self.workdays for day in found)


@lru_cache(maxsize=512)
def calendar_of(zone: str, workdays: frozenset[int] = MONDAY_TO_FRIDAY, holidays: str | None = None) -> Calendar:
    """That calendar: always the same one."""
    return Calendar(zone, workdays, holidays)


def days(start: date, end: date) -> Iterator[date]:
    """Every date from `start` to `end`, both included."""
    for offset in range((end - start).days + 1):
        yield start + timedelta(days=offset)
