"""What a contractor's clause reports: done, progress, started, blocked. Done only where the wording licenses it."""

import re

from mailflow.commands.aims import Aim
from mailflow.commands.clauses import Clause
from mailflow.commands.findings import ALL, BARE, BOTH, IT, Finding
from mailflow.commands.lines import Line
from mailflow.commands.orders import OPENING, in_own_order
from mailflow.commands.units import Unit
from mailflow.commands.when import Clock, When

_DONE = re.compile(
    OPENING
    + r"(?:pba*(?=T)|z)?"
    + r"(?:T[,:\-O]*pb?[av]*D(?![xqXwyo])"
    + r"|[Tp][a+bvdj,:;\-).(\"!>=]*D(?![xqXwyo])"
    + r"|D[akvdz:,;\-(\"!.]*[Tp](?![xq])"
    + r"|v[Tp][abd]*D(?![xqXw])"
    + r"|M[Tp]k?b?a*D(?![xqXw])"
    + r"|L[FD][kz]*[Tp](?![xq])"
    + r"|[Tp][ab]*R(?=[a+gd.,!)]*$)"
    + r"|ba*D(?=[a+gdt.,!):;\-]*$)"
    + r"|D(?=[a+gdt.,!):;\-]*$))"
)
_APPROVE = re.compile(
    OPENING + r"(?:[Tp][a+bv:,;\-).(\"!]*P(?![xqXw])|P[akvz:,;\-(\"!.]*[Tp](?![xq])|M[Tp]k?b?a*P|P(?=[a+gd.,!):;\-]*$))"
)
_PAID = re.compile(
    OPENING + r"(?:z)?(?:[Tp][abv:,\-]*\$(?![xqXw])|\$[akvz:,\-]*[Tp]W?(?![xq])|\$(?=[a+gd.,!):;\-xX0]*$))"
)
_START = re.compile(r"[SG][akz,:\-]*[Tp]|[Tp][abv,:\-]*S|^[a+gOdkzibv,.:\-]*S[a+gdk.,!:\-]*$")
_ACTIVE = re.compile(r"i[av]*[DL]")
_HAD = re.compile(r"v[Tp][a]*D")
_LEFT = re.compile(r"%[aO]*e")
_LOOSE_NUMBER = re.compile(r"T0[.!]*$")
WHOLE = 100
AWAITING = ("waiting", "still", "is waiting", "am waiting", "are waiting", "can not")
NOT_SO = "ncfmE"


def is_licensed_done(clause: Clause) -> bool:
    """Whether the words between and around verb and target are such as leave no doubt."""
    return _DONE.search(clause.codes) is not None or in_own_order(clause, "done")


def is_licensed_approval(clause: Clause) -> bool:
    """The same for an approval."""
    return _APPROVE.search(clause.codes) is not None or in_own_order(clause, "approve")


def is_licensed_payment(clause: Clause) -> bool:
    """The same for a payment."""
    return _PAID.search(clause.codes) is not None or in_own_order(clause, "paid")


def refers(clause: Clause) -> str:
    """How a clause without a written target points to one."""
    if clause.has("both"):
        return BOTH
    if any(unit.has("everything") and not unit.has("adverb") for unit in clause.units):
        return ALL
    return IT if clause.has("pronoun") else BARE


