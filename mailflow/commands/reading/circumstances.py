"""Blockers and their end as life tells them: "the fan came, so I carry on", "no power here", "can't get in"."""

import re
from itertools import pairwise

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import ACTS
from mailflow.commands.reading.going_on import goes_on, stands
from mailflow.commands.reading.units import Unit

REASONS = frozenset({"because", "since"})
CANNOT = frozenset({"can not", "can not start", "can not finish", "can not continue"})
NOTHING = frozenset({"nothing"})
OFF = frozenset({"off", "out", "down", "gone", "cut", "cut off"})
SHUT = frozenset({"for", "until", "till"})
OVER = frozenset({"had", "was", "were"})
_GOT = re.compile(r"[agO]*(?:i|z?x+b)?[ba]*v+(?:z|pb)?x+[ag,.!]*$")
_RECEIVED = re.compile(r"a*x(?:z|pb)?x+[ag,.!]*$")
_NAMED = re.compile(r"[agOz]*x+[bv]*x?[ag,.!]*$")


_NONE_LEFT = re.compile(r"[agOipvb,]*nx{1,2}e")


def told(clauses: list[Clause], *, arrived: bool = False) -> None:
    """Codes of a blocker ("B") or of its end ("U"), in a sentence that reports nothing and asks nothing.

    `arrived`: the sentence before told that what was missing has come.
    """
    for clause in clauses:
        _open_hours(clause)
        _pass_over_promise(clause)
        if (place := stands(clause)) is not None:
            _recode(clause, place, "B")
    if any(_receives(clause) for clause in clauses):
        for clause in clauses:
            clause.flags -= {"r"} if clause.says("U") and not clause.says("r") else set()
    _awaited_no_longer(clauses)
    _resumed_again(clauses)
    if any(clause.asks or _reports(clause) for clause in clauses):
        return
    for clause in clauses:
        arrived = arrived or _arrives(clause)
        if (place := goes_on(clause, arrived=arrived)) is not None:
            _recode(clause, place, "U")
        elif (place := _hindered(clause)) is not None:
            _recode(clause, place, "B")


def _awaited_no_longer(clauses: list[Clause]) -> None:
    """ "I was waiting for the cable, it came", "the cable I was waiting for has arrived"."""
    for place, clause in enumerate(clauses):
        awaited = clause.codes.find("B")
        if (
            awaited < 1
            or clause.units[awaited - 1].word not in OVER
            or not clause.units[awaited].word.startswith("wait")
        ):
            continue
        came = any(unit.has("arrival") for unit in clause.units[awaited:])
        if came or any(_arrives(later) for later in clauses[place + 1 :]):
            clause.codes = clause.codes.replace("B", "x")


def _resumed_again(clauses: list[Clause]) -> None:
    """ "API key received, resuming work on 5": no start, where what was missing has come."""
    for earlier, clause in pairwise(clauses):
        if clause.codes.count("S") == 1 and any(unit.word == "resuming" for unit in clause.units) and _arrives(earlier):
            clause.codes = clause.codes.replace("S", "k")


def arrives(clauses: list[Clause]) -> bool:
    """Whether a sentence tells that something has come, or works again."""
    return any(_arrives(clause) for clause in clauses) and not any(
        clause.asks or clause.says("c") for clause in clauses
    )


def _reports(clause: Clause) -> bool:
    """What else is reported; "the strike is over" reports the end of something else than the work."""
    acts = ACTS.replace("F", "").replace(
        "W", "" if (clause.has("gone") or clause.has("arrival")) and not clause.says("T") else "W"
    )
    return clause.says(acts) and not (clause.has("because") or clause.units[0].word == "because")


def _open_hours(clause: Clause) -> None:
    """ "The portal is closed for maintenance", "the shop is closed until Monday": nothing is done."""
    if clause.says("Tp"):
        return
    if clause.turn and clause.units[0].word in REASONS:
        clause.codes = clause.codes.replace("D", "x")
    for place, (left, right) in enumerate(pairwise(clause.units)):
        if left.word == "closed" and right.word in SHUT and clause.codes[place] == "D":
            clause.codes = clause.codes[:place] + "x" + clause.codes[place + 1 :]


def _pass_over_promise(clause: Clause) -> None:
    """ "The soil | you promised | has not come": who spoke of it does not matter."""
    if "xyr" in clause.codes and clause.has("arrival"):
        clause.codes = clause.codes.replace("xyr", "xxx")
        clause.flags -= {"r"} if not clause.says("r") else set()


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
    if any(unit.has("receiving") for unit in clause.units) and _has_got(clause):
        return True
    if clause.flags & set("ncfmr") or clause.codes[:1] == "i":
        return False
    back = any(unit.has("back") for unit in clause.units) and clause.says("b") and not clause.says("i")
    over = clause.has("gone") and not clause.says("Tie")
    return back or over or clause.has("arrival") or _is_here(clause)


