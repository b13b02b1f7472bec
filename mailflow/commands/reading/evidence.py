"""What comes beside the work: "photos to follow tonight", "the invoice is attached"."""

from mailflow.commands.reading.units import Unit
from mailflow.commands.words import Lexicon

PASSED_OVER = frozenset({"&", "and", "also", "my", "some", "the"})
LACKING = frozenset({"missing", "still missing", "left", "lacking", "outstanding", "to do", "still"})


def is_evidence(units: list[Unit], lexicon: Lexicon | None) -> bool:
    """Whether a clause or sentence begins with something that is sent beside the work, and lacks nothing."""
    evidence = lexicon.set("evidence") if lexicon is not None else frozenset()
    first = next((u for u in units if u.kind != "punct" and u.word not in PASSED_OVER and not u.has("courtesy")), None)
    if first is None or first.word not in evidence:
        return False
    return not any(unit.has("negation") or unit.has("fault") or unit.word in LACKING for unit in units)
