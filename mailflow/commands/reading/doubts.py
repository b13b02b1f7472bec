"""Sentences that only doubt, or that say that what was doubtful before is not so."""

from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.units import Unit

LONGEST_WISH = 7
REVERSING = frozenset({"retraction", "wistful", "negation", "no", "almost", "hedge"})
RETRACTING = REVERSING | {
    *("correction", "courtesy", "adverb", "opener", "first_person", "pronoun", "be", "article"),
}


def only_doubts(units: list[Unit]) -> bool:
    """ "Fingers crossed."."""
    words = [unit for unit in units if unit.kind != "punct"]
    return bool(words) and all(any(unit.has(tag) for tag in ("hedge", "adverb", "courtesy")) for unit in words)


def denies_doubted(units: list[Unit], line: Line, found: list[Finding]) -> bool:
    """ "Oh sure, it's all done. No. Give me till Saturday.": what was doubtful before is not meant."""
    words = [unit for unit in units if unit.kind != "punct"]
    wishes = any(unit.has("wistful") for unit in words) and all(not RETRACTING.isdisjoint(unit.tags) for unit in words)
    if not (wishes or _only_wishes(words)) and (len(words) != 1 or not words[0].has("no")):
        return False
    doubted = [one for one in found if one.line is line and one.verb == "done" and one.trouble and not one.denied]
    for one in doubted:
        one.denied, one.weak = True, True
    return bool(doubted)


def _only_wishes(words: list[Unit]) -> bool:
    """ "I'd love that to be true!", "chance would be a fine thing"."""
    wishes = any(unit.has("wistful") and " " in unit.word for unit in words)
    return wishes and len(words) < LONGEST_WISH and not any(unit.kind == "target" for unit in words)