def _is_here(clause: Clause) -> bool:
    """ "The timber is here", "the hoist is running again"."""
    works = any(unit.has("present") and unit.word.endswith(" again") for unit in clause.units[1:])
    return (works or re.search(r"xb", clause.codes) is not None) and clause.has("present") and not clause.says("i")


def _has_got(clause: Clause) -> bool:
    """ "Got the plates, thanks": what was missing is in hand; not "got it"."""
    if clause.flags & set("ncfmr") or "h" in clause.codes:
        return False
    if _RECEIVED.match(clause.codes) and next(u for u in clause.units if not u.has("adverb")).has("receiving"):
        return True  # "recebi o acrílico": the verb itself says who
    pairs = zip(clause.units, clause.codes, strict=True)
    codes = "".join("v" if unit.has("receiving") else "x" if _is_by_name(unit) else code for unit, code in pairs)
    return _GOT.match(codes) is not None or (_NAMED.match(clause.codes) is not None and _ends_so(clause))


def _is_by_name(unit: Unit) -> bool:
    return unit.kind == "target" and all(aim.options and not aim.full for aim in unit.value)


def _ends_so(clause: Clause) -> bool:
    """ "Plates received"."""
    said = [unit for unit in clause.units if unit.kind != "punct" and not unit.has("courtesy")]
    return said[-1].has("receiving")


def _hindered(clause: Clause) -> int | None:
    """Where the clause tells of what keeps somebody from working at this time."""
    if (place := _until(clause)) is not None or (place := _no_further(clause)) is not None:
        return place
    if clause.flags & set("cfr") or _is_over(clause) or clause.says("wy?"):
        return None
    places = (read(clause) for read in (_unable, _not_come, _cut_off, _shut_out, _run_out))
    return next((place for place in places if place is not None), None)


def _is_over(clause: Clause) -> bool:
    """ "Was", "estive": it was so, and is no longer."""
    over = OVER | _set(clause, "over")
    return any(unit.word in over for unit in clause.units)


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


def _until(clause: Clause) -> int | None:
    """ "Can't print till I've got the logo", "we cannot begin until the permit is there"; not "can't wait until …",
    "can't deliver until Friday"."""
    words = [unit.word for unit in clause.units]
    able = next((i for i, word in enumerate(words) if word in CANNOT or words[i : i + 2] == ["can", "not"]), None)
    if able is None or clause.asks or set(clause.codes[:able]) - set("agOi,"):
        return None
    start = able + (2 if words[able] == "can" else 1)
    idle = _set(clause, "idle")
    until = next((i for i in range(start, len(words)) if words[i] in {"until", "till", "til", "before"}), None)
    if until is None or until == start or words[start] in idle or (clause.says("wr?") and "r" in clause.codes[:until]):
        return None
    behind = clause.codes[until + 1 :]
    return able if re.match(r"[az]*(?:[iyop][abv]*[vxEbDS]|[xTXq]+[abv]*[bvx])", behind) else None


def _no_further(clause: Clause) -> int | None:
    """ "I can't get any further with 2", "without the filter nothing moves"."""
    units = clause.units
    if (
        "n" not in clause.codes
        or any(unit.word in OVER for unit in units)
        or {"c", "r"} & (clause.flags - {*clause.codes})
    ):
        return None
    place = next((i for i, unit in enumerate(units) if unit.has("getting_on")), None)
    if place is not None and "n" in clause.codes:
        return None if set("cfrhwyo?") & set(clause.codes[:place]) else place
    opens = next((i for i, code in enumerate(clause.codes) if code not in "agO,"), 0)
    lacks = units[opens].word == "without" and any(unit.word in NOTHING for unit in units[opens + 1 :])
    return opens if lacks else None


def _shut_out(clause: Clause) -> int | None:
    """ "I am standing outside", "the guard has no key"."""
    return next((i for i, unit in enumerate(clause.units) if unit.has("shut_out")), None)


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
    supply, off = _set(clause, "supply"), OFF | _set(clause, "off")
    if any(unit.word.startswith("sorry") for unit in clause.units):
        return None
    for place, unit in enumerate(clause.units):
        if unit.word not in supply:
            continue
        before = clause.units[max(0, place - 2) : place]
        after = [u for u in clause.units[place + 1 : place + 4] if not u.has("be") and not u.has("adverb")][:1]
        if any(u.has("negation") for u in before) or any(u.word in off for u in after):
            return place
    return None


def _run_out(clause: Clause) -> int | None:
    """ "No gas left, the supplier is closed"; not "no questions left"."""
    units = clause.units
    if _NONE_LEFT.match(clause.codes) is None:
        return None
    last = next(i for i, unit in enumerate(units) if unit.word == "left" or i + 1 == len(units))
    unmissed = _set(clause, "unmissed")
    plain = all(unit.word not in unmissed for unit in units) and not any(unit.has("task") for unit in units)
    return clause.codes.index("n") if units[last].word == "left" and plain else None


def _set(clause: Clause, name: str) -> frozenset[str]:
    return clause.lexicon.set(name) if clause.lexicon is not None else frozenset()
