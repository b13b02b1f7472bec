"""What a clause asks for: a later date, an answer to a question; and the reason given for a blocker."""

from typing import TYPE_CHECKING

from mailflow.commands.clauses import Clause
from mailflow.commands.dates import When
from mailflow.commands.findings import Finding
from mailflow.commands.lines import Line, Sentence
from mailflow.commands.reports import refers

if TYPE_CHECKING:
    from mailflow.commands.reader import Reader

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
        "slide",
        "eta",
        "earliest",
        "due",
    }
)


def request_of(
    clause: Clause, clauses: list[Clause], sentence: Sentence, line: Line, reader: "Reader"
) -> Finding | None:
    """The date that the clause asks for or announces."""
    when = next((u.value for u in clause.units if u.kind in {"date", "length"}), None)
    if when is None:
        return None
    found = _wished(clause, when, line) or _announced(clause, when, line, reader)
    if found is not None:
        found.aims, found.refers, found.when = clause.aims, refers(clause), when
    return found


def _wished(clause: Clause, when: When, line: Line) -> Finding | None:
    moves = [u for u in clause.units if u.has("move")]
    needs = clause.has("need") and (when.is_length or when.fault == "vague" or clause.has("move"))
    if clause.flags & set("nr") or (not moves and not needs and not when.more):
        return None
    if clause.says("DP") and not moves:
        return None
    stated = not clause.asks and all(u.word in STATED for u in moves) and not needs and not when.more
    return Finding(
        "date_request", line, sure=not stated and "c" not in clause.flags and "h" not in clause.flags, stated=stated
    )


def _announced(clause: Clause, when: When, line: Line, reader: "Reader") -> Finding | None:
    """ "3 will be done on Friday week": a request where that is later than what is agreed."""
    if clause.asks or clause.flags & set("ncr") or when.is_length or not clause.aims:
        return None
    if not (clause.flags & set("fmh") or clause.says("DRG")):
        return None
    last = when.last
    due = [
        m.due
        for aim in clause.aims
        for s in reader.setting.snapshots
        if (m := s.milestones.get(aim.number or 0)) is not None
    ]
    if last is None or not due or last <= max(due):
        return None
    return Finding("date_request", line, sure=False, stated=True)


def question(sentence: Sentence, clauses: list[Clause], line: Line) -> Finding:
    """The sentence as a question to the owner."""
    aims = tuple(aim for clause in clauses for aim in clause.aims)
    asking = [c for c in clauses if c.asks]
    start = asking[0].units[0].start if asking and asking[0] is not clauses[0] else 0
    return Finding("question", line, aims=aims, text=sentence.text[start:].strip(" ,;-"))


def reason_in(sentence: Sentence, clause: Clause, clauses: list[Clause]) -> str | None:
    """Why something is blocked: what stands behind the verb and its target."""
    ends = [u.end for u, code in zip(clause.units, clause.codes, strict=True) if code in "BT"]
    after = sentence.text[max(ends) :].strip(" ,;:-.!") if ends else ""
    unit = next(u for u, code in zip(clause.units, clause.codes, strict=True) if code == "B")
    if unit.word.startswith(("waiting", "still need", "is waiting", "am waiting", "are waiting")):
        return sentence.text[unit.start :].strip(" .!")
    for word in ("because", "since", "by", "on", "as", "due to"):
        if after.lower().startswith(word + " "):
            return after[len(word) :].strip() or None
    return after or None
