"""Absences that are told without a word for one: "I'll be in Lourdes from the 9th to the 13th", "I travel from …"."""

import re

from mailflow.commands.reading.absent_days import with_days
from mailflow.commands.reading.codes import ACTS, codes_of
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock
from mailflow.commands.words import Lexicon

_OF_ONESELF = re.compile(r"[agO,]*i[amfbEk]*$")
_NOT_THERE = re.compile(r"(?P<who>[agO,]*i[amfb]*)n[ab]*E?k")
PLACING = frozenset({"in", "at", "on", "with"})
DAYS_FIRST = frozenset({"from", "in", "between", "on"})
LEADING = frozenset({",", "-", ";", "and", "but", "so", "and so", "&"})
BEING_IN = frozenset({"am in", "are in"})
HEADING = frozenset({"go to", "going to", "off to", "heading to", "am off to"})
FARTHEST = 6
"""Words between "be in" and the name of a place of work: "at the other building site"."""


def with_stays(units: list[Unit], text: str, lexicon: Lexicon, clock: Clock) -> list[Unit]:
    """`units` of a sentence with a span of days, the place where its writer spends them made an absence."""
    dates = [i for i, unit in enumerate(units) if unit.kind == "date"]
    if len(dates) != 1 or any(unit.has("away") for unit in units[: dates[0] + 1]):
        return units
    spanned = with_days(units, clock)
    if spanned is not units:
        return with_stays(spanned, text, lexicon, clock)
    if units[dates[0]].value.until in (None, units[dates[0]].value.day):
        return units
    units, dates = _days_behind(units, dates[0])
    label = next((i + 1 for i, unit in enumerate(units[: dates[0]]) if unit.word == ":"), 0)
    units, dates = units[label:], [dates[0] - label]
    codes = codes_of(units[: dates[0]])
    if (missed := _is_missing(units[: dates[0]], codes, lexicon)) is not None:
        return [*units[:missed], _stay(units[missed : dates[0]]), *units[dates[0] :]]
    if not set(ACTS.replace("M", "") + "Tnry?").isdisjoint(codes):
        return units
    place = _leaves(units[: dates[0]], codes, text, lexicon)
    if place is None:
        return units
    return [*units[:place], _stay(units[place : dates[0]]), *units[dates[0] :]]


def _stay(spent: list[Unit]) -> Unit:
    words = " ".join(unit.word for unit in spent)
    return Unit("word", words, spent[0].start, spent[-1].end, tags=frozenset({"away"}))


def _is_missing(units: list[Unit], codes: str, lexicon: Lexicon) -> int | None:
    """Where "not be in the studio" begins."""
    found = _NOT_THERE.match(codes)
    placed = found is not None and any(unit.word in lexicon.set("workplaces") for unit in units[found.end() :])
    return found.end("who") if found is not None and placed else None


def _days_behind(units: list[Unit], date: int) -> tuple[list[Unit], list[int]]:
    """ "From the 1st to the 3rd of May, I am in Poland" with the days behind what is said of them."""
    person = next((i for i, unit in enumerate(units) if unit.has("first_person")), 0)
    if person < date or any(unit.kind == "target" for unit in units[:person]):
        return units, [date]
    end = next((i for i, unit in enumerate(units) if i > person and unit.word in LEADING), len(units))
    leads = 1 if date and units[date - 1].word in DAYS_FIRST else 0
    return [*units[person:end], *units[date - leads : date + 1]], [end - person + leads]


def _leaves(units: list[Unit], codes: str, text: str, lexicon: Lexicon) -> int | None:
    """Where "be in Lourdes", "travel to the village" begins; nowhere, where it is a place of work."""
    work = lexicon.set("workplaces")
    for place, unit in enumerate(units):
        if _OF_ONESELF.match(codes[:place]) is None:
            continue
        if unit.word in lexicon.set("travelling") or (unit.word in HEADING and _is_name(units[place + 1 :], text)):
            near = units[place + 1 :]
        elif (unit.word in PLACING and codes[place - 1] in "abEk") or unit.word in BEING_IN:
            near = units[place + 1 : place + 1 + FARTHEST]
        else:
            continue
        named = any(one.kind == "word" and (not one.tags or one.has("vocative")) for one in near)
        return place if named and all(one.word not in work for one in near) else None
    return None


def _is_name(behind: list[Unit], text: str) -> bool:
    """ "Going to Portugal", not "going to paint"."""
    return bool(behind) and (behind[0].has("article") or text[behind[0].start : behind[0].end].istitle())


def own_part(units: list[Unit]) -> int:
    """Where an absence of the writer's begins behind something else: "11 needs June 5, and I'm out the 24th"; or 0."""
    if not any(unit.has("away") for unit in units[1:]) or units[0].has("first_person"):
        return 0
    for place in range(1, len(units) - 1):
        own = units[place + 1 :] if units[place].word in LEADING else []
        own = own[1:] if own and own[0].word in LEADING else own
        if own and (own[0].has("first_person") or own[0].has("away")) and any(unit.has("away") for unit in own):
            dated = any(unit.kind == "date" for unit in own)
            named = any(unit.kind == "target" for unit in units[:place])
            alone = all(unit.kind != "target" for unit in own)
            return len(units) - len(own) if dated and named and alone else 0
    return 0
