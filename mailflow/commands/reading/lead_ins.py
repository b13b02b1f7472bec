"""What an owner writes before a colon that leads to a decision: "Quick ones from the airport: approve 24, …"."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mailflow.commands.reading.codes import codes_of
from mailflow.commands.reading.heads import head_of
from mailflow.commands.reading.lines import Sentence

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

DECISIONS = frozenset({"approve", "accept_date", "keep_date", "move", "paid", "assign", "cancel"})
OF_PROJECTS = frozenset({"pause_project", "resume_project", "close_project"})
FEWEST_WORDS = 2
_LEADING = frozenset("agOxzkiobvyqpdW,&-j")
"""Nothing that names work, denies, doubts, puts off or retells."""


def without_lead_ins(sentences: Iterable[Sentence], reader: "Reader") -> Iterator[Sentence]:
    """The sentences, each that an owner leads to a decision with a colon cut in two."""
    for sentence in sentences:
        place = _lead_of(sentence, reader) if reader.setting.owner and ": " in sentence.text else 0
        if place:
            yield Sentence(sentence.text[:place], start=sentence.start)
            rest = sentence.text[place + 1 :]
            behind = rest.lstrip()
            start = sentence.start + place + 1 + len(rest) - len(behind)
            yield Sentence(behind, sentence.asks, start)
        else:
            yield sentence


def _lead_of(sentence: Sentence, reader: "Reader") -> int:
    """Where the colon stands, or 0 where what is before it is more than a lead-in."""
    before, _, behind = sentence.text.partition(": ")
    units = reader.units_of(before)
    said = [unit for unit in units if unit.word != "let us"]
    if len(before.split()) < FEWEST_WORDS or not said or not set(codes_of(said)) <= _LEADING:
        return 0
    if head_of(before, units, reader.scene.lexicon) is not None:
        return 0
    decision = reader.units_of(behind)
    head = head_of(behind, decision, reader.scene.lexicon)
    verbs = set(head.verb.split("|")) if head is not None else set()
    named = not DECISIONS.isdisjoint(verbs) and any(unit.kind == "target" for unit in decision)
    whole = head is not None and head.words > 1 and not OF_PROJECTS.isdisjoint(verbs)
    return len(before) if named or whole else 0
