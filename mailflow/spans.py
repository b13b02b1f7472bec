"""Lengths of time, times of day and weekdays as people write them in a config."""

import re
from datetime import time, timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator

from mailflow.domain.calendar import WEEKDAYS
from mailflow.domain.project import Span

_SPAN = re.compile(r"(\d{1,6})\s*([a-z]+)")
_UNITS = {
    **dict.fromkeys(("s", "second", "seconds"), timedelta(seconds=1)),
    **dict.fromkeys(("m", "min", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days"), timedelta(days=1)),
    **dict.fromkeys(("w", "week", "weeks"), timedelta(weeks=1)),
}
_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAMES = (*WEEKDAYS, *_LONG)
_WORKDAYS = ("workday", "workdays")


def span(value: object) -> Span:
    """``"24h"``, ``"7d"``, ``"2 workdays"`` … Raises ValueError for anything else."""
    if isinstance(value, Span):
        return value
    found = _SPAN.fullmatch(value.strip().lower()) if isinstance(value, str) else None
    if found and found.group(2) in _WORKDAYS:
        return Span(workdays=int(found.group(1)))
    if found and found.group(2) in _UNITS:
        return Span(int(found.group(1)) * _UNITS[found.group(2)])
    raise ValueError(f'needs a length of time such as "24h", "2d" or "2 workdays", not {value!r}')


def length(value: object) -> timedelta:
    """``"24h"`` or ``"7d"``. Raises ValueError for anything else, working days among it."""
    if isinstance(value, timedelta):
        return value
    found = span(value)
    if found.workdays:
        raise ValueError(f'needs hours or days such as "24h" or "2d", not {value!r}')
    return found.amount


def workday_count(value: object) -> int:
    """``"10 workdays"``. Raises ValueError for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    found = span(value)
    if not found.workdays:
        raise ValueError(f'needs working days such as "10 workdays", not {value!r}')
    return found.workdays


def time_of_day(value: object) -> time:
    """``"09:00"``. Raises ValueError for anything else."""
    if isinstance(value, time):
        return value.replace(tzinfo=None)
    if isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value):
        hour, minute = value.split(":")
        return time(int(hour), int(minute))
    raise ValueError(f'needs a time of day such as "09:00", not {value!r}')


def weekday(value: object) -> int:
    """``"mon"`` to ``"sun"``, Monday counting as 0. Raises ValueError for anything else."""
    if isinstance(value, str) and value.lower() in _DAY_NAMES:
        return WEEKDAYS.index(value.lower()[:3])
    raise ValueError(f'needs a weekday such as "mon", not {value!r}')


def written(value: Span | timedelta) -> str:
    """A length of time as `span` and `length` read it."""
    if isinstance(value, Span):
        return f"{value.workdays} workdays" if value.workdays else written(value.amount)
    seconds = int(value.total_seconds())
    unit, name = next(pair for pair in ((86400, "d"), (3600, "h"), (60, "m"), (1, "s")) if seconds % pair[0] == 0)
    return f"{seconds // unit}{name}"


Length = Annotated[timedelta, BeforeValidator(length)]
SpanText = Annotated[Any, PlainValidator(span)]
Workdays = Annotated[int, BeforeValidator(workday_count)]
TimeOfDay = Annotated[time, BeforeValidator(time_of_day)]
Weekday = Annotated[int, BeforeValidator(weekday)]
