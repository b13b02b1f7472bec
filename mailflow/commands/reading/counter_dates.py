"""An owner's answer to a wish for another date that names a third one, or assents and says more."""

from datetime import date
from typing import TYPE_CHECKING

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import codes_of
from mailflow.commands.reading.errands import for_oneself
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.units import Unit
from mailflow.commands.words import Lexicon

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

_PLAIN = frozenset("agOh,imvxkpyoz+&-TbqE")
_HOLDING = frozenset("ncefhrdu?")
TURNS = frozenset({",", "-", ";"})


def answers_wish(reader: "Reader") -> bool:
    """Whether an owner answers the wish for another date of one milestone."""
    setting = reader.setting
    return setting.owner and setting.answered == "date_request" and len(setting.shown) == 1


def asked_about(reader: "Reader") -> tuple[Aim, ...]:
    """The milestone of which an owner answers the wish, whatever else the answer speaks of; none elsewhere."""
    return (Aim(number=reader.setting.shown[0]),) if answers_wish(reader) else ()


def is_due_day(day: date | None, reader: "Reader") -> bool:
    """Whether an owner names in the answer the very day on which it is due: "please stick to the 13th"."""
    found = [s.milestones.get(aim.number or 0) for aim in asked_about(reader) for s in reader.setting.snapshots]
    return any(one is not None and one.due == day for one in found)


def counter_date(clause: Clause, line: Line, reader: "Reader") -> Finding | None:
    """ "Let's say Friday the 30th", "she can have until the 26th": moved there,
    unless something before it denies it, or a condition follows."""
    place = next((i for i, unit in enumerate(clause.units) if unit.kind == "date"), None)
    if not answers_wish(reader) or clause.asks or place is None or for_oneself(clause):
        return None
    when = clause.units[place].value
    offer = _offer_before(clause, place)
    if when.day is None or when.fault or not offer or clause.flags & {"n"}:
        return None
    others = (code for unit, code in zip(clause.units[:place], clause.codes, strict=False) if unit.word not in offer)
    if not set(others) <= _PLAIN:
        return None
    supposed = any(unit.has("condition") and not unit.word.startswith("then") for unit in clause.units[place + 1 :])
    trouble = "unclear" if supposed else ""
    found = Finding("move", line, when=None if trouble else when, sure=False, trouble=trouble)
    found.previous = clause.aims or asked_about(reader)
    return found


def _offer_before(clause: Clause, place: int) -> str:
    """The words by which a day is offered that stand before it."""
    offering = clause.lexicon.set("offering_day") if clause.lexicon is not None else frozenset()
    said = f" {' '.join((unit.written or unit.word) for unit in clause.units[:place])} "
    return next((words for words in offering if f" {words} " in said), "")


def assented(clause: Clause, clauses: list[Clause], line: Line, reader: "Reader") -> Finding | None:
    """ "OK with me, tell him no more after that": the new date, where nothing behind it takes from the assent."""
    if not answers_wish(reader) or clause is not clauses[0] or clause.asks or clause.lexicon is None:
        return None
    end = next((i for i, unit in enumerate(clause.units) if unit.word in TURNS), len(clause.units))
    passing = (unit.has("adverb") or unit.has("courtesy") for unit in clause.units[:end])
    units = zip(clause.units[:end], passing, strict=True)
    said = [unit for unit, passes in units if unit.kind != "punct" and (unit.has("yes") or not passes)]
    words = " ".join((unit.written or unit.word) for unit in said)
    if words not in clause.lexicon.set("granting"):
        return None
    behind = [clause.units[end + 1 :], *(one.units for one in clauses[1:])]
    limited = any(one.turn for one in clauses[1:]) or any(_limits(units, clause.lexicon) for units in behind)
    return Finding("accept_date", line, trouble="unclear" if limited else "")


def _limits(units: list[Unit], lexicon: Lexicon) -> bool:
    """ "…, but no later than the 28th", "…, let me ask first"; not "…, tell him no more after that"."""
    said = [unit for unit in units if unit.kind != "punct" and not unit.has("courtesy")]
    if not said or said[0].word.startswith("tell"):
        return False
    foreign = lexicon.english is not None and any(unit.has("first_person") for unit in said)
    return foreign or any(unit.has("deferring") for unit in said) or not _HOLDING.isdisjoint(codes_of(said))
