"""What a date in a text means, and the calendar it is read against."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta

from mailflow.commands.reading.units import Unit
from mailflow.domain.calendar import Calendar

LONG_PAST = timedelta(days=31)

TO = frozenset({"to", "-", "until", "till", "through", "thru", "up to", "til", "up to and including"})


@dataclass(frozen=True, slots=True)
class Clock:
    """The sender's today, calendar and order of dates (None: not settled)."""

    today: date
    calendar: Calendar
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A date in a text.

    `until` is the last day where a span is meant ("next week"). `probable`: more than one reading.
    `fault` says what forbids using it: ``order`` (03/04), ``weekday`` (a Friday that is none),
    ``invalid``, ``vague``, ``span`` (a last day before the first), ``past``. `days`, `working` and `months` are a
    length; `more`: beyond what was agreed.
    `loose`: a bare weekday, which may be the last one where the text tells of the past. `ahead`: later today.
    """

    day: date | None = None
    until: date | None = None
    at: time | None = None
    probable: bool = False
    fault: str = ""
    days: int = 0
    working: int = 0
    months: int = 0
    more: bool = False
    loose: bool = False
    ahead: bool = False

    @property
    def is_length(self) -> bool:
        """Whether this is a length of time and no date."""
        return self.day is None and bool(self.days or self.working or self.months)

    @property
    def last(self) -> date | None:
        """The day by which something is ready that is promised for this."""
        return self.until or self.day

    def after(self, start: date, calendar: Calendar) -> date:
        """The date this much later than `start`."""
        moved = add_months(start, self.months) + timedelta(days=self.days)
        return calendar.add_working_days(moved, self.working) if self.working else moved


Found = tuple[int, When] | None


def dated(year: int, month: int, day: int) -> When:
    """That date, or a fault."""
    try:
        return When(day=date(year, month, day))
    except ValueError:
        return When(fault="invalid")


def this_or_next_year(month: int, day: int, clock: Clock) -> When:
    """The date without its year: this year's, unless that is long past."""
    when = dated(clock.today.year, month, day)
    if when.day is not None and when.day < clock.today - LONG_PAST:
        return dated(clock.today.year + 1, month, day)
    if when.fault and (month, day) == (2, 29):
        return dated(clock.today.year + 1, month, day)
    return when


def add_months(day: date, months: int) -> date:
    """That many months later, on the same day or the month's last."""
    if not months:
        return day
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_to(unit: Unit) -> bool:
    """Whether the unit joins the two ends of a span."""
    return unit.word in TO or unit.has("time_to")
