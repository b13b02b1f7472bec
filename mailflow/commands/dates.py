"""Dates as people write them, resolved against the sender's calendar."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache

from mailflow.commands.units import Unit
from mailflow.domain.calendar import Calendar

COUNTING = frozenset({"a", "an", "some", "few", "several"})
LONG_PAST = timedelta(days=31)
BEFORE_A_SLASH = frozenset(
    {
        "by",
        "on",
        "to",
        "until",
        "till",
        "from",
        "before",
        "after",
        "date",
        ":",
        "for",
        "is",
        "-",
        "deadline",
        "due",
        "away",
        "of",
    }
)
BEFORE_A_DAY = frozenset({"the", "on", "by", "until", "till", "to", "on the", "before", "after", "from", "-", "for"})


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
    ``invalid``, ``vague``. `days`, `working` and `months` are a length; `more`: beyond what was agreed.
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
        moved = _add_months(start, self.months) + timedelta(days=self.days)
        return calendar.add_working_days(moved, self.working) if self.working else moved


Found = tuple[int, When] | None


def mark_dates(units: list[Unit], clock: Clock) -> list[Unit]:
    """`units` with every date and length of time joined into one unit."""
    return _joined_spans(_marked(units, clock))


def _marked(units: list[Unit], clock: Clock) -> list[Unit]:
    marked: list[Unit] = []
    place = 0
    while place < len(units):
        found = _first_of(units, place, clock)
        if found is None:
            marked.append(units[place])
            place += 1
            continue
        length, when = found
        length, when = _with_time(units, place, length, when)
        if marked and marked[-1].word == "the":
            marked.pop()
        marked.append(_unit(units[place : place + length], when))
        place += length
    return marked


def _unit(covered: list[Unit], when: When) -> Unit:
    words = " ".join(unit.word for unit in covered)
    kind = "length" if when.is_length else "date"
    return Unit(kind, words, covered[0].start, covered[-1].end, value=when)


def _first_of(units: list[Unit], place: int, clock: Clock) -> Found:
    unit = units[place]
    if unit.kind == "punct" or (unit.kind == "word" and not _may_begin(unit)):
        return None
    for reader in READERS:
        found = reader(units, place, clock)
        if found is not None:
            return found
    return None


def _may_begin(unit: Unit) -> bool:
    return bool(unit.values) or unit.word in COUNTING or _shapes_date(unit.tags)


@lru_cache(maxsize=4096)
def _shapes_date(tags: frozenset[str]) -> bool:
    return any(tag.startswith("time_") for tag in tags)


def _with_time(units: list[Unit], place: int, length: int, when: When) -> tuple[int, When]:
    end = place + length
    skip = 1 if end < len(units) - 1 and units[end].word in {"at", ",", "around", "@", "by"} else 0
    if when.day is not None and end + skip < len(units):
        clock_time = time_of(units[end + skip])
        if clock_time is not None:
            return length + skip + 1, replace(when, at=clock_time)
    return length, when


def time_of(unit: Unit) -> time | None:
    """The time of day that a unit states."""
    if unit.kind != "time":
        return time(12) if unit.has("time_noon") else None
    digits = [int(part) for part in "".join(c if c.isdigit() else " " for c in unit.word).split()]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if "p" in unit.word and hour < 12:
        hour += 12
    if "a" in unit.word and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


# -- one reader a shape -------------------------------------------------------------------------


def _numeric(units: list[Unit], place: int, clock: Clock) -> Found:
    unit = units[place]
    if unit.kind == "isodate":
        year, month, day = (int(part) for part in unit.word.split("-"))
        return 1, _dated(year, month, day)
    if unit.kind == "date":
        return 1, _local_order(unit.word, clock)
    if unit.kind == "slash" and _after(units, place, BEFORE_A_SLASH):
        return 1, _local_order(unit.word, clock)
    if unit.kind == "dotted":
        day, month = (int(part) for part in unit.word.strip(".").split("."))
        return 1, _this_or_next_year(month, day, clock)
    return None


def _after(units: list[Unit], place: int, words: frozenset[str]) -> bool:
    return place > 0 and units[place - 1].word in words


def _local_order(text: str, clock: Clock) -> When:
    dotted = "." in text
    parts = [int(part) for part in text.replace(".", "/").split("/")]
    first, second = parts[0], parts[1]
    day_first = True if dotted or first > 12 else False if second > 12 else clock.day_first
    if day_first is None:
        if first != second:
            return When(fault="order")
        day_first = True
    day, month = (first, second) if day_first else (second, first)
    if len(parts) == 2:
        return _this_or_next_year(month, day, clock)
    return _dated(parts[2] + 2000 if parts[2] < 100 else parts[2], month, day)


def _dated(year: int, month: int, day: int) -> When:
    try:
        return When(day=date(year, month, day))
    except ValueError:
        return When(fault="invalid")


def _this_or_next_year(month: int, day: int, clock: Clock) -> When:
    when = _dated(clock.today.year, month, day)
    if when.day is not None and when.day < clock.today - LONG_PAST:
        return _dated(clock.today.year + 1, month, day)
    if when.fault and (month, day) == (2, 29):
        return _dated(clock.today.year + 1, month, day)
    return when


def _month_day(units: list[Unit], place: int, clock: Clock) -> Found:
    found = _day_then_month(units, place, clock) or _month_then_day(units, place, clock)
    if found is None or found[1].day is None:
        return found
    return _with_weekday_behind(units, place, *found)


def _day_range(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "20-24 Dec", "Dec 20-24"."""
    words = units[place : place + 4]
    if len(words) < 4:
        return None
    days, month = (words[:3], words[3]) if "months" in words[3].values else (words[1:], words[0])
    first, last = _number(days[0]), _number(days[2])
    if first is None or last is None or days[1].word != "-" or "months" not in month.values or not first < last <= 31:
        return None
    number = int(month.values["months"])
    start, end = _this_or_next_year(number, first, clock), _this_or_next_year(number, last, clock)
    return 4, When(day=start.day, until=end.day, fault=start.fault or end.fault)


