"""What an owner's clause decides: approve, send back, pay, cancel, hand to somebody else."""

from typing import TYPE_CHECKING

from mailflow.commands.clauses import Clause
from mailflow.commands.findings import Finding
from mailflow.commands.lines import Line, Sentence
from mailflow.commands.reports import is_licensed_approval, refers

if TYPE_CHECKING:
    from mailflow.commands.reader import Reader


def decision_of(clause: Clause, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """The decision that the clause makes, if it makes one."""
    found = _date_decision(clause, line) or _approval(clause, line)
    if found is not None:
        found.aims, found.refers = clause.aims, refers(clause)
    return found


def _date_decision(clause: Clause, line: Line) -> Finding | None:
    for verb in ("accept_date", "keep_date"):
        if any(u.has(verb) and " " in u.word for u in clause.units):
            return Finding(verb, line, sure=not clause.flags & set("chr"), denied=bool(clause.flags & set("cr")))
    return None


def _approval(clause: Clause, line: Line) -> Finding | None:
    if "P" in clause.codes:
        if clause.flags & set("ncfmE"):
            return Finding("approve", line, denied=True)
        doubtful = bool(clause.flags & set("rhle")) or not is_licensed_approval(clause)
        return Finding("approve", line, trouble="unclear" if doubtful else "")
    if clause.has("positive") and not clause.says("nB") and len(clause.units) < 8 and clause.says("T"):
        return Finding("approve", line, trouble="unclear")
    return None
