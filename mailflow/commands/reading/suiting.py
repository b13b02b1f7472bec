"""Days that are proposed in a question: "would the 11th suit?", "may I hand it in on the 4th?"."""

import re
from itertools import pairwise

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.units import Unit

HANDED = frozenset({"handed", "handed in", "sent", "delivered", "submitted", "brought", "gave", "had", "turned in"})
_WOULD = re.compile(r"^[agO,]*m[a]*d")
_BEHIND_VERB = re.compile(r"y?[kz]*[Tp]?[kzW]*d")
_SAYS_LITTLE = re.compile(r"[abcgipykzTd?,.!:)]*")
_IT_WILL_BE = re.compile(r"^[agO,x]*p?fa*E[ak]*d")


def asks_whether_well(clause: Clause) -> bool:
    """ "Is the 11th fine for 3?", "would the 11th work?", "would the 11th be too late?"."""
    if _day_suits(clause):
        return True
    suiting = _words(clause, "suiting")
    pairs = list(zip(clause.units, clause.codes, strict=True))
    unknown = any(code == "x" and not (u.has("ask") or u.word in suiting) for u, code in pairs)
    if any(code == "w" and not u.has("question_particle") for u, code in pairs) or (unknown and not clause.says("T")):
        return False
    if clause.says("n"):
        return any(unit.word == "too late" for unit in clause.units)
    works = any(left.kind == "date" and right.word in suiting for left, right in pairwise(clause.units))
    foreign = clause.lexicon is not None and clause.lexicon.english is not None
    works = works or (foreign and any(u.word in suiting for u in clause.units))
    well = any(unit.has("positive") or unit.has("yes") for unit in clause.units)
    return well or works or _WOULD.match(clause.codes) is not None


def _day_suits(clause: Clause) -> bool:
    """ "Would 26 March be acceptable for you?", "Friday week suit you?": of the day itself, and of nothing else."""
    place = next((i for i, unit in enumerate(clause.units) if unit.kind == "date"), None)
    if place is None or clause.says("wn"):
        return False
    behind = [(i, u) for i, u in enumerate(clause.units) if i > place and not (u.has("adverb") or u.has("be"))]
    while behind and behind[0][1].has("be_base"):
        behind = behind[1:]
    if not behind or not _suits(behind[0][1], clause):
        return False
    return _SAYS_LITTLE.fullmatch(clause.codes[behind[0][0] + 1 :]) is not None


def _suits(unit: Unit, clause: Clause) -> bool:
    return unit.word in _words(clause, "suiting") or unit.word in _words(clause, "suitable")


def hands_over(clause: Clause) -> bool:
    """ "Could I hand it in on the 21st?", "is it okay if I send 9 on April 16?", "can I have it to Monday?"."""
    supposed = any(unit.word == "if" for unit in clause.units)  # "would you mind if I handed it over on the 4th?"
    handing = _words(clause, "handing") | (HANDED if supposed else frozenset())
    for place, unit in enumerate(clause.units):
        if unit.word in handing and _BEHIND_VERB.match(clause.codes, place + 1) is not None:
            return clause.says("i") or any(u.has("ask") for u in clause.units[:place])
    return False


def it_will_be(clause: Clause) -> bool:
    """ "It'll be Friday before you hear it": what stands behind the day is no condition of it."""
    return _IT_WILL_BE.match(clause.codes) is not None


def _words(clause: Clause, name: str) -> frozenset[str]:
    return clause.lexicon.set(name) if clause.lexicon is not None else frozenset()
