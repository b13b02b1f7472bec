"""How far a contractor says that the work is: "60% on m2", "2 is coming along", "at 90% and with you by Friday"."""

import re

from mailflow.commands.reading.ahead import is_ahead
from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.percents import (
    WHOLE,
    bare_percent,
    is_change,
    is_of_the_last,
    is_set_off,
    of_something_else,
    percent_of,
    percents_of,
)
from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.when import Clock

NOT_SO = "ncfmE"
# "Cables in, speakers not yet, call it 50%": what stands behind the last comma is the sum of it.
_SUMMED_UP = re.compile(r"n[^,T%]*,[agOh]*%[ag.!]*$")
# "Half the bars are cut": a share of things, and of the work only where nothing says how far that is
_PART_OF_A_THING = re.compile(r"^[^T]*%q?zx[^T]*$")
_THAT_I = re.compile(r"%q?zxi")  # "half of the codes I know"
# "half of them while I'm at work": a share of what is spoken of in passing
_OF_THEM = re.compile(r"^[&,agO]*%q?o(?![bv])")
_EXCEPT = re.compile(r"T[abv]*D[a,]*e(?=[kz]*T)")
_SAID_BEFORE = re.compile(r"[agOd,]*i[av]*ry?[^%]*%")
# Of "13 is at 20%, not at 50%" the first counts.
_NOT_AT = re.compile(r"^[agO,]*T?[abpk]*%[,;(\-]+n[ak]*%[ag.!)]*$")
_LEFT = re.compile(r"%[aO]*e")
ASKING_HOW_FAR = frozenset({"check_in", "reminder"})
REMAINING = frozenset({"remaining", "remains", "left"})
_HOW_FAR = re.compile(rf"[^{NOT_SO}?]*%[^{NOT_SO}?,&(;\-]*[,&(;\-]")
UNLESS = frozenset({"if", "unless", "only if"})


def measured(clause: Clause) -> tuple[Aim, ...]:
    """Of "website: 75%, mainly the privacy note left" what is named before the percentage; of "18 is finished, apart
    from the fridge" what is not spared."""
    if (limit := _EXCEPT.search(clause.codes)) is not None:
        return Clause(clause.units[: limit.end()], clause.codes[: limit.end()]).aims
    place = clause.codes.find("%")
    if place < 0 or re.match(r"%[^T]*[,(][^T]*T", clause.codes[place:]) is None:
        return ()
    return tuple(aim for unit in clause.units[:place] if unit.kind == "target" for aim in unit.value)


def progress(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    """The progress that the clause reports, if it reports any."""
    ticked = clause.has("all_tasks") and (clause.says("D") or clause.has("tick"))
    percent = 100 if ticked else percent_of(clause)
    if percent is None:
        return _advancing(clause, line)
    if _NOT_AT.search(clause.codes) is not None and clause.codes.count("n") == 1 and clause.flags <= {"n"}:
        return Finding("progress", line, percent=next(int(u.value) for u in clause.units if u.kind == "percent"))
    limited = (clause.flags - _of_otherwise(clause)) & set(NOT_SO) and not _summed_up(clause)
    limited = limited and not _told_before(clause)
    if is_of_the_last(clause):
        if clause.first("date") is not None:
            return Finding("progress", line, denied=True)  # "the last 10% on Monday"
        if clause.says("D"):
            return Finding("progress", line, trouble="unclear")  # "the last 10% are done"
    if limited or of_something_else(clause) or _THAT_I.search(clause.codes):
        return Finding("progress", line, denied=True)
    if _remains(clause) or is_change(clause) or percents_of(clause)[1:] or max(percents_of(clause), default=0) > WHOLE:
        return Finding("progress", line, trouble="unclear")
    if percent == 100 and "D" in clause.codes and not clause.flags and not clause.has("all_tasks"):
        return Finding("done", line, denied=is_ahead(clause, clock))
    if (them := _OF_THEM.match(clause.codes)) is not None and clause.units[them.end() - 1].word == "them":
        return None
    share = _PART_OF_A_THING.search(clause.codes) is not None
    return Finding("progress", line, percent=percent, weak=share, stated=_SAID_BEFORE.match(clause.codes) is not None)


def _summed_up(clause: Clause) -> bool:
    return _rest_follows(clause) or _SUMMED_UP.search(clause.codes) is not None


def _of_otherwise(clause: Clause) -> set[str]:
    """ "Otherwise it is at 55%": what else there was to say, and no condition."""
    words = [unit.word for unit, code in zip(clause.units, clause.codes, strict=True) if code == "c"]
    return {"c"} if words and set(words) <= {"otherwise"} else set()


def _told_before(clause: Clause) -> bool:
    """ "At 90% and will be with you by Friday": what follows says what comes, and leaves how far it is."""
    found = _HOW_FAR.match(clause.codes)
    if found is None or clause.flags & set(NOT_SO) - set(clause.codes):
        return False
    behind = clause.units[found.end() :]
    return all(unit.kind != "percent" and unit.word not in UNLESS for unit in behind)


def _remains(clause: Clause) -> bool:
    """ "20% still to do", "5 is remaining only 10%"."""
    if _LEFT.search(clause.codes):
        return True
    place = next((i for i, unit in enumerate(clause.units) if unit.kind == "percent"), 0)
    return any(unit.word in REMAINING for unit in clause.units[max(0, place - 2) : place])


def _rest_follows(clause: Clause) -> bool:
    """ "60% done, the rest will follow": what is said of the rest, behind a comma, denies nothing."""
    own, comma, behind = clause.codes.partition(",")
    doubts = set(NOT_SO) & clause.flags
    rest = bool(comma) and clause.has("reserve") and "%" in own and "%" not in behind
    return rest and doubts.isdisjoint(own) and doubts <= set(behind)


def how_far(clause: Clause, line: Line, setting: Setting) -> Finding | None:
    """ "2 70", in answer to a letter that asks how far the work is; "checkout - 45", in answer to any."""
    letter = setting.context.letter
    asked = letter is not None and letter.letter in ASKING_HOW_FAR
    if not (asked or is_set_off(clause)) or setting.owner or clause.flags:
        return None
    if clause.codes.startswith(",") and clause.codes.strip(",.!") in {"T", "0"}:
        return None  # "at 39, 45 and 49 dollars"
    percent = bare_percent(clause)
    if percent is None or any(percent in snapshot.milestones for snapshot in setting.snapshots):
        return None
    about = clause.first("target")
    aims = about.value[:1] if about is not None and about.value[0].number != percent else ()
    return Finding("progress", line, aims=aims, percent=percent, sure=False)


def _advancing(clause: Clause, line: Line) -> Finding | None:
    """ "3 is coming along nicely"."""
    if not clause.has("advancing") or not clause.says("T") or clause.flags & set("ncfmr"):
        return None
    return Finding("progress", line, text=line.text)
