"""Dates as people write them, found in a sentence and resolved against the sender's calendar."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from functools import lru_cache

from mailflow.commands.reading.day_dates import (
    day_of_month,
    day_range,
    month_day,
    numeric,
    spoken_range,
    weekday_and_date,
)
from mailflow.commands.reading.feasts import feast
from mailflow.commands.reading.spoken_times import with_spoken_times
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.week_dates import ends, length, named_day, period, weekday
from mailflow.commands.reading.when import Clock, Found, When, add_months, is_to

_HALF_OF_DAY = re.compile(r"([ap])\.?m")
LONGEST_SPAN = timedelta(days=300)
COUNTING = frozenset({"a", "an", "some", "few", "several"})


def mark_dates(units: list[Unit], clock: Clock) -> list[Unit]:
    """`units` with every date and length of time joined into one unit."""
    return _joined_spans(_marked(with_spoken_times(units), clock))


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
        length, when = _with_time(units, place, *_with_part(units, place, length, when, clock))
        if when.loose and [u.word for u in marked[-2:]] == ["as", "of"] and when.day == clock.today + timedelta(days=7):
            when = replace(when, day=clock.today)
        if marked and marked[-1].word in {"the", "dia"} and not marked[-1].has("time_to"):
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


def _with_part(units: list[Unit], place: int, length: int, when: When, clock: Clock) -> tuple[int, When]:
    """ "Ayer por la tarde", "tomorrow | in the morning": a part of the day says no more of the day."""
    behind = units[place + length] if place + length < len(units) else None
    if behind is None or when.is_length or not (behind.has("time_part_of_day") or behind.has("time_morning")):
        return length, when
    later = when.day == clock.today and behind.has("time_part_of_day")
    return length + 1, replace(when, ahead=True) if later else when


def _with_time(units: list[Unit], place: int, length: int, when: When) -> tuple[int, When]:
    end = place + length
    if when.day is not None and end < len(units) and _is_close_of_day(units[end]):
        return length + 1, when
    skip = 1 if end < len(units) - 1 and units[end].word in {"at", ",", "around", "@", "by"} else 0
    if when.day is not None and end + skip < len(units):
        clock_time = time_of(units[end + skip])
        if clock_time is not None:
            return length + skip + 1, replace(when, at=clock_time)
    return length, when


def _close_of(units: list[Unit], place: int, clock: Clock) -> Found:
    """ "EOD Friday", "close of business on 4 June"."""
    if not _is_close_of_day(units[place]):
        return None
    at = place + 2 if place + 1 < len(units) and units[place + 1].word in {"on", "of"} else place + 1
    found = _first_of(units, at, clock) if at < len(units) else None
    return (at - place + found[0], found[1]) if found is not None and found[1].day is not None else None


def _is_close_of_day(unit: Unit) -> bool:
    return unit.has("time_ahead") and not unit.word.startswith(("this", "tonight"))


def time_of(unit: Unit) -> time | None:
    """The time of day that a unit states."""
    if unit.kind != "time":
        return time(12) if unit.has("time_noon") else None
    digits = [int(part) for part in "".join(c if c.isdigit() else " " for c in unit.word).split()]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    half = _HALF_OF_DAY.search(unit.word)
    if half and half[1] == "p" and hour < 12:
        hour += 12
    if half and half[1] == "a" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _joined_spans(units: list[Unit]) -> list[Unit]:
    """Two dates with "to" or a dash between them become one span."""
    joined: list[Unit] = []
    for unit in units:
        if unit.kind == "date" and len(joined) > 1 and joined[-2].kind == "date" and is_to(joined[-1]):
            first, last = joined[-2].value, unit.value
            joined[-2:] = [
                Unit(
                    "date", f"{joined[-2].word} - {unit.word}", joined[-2].start, unit.end, value=_between(first, last)
                )
            ]
        elif unit.kind == "date" and len(joined) > 1 and _names_again(joined[-2], joined[-1], unit):
            joined[-2:] = [Unit("date", unit.word, joined[-2].start, unit.end, value=unit.value)]
        else:
            joined.append(unit)
    return joined


def _names_again(before: Unit, mark: Unit, unit: Unit) -> bool:
    """ "Friday week, 23 March", "next Friday (the 23rd)": the same day, or what the first one may have meant."""
    if before.kind != "date" or mark.word not in {",", "(", "-"} or unit.value.fault or unit.value.until is not None:
        return False
    first: When = before.value
    return first.until is None and not unit.value.loose and (first.day == unit.value.day or first.probable)


def _between(first: When, last: When) -> When:
    end = last.last
    fault = first.fault or last.fault
    if first.day is not None and end is not None and end < first.day:
        end = end + timedelta(days=7) if last.loose else add_months(end, 12)
        fault = fault or ("span" if end - first.day > LONGEST_SPAN else "")
    return When(day=first.day, until=end, at=first.at, probable=first.probable or last.probable, fault=fault)


READERS: tuple[Callable[[list[Unit], int, Clock], Found], ...] = (
    _close_of,
    weekday_and_date,
    day_range,
    spoken_range,
    numeric,
    month_day,
    period,
    ends,
    weekday,
    length,
    named_day,
    day_of_month,
    feast,
)
