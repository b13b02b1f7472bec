"""An owner's thanks to somebody by name, with what they are for: "Thank you Nora, you went down in a hailstorm"."""

from typing import TYPE_CHECKING

from mailflow.commands.codes import codes_of
from mailflow.commands.findings import Finding
from mailflow.commands.lines import Line, Sentence
from mailflow.commands.units import Unit
from mailflow.domain.people import Role

if TYPE_CHECKING:
    from mailflow.commands.reader import Reader

FEWEST_WORDS = 4
"""Fewer behind the name are a sign-off, and go to nobody."""


def thanked(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """Thanks that open a sentence, with a contractor's name and a reason; nothing that asks or decides besides."""
    said = [unit for unit in units if unit.kind != "punct"]
    if not reader.setting.owner or sentence.asks or len(said) < FEWEST_WORDS + 2:
        return None
    thanking = reader.scene.lexicon.set("thanking")
    first, second = ((unit.written or unit.word) for unit in said[:2])
    name = second if first in thanking else first if second in thanking else ""
    person = reader.names.get(name)
    if person is None or not _works(person, reader) or not set(codes_of(said[2:])).isdisjoint("TPD$cmwd"):
        return None
    return Finding("thank", line, person=person, text=sentence.text.strip(), sure=False)


def _works(person: str, reader: "Reader") -> bool:
    """Whether somebody of that id is a contractor where the owner is read."""
    return any(snapshot.role(person) is Role.CONTRACTOR for snapshot in reader.setting.snapshots)