def _number(unit: Unit) -> int | None:
    if unit.kind in {"number", "ordinal"}:
        return int(unit.value)
    value = unit.values.get("ordinals")
    return None if value is None else int(value)


def _day_then_month(units: list[Unit], place: int, clock: Clock) -> Found:
    day = _number(units[place])
    if day is None or not 1 <= day <= 31:
        return None
    end = place + 1
    if end < len(units) and units[end].word == "of":
        end += 1
    if end >= len(units) or "months" not in units[end].values or _is_spoken_may(units, end, place):
        return None
    length = end + 1 - place
    return _with_year(units, place, length, int(units[end].values["months"]), day, clock)


def _is_spoken_may(units: list[Unit], end: int, place: int) -> bool:
    """Whether this "may" (or "march") is a verb behind a number: "3 may slip"."""
    follows = units[end + 1] if end + 1 < len(units) else None
    if units[end].word not in {"may", "march"} or units[place].kind == "ordinal":
        return False
    return follows is not None and follows.kind == "word" and not follows.values and not follows.has("preposition")


def _month_then_day(units: list[Unit], place: int, clock: Clock) -> Found:
    month = units[place].values.get("months")
    if month is None or place + 1 >= len(units):
        return None
    end = place + 1
    if units[end].word in {"the", "."} and end + 1 < len(units):
        end += 1
    day = _number(units[end])
    if day is None or not 1 <= day <= 31:
        return None
    return _with_year(units, place, end + 1 - place, int(month), day, clock)


def _with_year(units: list[Unit], place: int, length: int, month: int, day: int, clock: Clock) -> Found:
    end = place + length
    skip = 1 if end < len(units) - 1 and units[end].word == "," else 0
    if end + skip < len(units) and units[end + skip].kind == "year":
        return length + skip + 1, _dated(int(units[end + skip].word), month, day)
    return length, _this_or_next_year(month, day, clock)


def _with_weekday_behind(units: list[Unit], place: int, length: int, when: When) -> Found:
    end = place + length
    if end + 1 < len(units) and units[end].word in {"(", ","} and "weekdays" in units[end + 1].values:
        closing = 1 if end + 2 < len(units) and units[end + 2].word == ")" else 0
        return length + 2 + closing, _checked(when, int(units[end + 1].values["weekdays"]))
    return length, when


def _checked(when: When, weekday: int) -> When:
    if when.day is not None and when.day.weekday() != weekday:
        return replace(when, fault="weekday")
    return when


def _weekday_and_date(units: list[Unit], place: int, clock: Clock) -> Found:
    weekday = units[place].values.get("weekdays")
    if weekday is None:
        return None
    start = place + 1
    while start < len(units) and units[start].word in {",", "the", "(", ".", "-"}:
        start += 1
    if start >= len(units):
        return None
    found = _numeric(units, start, clock) or _month_day(units, start, clock) or _slash(units, start, clock)
    found = found or _day_of_month(units, start, clock)
    if found is None:
        return None
    length, when = found
    end = start + length
    closing = 1 if end < len(units) and units[end].word == ")" else 0
    return end + closing - place, _checked(when, int(weekday))


def _slash(units: list[Unit], place: int, clock: Clock) -> Found:
    return (1, _local_order(units[place].word, clock)) if units[place].kind == "slash" else None


