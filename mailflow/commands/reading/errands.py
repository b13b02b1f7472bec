"""What an owner says with a date that moves no milestone: leave granted, their own errands, other things moved."""

import re
from typing import TYPE_CHECKING

from mailflow.commands.reading.clause import Clause

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

OURS = frozenset({"i", "we", "me", "us"})
DATES = frozenset({"date", "dates", "deadline", "milestone", "delivery", "it", "that", "this"})
_PASSIVE = re.compile(r"[agO,]*z?x+[a]*[fmb]+E?a*x")


def grants(clause: Clause, reader: "Reader") -> bool:
    """ "Yes, she can have until the 20th", from an owner in answer to a wish for another date."""
    opens = next((u for u, code in zip(clause.units, clause.codes, strict=True) if code not in ",gO-"), None)
    asked = reader.setting.owner and reader.setting.answered == "date_request"
    return asked and opens is not None and opens.has("yes") and not clause.asks


def for_oneself(clause: Clause) -> bool:
    """ "I need until Friday to look at it", "give me until tomorrow": from an owner that moves nobody's work."""
    words = {word for unit in clause.units if unit.word != "let us" for word in unit.word.split()}
    moves = any(unit.has("move") and not unit.word.startswith("need ") for unit in clause.units)
    needs = clause.has("need") or "need" in words
    time = "until" in words or not clause.aims
    return needs and time and not moves and not OURS.isdisjoint(words) and "you" not in words


def something_else(clause: Clause) -> bool:
    """ "The socket will be moved on Thursday", from an owner: something is moved that is no date."""
    dates = any(word in DATES for unit in clause.units for word in unit.word.split())
    return not (clause.aims or dates) and _PASSIVE.match(clause.codes) is not None


def wants_work(clause: Clause, reader: "Reader") -> bool:
    """ "Kannst du das bis Freitag nachbessern?", in answer to a review: no date is moved."""
    review = reader.setting.answered == "review" and clause.asks
    return review and not any(unit.has("move") for unit in clause.units)


def is_about_work(clause: Clause) -> bool:
    """Whether an owner speaks of a milestone itself ("5 can wait until"), and not of "the invoice for 1"."""
    named = not clause.aims or any(aim.full or not aim.options for aim in clause.aims)
    ended = clause.has("cancel") or clause.has("paid") or any(unit.word == "pay" for unit in clause.units)
    return named and not ended and re.match(r"[agOz]*[Tpimhf]", clause.codes) is not None


def own_errand(clause: Clause) -> bool:
    """ "I'll ring Henrik this afternoon": what an owner is going to do themselves moves nothing."""
    return re.match(r"[agO,]*if", clause.codes) is not None and not clause.says("TpDFR")


def as_agreed(clause: Clause) -> bool:
    """ "The benches come at the end of March, as agreed": no other day is asked for."""
    agreed = clause.lexicon.set("as_agreed") if clause.lexicon is not None else frozenset()
    said = f" {' '.join((unit.written or unit.word) for unit in clause.units)} "
    return not clause.asks and any(f" {words} " in said for words in agreed)


def comes_back(clause: Clause) -> bool:
    """ "I'm back at the desk on Tuesday": somebody comes, and no work."""
    back = any(unit.word.split()[0] == "back" for unit in clause.units)
    return back and clause.says("i") and not clause.says("TpDRF")
