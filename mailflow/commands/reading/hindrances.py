"""What keeps the writer from going on: blocked, no longer blocked, declined; and the reason given."""

import re
from itertools import pairwise

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.heads import reason_of
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.when import Clock

_NEEDS_FIRST = re.compile(r"^[agOi]*x[zx]*x+ci[a]*m?[FsS]k?T[.!]*$")
_DECLINING = re.compile(r"[agO,]*ifN")
# A promise behind a comma: "I will start it in May", not "my shoulder won't stand it"
_WILL = re.compile(r"i[av]*f|f(?!n)|T")
# "Maybe it got stuck in your spam"
_MAYBE = re.compile(r"[agO,&]*h[agO]*p[vb]*B")
UNTIL = frozenset({"until", "till", "til", "before"})
FOR_NOW = UNTIL - {"before"}
IF = frozenset({"if", "unless", "as long as", "so long as"})
MORE = frozenset({"any more", "anymore", "any longer"})
AWAITING = ("waiting", "i wait", "we wait", "still", "is waiting", "am waiting", "are waiting", "can not")
WAITING = ("waiting", "i wait", "we wait", "still need", "is waiting", "am waiting", "are waiting")
GOING_ON = ("can not continue", "can not proceed", "can not go on", "can not work", "can not move", "can not progress")


def aims_of_blocker(clause: Clause) -> tuple[Aim, ...]:
    """What is blocked: what stands before the verb, or else behind it; what somebody waits for is not it."""
    if not all(aim.options for aim in clause.aims):
        return _named_first(clause) if "B" in clause.codes and _explained(clause) else clause.aims
    place = clause.codes.index("B") if "B" in clause.codes else 0
    before = tuple(aim for unit in clause.units[:place] if unit.kind == "target" for aim in unit.value)
    if before:
        return before
    awaited = clause.units[place].word.startswith(AWAITING) and not clause.units[place].word.startswith(GOING_ON)
    lacked = any(unit.word == "without" for unit in clause.units[place:])
    lacked = lacked or re.search(r",.*n.*T", clause.codes[place:]) is not None
    if clause.units[place].word in {"can", "can not"}:
        end = next((i for i, unit in enumerate(clause.units) if i > place and unit.word in UNTIL), len(clause.units))
        return tuple(aim for unit in clause.units[place:end] if unit.kind == "target" for aim in unit.value)
    return () if awaited or lacked else clause.aims


def _named_first(clause: Clause) -> tuple[Aim, ...]:
    """What stands before the colon behind which a blocker is explained."""
    before = clause.units[: clause.codes.index(":")] if ":" in clause.codes else clause.units
    return tuple(aim for unit in before if unit.kind == "target" for aim in unit.value)


