"""Days and lengths of time that are no wish for a later day: how long things take, when somebody comes."""

import re

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.units import Unit

_WILL = re.compile(r"[agO,&]*(?P<who>[io])f[a]*.")
SOMEBODY = frozenset({"he", "she", "somebody", "someone"})
TELLING = frozenset(
    {"know", "tell", "ring", "call", "ask", "see", "look", "write", "think", "hear", "phone", "talk", "say"}
)
NOUNS = frozenset({"slip", "push", "shift", "slide", "move", "late"})
SPENDING = frozenset({"spent", "wasted", "lost", "spend", "spending"})
# "4 is in progress, I think two more days": how long it still takes
_GOES_ON = re.compile(r"T[abv]*S,[aihO]*u[a.!]*$")
# "Give it two days before anybody walks on it": how long a thing takes to dry
_GIVEN_TO_A_THING = re.compile(r"^[agO,&]*x[po]u[akz]*c[^iT]*$")


def is_how_long(clause: Clause, *, more: bool, wishes: bool) -> bool:
    """Whether a length of time only says how long something takes; `more`: it is "more" of it, `wishes`: words of a
    wish stand beside it."""
    if not more and (_takes_to_do(clause) or _GIVEN_TO_A_THING.search(clause.codes) is not None):
        return True
    return not wishes and not clause.says("g") and _GOES_ON.search(clause.codes) is not None


def is_other_move(unit: Unit, clause: Clause) -> bool:
    """ "See you on the slip on Monday", "a late one tonight", "we spent two days moving canvas", "is 10 due on the 21st
    or was that the old date?": no wish for another day."""
    place = clause.units.index(unit)
    before = clause.units[place - 1] if place else None
    if unit.word in NOUNS and before is not None and (before.has("article") or before.word == "late"):
        return True
    if clause.asks and unit.word == "due" and re.match(r"[agO,]*(?:x,)?b(?=.*T)", clause.codes) is not None:
        return True
    return any(one.word in SPENDING for one in clause.units[max(0, place - 3) : place])


def is_no_delivery(clause: Clause) -> bool:
    """ "I'll know more by the weekend", "he'll be back on the 8th to sign the book": a day, but none of the work."""
    if clause.asks or clause.says("Tp"):
        return False
    found = _WILL.match(clause.codes)
    if found is None:
        return False
    if found["who"] == "o":
        return any(unit.word in SOMEBODY for unit in clause.units[: found.end()])
    return clause.units[found.end() - 1].word in TELLING


def _takes_to_do(clause: Clause) -> bool:
    """ "Varnish takes two days to go off": how things are."""
    words = [unit.word for unit in clause.units]
    place = next((i for i, word in enumerate(words) if word == "takes"), 0)
    behind = clause.units[place + 1 : place + 3]
    things = "x" in clause.codes[:place] and not set("iTp") & set(clause.codes[:place])
    return things and len(behind) == 2 and behind[0].kind == "length" and behind[1].word.split()[0] == "to"