def report_of(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    """The report that the clause makes, if it makes one."""
    for reader in (_unblocked, _declined, _blocked, _progress, _done, _started, _weakly_done):
        found = reader(clause, line, clock)
        if found is not None:
            found.aims, found.refers = _aims(found, clause), refers(clause)
            return found
    return None


def _aims(found: Finding, clause: Clause) -> tuple[Aim, ...]:
    """What the report is about; what somebody waits for is not it."""
    if (
        found.verb == "progress"
        and found.percent is None
        and all(aim.task is not None and aim.options for aim in clause.aims)
    ):
        return ()
    if found.verb != "blocked" or not all(aim.options for aim in clause.aims):
        return clause.aims
    place = clause.codes.index("B")
    awaited = clause.units[place].word.startswith(AWAITING)
    return clause.aims if not awaited or "T" in clause.codes[:place] else ()


def _unblocked(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    if "U" not in clause.codes:
        return None
    return Finding("unblocked", line, denied=bool(clause.flags & set("ncfmr")))


def _declined(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    if "N" not in clause.codes or not clause.says("Tp") or clause.says("DB"):
        return None
    place = clause.codes.index("N")
    doubtful = clause.flags & set("hrf") or any(c in "nc" for c in clause.codes[:place]) or clause.first("date")
    return Finding("decline", line, trouble="unclear" if doubtful else "")


def _blocked(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    if "B" not in clause.codes or clause.says("D"):
        return None
    if clause.units[clause.codes.index("B")].word == "blocker" and clause.says("W"):
        return Finding("unblocked", line, denied=bool(clause.flags))
    if any(unit.word in {"was", "were"} for unit in clause.units):
        return Finding("blocked", line, trouble="unclear")
    if clause.flags & set("nc") and not _own_words(clause, "B"):
        return Finding("blocked", line, denied=True)
    if clause.flags & set("fr"):
        return Finding("blocked", line, trouble="unclear")
    return Finding("blocked", line, sure=_plainly_blocked(clause))


def _own_words(clause: Clause, code: str) -> bool:
    """Whether negation and condition stand behind the verb, as the reason: "blocked until you send it"."""
    place = clause.codes.index(code)
    return not any(c in "nc" for c in clause.codes[:place])


def _plainly_blocked(clause: Clause) -> bool:
    unit = clause.units[clause.codes.index("B")]
    return not unit.word.startswith(AWAITING)


def _progress(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    percent = 100 if clause.has("all_tasks") and clause.says("D") else percent_of(clause)
    if percent is None:
        return _advancing(clause, line)
    if clause.flags & set(NOT_SO):
        return Finding("progress", line, denied=True)
    if _LEFT.search(clause.codes) or _percents(clause)[1:] or max(_percents(clause), default=0) > WHOLE:
        return Finding("progress", line, trouble="unclear")
    if percent == 100 and "D" in clause.codes and not clause.flags and not clause.has("all_tasks"):
        return Finding("done", line)
    return Finding("progress", line, percent=percent)


def _advancing(clause: Clause, line: Line) -> Finding | None:
    """ "3 is coming along nicely"."""
    if not clause.has("advancing") or not clause.says("T") or clause.flags & set("ncfmr"):
        return None
    return Finding("progress", line, text=line.text)


def percent_of(clause: Clause) -> int | None:
    """How far a clause says the work is: "60%", "half", "m2 60", "2/3 of 4", "2 of 5 tasks"."""
    units = clause.units
    if _grown(clause) and (reached := _percents(clause)):
        return reached[-1]
    for place, unit in enumerate(units):
        following = units[place + 1].word if place + 1 < len(units) else ""
        if unit.kind == "percent":
            return min(int(unit.value), 100)
        fraction = unit.values.get("fractions")
        if fraction is not None:
            return int(fraction)
        if unit.kind == "slash" and following == "of":
            return _share(*(int(part) for part in unit.word.split("/")))
        if unit.kind == "number" and following in {"of", "out of"}:
            return _share_of_tasks(units[place:])
        if unit.kind == "number" and place and _is_marked(units[place - 1]) and unit.value <= 100:
            return int(unit.value)
    return None


def _percents(clause: Clause) -> list[int]:
    """The percentages that count: of a growth only what was reached."""
    found = list(dict.fromkeys(int(u.value) for u in clause.units if u.kind == "percent"))
    return found[-1:] if _grown(clause) else found


def _grown(clause: Clause) -> bool:
    """ "From 60% to 80%", "60% -> 80%"."""
    numbers = sum(unit.kind == "percent" for unit in clause.units)  # a lone sign has the same code
    return numbers > 1 and re.search(r"%[^T]{0,2}[k>]%$", clause.codes.rstrip("agO.!")) is not None


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if 0 < part <= whole else None


def _share_of_tasks(units: list[Unit]) -> int | None:
    """ "2 of 5 tasks", "2 of the 5 tasks"."""
    numbers = [u for u in units[:5] if u.kind == "number"]
    if len(numbers) < 2 or not any(u.has("task") for u in units[:6]):
        return None
    return _share(int(numbers[0].value), int(numbers[1].value))


def _is_marked(unit: Unit) -> bool:
    return unit.kind == "target" and unit.value[-1].marked


def _done(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    if clause.has("checkmark") and clause.codes.strip("agO+,.!:-") == "T":
        return Finding("done", line)
    if clause.has("checkmark") and not clause.codes.strip("agO,.!:-"):
        return Finding("done", line, trouble="unclear", weak=True)
    if not clause.says("DRL") or (clause.says("Z") and "D" not in clause.codes):
        return None
    if "R" in clause.codes and not clause.says("DL") and not (clause.says("Tp") or clause.flags):
        return None
    flags = clause.flags
    if is_ahead(clause, clock) or flags & set("ncf") or ("m" in flags and not clause.says("M")) or "E" in clause.codes:
        limited = is_licensed_done(clause) and not is_ahead(clause, clock)
        return Finding("done", line, denied=not limited, trouble="unclear" if limited else "")
    if "l" in flags or "e" in flags:
        return Finding("progress", line, text=line.text)
    if _HAD.search(clause.codes) and any(unit.word == "had" for unit in clause.units):
        return Finding("done", line, trouble="unclear")
    quoted = clause.codes[: clause.codes.find("D") + 1].count('"') % 2
    if flags & set("rh") or quoted or clause.codes.count("T") > 1 or _LOOSE_NUMBER.search(clause.codes):
        return Finding("done", line, trouble="unclear")
    if not is_licensed_done(clause):
        return Finding("done", line, trouble="unclear", weak=not flags and clause.codes[:2] == "&D")
    return Finding("done", line)


def is_ahead(clause: Clause, clock: Clock) -> bool:
    """Whether a date in the clause lies ahead, or the day is a deadline ("by today")."""
    past = _ACTIVE.search(clause.codes) is not None or any(u.word in {"was", "were"} for u in clause.units)
    for place, unit in enumerate(clause.units):
        before = clause.units[place - 1].word if place else ""
        if unit.kind == "length" and before in {"in", "within"}:
            return True
        if unit.kind == "date" and before != "since":
            deadline = before in {"by", "until", "till", "before"} or _is_deadline(clause.units, place)
            if deadline or not _has_come(unit.value, clock, past=past):
                return True
    return False


def _is_deadline(units: list[Unit], place: int) -> bool:
    """Whether a word of another language beside the date makes it one by which something is due."""
    before = place > 0 and units[place - 1].has("deadline")
    return before or (place + 1 < len(units) and units[place + 1].has("deadline_behind"))


def _has_come(when: When, clock: Clock, *, past: bool) -> bool:
    if when.fault or when.day is None:
        return False
    return (when.day <= clock.today and not (when.ahead and not past)) or (when.loose and past)


def _started(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    if "S" not in clause.codes and not (clause.says("G") and clause.says("T")):
        return None
    if clause.flags & set("ncfmr") or is_ahead(clause, clock):
        return Finding("start", line, denied=True)
    licensed = _START.search(clause.codes) is not None or in_own_order(clause, "start")
    if not licensed and (not clause.says("T") or all(aim.options for aim in clause.aims)):
        return None
    return Finding("start", line, sure=licensed and "h" not in clause.flags)


def _weakly_done(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    if not clause.says("W") and clause.codes.strip("agO,.!:-") != "R":
        return None
    if clause.flags & set("ncfme") or is_ahead(clause, clock):
        return Finding("done", line, denied=True)
    return Finding("done", line, trouble="unclear", weak=True)
