"""Dates that name their day: "2026-12-04", "4 Dec", "Friday, 4 December", "20-24 Dec", "the 4th"."""

from calendar import monthrange
from dataclasses import replace
from datetime import date

from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock, Found, When, add_months, dated, is_to, this_or_next_year

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

FRACTIONS = frozenset({"1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "9/10"})
NEAR = 180
"""Days ahead in which a date is more likely than a fraction."""

FROM = frozenset({"from", "until", "till", "since", "between"})
LEADING = frozenset({"until", "till", "to", "by", "from", "on", "since", "through"})


def numeric(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "2026-12-04", "04/12/2026", "4.12."."""
    unit = units[place]
    if unit.kind == "isodate":
        year, month, day = (int(part) for part in unit.word.split("-"))
        return 1, dated(year, month, day)
    if unit.kind == "date":
        return 1, _local_order(unit.word, clock)
    if unit.kind == "slash" and _is_fraction(units, place, clock):
        return None
    if unit.kind == "slash" and (
        _after(units, place, BEFORE_A_SLASH)
        or _begins_span(units, place)
        or _is_proposed(units, unit)
        or _is_all(units, unit)
    ):
        return 1, _local_order(unit.word, clock)
    if unit.kind == "dotted":
        day, month = (int(part) for part in unit.word.strip(".").split("."))
        return 1, this_or_next_year(month, day, clock)
    if unit.kind == "task" and clock.day_first and _is_dotted_date(units, place):
        return 1, this_or_next_year(unit.value[1], unit.value[0], clock)
    return None


def _is_dotted_date(units: list[Unit], place: int) -> bool:
    """Whether "12.12" is a day and no task: where another language says "by" before it, moves something, or spans."""
    day, month = units[place].value
    before = units[place - 1] if place else None
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return False
    if any(unit.has("propose") for unit in units):
        return True
    if not any(unit.written for unit in units):
        return False
    after = units[place + 1 : place + 3]
    spans = len(after) == 2 and is_to(after[0]) and after[1].kind in {"task", "dotted", "date"}
    moves = any(unit.has("move") or unit.has("away") for unit in units)
    return spans or (before is not None and (before.has("deadline") or (moves and before.word in {":", "to", "until"})))


def _is_fraction(units: list[Unit], place: int, clock: Clock) -> bool:
    """ "10: 1/4": a plain fraction behind a colon or dash, which as a date would be long past or far off."""
    if units[place].word not in FRACTIONS or not place or units[place - 1].word not in {":", "-"}:
        return False
    part, whole = (int(number) for number in units[place].word.split("/"))
    days = [this_or_next_year(whole, part, clock).day, this_or_next_year(part, whole, clock).day]
    return all(day is None or not 0 <= (day - clock.today).days <= NEAR for day in days)


def _is_proposed(units: list[Unit], slash: Unit) -> bool:
    """ "Can it be 17/12?": a new date is spoken of, and this is more than a whole."""
    part, whole = (int(number) for number in slash.word.split("/"))
    return part > whole and any(unit.has("propose") or unit.has("move") or unit.has("late") for unit in units)


def _is_all(units: list[Unit], slash: Unit) -> bool:
    """ "5/29, please.": nothing else is said, and it is no common fraction."""
    beyond = max(int(number) for number in slash.word.split("/")) > 12
    return beyond and all(u is slash or u.kind == "punct" or u.has("courtesy") for u in units)


def _begins_span(units: list[Unit], place: int) -> bool:
    """Whether "21/12" has its other end behind it, or an absence before it."""
    behind = [unit for unit in units[place + 1 : place + 4] if unit.word != "dia"][:2]
    before = [unit for unit in units[max(0, place - 3) : place] if unit.word != "dia"][-2:]
    spans = len(behind) == 2 and is_to(behind[0]) and behind[1].kind in {"slash", "date"}
    spans = spans or (len(before) == 2 and is_to(before[1]) and before[0].kind in {"slash", "date"})
    return spans or (place > 0 and units[place - 1].has("away"))


def _after(units: list[Unit], place: int, words: frozenset[str]) -> bool:
    return place > 0 and units[place - 1].word.split()[-1] in words


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
        return this_or_next_year(month, day, clock)
    return dated(parts[2] + 2000 if parts[2] < 100 else parts[2], month, day)


def month_day(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "4 Dec", "December 4th, 2026 (Friday)"."""
    found = _day_then_month(units, place, clock) or _month_then_day(units, place, clock)
    if found is None or found[1].day is None:
        return found
    return _with_weekday_behind(units, place, *found)


def day_range(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "20-24 Dec", "Dec 20-24"."""
    words = units[place : place + 4]
    if len(words) < 4:
        return None
    days, month = (words[:3], words[3]) if "months" in words[3].values else (words[1:], words[0])
    first, last = _number(days[0]), _number(days[2])
    if first is None or last is None or days[1].word != "-" or "months" not in month.values or not first < last <= 31:
        return None
    number = int(month.values["months"])
    start, end = this_or_next_year(number, first, clock), this_or_next_year(number, last, clock)
    return 4, When(day=start.day, until=end.day, fault=start.fault or end.fault)


def spoken_range(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "Del 20 al 31 de diciembre", "vom 20. bis 31. Dezember", of somebody's absence."""
    near = units[place : place + 7]
    words = [unit for unit in near if unit.word not in {".", "of"} and unit.values.get("lengths") != "1d"]
    first, last = (_number(words[0]), _number(words[2])) if len(words) > 3 else (None, None)
    if first is None or last is None or not (is_to(words[1]) or words[1].written) or "months" not in words[3].values:
        return None
    away = any(unit.has("away") for unit in units) and not any(unit.has("move") for unit in units)
    if not away or not first < last <= 31:
        return None
    number, length = int(words[3].values["months"]), units.index(words[3], place) + 1 - place
    start, end = this_or_next_year(number, first, clock), this_or_next_year(number, last, clock)
    return length, When(day=start.day, until=end.day, fault=start.fault or end.fault)


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
    if end < len(units) and units[end].word in {"of", "."}:
        end += 1
    if end >= len(units) or "months" not in units[end].values or _is_spoken_may(units, end, place):
        return None
    length = end + 1 - place
    return _with_year(units, place, length, int(units[end].values["months"]), day, clock)


def _is_spoken_may(units: list[Unit], end: int, place: int) -> bool:
    """Whether this "may" (or "march") is a verb behind a number: "3 may slip"."""
    follows = units[end + 1] if end + 1 < len(units) else None
    if units[end].word != "may" or units[place].kind == "ordinal" or _ends_span(units, place):
        return False
    if any(unit.has("ask") for unit in units[:place]) or (place and units[place - 1].word in FROM):
        return False  # "would 26 May be possible?", "from 24 May until 26 May"
    if place and "weekdays" in units[place - 1].values:
        return False  # "Monday 31 May and …"
    if follows is not None and follows.has("first_person") and place and units[place - 1].word in LEADING:
        return False  # "until 4 May I am out"
    if follows is not None and follows.has("deadline_behind"):
        return False  # "31 May tak" (hi): until 31 May
    return follows is not None and follows.kind == "word" and not follows.values and not follows.has("preposition")


def _ends_span(units: list[Unit], place: int) -> bool:
    """ "22 May se | 26 May tak": the other end of a span of days stands before it."""
    return place > 1 and is_to(units[place - 1]) and "months" in units[place - 2].values


def _month_then_day(units: list[Unit], place: int, clock: Clock) -> Found:
    month = units[place].values.get("months")
    if month is None or place + 1 >= len(units) or _is_there(units, place):
        return None
    led = place > 0 and (units[place - 1].has("preposition") or units[place - 1].word in LEADING)
    if units[place].has("except") and not led:
        return None  # "may 28 pa", there are 28 left, in the language that says it so
    end = place + 1
    if units[end].word in {"the", "."} and end + 1 < len(units):
        end += 1
    day = _number(units[end])
    if day is None or not 1 <= day <= 31:
        return None
    return _with_year(units, place, end + 1 - place, int(month), day, clock)


def _is_there(units: list[Unit], place: int) -> bool:
    """ "May 3 tanong ako" (tl: there are three): the month has a word before it that leads to a day."""
    before = units[place - 1] if place else None
    if not units[place].has("ask"):
        return False
    return before is None or not (before.word in LEADING | BEFORE_A_DAY or before.has("preposition") or is_to(before))


def _with_year(units: list[Unit], place: int, length: int, month: int, day: int, clock: Clock) -> Found:
    end = place + length
    skip = 1 if end < len(units) - 1 and units[end].word in {",", "of"} else 0
    if end + skip < len(units) and units[end + skip].kind == "year":
        return length + skip + 1, dated(int(units[end + skip].word), month, day)
    return length, this_or_next_year(month, day, clock)


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


def weekday_and_date(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "Friday, 4 December", checked against the calendar."""
    weekday = units[place].values.get("weekdays")
    if weekday is None:
        return None
    start = place + 1
    while start < len(units) and _leads_to_day(units[start]):
        start += 1
    if start >= len(units):
        return None
    found = numeric(units, start, clock) or month_day(units, start, clock) or _slash(units, start, clock)
    found = found or day_of_month(units, start, clock) or _day_behind(units, start, clock, int(weekday))
    if found is None:
        return None
    length, when = found
    end = start + length
    closing = 1 if end < len(units) and units[end].word == ")" else 0
    return end + closing - place, _checked(when, int(weekday))


def _leads_to_day(unit: Unit) -> bool:
    """A mark or an article before the day, or "dia" (pt)."""
    return unit.word in {",", "the", "(", ".", "-"} or (unit.values.get("lengths") == "1d" and unit.word == "dia")


def _day_behind(units: list[Unit], place: int, clock: Clock, weekday: int) -> Found:
    """ "Monday 14th", "Monday 14": a bare number where the calendar agrees and nothing is said of a milestone."""
    day = _number(units[place]) if "ordinals" not in units[place].values else None
    if day is None or not 1 <= day <= 31:
        return None
    when = _next_such_day(day, clock.today)
    if units[place].kind == "ordinal":
        return 1, when
    after = units[place + 1] if place + 1 < len(units) else None
    alone = (
        after is None or after.kind == "punct" or after.has("move") or after.has("courtesy") or after.has("condition")
    )
    led = after is not None and after.has("preposition") and after.word not in {"on", "to", "at", "with", "as"}
    alone = alone or (led and any(unit.kind == "number" for unit in units[place + 1 :]))
    return (1, when) if alone and when.day is not None and when.day.weekday() == weekday else None


def _slash(units: list[Unit], place: int, clock: Clock) -> Found:
    return (1, _local_order(units[place].word, clock)) if units[place].kind == "slash" else None


def day_of_month(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "the 4th"."""
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
        month = add_months(start, ahead)
        if number <= monthrange(month.year, month.month)[1] and month.replace(day=number) >= today:
            return When(day=month.replace(day=number))
    return When(fault="invalid")
