"""What has been begun, as a clause reports it: "started on 3", "I'm on 4 now", "started cutting the duct"."""

import re
from itertools import pairwise

from mailflow.commands.reading.ahead import is_ahead, told_as_past
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.orders import in_own_order
from mailflow.commands.reading.when import Clock

_START = re.compile(r"[SG][akzd,:\-]*[Tp]|[Tp][abv,:>=\-]*(?:i[avd]*)?S|^[a+gOdkzibv,.:\-]*S[a+gdkz.,!:\-]*$")
_STARTS = re.compile(r"^[agO]*Ts[ag.!]*$")
_DOING = re.compile(r"^[agO,&]*T[ab]*x[ag.!]*$")
_ON = re.compile(r"^[agO]*(?P<who>ib)?[ae]*kT[ag.!]*$")
_AT_SOMETHING = re.compile(r"[agO,&]*(?:i[av]*)?Sx")
MUSING = frozenset({"thinking", "wondering", "worrying", "looking", "feeling", "being", "having", "getting", "raining"})
BEGUN = frozenset({"started", "began", "begun", "kicked", "commenced", "broke"})
AT_IT = frozenset({"now", "still", "currently", "right now"})
PARTICLES = frozenset({"out", "up", "in", "on", "off", "down", "over", "through", "away", "together"})
UNTIL = frozenset({"by", "until", "till", "before"})


def _starts_today(clause: Clause, clock: Clock) -> bool:
    """ "I start 4 today", "4 start"; not "I start 4 on Monday", "Nora starts 4"."""
    date = clause.first("date")
    if date is None:
        return _STARTS.match(clause.codes) is not None
    said = set(clause.codes) <= set("agOikzdpsT.,!-")
    return said and clause.says("s") and clause.says("T") and date.value.day == clock.today


def started(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    """The start that the clause reports, if it reports one."""
    if clause.says("s") and not clause.flags and _starts_today(clause, clock):
        return Finding("start", line)
    if _is_on(clause):
        return Finding("start", line, denied=bool(clause.flags & set("ncfmr")))
    if _is_doing(clause):
        return Finding("start", line, sure=False)
    if "S" not in clause.codes and not (clause.says("G") and clause.says("T")):
        return None
    if clause.flags & set("ncfmr") or (is_ahead(clause, clock) and not _began(clause)):
        return Finding("start", line, denied=True)
    licensed = _START.search(clause.codes) is not None or in_own_order(clause, "start")
    licensed = licensed or _on_them(clause) or _started_doing(clause)
    if not licensed and _at_something(clause):
        return Finding("start", line, sure=False, weak=True)
    if not licensed and (not clause.says("T") or all(aim.options for aim in clause.aims)):
        return None
    return Finding("start", line, sure=licensed and "h" not in clause.flags)


def _began(clause: Clause) -> bool:
    """ "I have started it on Saturday", "2 started on Monday": the last one, where a bare weekday is named."""
    dates = [unit.value for unit in clause.units if unit.kind == "date"]
    past = any(unit.has("started") and not BEGUN.isdisjoint(unit.word.split()) for unit in clause.units)
    past = past or told_as_past(clause)
    deadline = any(left.word in UNTIL and right.kind == "date" for left, right in pairwise(clause.units))
    weekend = any(unit.kind == "date" and unit.word.endswith("weekend") for unit in clause.units)
    return past and (weekend or all(when.loose for when in dates)) and not deadline


def _is_on(clause: Clause) -> bool:
    """ "I'm on 4 now", "still on 3"."""
    found = _ON.match(clause.codes)
    said = {unit.word for unit in clause.units}
    return found is not None and "on" in said and (found["who"] is not None or not AT_IT.isdisjoint(said))


def _started_doing(clause: Clause) -> bool:
    """ "Started cutting the duct"."""
    found = re.search(r"Sx(?P<particle>[xk])?[kz]*T", clause.codes)
    if found is None or not clause.units[found.start() + 1].word.endswith("ing"):
        return False
    return found["particle"] is None or clause.units[found.start() + 2].word in PARTICLES


def _at_something(clause: Clause) -> bool:
    """ "Started laying out the letters this morning", where a letter was about one milestone."""
    found = _AT_SOMETHING.match(clause.codes)
    doing = clause.units[found.end() - 1].word if found is not None else ""
    return doing.endswith("ing") and doing not in MUSING and "T" not in clause.codes


def _on_them(clause: Clause) -> bool:
    """ "Working on them now"."""
    return any(left.has("started") and right.word == "them" for left, right in pairwise(clause.units))


def _is_doing(clause: Clause) -> bool:
    """ "12 sketching now"."""
    at_it = not AT_IT.isdisjoint(unit.word for unit in clause.units)
    said = zip(clause.units, clause.codes, strict=True)
    doing = any(code == "x" and unit.word.endswith("ing") for unit, code in said)
    return at_it and doing and not clause.flags and _DOING.match(clause.codes) is not None
