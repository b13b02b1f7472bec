"""EXPORT: the project's record, as files that the answer brings."""

from mailflow.commands.command import Command
from mailflow.commands.wording import phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.reading import Asked
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """As far as the sender may see it, in the answer itself."""
    text = "Here is the record of {project}: everything that is yours to see of it."
    return Outcome(phrase(text, project=snapshot.title or snapshot.code), attach="export")


EXPORT = Command("export", "EXPORT", "export", apply)
