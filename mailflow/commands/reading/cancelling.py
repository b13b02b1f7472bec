"""An owner's words that a milestone is cancelled, with the reason: "we have to cancel 22, since the town pays"."""

import re
from typing import TYPE_CHECKING

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import NEUTRAL
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.heads import reason_of
from mailflow.commands.reading.lines import Line, Sentence

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

_ORDER = re.compile(r"^[agO,.&]*(?:(?:i[abv]*)?m?a*K[kz]*T|(?:im?)?T[ab]*K)")
_ANNOUNCED = re.compile(r"[agO,.&]*if[a]*x[kz]*T$")
_REASON = re.compile(r"[\s,]*(?::|-|\b(?P<word>\w+)\b)\s*(?=\S+\s+\S)")
PAST = frozenset({"was", "were", "had", "had been"})


def cancelled(
    clause: Clause, clauses: list[Clause], sentence: Sentence, line: Line, reader: "Reader"
) -> Finding | None:
    """What is called off: clear where a reason follows and nothing limits it, else asked."""
    if not any(u.has("cancel") for u in clause.units) or not clause.says("T"):
        return None
    said, _, _ = clause.codes.partition(":")
    flags = {flag for flag in clause.flags if flag in said or flag not in clause.codes}
    if flags & set("cr") or ("f" in flags and not _ANNOUNCED.match(said)):
        return None
    place = next(i for i, u in enumerate(clause.units) if u.has("cancel"))
    denied = "n" in clause.codes[:place]
    reason = (
        None
        if denied or "f" in flags or not _is_decided(clause, clauses, place)
        else _reason(clause, place, sentence, reader)
    )
    return Finding("cancel", line, text=reason, trouble="" if reason else "unclear", denied=denied)


def _is_decided(clause: Clause, clauses: list[Clause], place: int) -> bool:
    """ "We have to cancel 22", "22 is cancelled"; not "we may have to", "Dexter wants to", "we had to"."""
    codes = clause.codes[:place] + "K" + clause.codes[place + 1 :]
    found = _ORDER.match(codes)
    firm = clause.lexicon.set("firm") if clause.lexicon is not None else frozenset()
    modal = [u for u, code in zip(clause.units[: place + 2], codes, strict=False) if code == "m"]
    behind = codes[found.end() :].partition(":")[0] if found is not None else "x"
    plain = set(behind) <= NEUTRAL and all((unit.written or unit.word) in firm for unit in modal)
    past = any(unit.word in PAST for unit in clause.units[:place]) or clause.first("date") is not None
    later = clauses[clauses.index(clause) + 1 :]
    limited = any(one.says("c") or one.asks or one.units[0].word in {"but", "or"} for one in later)
    return plain and not past and not limited and "h" not in codes.partition(":")[0]


def _reason(clause: Clause, place: int, sentence: Sentence, reader: "Reader") -> str | None:
    """What stands behind a colon, "because" or "since"."""
    last = max(u.end for i, u in enumerate(clause.units) if i == place or (u.kind == "target" and i <= place + 3))
    rest = sentence.text[last:]
    leads = _REASON.match(rest)
    lexicon = reader.scene.lexicon
    words = lexicon.set("reason") | lexicon.set("because")
    if leads is None or (leads["word"] is not None and leads["word"].lower() not in words):
        return None
    return reason_of(rest.lstrip(" ,:-").strip(" .!"), lexicon)
