"""The later date that a clause asks for or announces."""

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from mailflow.commands.reading.ahead import is_ahead, told_as_past
from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.counter_dates import asked_about, is_due_day
from mailflow.commands.reading.errands import (
    as_agreed,
    comes_back,
    for_oneself,
    grants,
    is_about_work,
    own_errand,
    something_else,
    wants_work,
)
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.no_wishes import is_how_long, is_no_delivery, is_other_move
from mailflow.commands.reading.reports import refers
from mailflow.commands.reading.spoken import marked
from mailflow.commands.reading.suiting import asks_whether_well, hands_over, it_will_be
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import When
from mailflow.commands.reading.wish_days import (
    DATE_ALONE,
    asked_without_day,
    before_reason,
    before_weekend,
    not_before,
    was_late,
)
from mailflow.domain.milestone import Milestone

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

_IS_OURS = re.compile(r"i|^[agO,]*[mb]T")
_SET_TO = re.compile(r"^[agO]*T(?:k|[>\-]+)d[ag.!]*$")
_IS_NOW = re.compile(r"[agO]*z?xk?z?Tb[a]*k?d[ag.!]*$|[agO]*Tz?xb[a]*k?d[ag.!]*$")
_NOT_LATER = re.compile(r"d[&,]n[auz]*[ud][a.!]*$")  # "until 9 June and not a day longer"
_OBLIGED = re.compile(r"T[a]*m[a]*E[a]*(?:[RD]|kx)")
# The form for it was submitted on the 7th
_SUBMITTED = re.compile(r":[agO]*xDkd[ag.,!]*$")
_HAS_BEEN = re.compile(r"ia*va*D")
STATED = frozenset(
    {
        "slip",
        "slips",
        "slipping",
        "slipped",
        "delayed",
        "be late",
        "is late",
        "running late",
        "overrun",
        "take until",
        "takes until",
        "behind",
        "days behind",
        "weeks behind",
        "week behind",
        "day behind",
        "behind schedule",
        "pushing",
        "pushing back",
        "pushing out",
        "revised eta",
        "slide",
        "eta",
        "earliest",
        "due",
    }
)
UNDATED = frozenset({"more time", "extension", "deadline extension", "a later date", "another date", "new date"})
MOVING = frozenset({"move", "postpone", "extend", "reschedule", "delay", "push back", "push out"})
GOING_TO = frozenset({"go to", "go for", "change to", "change it to", "switch to"})
LEADING_TO = frozenset({"to", "until", "till"})
LATEST = frozenset({"latest", "at the latest", "at latest"})
GIVING = frozenset({"give me", "give us", "give", "ask for", "asking for", "request", "requesting"})
UNTIL = frozenset({"until", "till", "til", "up to", "upto"})
DEADLINES = frozenset({"date", "deadline", "due date", "new date", "new deadline", "new due date"})
SOONER = frozenset({"earlier", "sooner"})


def request_of(
    clause: Clause, clauses: list[Clause], sentence: Sentence, line: Line, reader: "Reader"
) -> Finding | None:
    """The date that the clause asks for or announces, or that it wants one without naming it."""
    if grants(clause, reader):
        return None
    when = _named(clause)
    if when is None:
        found = _undated(clause, line)
    else:
        found = (
            _wished(clause, when, line)
            or _set_to(clause, line, reader)
            or _announced(clause, clauses[: clauses.index(clause)], when, line, reader)
            or _missed(clause, line)
        )
    if reader.setting.owner and (for_oneself(clause) or something_else(clause) or wants_work(clause, reader)):
        return None
    if found is not None and (as_agreed(clause) or (not found.aims and (comes_back(clause) or is_no_delivery(clause)))):
        return None
    if found is not None and when is not None and was_late(clause, when, reader.setting.clock.today):
        return None
    if found is not None:
        found.aims, found.refers = clause.aims or asked_about(reader), refers(clause)
        if when is not None and when.is_length and any(u.word in SOONER for u in clause.units):
            found.trouble = "unclear"
        found.when, found.wished = when if not found.trouble else None, clause.asks
        if found.when is not None and is_due_day(found.when.day, reader):
            return Finding("keep_date", line, trouble="unclear")
        if found.when is not None and (asked := asked_without_day(line, reader.found)) is not None:
            reader.found.remove(asked)
            found.aims = found.aims or asked.aims or asked.previous
    return found


