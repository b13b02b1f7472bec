"""Orders to tick what was just spoken of: "please tick those two", "you can cross that off"."""

import re

from mailflow.commands.reading.clause import Clause

_TICK = re.compile(r"^[agO,&]*(?:ym)?Mpk?[ag.!]*$")
_LEADING = r"(?:(?:and|so|please|now|just|,|you|we|kindly) )*(?:(?:can|may) )?(?:(?:now|please|just) )?"
_WHAT = r"(?:it|that|this|that one|this one|both|those two|these two|the two)"
_BEHIND = r"(?: (?:the|your|my) list| from the list| now| please| too| ,| [.!])*"
_OFF = re.compile(rf"{_LEADING}(?:tick|cross|check|strike) {_WHAT} off{_BEHIND}")


def orders_tick(clause: Clause) -> bool:
    """Whether the clause asks for nothing but that."""
    return (clause.has("tick") and _TICK.match(clause.codes) is not None) or _OFF.fullmatch(clause.words) is not None
