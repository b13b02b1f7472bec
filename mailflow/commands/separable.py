"""Verbs that stand around their target: "send 4 back", "bring 3 forward", "put 5 off"."""

from mailflow.commands.units import Unit
from mailflow.commands.words import Lexicon

NAMED = frozenset({"target", "number", "marked", "task", "title", "date"})
PARTICLES = frozenset({"back", "forward", "off", "out", "up"})


def joined_verbs(units: list[Unit], lexicon: Lexicon) -> list[Unit]:
    """`units` with each such verb made one in front of its target, where the language knows it so."""
    if not any(unit.word in PARTICLES for unit in units[2:]):
        return units
    joined: list[Unit] = []
    for unit in units:
        if unit.word in PARTICLES and len(joined) > 1 and joined[-1].kind in NAMED:
            entry = lexicon.phrases.entries.get((joined[-2].word, unit.word))
            if entry is not None:
                verb = joined[-2]
                joined[-2] = Unit("word", f"{verb.word} {unit.word}", verb.start, verb.end, entry.tags, entry.values)
                continue
        joined.append(unit)
    return joined