def _named(clause: Clause) -> When | None:
    """The date that is named as the latest, or the first date or length; "since the 30th", "only from 9 April"
    and "six weeks of no lifting" name none."""
    units = clause.units
    if (last := _latest(clause)) is not None:
        return last
    dated = (i for i, u in enumerate(units) if u.kind in {"date", "length"})
    wished = (i for i in dated if i == 0 or not _is_since(units[i - 1], units[i]))
    return next((units[i].value for i in wished if [u.word for u in units[i + 1 : i + 2]] != ["of"]), None)


def _is_since(before: Unit, dated: Unit) -> bool:
    """ "Since the 30th", "only from 9 April"; not "from 20 to 28 March"."""
    spans = dated.kind == "date" and dated.value.until not in {None, dated.value.day}
    return before.word == "since" or (before.word == "from" and not spans)


def _latest(clause: Clause) -> When | None:
    """ "Give me the weekend, Monday latest"."""
    pairs = pairwise(clause.units)
    return next((one.value for one, behind in pairs if one.kind == "date" and behind.word in LATEST), None)


def _undated(clause: Clause, line: Line) -> Finding | None:
    wants = clause.has("need") and any(u.word in UNDATED for u in clause.units)
    wants = wants or (clause.says("T") and (_asks_to_move(clause) if clause.asks else _tells_to_move(clause)))
    if (wants or clause.has("late")) and not clause.flags & set("cr"):
        return Finding("date_request", line, trouble="unclear")
    return None


def _asks_to_move(clause: Clause) -> bool:
    """ "Can we move 5?"."""
    opening = next((u for u, code in zip(clause.units, clause.codes, strict=True) if code not in "agO"), None)
    return opening is not None and opening.has("ask") and any(u.has("move") for u in clause.units)


def _tells_to_move(clause: Clause) -> bool:
    """ "Please extend 3"."""
    opening = next((u for u, code in zip(clause.units, clause.codes, strict=True) if code not in "agO"), None)
    return opening is not None and opening.word in MOVING


def _missed(clause: Clause, line: Line) -> Finding | None:
    """ "I can't finish 5 by Friday": a new date is needed, but which?"""
    late = clause.has("late") or any(u.word.startswith("can not") and not u.has("decline") for u in clause.units)
    return Finding("date_request", line, trouble="unclear") if late and "c" not in clause.flags else None


def _wished(clause: Clause, when: When, line: Line) -> Finding | None:
    moves = [u for u in clause.units if u.has("move") or (u.has("late") and when.is_length)]
    moves = [u for u in moves if not is_other_move(u, clause)]
    needs = clause.has("need") and (
        when.is_length or when.fault == "vague" or clause.has("move") or _follows_until(clause) or _gives(clause)
    )
    delivers = clause.asks and not clause.says("w") and (clause.says("F") or hands_over(clause))
    ours = _IS_OURS.search(clause.codes) is not None or (
        not clause.says("y") and (clause.says("h") or (not needs and _may_i(clause)))
    )
    until = clause.asks and ours and _follows_until(clause)
    proposed = (clause.has("propose") or delivers or until or _leads_to_day(clause)) and when.day is not None
    if (clause.flags - _of_the_reason(clause)) & set("nr") or not (moves or needs or when.more or proposed):
        return None
    chance = any(unit.word.startswith("any ") for unit in clause.units) and when.more
    if (clause.says("DP") and not moves) or (_asks_what(clause) and not (proposed or moves or chance)):
        return None
    stated = not clause.asks and all(u.word in STATED for u in moves) and not needs and not when.more
    if when.is_length and is_how_long(clause, more=when.more, wishes=bool(moves or needs)):
        return None
    if "c" in clause.flags and not clause.asks and all(u.word in {*STATED, "late"} for u in moves) and not needs:
        return None
    sure = not (stated or clause.flags & set("ch") or (proposed and not moves))
    return Finding("date_request", line, sure=sure, stated=stated)


def _asks_what(clause: Clause) -> bool:
    """Whether it asks for a fact: "when is 3 due?"; not "czy mogę …?", whose first word only marks the question."""
    return clause.asks and clause.says("w") and not clause.has("question_particle")


def _may_i(clause: Clause) -> bool:
    """ "Kann ich …?", where a language asks so in one phrase."""
    asks = [(unit.written or unit.word).split() for unit in clause.units if unit.has("ask")]
    return any(len(words) > 1 and "you" not in words for words in asks)


