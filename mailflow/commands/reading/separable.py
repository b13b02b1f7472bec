"""Verbs that stand around their target: "send 4 back", "bring 3 forward", "put 5 off"."""

from dataclasses import replace

from mailflow.commands.reading.units import Unit
from mailflow.commands.words import Lexicon

NAMED = frozenset({"target", "number", "marked", "task", "title", "date"})


def joined_verbs(units: list[Unit], lexicon: Lexicon) -> list[Unit]:
    """`units` with each such verb made one in front of its target, where the language knows it so."""
    particles = lexicon.set("particles")
    if not any(_written(unit) in particles for unit in units[2:]):
        return units
    joined: list[Unit] = []
    for unit in units:
        if _written(unit) in particles and len(joined) > 1 and joined[-1].kind in NAMED:
            verb = next((one for one in (_verb(joined, unit, lexicon, length) for length in (1, 2)) if one), None)
            if verb is not None:
                joined[-1 - verb[0] : -1] = [verb[1]]
                continue
        joined.append(unit)
    return joined


def _verb(joined: list[Unit], particle: Unit, lexicon: Lexicon, length: int) -> tuple[int, Unit] | None:
    """ "send … back", "gebe ich … frei": the verb of so many words before the target that this word belongs to."""
    words = joined[-1 - length : -1]
    if length > 1 and joined[-1].kind == "date":
        return None  # "gebe ich morgen frei" is for later
    if len(words) < length or any(unit.kind != "word" for unit in words):
        return None
    entry = lexicon.phrases.entries.get(tuple(word for unit in (*words, particle) for word in _written(unit).split()))
    if entry is None:
        return None
    said = " ".join(unit.word for unit in (*words, particle))
    twin = entry.twin or said
    return length, Unit("word", twin, words[0].start, words[-1].end, entry.tags, entry.values, written=said)


def _written(unit: Unit) -> str:
    return unit.written or unit.word


def without_particles(units: list[Unit], lexicon: Lexicon) -> list[Unit]:
    """`units`, in which "off" behind its verb tells of no absence: "I can hold | off on ordering until Friday"."""
    verbs = lexicon.set("taking_off")
    freed: list[Unit] = []
    for unit in units:
        before = freed[-2:] if freed and (freed[-1].has("pronoun") or freed[-1].word == "them") else freed[-1:]
        if unit.word == "off" and any(one.word.split()[-1] in verbs for one in before):
            unit = replace(unit, tags=unit.tags - {"away", "leaving"})
        freed.append(unit)
    return freed
