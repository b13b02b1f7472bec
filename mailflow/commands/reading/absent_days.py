"""Days of an absence that are written as bare numbers: "off 15 16 17 September", "Sept 20 to 22", "vom 13. bis 17."."""

from dataclasses import replace
from datetime import date

from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock, When, add_months, is_to

FEWEST = 3
"""Numbers in a row that are days and no milestones, where nothing else says so."""

LAST_DAY = 31
PARTING = frozenset({",", "and", "so", "-", ";"})


def with_days(units: list[Unit], clock: Clock) -> list[Unit]:
    """`units` of a sentence that speaks of an absence, with the bare numbers beside its date joined to it.

    Where there is no date, a span of numbers is one.
    """
    if any(unit.kind == "date" for unit in units):
        return beside_date(units)
    return _spanned(units, clock)


def beside_date(units: list[Unit]) -> list[Unit]:
    """`units` with the bare numbers beside their only date joined to it."""
    dates = [i for i, unit in enumerate(units) if unit.kind == "date"]
    if len(dates) == 1 and units[dates[0]].value.day is not None:
        return _beside(units, dates[0])
    return units


def _beside(units: list[Unit], place: int) -> list[Unit]:
    """ "15 16 17 September", "Sept 20 to 22", "7 to 9 June"."""
    when: When = units[place].value
    first, last, start, end = when.day, when.last, place, place + 1
    while start and first is not None and 0 < first.day - 1 == _number(units[start - 1]):
        first, start = first.replace(day=first.day - 1), start - 1
    if first is not None and (begins := _begins(units, start)) and begins < first.day:
        last, first, start = when.last, first.replace(day=begins), start - 2
    behind = units[place + 1 : place + 3]
    until = _number(behind[1]) if len(behind) == 2 and is_to(behind[0]) else None
    if until is not None and first is not None and when.until is None and first.day < until:
        last, end = _in_month(first, until), place + 3
    if (start, end) == (place, place + 1) or first is None or last is None:
        return units
    return [*units[:start], _joined(units[start:end], replace(when, day=first, until=last)), *units[end:]]


def _begins(units: list[Unit], place: int) -> int | None:
    """The number of "from 7 to | 9 June", not that of "move the date for 4 to 18 December"."""
    between = place > 2 and units[place - 1].word == "and" and units[place - 3].word == "between"
    if place < 2 or not (is_to(units[place - 1]) or between):
        return None
    led = place == 2 or units[place - 3].word in {"from", "between", "since"} or units[place - 3].has("away")
    return _number(units[place - 2]) if led else None


def _spanned(units: list[Unit], clock: Clock) -> list[Unit]:
    """ "From 13 to 17": of this month, or of the next where that has passed."""
    for place, unit in enumerate(units):
        length, days = (1, _row(unit)) if unit.kind == "target" else (0, ())
        if len(days) < FEWEST:
            length, days = _dotted(units, place)
        if not days:
            continue
        first = _in_month(clock.today, days[0])
        if first is not None and first < clock.today:
            first = _in_month(add_months(clock.today.replace(day=1), 1), days[0])
        last = _in_month(first, days[-1]) if first is not None else None
        if first is not None and last is not None:
            when = When(day=first, until=last, probable=True)
            return [*units[:place], _joined(units[place : place + length], when), *units[place + length :]]
    return units


def _dotted(units: list[Unit], place: int) -> tuple[int, tuple[int, ...]]:
    """ "13. bis 17."."""
    said = [i for i in range(place, min(place + 5, len(units))) if units[i].word != "."][:3]
    if len(said) < FEWEST or said[0] != place or not is_to(units[said[1]]):
        return 0, ()
    first, last = _number(units[place]), _number(units[said[2]])
    if first is None or last is None or first >= last:
        return 0, ()
    dot = said[2] + 1 < len(units) and units[said[2] + 1].word == "."
    return said[2] + 1 - place + dot, (first, last)


def _row(unit: Unit) -> tuple[int, ...]:
    numbers = tuple(aim.number or 0 for aim in unit.value)
    plain = all(not (aim.marked or aim.options or aim.task or aim.question) for aim in unit.value)
    in_a_row = numbers == tuple(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return numbers if plain and in_a_row and 0 < numbers[0] <= numbers[-1] <= LAST_DAY else ()


def _number(unit: Unit) -> int | None:
    if unit.kind == "target":
        row = _row(unit)
        return row[0] if len(row) == 1 else None
    return int(unit.word) if unit.kind == "number" and unit.word.isdigit() and int(unit.word) <= LAST_DAY else None


def _in_month(day: date, number: int) -> date | None:
    try:
        return day.replace(day=number)
    except ValueError:
        return None


def _joined(covered: list[Unit], when: When) -> Unit:
    words = " ".join(unit.word for unit in covered)
    return Unit("date", words, covered[0].start, covered[-1].end, value=when)


def on_that_day(units: list[Unit], said: list[Unit]) -> list[Unit]:
    """ "Friday is my daughter's confirmation and I'm not working that day": the absence with its day, which another
    part or an earlier sentence of the line named; `said` are that line's units so far."""
    place = next((i for i in range(1, len(units)) if (units[i - 1].word, units[i].word) == ("that", "day")), None)
    if place is None or not any(unit.has("away") for unit in units):
        return units
    start = max((i for i, unit in enumerate(units[:place]) if unit.word in PARTING), default=-1) + 1
    behind = next((i for i, unit in enumerate(units) if i > place and unit.word in PARTING), len(units))
    own = [*units[start : place - 1], *units[place + 1 : behind]]
    here = {id(unit) for unit in units}
    before = [unit for unit in said if unit.kind == "date" and id(unit) not in here]
    days = [unit for unit in units[:start] if unit.kind == "date"] or before[-1:]
    if len(days) != 1 or not any(unit.has("away") for unit in own) or any(unit.kind == "date" for unit in own):
        return units
    return [*own, *days]


def without_weekdays(units: list[Unit]) -> list[Unit]:
    """ "From Tuesday | 15 to Thursday 17 October": without the weekday of a day whose month comes behind."""
    for place in range(len(units) - 3):
        weekday, first, to, last = units[place : place + 4]
        if weekday.kind != "date" or last.kind != "date" or not is_to(to) or (number := _number(first)) is None:
            continue
        day, end = weekday.value.day, last.value.last
        begins = _in_month(end, number) if end is not None else None
        if begins is not None and day is not None and begins < end and begins.weekday() == day.weekday():
            return [*units[:place], *units[place + 1 :]]
    return units