def _gives(clause: Clause) -> bool:
    """ "Give me Monday", "give me the weekend"."""
    words = [unit.word for unit in clause.units]
    dated = (i for i, unit in enumerate(clause.units) if unit.kind == "date")
    return any(not GIVING.isdisjoint({words[i - 1], " ".join(words[max(0, i - 2) : i])}) for i in dated if i)


def _of_the_reason(clause: Clause) -> set[str]:
    """Flags of what stands behind a comma as the reason: "push it to Friday, we have had no power"."""
    if _NOT_LATER.search(clause.codes) is not None and clause.codes.count("n") == 1:
        return {"n"}
    wish, _, reason = clause.codes.partition(",")
    told = "d" in wish and reason.lstrip("agO")[:1] == "i"
    return {flag for flag in clause.flags if flag not in wish and flag in reason} if told else set()


def _leads_to_day(clause: Clause) -> bool:
    """ "Make it the 11th for 3", "can we go to the 11th?"."""
    pairs = [(left.word, right) for left, right in pairwise(clause.units) if right.kind == "date"]
    makes_it = any(unit.word == "make" for unit in clause.units)
    return any((word == "it" and makes_it) or (clause.asks and word in GOING_TO) for word, _ in pairs)


def _set_to(clause: Clause, line: Line, reader: "Reader") -> Finding | None:
    """ "4 to Dec 11 please", from an owner."""
    if not reader.setting.owner or clause.flags:
        return None
    if _IS_NOW.match(clause.codes) and any(unit.word in DEADLINES for unit in clause.units):
        return Finding("date_request", line, sure=False)
    if _SET_TO.match(clause.codes) is None:
        return None
    moves = all(unit.word in LEADING_TO for unit, code in zip(clause.units, clause.codes, strict=True) if code == "k")
    return Finding("date_request", line, sure=False) if moves else None


def _follows_until(clause: Clause) -> bool:
    """ "Until the 20th", "23 मार्च तक"."""
    dated = [place for place, unit in enumerate(clause.units) if unit.kind == "date"]
    before = any(place and clause.units[place - 1].word in UNTIL for place in dated)
    return before or any(unit.has("deadline_behind") for place in dated for unit in clause.units[place + 1 : place + 2])


def _announced(clause: Clause, earlier: list[Clause], when: When, line: Line, reader: "Reader") -> Finding | None:
    """ "3 will be done on Friday week", "I'm late, Friday the 18th": a request where that is later than agreed."""
    late = clause.has("late") or (not clause.flags and any(one.has("late") for one in earlier))
    bare = not reader.setting.owner and DATE_ALONE.match(before_reason(clause)) is not None
    about = clause.says("T") or len(reader.setting.shown) == 1 or asked_without_day(line, reader.found) is not None
    if bare and about and when.fault == "order":
        return Finding("date_request", line, trouble="unclear")
    suits = clause.asks and about and asks_whether_well(clause)
    asked = (bare and about) or suits
    doubted = clause.flags & set("cr") and not it_will_be(clause)
    if (clause.asks and not asked) or doubted or when.is_length or clause.says("Ss"):
        return None
    if (reader.setting.owner and (not is_about_work(clause) or own_errand(clause))) or _HAS_BEEN.search(clause.codes):
        return None
    if ("n" in clause.flags or clause.has("late")) and not (suits or not_before(clause)):
        return None
    if not (clause.flags & set("fmhn") or clause.says("DRG") or late or bare or suits):
        return None
    over = clause.says("D") and not (clause.flags or is_ahead(clause, reader.setting.clock))
    if _SUBMITTED.search(clause.codes) is not None:
        return None
    if when.loose and (over or told_as_past(clause)):
        return None
    last = before_weekend(clause) or when.last
    due = [m.due for m in meant(clause, tuple(aim for one in earlier for aim in one.aims), line, reader)]
    if bare and len(due) != 1:
        return None
    sooner = reader.setting.owner and _OBLIGED.search(clause.codes) is not None
    if last is None or not due or (last <= max(due) and not (sooner and last != max(due))):
        return None
    return Finding("date_request", line, sure=False, stated=True)


def meant(clause: Clause, earlier: tuple[Aim, ...], line: Line, reader: "Reader") -> list[Milestone]:
    """The milestones that a clause is about: named in it, earlier, above, or by the letter."""
    listed = marked(line.mark, reader.setting) if line.mark is not None else ()
    spoken = clause.aims or earlier or reader.spoken.reachable(line) or listed
    numbers = [aim.number for aim in spoken] or list(reader.setting.shown)
    return [m for n in numbers for s in reader.setting.snapshots if (m := s.milestones.get(n or 0)) is not None]
