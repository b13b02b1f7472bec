"""An agreement with something else in it: what a proposal in a contractor's words would make of the text."""

import re
from dataclasses import replace
from typing import Any

from mailflow.domain.project import Agreement

PARTS = ("scope", "conditions", "payment")
CHANGED = "In place of whatever above says otherwise: "

_INSTEAD = re.compile(r"^(?P<new>.+?)\s*,?\s+(?:instead of|in place of|rather than)\s+(?P<old>.+)$", re.I | re.S)
_INTO = re.compile(r"^(?:please )?(?:change|replace)\s+(?P<old>.+?)\s+(?:to|into|with|by)\s+(?P<new>.+)$", re.I | re.S)
_ABOUT_MONEY = re.compile(
    r"\b(?:pay|paid|pays|payment|payments|invoice|invoices|net|price|fee|fees|deposit|advance|rate|vat|tax|cost|costs|"
    r"EUR|USD|GBP|euros?|dollars?)\b|[€$£%]",
    re.I,
)
_ABOUT_WORK = re.compile(r"\b(?:scope|include|included|exclude|excluded|deliver|deliverable|deliverables)\b", re.I)


def amended(agreement: Agreement, proposal: str) -> Agreement:
    """The next version of the agreement, with the proposal in it.

    "X instead of Y" replaces Y where it stands in the text exactly once; everything else is added to the part that it
    is about, as a clause that goes before what it contradicts.
    """
    wanted = proposal.strip().rstrip(" .")
    found = _INSTEAD.match(wanted) or _INTO.match(wanted)
    fields: dict[str, Any] | None = None
    if found:
        fields = _replaced(agreement, found["old"], found["new"])
    if fields is None:
        part = part_of(wanted)
        text = getattr(agreement, part)
        clause = wanted if not text else f"{text}\n\n{CHANGED}{wanted}"
        fields = {part: f"{clause}."}
    return replace(agreement, version=agreement.version + 1, **fields)


def _replaced(agreement: Agreement, old: str, new: str) -> dict[str, Any] | None:
    """The one part in which `old` stands once as words of its own, with `new` there; None where that is not so."""
    words = r"\s+".join(re.escape(word) for word in old.split())
    sought = re.compile(rf"(?<!\w){words}(?!\w)", re.I)
    hits = [(part, len(sought.findall(getattr(agreement, part)))) for part in PARTS]
    found = [part for part, count in hits if count]
    if len(found) != 1 or sum(count for _, count in hits) != 1:
        return None
    return {found[0]: sought.sub(lambda hit: _cased(new, hit.group()), getattr(agreement, found[0]))}


def _cased(new: str, old: str) -> str:
    """`new` with the capital at its beginning that `old` has."""
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def part_of(words: str) -> str:
    """The part of an agreement that those words are about."""
    if _ABOUT_MONEY.search(words):
        return "payment"
    return "scope" if _ABOUT_WORK.search(words) else "conditions"


def changed_parts(old: Agreement | None, new: Agreement) -> tuple[str, ...]:
    """The parts in which two versions differ; all that there are where there was none before."""
    return tuple(part for part in PARTS if getattr(new, part) != (getattr(old, part) if old is not None else ""))
