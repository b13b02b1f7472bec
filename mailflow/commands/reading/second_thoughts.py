"""What somebody takes back or corrects in the same mail: "sorry, I meant 4", "just kidding"."""

from dataclasses import replace
from datetime import date

from mailflow.commands.reading.absent_days import beside_date
from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.doubts import RETRACTING, REVERSING, denies_doubted
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.limits import limits, names_another
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import When

MOST_STRANGE = 3
SHORTEST_REASON = 7
TAKEN_BACK = frozenset(
    {"done", "task_done", "approve", "agree", "paid", "progress", "accept_date", "decline", "cancel"}
)
PAST = frozenset({"was", "were"})
WHOLE = 100
FINAL = TAKEN_BACK - {"progress"}
BESIDE_CORRECTION = frozenset({"not", "milestone", "i", "on", "with", "more", "like", "it", "is"})
ORDERS = ("approve", "revise", "done", "paid", "cancel", "assign", "move", "decline")
TURNS = frozenset({",", "-", ";"})
LABELS = frozenset(
    {"edit", "correction", "wait", "oops", "whoops", "hold on", "hang on", "scratch that", "strike that"}
)
NUMBERED = LABELS | {"update", "ps", "pps", "p.s"}
"""Words that lead to a second thought, those that need a number for it included: "UPDATE 2: it crashed"."""


def takes_back(units: list[Unit], line: Line, found: list[Finding], today: date, *, whole: bool = True) -> bool:
    """Whether this sentence (`whole`) or clause takes back or limits what was said before, which is then asked."""
    return (
        denies_doubted(units, line, found)
        or _takes_all_back(units, found)
        or (whole and _says_no(units, found))
        or _takes_last_back(units, line, found, today, whole=whole)
    )


def withhold_denied(units: list[Unit], found: list[Finding]) -> None:
    """ "Approve 8. Don't approve 8, it stops at noon": an approval that another sentence denies, by its number or as
    "it", is asked about, whatever else that sentence is read as."""
    sends_back = any(unit.has("revise") for unit in units)
    if not (sends_back or any(unit.has("negation") for unit in units)):
        return
    numbers = {aim.number for aim in aims_in(units)}
    decides = any(unit.has("approve") or (sends_back and unit.has("pronoun")) for unit in units)
    for one in found:
        same = not numbers.isdisjoint(aim.number for aim in one.aims) or (decides and not numbers)
        if one.verb == "approve" and same and not one.denied:
            one.trouble = one.trouble or "contradiction"


def _says_no(units: list[Unit], found: list[Finding]) -> bool:
    """ "Sorry, no: one text is still to come", however far below what it takes back."""
    said = next((one for one in reversed(found) if one.verb in FINAL and not one.denied), None)
    place = next((i for i, unit in enumerate(units) if unit.kind != "punct" and not _leads_to_no(unit)), len(units))
    if said is None or place == len(units) or not units[place].has("no"):
        return False
    behind = units[place + 1] if place + 1 < len(units) else None
    apart = behind is None or behind.kind == "punct"
    corrects = place > 0 or (
        behind is not None and any(unit.has("correction") for unit in units[place + 1 : place + 3])
    )
    keys = {aim.key for aim in said.aims}
    others = [aim for aim in aims_in(units) if aim.options]
    another = len(units) < SHORTEST_REASON and names_another(units)
    another = another or (bool(others and keys) and all(aim.key not in keys for aim in others))
    if another or not (apart and corrects and "?" not in {unit.word for unit in units}):
        return False
    said.trouble = said.trouble or "unclear"
    return True


def _leads_to_no(unit: Unit) -> bool:
    return not unit.has("no") and (unit.has("correction") or unit.has("courtesy") or unit.has("adverb"))


def _takes_all_back(units: list[Unit], found: list[Finding]) -> bool:
    """ "EDIT: no it's not, build failed": which of all that was said before is meant, nobody knows."""
    if not found or units[0].word not in NUMBERED:
        return False
    words = [unit for unit in units if unit.kind != "punct"]
    labels = _labels(units, words)
    said = [unit for unit in words[labels : labels + 4] if not (unit.has("adverb") or unit.has("courtesy"))]
    doubted = [one for one in found if one.verb in FINAL and not one.denied]
    turning = ("no", "retraction", "pronoun", "be", "negation")
    reversing = bool(said) and (said[0].kind == "target" or any(said[0].has(tag) for tag in turning))
    denies = reversing and any(u.has(tag) for u in said for tag in ("no", "negation", "fault"))
    waits = bool(said) and any(said[0].has(tag) for tag in ("report", "condition"))
    if not (labels and doubted and (denies or waits)):
        return False
    named = {aim.number for aim in aims_in(words[labels:])}
    for one in doubted:
        if named and named.isdisjoint(aim.number for aim in one.aims):
            continue
        one.trouble = one.trouble or ("contradiction" if named else "unclear")
    return not named


