"""What a sentence says to be no longer so: "70% (was 40%)", "17 Dec instead of 14 Dec"."""

from mailflow.commands.reading.units import Unit
from mailflow.commands.words import Lexicon

VALUES = frozenset({"date", "percent", "length", "number", "ordinal"})
INSTEAD = frozenset({"instead of", "rather than"})
LEADING_UP = 3
"""Words within which "instead of the 14th" leads up to what is said."""
BEFORE = frozenset({"was", "before", "formerly", "previously", "originally", "instead of", "not"})


def without_old_values(units: list[Unit], lexicon: Lexicon) -> list[Unit]:
    """`units` whose dates are marked, without what was so before, where the sentence says what is so now."""
    if not any(unit.word in BEFORE or unit.word in INSTEAD for unit in units):
        return units
    kept: list[Unit] = []
    known: set[str] = set()
    place = 0
    while place < len(units):
        length = _old_value(units, place, known)
        if length and units[place].word in INSTEAD:
            kept.append(_instead(units[place], lexicon))
        elif not length:
            kept.append(units[place])
        known.update(unit.kind for unit in kept[-1:])
        place += length or 1
    return kept


def _instead(unit: Unit, lexicon: Lexicon) -> Unit:
    """What is left of "instead of the 11th"."""
    entry = lexicon.phrases.entries.get(("instead",))
    return Unit("word", "instead", unit.start, unit.end, entry.tags if entry is not None else frozenset())


def _old_value(units: list[Unit], place: int, known: set[str]) -> int:
    """How many units from here tell of an old value, where a new one of its kind is `known`."""
    if units[place].word in INSTEAD:
        later = units[place + 2 :] if place < LEADING_UP else []
        known = known | {unit.kind for unit in later if unit.kind == "date"}
        return 2 if _is_old(units, place + 1, known) else 0
    if units[place].word not in {"(", ","} or place + 2 >= len(units) or units[place + 1].word not in BEFORE:
        return 0
    if units[place + 2].word == "on" and place + 3 < len(units):  # "on Monday, not on Thursday"
        return 4 if _is_old(units, place + 3, known) and _ends(units, place + 4) else 0
    if not _is_old(units, place + 2, known):
        return 0
    closed = place + 3 < len(units) and units[place + 3].word == ")"
    return (4 if closed else 3) if _ends(units, place + 3) else 0


def _ends(units: list[Unit], place: int) -> bool:
    return place >= len(units) or not units[place].word[:1].isalnum()


def _is_old(units: list[Unit], place: int, known: set[str]) -> bool:
    if place >= len(units) or units[place].kind not in VALUES:
        return False
    kind = units[place].kind
    return kind in known - {"number"} or (kind in {"number", "ordinal"} and bool(known & {"date", "percent"}))
