"""Orders of words that leave no doubt in one language and do not occur in English: "con el 3 he terminado"."""

import re
from functools import lru_cache

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import CODES, KINDS

OPENING = r"^(?:[a+gOdj,:;\-(.!\"&v*/\[]|ib?|k(?=[dt]))*"
_CODES = {**CODES, **KINDS}
_BEHIND = r"(?![xqXwyo0])"


def in_own_order(clause: Clause, act: str) -> bool:
    """Whether the clause stands in one of the orders that its language's file gives for this act."""
    orders = clause.lexicon.orders.get(act, ()) if clause.lexicon is not None else ()
    return bool(orders) and _pattern(orders).search(clause.codes) is not None


@lru_cache(maxsize=256)
def _pattern(orders: tuple[str, ...]) -> re.Pattern[str]:
    """Orders written as names of tags: ``preposition target have first_person? adverb* done``."""
    return re.compile(OPENING + "(?:" + "|".join(map(_codes_of, orders)) + ")" + _BEHIND)


def _codes_of(order: str) -> str:
    return "".join(_part(part) for part in order.split())


def _part(part: str) -> str:
    names = part.rstrip("*?+")
    times = part[len(names) :]
    if part == "adverb*":
        return f"[{_CODES['adverb']}{_CODES['date']}]*"  # "gestern" stands wherever "schon" does
    return "[" + "".join(re.escape(_CODES[name]) for name in names.split("|")) + "]" + times
