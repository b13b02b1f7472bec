"""Whether what a clause speaks of is yet to come."""

import re

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock, When

_ACTIVE = re.compile(r"i[av]*[DLW]|ox?[av]*D|^[agO,]*aD")
_OBJECT = re.compile(r"^[agO,]*(?P<verb>D)[kz]*[Tp][ka]*d[ag.,!]*$")
SHORT_TIMES = frozenset({"hour", "hours", "minute", "minutes", "moment", "second", "seconds", "hrs", "mins"})


def is_ahead(clause: Clause, clock: Clock) -> bool:
    """Whether a date in the clause lies ahead, or the day is a deadline ("by today")."""
    past = _tells_of_the_past(clause)
    for place, unit in enumerate(clause.units):
        before = clause.units[place - 1].word if place else ""
        if before in {"in", "within"} and (unit.kind == "length" or _is_short_time(clause.units[place : place + 2])):
            return True
        if unit.kind == "year" and int(unit.word) > clock.today.year:
            return True
        if unit.kind == "date" and before != "since" and not (before == "from" and _has_started(clause)):
            if before == "of" and place > 1 and clause.units[place - 2].word == "as" and unit.value.day == clock.today:
                continue
            deadline = before in {"by", "until", "till", "before"} or _is_deadline(clause.units, place)
            if deadline or not _has_come(unit.value, clock, past=past):
                return True
    return False


def _tells_of_the_past(clause: Clause) -> bool:
    """ "I finished 3 on Friday", "completed 3 on Friday", "already delivered on Friday"; not "done on Friday"."""
    if told_as_past(clause):
        return True
    if _ACTIVE.search(clause.codes) is not None or any(u.word in {"was", "were"} for u in clause.units):
        return not clause.codes.lstrip("agO,").startswith("D") or any(u.word == "already" for u in clause.units)
    found = _OBJECT.match(clause.codes)
    return found is not None and clause.units[found.start("verb")].word.split()[0].endswith("ed")


def told_as_past(clause: Clause) -> bool:
    """ "Zakończyliśmy", "haben wir angefangen": in other languages the verb itself, or its "have", says that it was."""
    lexicon = clause.lexicon
    if lexicon is None or lexicon.english is None:
        return False
    been = lexicon.set("been")
    if been and any((unit.written or unit.word) in been for unit in clause.units):
        return True
    states = lexicon.set("states")  # "habe ich 3 fertig" (de) may be for Friday to come
    pairs = zip(clause.units, clause.codes, strict=True)
    told = [unit for unit, code in pairs if code in "DS" and states.isdisjoint((unit.written or unit.word).split())]
    words = (word for unit in told for word in (unit.written or unit.word).split())
    return bool(told) and (clause.says("v") or (bool(lexicon.past) and any(w.endswith(lexicon.past) for w in words)))


def _has_started(clause: Clause) -> bool:
    """ "Already started from Monday"."""
    return any(unit.word == "started" for unit in clause.units)


def _is_short_time(units: list[Unit]) -> bool:
    """ "2 hours", "ten minutes", "the week"."""
    counted = units[0].kind == "number" or "numbers" in units[0].values
    if units[0].word == "the":
        return "lengths" in units[-1].values
    return counted and units[-1].word in SHORT_TIMES


def _is_deadline(units: list[Unit], place: int) -> bool:
    """Whether a word of another language beside the date makes it one by which something is due."""
    before = place > 0 and units[place - 1].has("deadline")
    return before or (place + 1 < len(units) and units[place + 1].has("deadline_behind"))


def _has_come(when: When, clock: Clock, *, past: bool) -> bool:
    if when.fault or when.day is None:
        return False
    return (when.day <= clock.today and not (when.ahead and not past)) or (when.loose and past)
