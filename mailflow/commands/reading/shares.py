"""Shares of things that are counted: "nine of fourteen sewn", "forty-five of the sixty covers are done"."""

import re

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.units import Unit

FEWEST = 3
FINISHING = frozenset(
    {"covered", "sewn", "painted", "fitted", "mounted", "hung", "laid", "cut", "glued", "planted", "welded", "sanded"}
    | {"primed", "varnished", "tiled", "wired", "plastered", "framed", "filled", "cleaned", "repaired", "stitched"}
    | {"coated", "translated", "drawn", "edited", "scanned", "labelled", "labeled", "polished", "assembled", "greased"}
)
"""What is done to each of many things."""

_COUNTED = re.compile(r"^[agO,&]*T[:\-,][^TenlcfmM]*$")
_LAST_WORDS = 2


def share_of_things(clause: Clause) -> int | None:
    """How much of them is done, in percent; None where the clause says nothing of that."""
    for place in range(len(clause.units)):
        length, part = _number(clause.units, place)
        if not length or (place and _value(clause.units[place - 1]) is not None):
            continue
        end = _behind_of(clause.units, place + length)
        behind, whole = _number(clause.units, end)
        if end and behind and part < whole >= FEWEST and _is_told(clause, place, end + behind):
            return round(100 * part / whole)
    return None


def _behind_of(units: list[Unit], place: int) -> int:
    """Where what stands behind "of", "out of the" begins; 0 where none of them stands here."""
    words = [unit.word for unit in units[place : place + 2]]
    if words == ["out", "of"]:
        place += 1
    elif words[:1] not in (["of"], ["out of"]):
        return 0
    place += 1
    while place < len(units) and units[place].has("article"):
        place += 1
    return place


def _is_told(clause: Clause, start: int, end: int) -> bool:
    """Whether what stands around says that so many are done."""
    if not set("enl").isdisjoint(clause.codes):
        return False
    if re.match(r"[xzT]*[abv]*[DW]", clause.codes[end:]) is not None or _ends_in_participle(clause, end):
        return True
    words = clause.codes[end:].strip("ag.,!")
    return (
        _COUNTED.match(clause.codes) is not None
        and clause.codes[:start].strip("agO,&:-") == "T"
        and (len(words) <= _LAST_WORDS and set(words) <= {"x"})
    )


def _ends_in_participle(clause: Clause, end: int) -> bool:
    """ "Twelve of the sixteen seats | are covered"."""
    found = re.match(r"[xzT]*[a]*b[ab]*x(?=[ag.,!]*$)", clause.codes[end:])
    return found is not None and clause.units[end + found.end() - 1].word in FINISHING


def _number(units: list[Unit], place: int) -> tuple[int, int]:
    """How many units from here are one number, and which: "45", "forty-five"."""
    first = _value(units[place]) if place < len(units) else None
    if first is None:
        return 0, 0
    second = _value(units[place + 1]) if place + 1 < len(units) else None
    spoken = units[place].kind == "word" and first >= 20 and first % 10 == 0
    if spoken and second is not None and second < 10:
        return 2, first + second
    return 1, first


def _value(unit: Unit) -> int | None:
    if unit.kind == "number" and unit.value is not None:
        return int(unit.value)
    value = unit.values.get("numbers")
    return None if value is None else int(value)
