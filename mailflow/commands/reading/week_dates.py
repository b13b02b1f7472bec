"""Dates reckoned from today: "tomorrow", "next Friday", "end of next week", "two more days"."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock, Found, When, add_months, this_or_next_year

SPOKEN = frozenset({"sat", "sun", "wed"})
WEEKS = {"7d": 1, "14d": 2}
AHEAD = {"next": 1, "this": 0, "last": -1}
PERSONS = ("first_person", "second_person", "other_person", "pronoun")
SUNSHINE = frozenset({"some", "more", "no", "much", "full"})


def named_day(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "today", "tomorrow evening"."""
    ahead = units[place].values.get("days")
    if ahead is None:
        return None
    day = clock.today + timedelta(days=int(ahead))
    either = units[place].has("time_either")  # "kal" (hi) is tomorrow, and yesterday of what is told as past
    return 1, When(day=day, ahead=units[place].has("time_ahead"), loose=either)


def weekday(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "Friday", "next Friday", "Friday next week", "Friday week"."""
    shape = _shape(units[place])
    at = place + 1 if shape else place
    if at >= len(units) or "weekdays" not in units[at].values or _shines(units, at):
        return None
    if units[at].word in SPOKEN and at and _is_no_day(units[at - 1]):
        return None
    weekday, length = int(units[at].values["weekdays"]), at + 1 - place
    if not shape and at + 1 < len(units) and (weeks := WEEKS.get(str(units[at + 1].values.get("lengths")), 0)):
        return length + 1, _in_weeks(weeks, weekday, clock)
    if not shape and (shape := _shape_behind(units, at + 1)):
        return length + 1, _resolved_weekday(shape, weekday, clock)
    behind = _week_behind(units, at + 1)
    if behind is not None and not shape:
        return length + behind[0], _weekday_in_week(weekday, behind[1], clock)
    return length, _resolved_weekday(shape, weekday, clock)


def _shines(units: list[Unit], place: int) -> bool:
    """ "If the sun comes out": no day."""
    before = units[place - 1] if place else None
    return units[place].word == "sun" and before is not None and (before.has("article") or before.word in SUNSHINE)


def _is_no_day(before: Unit) -> bool:
    """ "I | sat down", "it is | sat in my van", "enjoy the | sun"."""
    return any(before.has(tag) for tag in PERSONS) or before.has("be") or before.word == "the"


def _shape(unit: Unit) -> str:
    return next((s for s in ("next", "this", "last") if unit.has(f"time_{s}")), "")


def _shape_behind(units: list[Unit], place: int) -> str:
    """ "Viernes que viene", "vendredi prochain", where that stands behind."""
    return _shape(units[place]) if place < len(units) and units[place].has("time_behind") else ""


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


def _in_weeks(weeks: int, weekday: int, clock: Clock) -> When:
    """ "Friday week", "Friday fortnight"."""
    coming = _resolved_weekday("this", weekday, clock).day or clock.today
    return When(day=coming + timedelta(days=7 * weeks), probable=True)


def period(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "end of next week", "next week", "end of December", "mid January", "end of the week"."""
    edge = next((e for e in ("end_of", "start_of", "middle_of") if units[place].has(f"time_{e}")), "")
    at = place + 1 if edge else place
    span = _span(units, at, clock, edged=bool(edge))
    if span is None:
        return None
    length, first, last = span
    return at + length - place, _edged(edge, first, last, clock)


def _span(units: list[Unit], place: int, clock: Clock, *, edged: bool) -> tuple[int, date, date] | None:
    if place >= len(units):
        return None
    shape, at = _shape(units[place]) or ("this" if edged and units[place].word == "the" else ""), place + 1
    if behind := _shape_behind(units, at):
        shape, at = behind, place
    if shape in AHEAD and at < len(units) and not (shape == "last" and _is_of(units, at + 1)):
        ahead = AHEAD[shape]
        if _is_week(units[at]):
            monday = _monday(clock.today) + timedelta(days=7 * ahead)
            return 2, monday, monday + timedelta(days=6)
        if _is_month(units[at]):
            return 2, *_month_span(add_months(clock.today, ahead))
    before = units[place - 1] if place else None
    month = units[place].values.get("months")
    if (
        month is not None
        and before is not None
        and any(before.has(f"time_{e}") for e in ("end_of", "start_of", "middle_of"))
    ):
        day = this_or_next_year(int(month), monthrange(clock.today.year, int(month))[1], clock).day or clock.today
        return 1, *_month_span(day)
    return None


def _is_of(units: list[Unit], place: int) -> bool:
    """ "The last week | of May"."""
    return place < len(units) and units[place].word in {"of", "in", "before"}


def _month_span(day: date) -> tuple[date, date]:
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _edged(edge: str, first: date, last: date, clock: Clock) -> When:
    week = (last - first).days < 7
    if edge == "start_of":
        return When(day=clock.calendar.working_day_on_or_after(first), probable=True)
    if edge == "middle_of":
        return When(day=first + (last - first) // 2 if week else first.replace(day=15), probable=True)
    ending = clock.calendar.working_day_on_or_before(last) if week else last
    if edge == "end_of":
        return When(day=ending)
    start = clock.calendar.working_day_on_or_after(first)
    return When(day=start, until=ending, probable=True)


def ends(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "end of week", "month end", "the weekend"."""
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


def length(units: list[Unit], place: int, clock: Clock) -> Found:
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
    if behind is not None and behind.word == "or" and end + 1 < len(units) and _count(units[end + 1]):
        return end + 2 - place, When(fault="vague")  # "a day or two"
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
        count = None if at < len(units) and units[at].word.endswith("s") else 1
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
