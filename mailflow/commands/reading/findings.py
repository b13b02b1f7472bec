"""What one clause or line was found to say, before it is settled against projects, roles and the letter answered."""

from dataclasses import dataclass, field

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.when import When

BARE, IT, BOTH, ALL = "", "it", "both", "all"


@dataclass(slots=True)
class Finding:
    """A command as it was read.

    `aims` are the targets that were written; where there are none, `refers` says how the text points
    to its target (``it``, ``both``, ``all``, or not at all). `sure`: a clear reading. `trouble`: why it is
    asked and not applied. `denied`: the text says that it is *not* so, which is a note.
    `stated`: announced and not asked for, or said before. `wished`: put as a question. `weak`: said by a word
    that need not mean it ("sent", "uploaded"). `plain`: said or denied without doubt or condition, so that "4 is" can
    follow. `spared`: all but these.
    `accepts`: said by "accept", which may mean a date. `meeting` is the number of a call that is changed (0: the one
    there is). `previous` is what was spoken of before, for a pronoun.
    """

    verb: str
    line: Line
    aims: tuple[Aim, ...] = ()
    sure: bool = True
    refers: str = BARE
    percent: int | None = None
    when: When | None = None
    person: str | None = None
    project: str | None = None
    meeting: int | None = None
    text: str | None = None
    corrections: tuple[str, ...] = ()
    trouble: str = ""
    choices: tuple[str, ...] = ()
    denied: bool = False
    stated: bool = False
    wished: bool = False
    weak: bool = False
    accepts: bool = False
    plain: bool = False
    spared: tuple[Aim, ...] = ()
    previous: tuple[Aim, ...] = field(default=())

    @property
    def bare(self) -> bool:
        """Whether neither a target nor a pointer to one was written."""
        return not self.aims and not self.previous and self.refers != ALL


def is_more_of_the_same(found: Finding, said: list[Finding]) -> bool:
    """ "3 is completed | and uploaded on the server": a word that may mean a completion, behind one that does."""
    last = said[-1] if said else None
    weak = found.verb == "done" and found.weak and bool(found.trouble) and not found.aims and found.refers == BARE
    return weak and last is not None and last.verb == "done" and last.plain and not (last.denied or last.trouble)
