"""What a command does: the changes it wants recorded, the letters it causes, and what the receipt says."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from mailflow.domain.enclosed import Enclosed
from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.people import Person, Role
from mailflow.domain.reading import Answered
from mailflow.domain.record import Change, Json, Record
from mailflow.domain.stated import Definition

SHARED = "check_in"
"""The letter, and the kind of reference in letters that hold one, by which a reply is known to be shared."""


@dataclass(frozen=True, slots=True)
class Registry:
    """What is taken in an installation: the people of those addresses that a message names, by address, the ids of
    everybody, and the codes of all projects. `amounts`: whether money is taken by mail here."""

    people: Mapping[str, Person] = field(default_factory=dict)
    ids: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    amounts: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """The circumstances of a command: who asks, as what, when, in which message and in answer to which letter.

    `undoable` are the records that an UNDO would take back, `told` the people who got the message itself.
    `enclosed` are the files that came with the message, `links` the web addresses in it. `name` cannot be guessed: it
    is for whatever this act makes that strangers may speak of. `registry` is filled for commands that bring people in.
    """

    by: Person
    role: Role
    now: datetime
    message: int | None = None
    message_id: str = ""
    answered: Answered | None = None
    undoable: tuple[Record, ...] = ()
    told: frozenset[str] = frozenset()
    enclosed: tuple[Enclosed, ...] = ()
    links: tuple[str, ...] = ()
    name: str = ""
    registry: Registry = field(default_factory=Registry)

    @property
    def shows_something(self) -> bool:
        """Whether the message brings evidence: a file that was kept, or a link."""
        return bool(self.links) or any(file.kept for file in self.enclosed)

    def evidence(self) -> dict[str, Json]:
        """What came with the message, as records and letters remember it; nothing where nothing did."""
        found: dict[str, list[Json]] = {"files": [one.as_json() for one in self.enclosed], "links": list(self.links)}
        return {key: value for key, value in found.items() if value}

    @property
    def shared(self) -> bool:
        """Whether the message answers a letter which says that peers read what is reported in reply."""
        letter = self.answered
        return letter is not None and (letter.letter == SHARED or any(item.kind == SHARED for item in letter.items))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows from one command.

    `said` is the receipt's sentence; `next` says what comes next, `remark` what else is worth knowing;
    `attach` names a section that the receipt carries (``status``, ``list``, ``help``). `person` is a changed person.
    `refused` names a reason (``no_such_milestone``, ``unclear`` …) where nothing was changed, and `choices` are words
    that would do instead. `facts` are what an attached section needs beside the snapshot. `founds` is a new project.
    `spoken`: the letters to the sender say all of it, so that no receipt is needed.
    """

    said: Phrase
    changes: tuple[Change, ...] = ()
    intents: tuple[Intent, ...] = ()
    next: Phrase | None = None
    attach: str = ""
    person: Person | None = None
    refused: str = ""
    choices: tuple[str, ...] = ()
    facts: Mapping[str, Json] = field(default_factory=dict)
    remark: Phrase | None = None
    founds: Definition | None = None
    spoken: bool = False


def evident(change: Change, act: Act) -> Change:
    """The change with what came with its message."""
    brought = act.evidence()
    return replace(change, data={**change.data, **brought}) if brought else change
