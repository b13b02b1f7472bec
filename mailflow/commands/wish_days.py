"""A wish for a later day that is told in more than one sentence or clause."""

import re
from datetime import date

from mailflow.commands.clause import Clause
from mailflow.commands.findings import Finding
from mailflow.commands.lines import Line
from mailflow.commands.units import Unit
from mailflow.commands.when import When

NOUNS = frozenset({"slip", "push", "shift", "slide", "move", "late"})
SPENDING = frozenset({"spent", "wasted", "lost", "spend", "spending"})
DATE_ALONE = re.compile(r"^(?:[agO>:,\-&]|T(?:[>:,\-]+|(?=k))|[ip]bx?)*k?d[ag,]*[.!?]*$")


def names_its_day(clause: Clause, found: list[Finding], line: Line) -> bool:
    """ "I'd love an extra week, | so 11 October?": whether the clause only names the day of the wish before it, which
    then has it."""
    last = found[-1] if found else None
    day = clause.first("date")
    if last is None or day is None or last.verb != "date_request" or last.line is not line or day.value.until:
        return False
    if clause.says("T") or clause.flags or DATE_ALONE.match(clause.codes) is None:
        return False
    last.sure = last.sure and last.when is not None
    last.when, last.trouble = day.value, ""
    return True


def asked_without_day(line: Line, found: list[Finding]) -> Finding | None:
    """The wish for a later day on this line that named none: "I can't make Friday. Would the 27th suit?"."""
    last = found[-1] if found else None
    if last is None or last.verb != "date_request" or last.line is not line:
        return None
    vague = last.when is not None and last.when.fault == "vague"
    return last if vague or (last.trouble and last.when is None) else None


def was_late(clause: Clause, when: When, today: date) -> bool:
    """ "I worked yesterday till late": no day to move anything to."""
    past = when.day is not None and when.day < today
    return past and not clause.asks and {unit.word for unit in clause.units if unit.has("move")} <= {"late"}


def before_reason(clause: Clause) -> str:
    """The codes of "3 in two weeks, the gear wheel broke", "3 by 4/5 please" before a reason."""
    leads = {i for i, unit in enumerate(clause.units) if unit.word == "by" or (i and unit.word.startswith("in "))}
    codes = "".join("kd" if i in leads and c == "d" else "k" if i in leads else c for i, c in enumerate(clause.codes))
    wish, comma, reason = codes.partition(",")
    return wish if comma and "d" in wish and not set("Td%?") & set(reason) else codes


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
