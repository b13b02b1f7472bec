"""What an owner's clause decides: approve, send back, pay, cancel, hand to somebody else."""

import re
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from mailflow.commands.reading.ahead import is_ahead
from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.cancelling import cancelled
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.counter_dates import assented
from mailflow.commands.reading.date_answers import DATE_WORDS, date_decision
from mailflow.commands.reading.findings import ALL, Finding
from mailflow.commands.reading.heads import REFERRING, person_in
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.points import points_of
from mailflow.commands.reading.reports import is_licensed_approval, is_licensed_payment, refers, turns_elsewhere
from mailflow.commands.reading.sent_back import comes_before_approval, opened_list
from mailflow.commands.reading.thanks import thanks_told
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

EXPLAINING = frozenset({"so", "and so", "because", "since", "hence", "thus", "therefore"})
MAY = frozenset({"can", "may"})
_AFTER_COLON = re.compile(r":\s*(?P<reason>.+)$")
_WISHED = re.compile(r"^[aO]*T:g*x+")
_REFUSED = re.compile(r"^[&agO,]*(?:T[:,\-]*n|nkT)")
_CONDITION = re.compile(r"[,&agO]*c[^P]*bP")
_IMPERATIVE = re.compile(r"^[agO,.]*P[kz]*T")


def decision_of(
    clause: Clause, clauses: list[Clause], sentence: Sentence, line: Line, reader: "Reader"
) -> Finding | None:
    """The decision that the clause makes, if it makes one."""
    if not reader.setting.owner:
        return _beyond_role(clause, line)
    found = (
        date_decision(clause, line, reader)
        or assented(clause, clauses, line, reader)
        or _payment(clause, sentence, line, reader)
        or _revision(clause, clauses, sentence, line, reader)
        or _approval(clause, clauses, line, reader)
        or cancelled(clause, clauses, sentence, line, reader)
        or _assignment(clause, line, reader)
        or thanks_told(clause, line, reader)
    )
    if found is not None and found.verb != "thank":
        found.aims = found.previous if found.verb in {"revise", "move"} else clause.aims
        found.refers = refers(clause)
    return found


def _beyond_role(clause: Clause, line: Line) -> Finding | None:
    """A contractor who writes "approve 3" is told that this is the owner's."""
    first = clause.units[0]
    decides = next((v for v in ("accept_date", "keep_date") if first.has(v) and " " in first.word), "")
    if decides and clause.aims and not clause.flags:
        return Finding(decides, line, aims=clause.aims)
    if (
        _IMPERATIVE.search(clause.codes)
        and not clause.flags
        and clause.units[clause.codes.index("P")].word == "approve"
    ):
        return Finding("approve", line, aims=clause.aims)
    return None


