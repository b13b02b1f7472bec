"""An owner's word on a date: accepted or kept, in answer to a wish for another one or unasked."""

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.counter_dates import answers_wish, asked_about, counter_date
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.requests import meant

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

LIMITING = frozenset({"but", "however", "only"})
UNTIL = frozenset({"until", "till", "by"})
DATE_WORDS = frozenset(
    {
        "date",
        "dates",
        "deadline",
        "due date",
        "new date",
        "new deadline",
        "new due date",
        "extension",
        "later date",
        "deadline extension",
    }
)
_SUITS = re.compile(r"^[agO,+\-]*(?:[iop]m?[vx])?[kz]*d[,]?(?:[bp+a]|x(?=k?i?[ga.!]*$))*(?:k?i)?[g+a.,!]*$")
_LEAVE = frozenset("m")
_OBLIGED = frozenset("m")  # "we have to keep the 5th"
_WELL = re.compile(r"^[agO]*d[,]?kTb?[a+]+[.!]*$")


def date_decision(clause: Clause, line: Line, reader: "Reader") -> Finding | None:
    """ "Keep 5 on the 21st", "the new date is fine", "yes, the 20th works"."""
    if _keeps(clause) and clause.flags <= (_OBLIGED if clause.first("date") else set()):
        date = clause.first("date")
        shown = () if clause.aims else asked_about(reader)
        due = {m.due for m in meant(clause, shown, line, reader)}
        same = date is None or {date.value.day} == due
        return Finding("keep_date", line, trouble="" if same else "unclear")
    if (suited := _suits(clause, line, reader) or counter_date(clause, line, reader)) is not None:
        return suited
    verb = next((v for v in ("accept_date", "keep_date") if any(u.has(v) and " " in u.word for u in clause.units)), "")
    if (
        not verb
        and any(u.word in DATE_WORDS for u in clause.units)
        and (clause.has("positive") or clause.has("agree"))
        and not clause.first("date")
    ):
        verb = "keep_date" if "n" in clause.flags else "accept_date"
    if not verb and clause.has("staying") and any(u.word in DATE_WORDS for u in clause.units):
        named = clause.says("T") and not clause.flags & set("fmn")
        verb = "keep_date" if named or (answers_wish(reader) and clause.flags <= _OBLIGED) else ""
    if not verb or (reader.setting.answers_question and not clause.aims and clause.says("x")):
        return None
    doubt = "crhlnfm" if verb == "accept_date" else "cr"
    tomorrow = any(unit.kind == "date" and unit.word.startswith("tomorrow") for unit in clause.units)
    doubtful = bool(clause.flags & set(doubt)) or tomorrow
    return Finding(verb, line, sure="h" not in clause.flags, trouble="unclear" if doubtful else "")


def _suits(clause: Clause, line: Line, reader: "Reader") -> Finding | None:
    """ "Yes, the 20th is fine", "she can have until the 20th": clear in answer to the wish for that day."""
    date = clause.first("date")
    well = clause.has("positive") or clause.has("yes") or _works(clause)
    if date is None or not well or clause.flags - _LEAVE:
        return None
    shown = reader.setting.shown
    if reader.setting.answered != "date_request" or len(shown) != 1 or clause.says("T"):
        asked = _WELL.match(clause.codes) is not None and not clause.flags
        return Finding("accept_date", line, trouble="unclear") if asked else None
    wanted = {m.request.day for m in meant(clause, (), line, reader) if m.request is not None}
    sure = all(unit.word in UNTIL or not (unit.has("condition") or unit.word in LIMITING) for unit in clause.units)
    plain = sure and _SUITS.match(clause.codes) is not None and wanted <= {date.value.day}
    return Finding("accept_date", line, when=date.value, trouble="" if plain else "unclear")


def _works(clause: Clause) -> bool:
    """ "The 20th works"."""
    suiting = clause.lexicon.set("suiting") if clause.lexicon is not None else frozenset()
    return any(before.kind == "date" and behind.word in suiting for before, behind in pairwise(clause.units))


def _keeps(clause: Clause) -> bool:
    """ "Keep 5 on the 21st", "keep the 21st"."""
    return any(before.word == "keep" and behind.kind in {"target", "date"} for before, behind in pairwise(clause.units))