def _day_of_month(units: list[Unit], place: int, clock: Clock) -> Found:
    unit = units[place]
    if unit.kind != "ordinal" or not _after(units, place, BEFORE_A_DAY) or not 1 <= unit.value <= 31:
        return None
    if place + 1 < len(units) and (
        units[place + 1].has("milestone") or units[place + 1].has("task") or units[place + 1].word == "one"
    ):
        return None
    return 1, _next_such_day(int(unit.value), clock.today)


def _next_such_day(number: int, today: date) -> When:
    start = date(today.year, today.month, 1)
    for ahead in range(3):
        month = _add_months(start, ahead)
        if number <= monthrange(month.year, month.month)[1] and month.replace(day=number) >= today:
            return When(day=month.replace(day=number))
    return When(fault="invalid")


def _named_day(units: list[Unit], place: int, clock: Clock) -> Found:
    ahead = units[place].values.get("days")
    if ahead is None:
        return None
    return 1, When(day=clock.today + timedelta(days=int(ahead)), ahead=units[place].has("time_ahead"))


def _weekday(units: list[Unit], place: int, clock: Clock) -> Found:
    shape = _shape(units[place])
    at = place + 1 if shape else place
    if at >= len(units) or "weekdays" not in units[at].values:
        return None
    weekday, length = int(units[at].values["weekdays"]), at + 1 - place
    behind = _week_behind(units, at + 1)
    if behind is not None and not shape:
        return length + behind[0], _weekday_in_week(weekday, behind[1], clock)
    return length, _resolved_weekday(shape, weekday, clock)


def _shape(unit: Unit) -> str:
    return next((s for s in ("next", "this", "last") if unit.has(f"time_{s}")), "")


def _week_behind(units: list[Unit], place: int) -> tuple[int, int] | None:
    if place < len(units) and units[place].word in {"of", "in", ","}:
        found = _week_behind(units, place + 1)
        return None if found is None else (found[0] + 1, found[1])
    if place < len(units) and units[place].word == "this week":
        return 1, 0
    if place + 1 < len(units) and _shape(units[place]) in {"next", "last"} and _is_week(units[place + 1]):
        return 2, 1 if units[place].has("time_next") else -1
    return None


def _is_week(unit: Unit) -> bool:
    return unit.values.get("lengths") == "7d"


def _is_month(unit: Unit) -> bool:
    return unit.values.get("lengths") == "1m"


def _weekday_in_week(weekday: int, weeks: int, clock: Clock) -> When:
    return When(day=_monday(clock.today) + timedelta(days=7 * weeks + weekday))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _resolved_weekday(shape: str, weekday: int, clock: Clock) -> When:
    ahead = (weekday - clock.today.weekday()) % 7 or 7
    coming = clock.today + timedelta(days=ahead)
    if shape == "last":
        return When(day=coming - timedelta(days=7))
    if shape == "next" and weekday > clock.today.weekday():
        return When(day=coming + timedelta(days=7), probable=True)
    return When(day=coming, probable=not shape and ahead == 7, loose=not shape)


