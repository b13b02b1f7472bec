"""A wish for a later day that is told in more than one sentence or clause."""

import re
from datetime import date, timedelta
from itertools import pairwise

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.when import When

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


def before_weekend(clause: Clause) -> date | None:
    """Of "before the weekend" the day before it."""
    pairs = pairwise(clause.units)
    named = (date.value for left, date in pairs if left.word == "before" and date.word.endswith("weekend"))
    day = next((when.day for when in named), None)
    return None if day is None else day - timedelta(days=1)


def not_before(clause: Clause) -> bool:
    """ "not before Friday", "won't be done until Monday"."""
    return any(
        u.kind == "date"
        and i
        and clause.units[i - 1].word in {"que", "before", "until", "till", "earlier than", "sooner than"}
        for i, u in enumerate(clause.units)
    )
