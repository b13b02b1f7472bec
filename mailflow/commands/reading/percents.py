"""How far a clause says that the work is: "60%", "half", "2/3 of 4", "3 at 80"."""

import re

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.shares import share_of_things
from mailflow.commands.reading.units import Unit

_BARE = re.compile(r"[agO,]*(?:T[ab\-:,=]*)?[0T][.!]*")
_SAID_BEFORE = re.compile(r"[agO,&]*i[av]*r[^%]*%[^%]*b[^%fcn]*%[ag.!]*$")
TURNING = frozenset({"but", "actually", "really", "in fact", "should be", "though", "correct"})
WHOLE = 100
TENTHS = range(30, 101, 5)
CHANGING = frozenset({"minus", "dropped", "fell", "lost", "down", "by", "off", "gained", "grew"})
LAST = frozenset({"last", "final"})
FIFTHS = range(10, 101, 5)


def percent_of(clause: Clause) -> int | None:
    """How far a clause says the work is: "60%", "half", "m2 60", "2/3 of 4", "2 of 5 tasks"."""
    units = clause.units
    if (_grown(clause) or _corrected(clause)) and (reached := percents_of(clause)):
        return reached[-1]
    for place, unit in enumerate(units):
        following = units[place + 1].word if place + 1 < len(units) else ""
        if unit.kind == "percent":
            last = is_of_the_last(clause)
            return WHOLE - min(int(unit.value), WHOLE) if last else min(int(unit.value), WHOLE)
        fraction = unit.values.get("fractions")
        if fraction is not None and not _is_ordinal(unit, units[place + 1 : place + 2]):
            return int(fraction)
        if unit.kind == "number" and place > 1 and (_is_at(units, place) or _we_are_at(clause, place)):
            return int(unit.value)
        if (unit.kind == "slash" and following == "of") or _is_part_done(units, place):
            return _share(*(int(part) for part in unit.word.split("/")))
        if _count(unit) is not None and following in {"of", "out of"} and (share := _share_of_tasks(units[place:])):
            return share
        if unit.kind == "number" and place and _is_marked(units[place - 1]) and unit.value <= 100:
            return int(unit.value)
    return share_of_things(clause)


def _is_ordinal(unit: Unit, behind: list[Unit]) -> bool:
    """ "A third | time", "a third | coat"."""
    return unit.word == "a third" and any(one.kind == "word" and not (one.tags or one.values) for one in behind)


def is_of_the_last(clause: Clause) -> bool:
    """ "Down to the last 10%": of what is still to do."""
    place = next((i for i, unit in enumerate(clause.units) if unit.kind == "percent"), 0)
    return place > 0 and clause.units[place - 1].word.split()[-1] in LAST


def _is_part_done(units: list[Unit], place: int) -> bool:
    """ "2 is 3/4 finished", "10: 1/4"."""
    before = units[place - 1].word if place else ""
    if place > 1 and units[place].kind == "slash" and before in {":", "-"} and units[place - 2].kind == "target":
        return all(unit.kind == "punct" or unit.has("done") or unit.has("adverb") for unit in units[place + 1 :])
    if not 0 < place < len(units) - 1 or not re.fullmatch(r"\d/\d{1,2}", units[place].word):
        return False
    behind = units[place + 1]
    return (units[place - 1].has("be") and behind.has("done")) or behind.word in {"through", "thru"}


def _we_are_at(clause: Clause, place: int) -> bool:
    """ "I'd say we're at 90."."""
    at = re.search(r"i[ab]*bk$", clause.codes[:place]) is not None and clause.units[place - 1].word == "at"
    return at and clause.units[place].value in TENTHS and not clause.codes[place + 1 :].strip("ag.!,")


def _is_at(units: list[Unit], place: int) -> bool:
    """ "3 at 80", "3 is still at 80"."""
    said = [unit for unit in units[: place - 1] if not (unit.has("be") or unit.has("adverb") or unit.word == "still")]
    ends = all(unit.kind == "punct" or unit.has("adverb") for unit in units[place + 1 :])
    told = bool(said) and said[-1].kind == "target" and units[place - 1].word == "at"
    return told and ends and units[place].value in TENTHS