def unblocked(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    """ "4 can go on", "unblocked"."""
    if "U" not in clause.codes:
        return None
    unit = clause.units[clause.codes.index("U")]
    lifted = unit.word.endswith(("any more", "anymore"))
    denies = unit.word.startswith("not ") and not lifted and "T" not in clause.codes
    told = not unit.has("unblocked")
    return Finding("unblocked", line, denied=bool(clause.flags & set("ncfmr")), weak=denies, sure=not told)


def declined(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    """ "I can't take on 4"."""
    if "N" not in clause.codes or clause.says("DB"):
        return None
    place = clause.codes.index("N")
    if _lacks_something(clause):
        return None
    them = [unit.word for unit in clause.units[place + 1 : place + 2]] == ["them"]  # the labels
    if not (them or clause.says("Tp")):
        return None
    if clause.units[place].word.endswith(" of") and re.match(r"N[kz]*T", clause.codes[place:]) is None:
        return None
    doubtful = (
        clause.has("bowing_out")
        or them
        or re.search(r"N[^T]*x[^T]*T", clause.codes)
        or clause.flags & (set("hr") if _declines_at_once(clause) or _is_for_good(clause) else set("hrf"))
        or any(c in "nc" for c in clause.codes[:place])
        or clause.first("date")
        or any(unit.word in IF for unit in clause.units[place:])
    )
    return Finding("decline", line, trouble="unclear" if doubtful else "")


def _lacking(clause: Clause, line: Line) -> Finding | None:
    """What is lacking to go on, told without a word for a blocker."""
    if "N" in clause.codes and _lacks_something(clause) and not clause.asks:
        return Finding("blocked", line, sure=False)
    needed = _NEEDS_FIRST.search(clause.codes) is not None and clause.has("need")
    return Finding("blocked", line, trouble="unclear") if needed or _lacks_to_go_on(clause) else None


def _lacks_something(clause: Clause) -> bool:
    """ "Without them I can't do the card payments", "I can't do any more on 4 till the slab is poured"."""
    place = clause.codes.index("N")
    before, after = clause.units[:place], clause.units[place : place + len(clause.codes[place:].partition(",")[0])]
    waits = any(unit.word in FOR_NOW for unit in after) and clause.first("date") is None
    return (waits or (any(unit.word == "without" for unit in before) and "c" not in clause.flags)) and not (
        clause.flags & set("fhr")
    )


def _declines_at_once(clause: Clause) -> bool:
    """ "I'll decline 4 with regrets"."""
    said = clause.units[clause.codes.index("N")].word.startswith(("decline", "refuse", "turn down", "reject"))
    return said and _DECLINING.match(clause.codes) is not None


def _is_for_good(clause: Clause) -> bool:
    """ "I can't take 3 on, my shoulder won't stand it": what lies ahead is the reason, and no promise."""
    declining, comma, reason = clause.codes.partition(",")
    return bool(comma) and "T" in declining and set("fT") & set(declining) == {"T"} and _WILL.search(reason) is None


def blocked(clause: Clause, line: Line, clock: Clock) -> Finding | None:
    """ "Stuck on 4", "4 waits for your logo", "the blocker on 4 is gone"."""
    if (lacking := _lacking(clause, line)) is not None:
        return lacking
    if _needs_doing(clause) or _keeps_nobody(clause):
        return None
    if "B" not in clause.codes or (clause.says("D") and not _explained(clause)):
        return None
    if _is_gone(clause):
        return Finding("unblocked", line, denied=bool(clause.flags))
    if _no_longer(clause):
        return Finding("unblocked", line, denied=bool(clause.flags & set("cfmrh")))
    if any(unit.word in {"was", "were"} for unit in clause.units):
        return Finding("blocked", line, trouble="unclear")
    if _MAYBE.match(clause.codes) or (clause.flags & set("nc") and not _own_words(clause, "B")):
        return Finding("blocked", line, denied=True)
    if clause.flags & set("fr") - _behind(clause):
        return Finding("blocked", line, trouble="unclear")
    return Finding("blocked", line, sure=_plainly_blocked(clause))


def is_of_the_same(earlier: Finding, later: Finding) -> bool:
    """ "I wait for the bank, so 4 cannot move": whether the clause before told of the same without naming it."""
    return earlier.verb == later.verb == "blocked" and earlier.bare and bool(later.aims) and not later.trouble


def _explained(clause: Clause) -> bool:
    """ "I am blocked on 15: the shop is closed until Monday": what stands behind the colon is the reason."""
    said, _, reason = clause.codes.partition(":")
    return ":" in clause.codes and "B" in said and "D" not in said and re.search(r"(?<!c)T", reason) is None


def _behind(clause: Clause) -> set[str]:
    """The flags whose words all stand behind the verb, as what is awaited ("waiting on the quote from Bob") or, behind
    a comma, as the reason."""
    place = clause.codes.index("B")
    awaited = clause.units[place].word.startswith(AWAITING)
    after = clause.codes[place:] if awaited else clause.codes[place:].partition(",")[2]
    return set(after) - set(clause.codes.removesuffix(after))


def _own_words(clause: Clause, code: str) -> bool:
    """Whether negation and condition stand behind the verb, as the reason: "blocked until you send it"."""
    place = clause.codes.index(code)
    before = zip(clause.units[:place], clause.codes, strict=False)
    return not any(c in "nc" and unit.word != "without" and unit.word not in UNTIL for unit, c in before)


def _is_gone(clause: Clause) -> bool:
    """ "The blocker on 3 is gone"."""
    place = clause.codes.index("B")
    return clause.units[place].word == "blocker" and any(unit.has("gone") for unit in clause.units[place:])


def _no_longer(clause: Clause) -> bool:
    """ "We are no longer held up", "2 is not held up any more"."""
    before = clause.units[: clause.codes.index("B")]
    ends = any(unit.word in MORE for unit in clause.units) and any(unit.has("negation") for unit in before)
    return ends or any(unit.has("no_longer") or unit.word == "no more" for unit in before)


def _keeps_nobody(clause: Clause) -> bool:
    """ "I still need the photo but it's not holding me up"."""
    pairs = pairwise(clause.units)
    return any(
        left.word == "not" and right.word.startswith(("holding", "blocking", "stopping")) for left, right in pairs
    )


def _needs_doing(clause: Clause) -> bool:
    """ "Two letters still need gilding": work that is left, and nothing that somebody waits for."""
    pairs = pairwise(clause.units)
    return any(left.word == "still need" and right.word.endswith("ing") for left, right in pairs)


def _lacks_to_go_on(clause: Clause) -> bool:
    """ "I need the logo to go on with 3", "we need the API key before I can continue with 3"."""
    needs = next((i for i, unit in enumerate(clause.units) if unit.has("need")), len(clause.units))
    goes_on = next((i for i, unit in enumerate(clause.units) if i > needs and unit.has("going_on")), 0)
    lacking = not {"x", "T"}.isdisjoint(clause.codes[needs + 1 : goes_on])
    own = clause.codes[:needs].strip("agO,") == "i" and not clause.codes[goes_on + 1 :].strip("agd.!")
    return lacking and ("T" in clause.codes[goes_on:] or own) and not clause.flags & set("nrh")


def _plainly_blocked(clause: Clause) -> bool:
    unit = clause.units[clause.codes.index("B")]
    return unit.has("blocked") and not unit.word.startswith(AWAITING)


def reason_in(sentence: Sentence, clause: Clause) -> str | None:
    """Why something is blocked: what stands behind the verb and its target."""
    pairs = list(zip(clause.units, clause.codes, strict=True))
    unit, code = next(((u, code) for u, code in pairs if code in "BN"), (None, ""))
    if unit is None or (code == "B" and not unit.has("blocked")):
        return sentence.text.strip(" .!")
    if unit.word.startswith(WAITING) or "waiting" in unit.word:
        return sentence.text[unit.start :].strip(" .!")
    targets = [u for u, code in pairs if code == "T" and not u.value[0].options][:1]
    end = max(u.end for u in (unit, *targets))
    after = sentence.text[end:].strip(" ,;:-.!")
    if ": " in after:
        return after.split(": ", 1)[1].strip() or None
    return reason_of(after, clause.lexicon) if clause.lexicon is not None else after or None
