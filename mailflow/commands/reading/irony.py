"""What shows that a completion is not meant: "oh sure it's done, and so is world peace"."""

import re
from collections.abc import Sequence

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import codes_of
from mailflow.commands.reading.units import Unit

SO_IS = frozenset({"so is", "so are", "so am", "so was", "so were", "as is", "so does", "so do"})
_IDENTITY = re.compile(r"^[,&agO;\-]*ib[a]*zx")
_RHETORICAL = re.compile(r"^[,;\-(a]*[kx]w")
BEFORE_WHAT = frozenset({"by", "in", "from", "with", "on", "at", "for", "to", "under"})
SLIGHTLY = frozenset({"bit", "little", "happy", "tad"})


def mocks(clauses: Sequence[Clause], line: Sequence[Unit]) -> bool:
    """Whether a sentence of these clauses, on a line of these units, says mockingly what it says."""
    opening = next((unit for unit in line if unit.kind != "punct"), None)
    if opening is not None and opening.has("mocking"):
        return True
    return any(_is_absurd(clause.units, clause.codes) for clause in clauses)


def is_absurd(units: list[Unit]) -> bool:
    """ "In another universe.", "And I am the Emperor of China.": a sentence that takes back what stands before it."""
    return _is_absurd(units, codes_of(units))


def _is_absurd(units: list[Unit], codes: str) -> bool:
    if any(unit.has("unreal") or unit.has("mocking") for unit in units):
        return True
    return _so_is_something_else(units, codes) or _claims_identity(units, codes) or _asks_on(units, codes)


def _so_is_something_else(units: list[Unit], codes: str) -> bool:
    """ "… and so is world peace", "and so is my novel": something that is no work of the project."""
    place = next((i for i, unit in enumerate(units) if unit.word in SO_IS), len(units))
    return "x" in codes[place:] and "T" not in codes[place:] and not set(codes[:place]) & set("DT")


def _claims_identity(units: list[Unit], codes: str) -> bool:
    """ "… and I'm the Queen of Sheba", not "I'm a bit tired"."""
    return _IDENTITY.match(codes) is not None and all(unit.word not in SLIGHTLY for unit in units)


def _asks_on(units: list[Unit], codes: str) -> bool:
    """ "…, with what footage": a question without its mark; "…, for which I thank you" is none."""
    found = _RHETORICAL.match(codes)
    if found is None or units[found.end() - 1].word == "which":
        return False
    return units[found.end() - 2].word in BEFORE_WHAT
