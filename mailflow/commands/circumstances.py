"""Blockers and their end as life tells them: "the fan came, so I carry on", "no power here", "can't get in"."""

import re
from itertools import pairwise

from mailflow.commands.clause import Clause
from mailflow.commands.codes import ACTS
from mailflow.commands.units import Unit

NOW_ON = frozenset({"now", "again"})
OFF = frozenset({"off", "out", "down", "gone", "cut", "cut off"})
SHUT = frozenset({"for", "until", "till"})
OVER = frozenset({"had", "was", "were"})
_GOES_ON = re.compile(r"i[a]*m[a]*[sF]")


def told(clauses: list[Clause]) -> None:
    """Codes of a blocker ("B") or of its end ("U"), in a sentence that reports nothing and asks nothing."""
    for clause in clauses:
        _open_hours(clause)
    if any(_receives(clause) for clause in clauses):
        for clause in clauses:
            clause.flags -= {"r"} if clause.says("U") and not clause.says("r") else set()
    if any(clause.asks or clause.says(ACTS.replace("F", "")) for clause in clauses):
        return
    arrived = False
    for clause in clauses:
        arrived = arrived or _arrives(clause)
        if (place := _goes_on(clause, arrived=arrived)) is not None:
            _recode(clause, place, "U")
        elif (place := _hindered(clause)) is not None:
            _recode(clause, place, "B")


def _open_hours(clause: Clause) -> None:
    """ "The portal is closed for maintenance", "the shop is closed until Monday": nothing is done."""
    if clause.says("Tp"):
        return
    for place, (left, right) in enumerate(pairwise(clause.units)):
        if left.word == "closed" and right.word in SHUT and clause.codes[place] == "D":
            clause.codes = clause.codes[:place] + "x" + clause.codes[place + 1 :]


def _receives(clause: Clause) -> bool:
    """ "Got the quote": nobody is reported to have said anything."""
    named = any(left.has("article") and right.has("report") for left, right in pairwise(clause.units))
    return named and re.match(r"[agOi]*v+zr", clause.codes) is not None


def _recode(clause: Clause, place: int, code: str) -> None:
    """That unit's part is `code`; ability and denial around it are told by it."""
    spent = "".join("x" if c in "mncs" else c for c in clause.codes)
    clause.codes = spent[:place] + code + spent[place + 1 :]
    clause.flags -= set("mnch")


def _arrives(clause: Clause) -> bool:
    """ "The fan arrived", "the light is back"; not "I arrived", "once the fan arrives"."""
    if clause.flags & set("ncfmr") or clause.codes[:1] == "i":
        return False
    back = any(unit.has("back") for unit in clause.units) and clause.says("b") and not clause.says("i")
    return back or clause.has("arrival")


def _goes_on(clause: Clause, *, arrived: bool) -> int | None:
    if clause.flags & set("ncfr"):
        return None
    place = next(
        (i for i, unit in enumerate(clause.units) if unit.has("resuming") or _at_it(unit, arrived=arrived)), None
    )
    if place is not None and "m" not in clause.flags:
        return place if arrived or any(unit.word in NOW_ON for unit in clause.units) else None
    found = _GOES_ON.search(clause.codes) if arrived and clause.first("date") is None else None
    return found.end() - 1 if found is not None else None


def _at_it(unit: Unit, *, arrived: bool) -> bool:
    """ "The scaffold turned up, back at it"."""
    return arrived and unit.has("back") and unit.word.endswith((" it", " work"))


def _hindered(clause: Clause) -> int | None:
    """Where the clause tells of what keeps somebody from working at this time."""
    if clause.flags & set("cfr") or any(unit.word in OVER for unit in clause.units) or clause.says("wy?"):
        return None
    places = (read(clause) for read in (_unable, _not_come, _cut_off))
    return next((place for place in places if place is not None), None)


def _unable(clause: Clause) -> int | None:
    """ "I can't get in", "cannot draw now"; not "can't work on Friday"."""
    toil = _set(clause, "toil")
    words = [unit.word for unit in clause.units]
    for place, unit in enumerate(clause.units):
        able = unit.word == "can not" or words[place : place + 2] == ["can", "not"]
        if not able or any(later.kind in {"date", "length"} for later in clause.units[place:]):
            continue
        after = words[place + (1 if unit.word == "can not" else 2) :]
        if any(" ".join(after[:length]) in toil for length in (1, 2, 3)):
            return place
    return None


def _not_come(clause: Clause) -> int | None:
    """ "The tiles have not arrived"; not "I have not arrived", "it did not come out well"."""
    place = next((i for i, unit in enumerate(clause.units) if unit.has("arrival")), None)
    if place is None or "n" not in clause.codes or clause.says("ipom"):
        return None
    subject = clause.codes[: min(place, clause.codes.index("n"))]
    after = clause.codes[place + 1 :]
    named = "x" in subject or ("T" in subject and all(aim.options for aim in clause.aims))
    return place if named and set(after) <= set("agdkxzo.!,") and _is_thing(clause.units) else None


def _is_thing(units: list[Unit]) -> bool:
    """Nothing that is paid: that is another matter."""
    return not any(unit.has("beside") or unit.has("paid") or unit.word in {"money", "payment"} for unit in units)


def _cut_off(clause: Clause) -> int | None:
    """ "No power here", "internet is down", "light off since yesterday"."""
    supply = _set(clause, "supply")
    if any(unit.word.startswith("sorry") for unit in clause.units):
        return None
    for place, unit in enumerate(clause.units):
        if unit.word not in supply:
            continue
        before = clause.units[max(0, place - 2) : place]
        after = [u for u in clause.units[place + 1 : place + 4] if not u.has("be") and not u.has("adverb")][:1]
        if any(u.has("negation") for u in before) or any(u.word in OFF for u in after):
            return place
    return None


def _set(clause: Clause, name: str) -> frozenset[str]:
    return clause.lexicon.set(name) if clause.lexicon is not None else frozenset()