def _period(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "end of next week", "next week", "end of December", "mid January", "end of the week"."""
    edge = next((e for e in ("end_of", "start_of", "middle_of") if units[place].has(f"time_{e}")), "")
    at = place + 1 if edge else place
    span = _span(units, at, clock)
    if span is None:
        return None
    length, first, last = span
    return at + length - place, _edged(edge, first, last, clock)


def _span(units: list[Unit], place: int, clock: Clock) -> tuple[int, date, date] | None:
    if place >= len(units):
        return None
    shape, at = _shape(units[place]), place + 1
    if shape in {"next", "this"} and at < len(units):
        ahead = 1 if shape == "next" else 0
        if _is_week(units[at]):
            monday = _monday(clock.today) + timedelta(days=7 * ahead)
            return 2, monday, monday + timedelta(days=6)
        if _is_month(units[at]):
            return 2, *_month_span(_add_months(clock.today, ahead))
    before = units[place - 1] if place else None
    month = units[place].values.get("months")
    if (
        month is not None
        and before is not None
        and any(before.has(f"time_{e}") for e in ("end_of", "start_of", "middle_of"))
    ):
        day = _this_or_next_year(int(month), monthrange(clock.today.year, int(month))[1], clock).day or clock.today
        return 1, *_month_span(day)
    return None


def _month_span(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _edged(edge: str, first: date, last: date, clock: Clock) -> When:
    if edge == "start_of":
        return When(day=clock.calendar.working_day_on_or_after(first), probable=True)
    if edge == "middle_of":
        return When(day=first + (last - first) // 2, probable=True)
    week = (last - first).days < 7
    ending = clock.calendar.working_day_on_or_before(last) if week else last
    if edge == "end_of":
        return When(day=ending)
    start = clock.calendar.working_day_on_or_after(first)
    return When(day=start, until=ending, probable=True)


def _ends(units: list[Unit], place: int, clock: Clock) -> Found:
    unit = units[place]
    if unit.has("time_eow"):
        return 1, _edged("end_of", *_week_with(clock), clock)
    if unit.has("time_eom"):
        return 1, _edged("end_of", *_month_span(clock.today), clock)
    if unit.has("time_eoy"):
        return 1, When(day=date(clock.today.year, 12, 31))
    if unit.has("time_weekend"):
        saturday = _monday(clock.today) + timedelta(days=5)
        return 1, When(day=saturday, until=saturday + timedelta(days=1), probable=True)
    return None


def _week_with(clock: Clock) -> tuple[date, date]:
    monday = _monday(clock.today)
    if clock.calendar.working_day_on_or_before(monday + timedelta(days=6)) < clock.today:
        monday += timedelta(days=7)
    return monday, monday + timedelta(days=6)


def _length(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "in 3 days", "two more days", "another week", "3 days ago", "a week from now", "a few more days"."""
    at, inside = (place + 1, True) if units[place].has("time_in") else (place, False)
    counted = _counted(units, at)
    if counted is None:
        return None
    end, count, more, name = counted
    when = _length_of(count, name, more)
    if count is None:
        return end - place, When(fault="vague")
    behind = units[end] if end < len(units) else None
    if behind is not None and behind.has("time_ago"):
        return end + 1 - place, When(day=clock.today - timedelta(days=when.days or 1))
    if behind is not None and behind.has("time_from_now"):
        return end + 1 - place, When(day=when.after(clock.today, clock.calendar))
    if behind is not None and (behind.has("time_more") or behind.has("time_later") or behind.word == "later"):
        return end + 1 - place, replace(when, more=True)
    return end - place, (When(day=when.after(clock.today, clock.calendar)) if inside else when)


def _counted(units: list[Unit], place: int) -> tuple[int, int | None, bool, str] | None:
    """A count, perhaps "more", and a unit of time: where it ends, how many, whether more, which."""
    if place >= len(units):
        return None
    count, at, more = _count(units[place]), place + 1, units[place].has("time_more")
    known = count is not None or more or units[place].word in {"some", "few", "several"}
    if units[place].word == "a" and at < len(units) and units[at].word in {"few", "some", "little"}:
        count, at = None, at + 1
    elif more:
        count = 1
        if at < len(units) and _count(units[at]) is not None:
            count, at = _count(units[at]), at + 1
    if not known:
        return None
    while at < len(units) and (units[at].has("time_more") or units[at].word in {"full", "-", "couple"}):
        more, at = more or units[at].has("time_more"), at + 1
    name = units[at].values.get("lengths") if at < len(units) else None
    return None if name is None else (at + 1, count, more, str(name))


def _count(unit: Unit) -> int | None:
    if unit.kind == "number":
        return int(unit.value)
    if unit.word in {"a", "an"}:
        return 1
    value = unit.values.get("numbers")
    return None if value is None else int(value)


def _length_of(count: int | None, name: str, more: bool) -> When:
    number, kind = int(name[:-1]) * (count or 0), name[-1]
    return When(
        days=number if kind == "d" else 0,
        working=number if kind == "w" else 0,
        months=number if kind == "m" else 0,
        more=more,
    )


def _add_months(day: date, months: int) -> date:
    if not months:
        return day
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _joined_spans(units: list[Unit]) -> list[Unit]:
    """Two dates with "to" or a dash between them become one span."""
    joined: list[Unit] = []
    for unit in units:
        if unit.kind == "date" and len(joined) > 1 and joined[-2].kind == "date" and _is_to(joined[-1]):
            first, last = joined[-2].value, unit.value
            joined[-2:] = [
                Unit(
                    "date", f"{joined[-2].word} - {unit.word}", joined[-2].start, unit.end, value=_between(first, last)
                )
            ]
        else:
            joined.append(unit)
    return joined


def _is_to(unit: Unit) -> bool:
    return unit.word in {"to", "-", "until", "till", "through", "thru", "up to", "til"}


def _between(first: When, last: When) -> When:
    end = last.last
    if first.day is not None and end is not None and end < first.day:
        end = _add_months(end, 12) if (first.day - end).days > 14 else end + timedelta(days=7)
    return When(
        day=first.day,
        until=end,
        at=first.at,
        probable=first.probable or last.probable,
        fault=first.fault or last.fault,
    )


READERS: tuple[Callable[[list[Unit], int, Clock], Found], ...] = (
    _weekday_and_date,
    _day_range,
    _numeric,
    _month_day,
    _period,
    _ends,
    _weekday,
    _length,
    _named_day,
    _day_of_month,
)
