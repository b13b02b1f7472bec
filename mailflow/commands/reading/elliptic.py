"""Clauses that say the same of something else: "3 is done, so is 4", "move 5 to Dec 20, and 4 to Dec 18"."""

import re
from dataclasses import replace

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import ACTS, NEUTRAL
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line

_IS = re.compile(r"^[&agO,]*Tb[.!]*$")


def likewise(clause: Clause, line: Line, found: list[Finding]) -> Finding | None:
    """ "3 is done, so is 4", "3 isn't ready. 4 is."."""
    last = found[-1] if found else None
    if last is not None and last.line is line and last.plain and _IS.match(clause.codes) and not clause.flags:
        return Finding("done", line, aims=clause.aims, plain=True)
    plain = clause.has("too") and not clause.flags and set(clause.codes) <= NEUTRAL | set("Tb&")
    if last is None or last.line is not line or last.trouble or last.denied or not clause.aims or not plain:
        return None
    return replace(last, aims=clause.aims, previous=()) if last.verb in {"done", "start", "approve"} else None


def also_moved(clause: Clause, line: Line, found: list[Finding]) -> Finding | None:
    """ "Move 5 to Dec 20, and 4 to Dec 18"."""
    last, date = found[-1] if found else None, clause.first("date")
    moved = last is not None and last.verb == "date_request" and last.line is line and not last.trouble
    if not moved or last is None or date is None or not clause.aims or clause.flags or clause.says(ACTS):
        return None
    return Finding("date_request", line, aims=clause.aims, when=date.value, sure=last.sure, stated=last.stated)
