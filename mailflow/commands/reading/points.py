"""The numbered points of a revision, and the day by which they are wanted."""

import re
from dataclasses import dataclass

from mailflow.commands.reading.dates import mark_dates
from mailflow.commands.reading.units import Unit, units_of
from mailflow.commands.reading.when import Clock, When
from mailflow.commands.words import Lexicon

_POINTS = re.compile(r";|\n|(?:^|(?<=\s))\(?\d{1,2}[.)](?=\s)")
POLITE = (
    "courtesy",
    "condition",
    "second_person",
    "first_person",
    "modal",
    "need",
    "pronoun",
    "soft_condition",
    "adverb",
)
DEADLINES = frozenset({"by", "until", "till", "before", "due"})


@dataclass(frozen=True, slots=True)
class Points:
    """What is to be changed, and by when where that was said."""

    corrections: tuple[str, ...]
    by: When | None = None


def points_of(text: str, lexicon: Lexicon, clock: Clock) -> Points:
    """A revision's points: set apart by semicolons, line breaks or their numbers."""
    kept: list[str] = []
    by: When | None = None
    for part in _POINTS.split(text):
        point, deadline = _without_deadline(part, lexicon, clock)
        by = deadline or by
        if _says_something(point, lexicon, beside=deadline is not None):
            kept.append(point)
    return Points(tuple(kept), by)


def _without_deadline(part: str, lexicon: Lexicon, clock: Clock) -> tuple[str, When | None]:
    units = mark_dates(units_of(part, lexicon), clock)
    place = next((i for i, u in enumerate(units) if u.kind == "date" and _is_deadline(units, i)), None)
    if place is None:
        return _tidy(part), None
    start = units[place - 1].start if place else units[place].start
    opens = max(part.rfind(stop, 0, start) for stop in (". ", "! "))
    if opens >= 0 and not _says_something(part[opens + 1 : start] + part[units[place].end :], lexicon, beside=True):
        return _tidy(part[:opens]), units[place].value
    return _tidy(part[:start].rstrip() + " " + part[units[place].end :].lstrip(" :,")), units[place].value


def _is_deadline(units: list[Unit], place: int) -> bool:
    return place == 0 or units[place - 1].word in DEADLINES


def _tidy(text: str) -> str:
    return text.strip(" \t-*•.,:")


def _says_something(point: str, lexicon: Lexicon, *, beside: bool = False) -> bool:
    """Whether there is more than courtesy; beside a deadline, more than "if you can", "I need it"."""
    passing = POLITE if beside else POLITE[:1]
    return any(u.kind != "punct" and not any(u.has(tag) for tag in passing) for u in units_of(point, lexicon))