def _labels(units: list[Unit], words: list[Unit]) -> int:
    """How many words at the beginning are labels and their numbers: "EDIT", "EDIT 2:", "PS (2) -"."""
    count = next((i for i, u in enumerate(words) if u.word not in LABELS), len(words))
    numbered = words[max(count, 1) : max(count, 1) + 1]
    if not numbered or numbered[0].kind not in {"number", "target"}:
        return count
    behind = next((u for u in units[units.index(numbered[0]) + 1 :] if u.word != ")"), None)
    return max(count, 1) + 1 if behind is not None and behind.word in {":", "-"} else count


def _takes_last_back(units: list[Unit], line: Line, found: list[Finding], today: date, *, whole: bool) -> bool:
    said = found[-1] if found else None
    if said is None or said.verb not in TAKEN_BACK or said.denied:
        return False
    words = [unit for unit in units if unit.kind != "punct"]
    listed = None not in {line.mark, said.line.mark} and line.mark != said.line.mark
    near = said.line is line or (not listed and said.line.paragraph + 1 >= line.paragraph and not line.quoted)
    partly = said.verb == "progress" and said.percent != WHOLE
    if near and (_retracts(words, wholly=partly) or (not partly and limits(units, line, said, today, whole=whole))):
        said.trouble = "unclear"
        return True
    return False


def _retracts(words: list[Unit], *, wholly: bool = False) -> bool:
    """Whether they only take back (`wholly`: a mere doubt does not) what stands before them."""
    if words and all(unit.word in LABELS for unit in words) and words[0].word != "edit":
        return True
    if not words or any(RETRACTING.isdisjoint(unit.tags) for unit in words):
        return False
    reversing = REVERSING - {"hedge"} if wholly else REVERSING
    return any(unit.word in PAST or not reversing.isdisjoint(unit.tags) for unit in words)


def contest(clause: Clause, found: list[Finding]) -> None:
    """ "Hm, so not done": what was said of no other milestone before is asked."""
    denial = found[-1]
    sends_back = denial.verb == "revise"
    verb = "approve" if sends_back else denial.verb
    before = next((f for f in reversed(found[:-1]) if f.verb == verb), None)
    bare = denial.bare and not denial.line.quoted and verb in TAKEN_BACK
    denies = sends_back or (denial.denied and "n" in clause.codes and "x" not in clause.codes)
    denies = denies or (verb == "approve" and "n" in clause.codes.partition("P")[0])
    if before is not None and bare and denies and not before.denied:
        before.trouble = before.trouble or "unclear"


def second_thought_in(units: list[Unit]) -> int:
    """Where a sentence begins to correct itself: "done 3, sorry, not 3, 1", "3 is done, no, 4"; 0 where it does not."""
    for place in range(2, len(units)):
        unit = units[place]
        if units[place - 1].word not in TURNS or not (unit.has("correction") or unit.has("no")):
            continue
        if aims_in(units[:place]):
            rest = units[place:]
            return place if aims_in(rest) and not _says_more([u for u in rest if not u.has("no")]) else 0
    return 0


def is_correction(units: list[Unit], found: list[Finding], *, marked: bool = False) -> bool:
    """Whether this sentence only gives another target ("sorry, I meant 4"), which the last finding then has.
    `marked`: a word before it has said that it corrects."""
    last = next((f for f in reversed(found) if f.verb != "note"), None)
    aims = aims_in(units)
    marked = marked or units[0].word == "*" or any(unit.has("correction") for unit in units)
    if last is None or not marked:
        return False
    if last.verb == "away" and _corrects_absence(units, last):
        return True
    if _says_more(units):
        return _may_correct(units, aims, last)
    if not aims:
        return _corrects_percent(units, last) or _corrects_date(units, last)
    negation = next((i for i, unit in enumerate(units) if unit.word == "not"), len(units))
    wrong = aims_in(units[negation:])[:1]
    meant = tuple(aim for aim in aims if aim not in wrong) or aims
    kept = tuple(aim for aim in last.aims if aim not in wrong) if wrong and wrong[0] in last.aims else ()
    last.aims = (*kept, *meant)
    return True


