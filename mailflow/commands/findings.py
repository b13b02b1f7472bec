"""What one clause or line was found to say, before it is settled against projects, roles and the letter answered."""

from dataclasses import dataclass, field

from mailflow.commands.dates import When
from mailflow.commands.lines import Line
from mailflow.commands.targets import Aim

BARE, IT, BOTH, ALL = "", "it", "both", "all"


@dataclass(slots=True)
class Finding:
    """A command as it was read.

    `aims` are the targets that were written; where there are none, `refers` says how the text points
    to its target (``it``, ``both``, ``all``, or not at all). `sure`: a clear reading. `trouble`: why it is
    asked and not applied. `denied`: the text says that it is *not* so, which is a note.
    """

    verb: str
    line: Line
    aims: tuple[Aim, ...] = ()
    sure: bool = True
    refers: str = BARE
    percent: int | None = None
    when: When | None = None
    person: str | None = None
    text: str | None = None
    corrections: tuple[str, ...] = ()
    trouble: str = ""
    choices: tuple[str, ...] = ()
    denied: bool = False
    stated: bool = False
    previous: tuple[Aim, ...] = field(default=())
    replaces: bool = False