def _payment(clause: Clause, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    if "$" not in clause.codes or (clause.says("m") and not clause.flags):
        return None
    if clause.flags & set("ncfm") or is_ahead(clause, reader.setting.clock):
        return Finding("paid", line, denied=True)
    sure = not clause.flags & set("rhle") and is_licensed_payment(clause) and not _for_so_many(clause, sentence, reader)
    ends = [u.end for u, code in zip(clause.units, clause.codes, strict=True) if code in "$T"]
    text = sentence.text[max(ends) :].strip(" ,;:-.!")
    return Finding("paid", line, text=text or None, trouble="" if sure else "unclear")


def _for_so_many(clause: Clause, sentence: Sentence, reader: "Reader") -> bool:
    """ "We paid Lee for 6": milestone 6, or six hours? A mark of a milestone or a reference settles it."""
    named = any(unit.word in reader.names for unit in clause.units)
    counted = any(left.word == "for" and right.kind == "target" for left, right in pairwise(clause.units))
    marked = all(aim.marked or aim.options for aim in clause.aims)
    return named and counted and not marked and REFERRING.isdisjoint(sentence.text.lower().split())


def _revision(
    clause: Clause, clauses: list[Clause], sentence: Sentence, line: Line, reader: "Reader"
) -> Finding | None:
    if (opened := opened_list(clause, sentence, line, reader)) is not None:
        return opened
    before_approval = comes_before_approval(clause)
    if not any(u.has("revise") for u in clause.units) and not before_approval:
        return _wish(clause, line)
    if _holds(clause, clauses):
        return Finding("approve", line, denied=True)
    if _flags_before_reason(clause) & set("frh" if before_approval else "cfrh"):
        return None
    if not clause.says("T") and clause.codes.strip("agO,.:")[:1] not in {"x", "N", "e"} and not before_approval:
        return None
    said = sentence.text[clause.units[0].start :].lstrip(" ,;-")
    reason = _AFTER_COLON.search(said) or _leading(reader.scene.lexicon.set("reason")).search(said)
    next_too = any(one.aims and one.has("revise") for one in clauses[clauses.index(clause) + 1 :][:1])
    text = reason["reason"].strip(" .") if reason and not next_too else ""
    points = points_of(text, reader.scene.lexicon, reader.setting.clock)
    trouble = "" if points.corrections else "unclear"
    found = Finding("revise", line, text=text or None, corrections=points.corrections, when=points.by, trouble=trouble)
    found.previous = _revised(clause, reader)
    return found


def _holds(clause: Clause, clauses: list[Clause]) -> bool:
    """ "Don't approve 4 yet": neither approved nor sent back."""
    denies = any(unit.has("revise") and unit.has("holding_back") for unit in clause.units)
    near = clauses[clauses.index(clause) :][:2]
    not_yet = clause.lexicon.set("not_yet") if clause.lexicon is not None else frozenset()
    return denies and any(unit.word in not_yet for one in near for unit in one.units)


def _wish(clause: Clause, line: Line) -> Finding | None:
    """ "4: please make the blue lighter"."""
    named = clause.says("T") and not any(aim.options for aim in clause.aims)
    faulty = named and clause.has("fault") and not (clause.turn or clause.flags & set("crf"))
    please = any(u.word.startswith("please") for u in clause.units)
    if not faulty and (not please or clause.flags or not _WISHED.match(clause.codes)):
        return None
    return Finding("revise", line, trouble="unclear", previous=clause.aims)


def _flags_before_reason(clause: Clause) -> set[str]:
    """How the clause says that something is sent back; words of the reason, behind a colon, doubt nothing."""
    said, colon, reason = clause.codes.partition(":")
    return {f for f in clause.flags if f in said or f not in reason + "h"} if colon else clause.flags


@lru_cache(maxsize=64)
def _leading(words: frozenset[str]) -> re.Pattern[str]:
    """What leads to the reason of a revision: a mark, or one of these words."""
    listed = "|".join(map(re.escape, sorted(words)))
    return re.compile(rf"(?::|,|;| - |\b(?:{listed})\b)\s*(?P<reason>.+)$", re.IGNORECASE)


def _revised(clause: Clause, reader: "Reader") -> tuple[Aim, ...]:
    """What is sent back: a number, or a title that is no mere part of the letter's milestone."""
    aims = tuple(aim for u in _before_colon(clause) if u.kind == "target" for aim in u.value)
    numbered = tuple(aim for aim in aims if not aim.options)
    if numbered or len(reader.setting.shown) != 1:
        return tuple(replace(aim, task=None) for aim in numbered or aims)
    return ()


def _before_colon(clause: Clause) -> list[Unit]:
    place = next((i for i, u in enumerate(clause.units) if u.word in {":", ","} and i), len(clause.units))
    return clause.units[:place]


def _approval(clause: Clause, clauses: list[Clause], line: Line, reader: "Reader") -> Finding | None:
    if "P" in clause.codes:
        if reader.setting.answers_question and not clause.aims:
            return Finding("approve", line, trouble="unclear")
        return _approves(clause, clauses, line, reader.setting.clock)
    if _REFUSED.match(clause.codes) and clause.has("no"):
        return Finding("revise", line, trouble="unclear", previous=clause.aims)
    said = sum(unit.kind != "punct" for unit in clause.units)
    pleased = (
        clause.has("positive")
        or (clause.has("yes") and said < (7 if "Tb" in clause.codes else 4))
        or _only_ticks(clause)
    )
    everything = refers(clause) == ALL or any(unit.word in {"all but", "everything but"} for unit in clause.units)
    summary = reader.setting.answered == "digest" and everything
    if pleased and summary:
        return Finding("approve", line, trouble="unclear")
    shown = clause.says("T") or len(reader.setting.shown) == 1
    if pleased and _lacks_something(clause, clauses, reader):
        return Finding("approve", line, trouble="unclear", weak=True)
    if pleased and shown and not clause.says("nBdx") and len(clause.units) < 8 and not reader.setting.answers_question:
        return Finding("approve", line, trouble="unclear", weak=True)
    return None


def _lacks_something(clause: Clause, clauses: list[Clause], reader: "Reader") -> bool:
    """ "I like it, but the footer is missing", to a review: approved, or sent back?"""
    words = [unit.word for one in clauses for unit in one.units]
    lacking = any(one.says("ne") for one in clauses[clauses.index(clause) :])
    return reader.setting.answered == "review" and "but" in words and lacking


def _only_ticks(clause: Clause) -> bool:
    return clause.has("checkmark") and not clause.codes.strip("agO.,!")


def _limits(clause: Clause) -> bool:
    """ "…, but the footer is missing"; not "…, so send us the bill", "…, because it is lovely"."""
    return clause.turn and clause.units[0].word not in EXPLAINING and not _spares(clause)


def _spares(clause: Clause) -> bool:
    """ "Approve 1 but not 2"."""
    return re.fullmatch(r"[agO]*nT[.,!]*", clause.codes) is not None


def _approves(clause: Clause, clauses: list[Clause], line: Line, clock: Clock) -> Finding:
    accepts = clause.units[clause.codes.index("P")].word.startswith("accept")
    if "mEP" in clause.codes and any(unit.word in MAY for unit in clause.units) and clause.flags <= {"m"}:
        return Finding("approve", line, trouble="unclear")
    if clause.flags & set("fmE") and not clause.flags & set("nc"):
        return Finding("approve", line, denied=True)
    if _CONDITION.match(clause.codes):
        return Finding("approve", line, denied=True)  # "…, when hers is approved"
    limited = any(_limits(c) for c in clauses[clauses.index(clause) + 1 :])
    doubtful = bool(clause.flags & set("nrhlec")) or limited or clause.says("%Z") or is_ahead(clause, clock)
    quoted = clause.codes[: clause.codes.index("P")].count('"') % 2 > 0
    doubtful = (
        doubtful
        or quoted
        or turns_elsewhere(clause)
        or _with_reserve(clause)
        or any(left.has("propose") and right.has("approve") for left, right in pairwise(clause.units))
        or clause.codes.count("T") > 1
        or not is_licensed_approval(clause)
    )
    if accepts and any(u.word in DATE_WORDS for c in clauses for u in c.units):
        return Finding("accept_date", line, trouble="unclear" if clause.flags & set("nrhlec") else "")
    return Finding("approve", line, trouble="unclear" if doubtful else "", accepts=accepts)


def _with_reserve(clause: Clause) -> bool:
    """ "Approved with changes", not "with thanks"."""
    return any(
        left.word == "with" and right.kind == "word" and not right.has("courtesy") and not right.has("positive")
        for left, right in pairwise(clause.units)
    )


def asked_to_assign(clause: Clause, line: Line, reader: "Reader") -> Finding | None:
    """ "Can you give 41 to Gus, please?": an order in the form of a question, not "could Gus take 41?"."""
    if not (clause.asks and reader.setting.owner):
        return None
    said = [unit for unit, code in zip(clause.units, clause.codes, strict=True) if code not in "agO,"]
    opens = " ".join(unit.written or unit.word for unit in said[:2])
    kindly = clause.lexicon.set("asked_of_you") if clause.lexicon is not None else frozenset()
    orders = any(f"{opens} ".startswith(f"{asks} ") for asks in kindly) and any(u.has("assign") for u in said[:4])
    found = _assignment(clause, line, reader) if orders else None
    if found is not None:
        found.aims = clause.aims
    return found


def _assignment(clause: Clause, line: Line, reader: "Reader") -> Finding | None:
    if (
        not any(u.has("assign") for u in clause.units)
        or not clause.says("T")
        or clause.says("d")
        or clause.flags & set("ncrh")
    ):
        return None
    person = person_in(tuple(clause.units), reader.names)
    return Finding("assign", line, person=person) if person else None
