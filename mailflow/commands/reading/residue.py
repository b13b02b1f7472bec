"""What remains of a reply's lines that ask nothing: a note, or the answer to a question."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.units import Unit

COURTESY_WORDS = 4


@dataclass(frozen=True, slots=True)
class Left:
    """A line that asks nothing, how many of its units say something, and what of it was not read otherwise."""

    line: Line
    said: int
    text: str


def what_remains(residue: list[Left], found: list[Finding], *, answers: bool) -> Iterator[Finding]:
    """The note of those lines, or the answer; courtesy alone is none."""
    least = 1 if answers else COURTESY_WORDS
    lines = [left for left in residue if left.said >= least]
    if not lines and all(one.denied for one in found):
        lines = residue
    if lines:
        yield Finding("answer" if answers else "note", lines[0].line, text="\n".join(left.text for left in lines))


def substance(units: list[Unit], names: Collection[str]) -> int:
    """How many units say something beyond politeness."""
    said = [u for u in units if u.kind != "punct" and not u.has("courtesy") and u.word not in names]
    return sum(not u.has("adverb") or u.has("yes") for u in said)
