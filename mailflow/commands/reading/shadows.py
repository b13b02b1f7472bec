"""What stands around a completion or an approval in the same sentence and takes something from it."""

import re
from collections.abc import Sequence

from mailflow.commands.reading.ahead import SHORT_TIMES, is_ahead
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import ACTS, NEUTRAL, codes_of
from mailflow.commands.reading.irony import mocks
from mailflow.commands.reading.limits import UNTIL
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock

COMPLETIONS = "DRP"
OPPOSING = frozenset({"but", "however", "although", "though", "yet"})
REST = frozenset({"rest", "remainder", "more", "others", "other half"})
_BRACKETED = re.compile(r"^\((?:[fmcrh].*|[kx]?[xo])\)?[.!]*$")
THEN = frozenset({"and then", "then"})
PAST = frozenset({"was", "were", "had", "had been"})
_ONLY_A_DATE = re.compile(r"^[agO,:;>\-()&]*[kx]?d[).!a]*$")
_OWN_ACT = re.compile(f"[{re.escape(ACTS)}]")


def cast_shadows(clauses: list[Clause], clock: Clock, line: Sequence[Unit] = ()) -> None:
    """Puts on each completion the flags of what is said of it before and behind: time needed, parts left, a turn,
    mockery. `line` is what was read of the whole line so far."""
    if not any(clause.says(COMPLETIONS) for clause in clauses):
        return
    doubted = mocks(clauses, line) or _comes_then(clauses, line)
    for place, clause in enumerate(clauses):
        if not clause.says(COMPLETIONS):
            continue
        if doubted:
            clause.flags.add("h")
        if place and _needs_time(clauses[place - 1]) and clause.codes[:1] == "&":
            clause.flags.add("f")
        for later in _about_the_same(clause, clauses[place + 1 :]):
            clause.flags |= _cast_back(clause, later)
            if _is_only_due(later) and is_ahead(later, clock):
                clause.flags.add("f")


def _comes_then(clauses: list[Clause], line: Sequence[Unit]) -> bool:
    """ "As soon as Tom signs. Then done.": a condition in a sentence of its own."""
    before = list(line[: len(line) - sum(len(clause.units) for clause in clauses)])
    return clauses[0].units[0].word in THEN and "c" in codes_of(before) if before else False


def _needs_time(clause: Clause) -> bool:
    """ "Two more days and", "give me an hour and"."""
    timed = any(unit.kind == "length" or unit.word in SHORT_TIMES for unit in clause.units)
    return timed and not _OWN_ACT.search(clause.codes) and "T" not in clause.codes


def _about_the_same(clause: Clause, later: list[Clause]) -> list[Clause]:
    """The clauses behind it up to the one that turns to another milestone."""
    numbers = {aim.number for aim in clause.aims}
    tasks = {aim.key for aim in clause.aims if aim.task is not None}
    about: list[Clause] = []
    for one in later:
        others = {aim.number for aim in one.aims if aim.number is not None and not aim.options}
        if others - numbers or (tasks and any(aim.key not in tasks for aim in one.aims)):
            break
        if _OWN_ACT.search(one.codes):
            return [*about, one] if _leaves_a_rest(one) else about
        about.append(one)
    return about


def _cast_back(clause: Clause, later: Clause) -> set[str]:
    opposed = later.turn and later.units[0].word in OPPOSING
    if opposed and any(unit.word in PAST for unit in clause.units):
        return {"h"}
    if _goes_on_working(later) or (opposed and (later.has("revise") or _only_describes(later) or _takes_a_turn(later))):
        return {"h"}
    if _leaves_a_rest(later) or _doubted_in_brackets(later):
        return {"h"}
    if later.has("continuing") and not later.aims and (later.first("date") or "f" in later.codes):
        return {"h"}
    if _goes_on_to(later) and any(unit.word in PAST for unit in clause.units):
        return {"h"}
    if later.has("fault") and not later.aims and ("p" in later.codes or _breaks(later)):
        return {"h"}
    if later.has("beside") or not later.aims or not set(later.codes) & set("Tp"):
        return set()
    if "e" in later.codes or (opposed and _only_names(later)):
        return {"e"}
    parts = all(aim.task is not None for aim in later.aims)
    return {"h"} if parts and later.flags & set("fmnc") else set()


def _breaks(clause: Clause) -> bool:
    """ "… now the render crashed", not "fixed the broken link" or "I broke a record"."""
    place = next(i for i, unit in enumerate(clause.units) if unit.has("fault"))
    return "i" not in clause.codes[:place] and set(clause.codes[place + 1 :]) <= NEUTRAL | set("pvbdn")


def _leaves_a_rest(clause: Clause) -> bool:
    """ "…, the rest tomorrow", "…, more follows on Friday", "…, Lee will finish it"."""
    ahead = clause.first("date") is not None or "f" in clause.flags
    rest = any(unit.word.removeprefix("the ") in REST for unit in clause.units) and not clause.says("i")
    return ahead and (rest or ("f" in clause.flags and clause.says("F"))) and not clause.aims


def _doubted_in_brackets(clause: Clause) -> bool:
    """ "Done (soon)", "done (by Lee)", "done (locally)"; not "done (link below)"."""
    found = _BRACKETED.match(clause.codes)
    if found is None:
        return False
    harmless = clause.lexicon.set("harmless") if clause.lexicon is not None else frozenset()
    return all(unit.word not in harmless for unit in clause.units)


def _goes_on_to(clause: Clause) -> bool:
    """ "And then …", ", then …"."""
    first = next((unit for unit in clause.units if unit.kind != "punct"), None)
    return first is not None and first.word in THEN and (clause.turn or clause.units[0].word == ",")


def _is_only_due(clause: Clause) -> bool:
    """ "… - by Friday", "… -> Friday"."""
    words = [unit.word for unit, code in zip(clause.units, clause.codes, strict=True) if code == "x"]
    return _ONLY_A_DATE.match(clause.codes) is not None and set(words) <= UNTIL


def _goes_on_working(clause: Clause) -> bool:
    """ "…, testing now"."""
    words = [unit.word for unit, code in zip(clause.units, clause.codes, strict=True) if code not in NEUTRAL]
    return len(words) == 1 and words[0].endswith("ing") and clause.codes.strip("".join(NEUTRAL)) == "x"


def _only_describes(clause: Clause) -> bool:
    """ "… but empty"."""
    return clause.codes[1:].strip("".join(NEUTRAL)) == "x"


def _takes_a_turn(clause: Clause) -> bool:
    """ "… but the oven keeps tripping": something else than what it took, and nothing that is said of oneself."""
    if clause.has("hindsight") or clause.has("positive") or clause.says("gid"):
        return False
    return re.match(r"[a&,]+(?:[zxT].*x|o[^x]*x)", clause.codes) is not None


def _only_names(clause: Clause) -> bool:
    """ "But the images": a name and nothing said of it."""
    return set(clause.codes) <= set("azkT&,.")
