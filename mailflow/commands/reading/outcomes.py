"""What came of a reply's findings."""

from dataclasses import dataclass, field

from mailflow.commands.reading.lines import Line
from mailflow.domain.reading import Asked, Unclear

NEVER_FROM_PROBABLE = frozenset({"done", "approve", "agree", "decline", "paid", "cancel"})


@dataclass(slots=True)
class Settled:
    """What came of the findings, in the order of the text."""

    asked: list[Asked] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    denied: list[tuple[str, str | None, int | None]] = field(default_factory=list)
    passed_over: list[Line] = field(default_factory=list)
