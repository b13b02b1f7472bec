"""How many letters people get: in each week of theirs, and on their worst day."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mailflow.domain.calendar import Calendar

IN_A_WEEK, ON_A_DAY = 10, 3
"""What nobody with a few milestones is to get more of."""
OWNER_OF_THIRTY = 40
"""What an owner of thirty contractors is to get at most in a busy week."""


@dataclass(frozen=True, slots=True)
class Counts:
    """One person's letters: in each week, and on the day with most."""

    weeks: tuple[int, ...]
    worst_day: int


def counts(arrived: Iterable[datetime], zone: str, first: date, weeks: int) -> Counts:
    """Letters that arrived at those instants, by days of that zone, in so many weeks from `first` on."""
    calendar = Calendar(zone)
    days = Counter(calendar.local_date(at) for at in arrived)
    each = [_week(days, first + timedelta(weeks=week)) for week in range(weeks)]
    return Counts(tuple(each), max(days.values(), default=0))


def faults(found: Sequence[Counts]) -> list[str]:
    """What of it is more than people are to get."""
    week = max((max(one.weeks, default=0) for one in found), default=0)
    day = max((one.worst_day for one in found), default=0)
    told = [f"somebody got {week} letters in a week"] if week > IN_A_WEEK else []
    return told + ([f"somebody got {day} letters on a day"] if day > ON_A_DAY else [])


def _week(days: Counter[date], first: date) -> int:
    return sum(count for day, count in days.items() if 0 <= (day - first).days < 7)