def percents_of(clause: Clause) -> list[int]:
    """The percentages that count: of a growth only what was reached."""
    found = list(dict.fromkeys(int(u.value) for u in clause.units if u.kind == "percent"))
    return found[-1:] if _grown(clause) or _corrected(clause) else found


def _corrected(clause: Clause) -> bool:
    """ "I wrote that 11 is at 50% but it is only 30%": what oneself had said before counts no longer."""
    said = _SAID_BEFORE.match(clause.codes)
    return said is not None and any(unit.word in TURNING for unit in clause.units)


def _grown(clause: Clause) -> bool:
    """ "From 60% to 80%", "60% -> 80%"."""
    numbers = sum(unit.kind == "percent" for unit in clause.units)  # a lone sign has the same code
    return numbers > 1 and re.search(r"%[^T]{0,2}[k>]%$", clause.codes.rstrip("agO.!")) is not None


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if 0 < part <= whole else None


def _share_of_tasks(units: list[Unit]) -> int | None:
    """ "2 of 5 tasks", "2 of the 5 tasks", "three of the five plant labels"."""
    if any(unit.has("reserve") or unit.has("except") or unit.has("fault") for unit in units):
        return None  # "3 of the 5 labels are missing"
    counts = [count for u in units[:5] if (count := _count(u)) is not None]
    if len(counts) < 2 or not any(u.has("task") or _is_plural_title(u) for u in units[:6]):
        return None
    return _share(*counts[:2])


def _count(unit: Unit) -> int | None:
    return int(unit.value) if unit.kind == "number" else unit.values.get("numbers")


def _is_plural_title(unit: Unit) -> bool:
    named = unit.kind == "target" and all(aim.options for aim in unit.value)
    return named and unit.word.endswith("s")


def _is_marked(unit: Unit) -> bool:
    return unit.kind == "target" and unit.value[-1].marked


def of_something_else(clause: Clause) -> bool:
    """ "80% of the budget", "100% my fault"."""
    place = next((i for i, unit in enumerate(clause.units) if unit.kind == "percent"), len(clause.units))
    behind = [unit.word for unit in clause.units[place + 1 : place + 6]]
    words = clause.lexicon.set("not_work") if clause.lexicon is not None else frozenset()
    sworn = place < len(clause.units) and clause.units[place].value == WHOLE
    if sworn and re.search(r"T[ab]*%[zx]", clause.codes):
        return True
    return behind[:1] == ["of"] and not words.isdisjoint(behind)


def is_change(clause: Clause) -> bool:
    """ "2 is at -5%", "2 dropped 5%", "2 has grown by 10%": a difference, and not how far the work is."""
    place = next((i for i, unit in enumerate(clause.units) if unit.kind == "percent"), 0)
    before = clause.units[place - 1] if place else None
    if before is None or before.word != "-":
        return before is not None and before.word in CHANGING
    led = place > 1 and clause.units[place - 2].kind not in {"target", "title"}
    return led and before.end == clause.units[place].start and clause.units[place - 2].end < before.start


def is_set_off(clause: Clause) -> bool:
    """ "checkout - 45", "hero image: 80": a title or a marked number, and a lone number that a mark sets off."""
    named = next((unit.value[0] for unit in clause.units if unit.kind == "target"), None)
    marked = named is not None and (named.options or named.marked)
    return bool(marked) and re.search(r"T[\-:=]+[0T][.!]*$", clause.codes) is not None


def bare_percent(clause: Clause) -> int | None:
    """ "2 70", "checkout - 45", "60": a lone number that can be nothing else than how far the work is, where no
    milestone has it."""
    if _BARE.fullmatch(clause.codes) is None:
        return None
    number = next((unit.value for unit in clause.units if unit.kind == "number"), None)
    if number is None:
        aims = [aim for unit in clause.units if unit.kind == "target" for aim in unit.value]
        number = aims[-1].number if len(aims) < 3 and not aims[-1].options and not aims[-1].marked else 0
    return number if number in FIFTHS else None
