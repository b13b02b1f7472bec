"""What reading a message yields: the reply's text, what is asked in it, and what it was read against."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b

from mailflow.domain.people import Person, Role
from mailflow.domain.project import Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot

MINUTES = "minutes_request"
"""The letter whose plain answer is the minutes of a call."""

BRIEF = "brief"
"""The letter that shows a new project back: a plain answer to it adds to the brief."""

_LINE_PREFIX = re.compile(r"^[\s>|*•·\-–—]+")


class Confidence(StrEnum):
    """How sure a reading is: clear is applied, probable only where UNDO can take it back."""

    CLEAR = "clear"
    PROBABLE = "probable"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that one line of a mail asks for, after understanding.

    `verb` is a command's name. `project` and `milestone` say what it is about, `question` a
    tracked question's number, `task` a task's number from 1, `person` a person's id. `day` is the
    date (the first day of an absence), `until` the last one, `at` a meeting's instant, `meeting` the number of one that
    is changed (0: the one there is). `corrections` belong to
    a revision. `line` is what the sender wrote. `from_context`: the target was filled in from the
    letter that was answered. `urgent`: the line says so.
    """

    verb: str
    line: str
    confidence: Confidence = Confidence.CLEAR
    project: str | None = None
    milestone: int | None = None
    question: int | None = None
    task: int | None = None
    percent: int | None = None
    day: date | None = None
    until: date | None = None
    at: datetime | None = None
    person: str | None = None
    text: str | None = None
    meeting: int | None = None
    corrections: tuple[str, ...] = ()
    from_context: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line that changed nothing, why (``unclear``, ``role``, ``no_such_milestone``, ``not_assignee``,
    ``contradiction`` …), and up to three ways to say what may have been meant. `titles`: what each of them is about,
    where they are in several projects. `why` names more closely what is wanting: a day that there is not (``invalid``),
    none at all (``no_date``), a ``reason`` …"""

    line: str
    choices: tuple[str, ...] = ()
    reason: str = "unclear"
    project: str | None = None
    titles: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """A line of the reply that stands under a quoted line of ours: `line` indexes `ReplyText.lines`."""

    line: int
    quoted: str


@dataclass(frozen=True, slots=True)
class ReplyText:
    """What the sender newly wrote: no history, signature, disclaimer or forwarded mail.

    `subject` is the subject where the sender wrote it, else empty. `forward`: the message passes
    on somebody else's mail. `disagrees`: text part and HTML part say different things, and
    `alternative` is what the HTML part says. `absent`: all it says is that its writer is not there.
    """

    text: str
    subject: str = ""
    signature: str = ""
    inline: tuple[Inline, ...] = ()
    forward: bool = False
    alternative: str | None = None
    absent: bool = False

    @property
    def lines(self) -> tuple[str, ...]:
        """The text's lines."""
        return tuple(self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Answered:
    """The letter of ours that a message answers, as the store remembers it.

    `items` are the milestones or questions it showed, with the versions they had then; `cause` is
    the message that the letter itself answered.
    """

    letter: str
    person: str
    about: Ref
    message_id: str
    sent_at: datetime | None = None
    items: tuple[Ref, ...] = ()
    cause: int | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)

    @property
    def question(self) -> int | None:
        """The one question that it was about; none where those are several."""
        asked = {(r.project, r.number) for r in (self.about, *self.items) if r.kind == "question"}
        return next(iter(asked))[1] if len(asked) == 1 else None


@dataclass(frozen=True, slots=True)
class Context:
    """What a message is read against. Empty for a sender who is not registered.

    `now` is the message's arrival. `snapshots` are the active projects of the sender, `known` the
    line hashes (see `line_hash`) of letters that may be quoted. `letter` is the letter answered.
    `confirmed_at` is when the sender last confirmed something that we asked at their registered address. `holder` is
    the same for the person whose letter somebody unregistered answers.
    `our_addresses` are the mailbox's own. `keys` are the TXT records at the names of DKIM keys, none where there is
    no such name; one that could not be looked up is missing. `released`: an operator says that a person wrote it.
    """

    now: datetime
    person: Person | None = None
    snapshots: tuple[Snapshot, ...] = ()
    letter: Answered | None = None
    known: frozenset[int] = frozenset()
    our_addresses: frozenset[str] = frozenset()
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confirmed_at: datetime | None = None
    holder: "Context | None" = None
    released: bool = False

    def role_in(self, project: str) -> Role | None:
        """What the sender is on that project."""
        if self.person is None:
            return None
        found = next((s for s in self.snapshots if s.code == project), None)
        return None if found is None else found.role(self.person.id)


USUAL_LINE = 120
"""Lines up to this length come back letter after letter, so their fingerprints are worth remembering."""


def normal_line(line: str) -> str:
    """A line without what quoting, wrapping and clients change: prefix marks, spaces, case, compatibility forms."""
    text = line if line.isascii() else unicodedata.normalize("NFKC", line)
    bare = text if text[:1].isalnum() else _LINE_PREFIX.sub("", text)
    return " ".join(bare.split()).casefold()


def line_hash(line: str) -> int:
    """A 64-bit fingerprint of a line, the same whatever prefix and spacing a mail client gave it."""
    return _remembered_hash(line) if len(line) <= USUAL_LINE else _hash(line)


@lru_cache(maxsize=4096)
def _remembered_hash(line: str) -> int:
    return _hash(line)


def _hash(line: str) -> int:
    return int.from_bytes(blake2b(normal_line(line).encode("utf-8", "replace"), digest_size=8).digest(), "big")