def _may_correct(units: list[Unit], aims: tuple[Aim, ...], last: Finding) -> bool:
    """ "Sorry, 4 pala": with a word that is not known beside the other target, what was said before is asked."""
    words = [u for u in units if u.kind == "word" and not u.has("correction")]
    strange = [u for u in words if not u.tags and not u.written]
    if not aims or last.verb not in TAKEN_BACK or not strange or len(words) > MOST_STRANGE:
        return False
    last.trouble = "unclear"
    return True


def receipt_corrected(units: list[Unit], line: Line, found: list[Finding], setting: Setting) -> Finding | None:
    """ "Sorry, I meant 2", in answer to a receipt: what was done by mistake is taken back only by UNDO."""
    letter = setting.context.letter
    aims = aims_in(units)
    if letter is None or letter.letter != "receipt" or found or not aims:
        return None
    if not any(unit.has("meant") for unit in units) or _says_more(units):
        return None
    numbers = [aim.number for aim in aims if aim.number is not None]
    choices = ("UNDO", *(f"UNDO, then DONE {number}" for number in numbers[-1:]))
    return Finding("undo", line, trouble="unclear", choices=choices)


def _corrects_percent(units: list[Unit], last: Finding) -> bool:
    """ "Sorry, I mean 65%"."""
    percents = [int(unit.value) for unit in units if unit.kind == "percent"]
    if last.verb != "progress" or len(percents) != 1:
        return False
    last.percent = percents[0]
    return True


def _corrects_date(units: list[Unit], last: Finding) -> bool:
    """ "Correction: 22 December"."""
    dates = [unit.value for unit in units if unit.kind == "date"]
    if last.verb != "date_request" or len(dates) != 1:
        return False
    last.when = dates[0]
    return True


def _corrects_absence(units: list[Unit], last: Finding) -> bool:
    """ "Sorry, make that 12 to 16 June"."""
    passed = next((i for i, u in enumerate(units) if u.kind in {"target", "number", "date"}), 0)
    joined = [*units[:passed], *beside_date(units[passed:])]
    dates: list[When] = [unit.value for unit in joined if unit.kind == "date"]
    said = all(u.kind in {"date", "punct"} or not u.tags or u.has("correction") or u.has("courtesy") for u in joined)
    if len(dates) != 1 or not said:
        return False
    last.when = dates[0] if dates[0].until is not None else replace(dates[0], until=dates[0].day)
    return True


def aims_in(units: list[Unit]) -> tuple[Aim, ...]:
    """All that these units name."""
    return tuple(aim for unit in units if unit.kind == "target" for aim in unit.value)


def _says_more(units: list[Unit]) -> bool:
    if any(unit.has("too") for unit in units):
        return True
    passing = ("correction", "courtesy", "adverb")
    words = [u for u in units if u.kind == "word" and not any(u.has(tag) for tag in passing)]
    return any(unit.word not in BESIDE_CORRECTION for unit in words)


def verb_meant(units: list[Unit]) -> int:
    """Where the command begins that was meant: "sorry, I meant approve 5"; 0 where none follows the words."""
    place = next((i for i, unit in enumerate(units[:4]) if unit.has("meant")), None)
    joined = place is not None and place > 0 and units[place - 1].kind != "punct"
    named = joined and any(
        unit.kind == "target" for unit in units[:place]
    )  # "3 should have been done" means nothing else
    behind = units[place + 1 : place + 2] if place is not None and not named else []
    orders = any(unit.has(tag) for unit in behind for tag in ORDERS) and bool(aims_in(units))
    orders = orders or (place == 0 and [u.kind == "target" or u.has("be") for u in units[1:3]] == [True, True])
    return place + 1 if orders and place is not None else 0


def replace_earlier(found: list[Finding], before: int) -> None:
    """ "Correction: 3 is at 60%", "I meant approve 5": what was said of it, or by that verb, no longer counts; a
    decision before it is held back where the new one is not understood."""
    keys = {aim.key for finding in found[before:] for aim in finding.aims}
    last = next((f for f in reversed(found[:before]) if f.verb in FINAL and not f.denied), None)
    for finding in found[:before]:
        again = finding is last and any(one.verb == finding.verb for one in found[before:])
        if again or any(aim.key in keys for aim in finding.aims):
            finding.denied, finding.verb = True, "note"
        elif finding is last and len(found) > before:
            finding.trouble = finding.trouble or "unclear"
