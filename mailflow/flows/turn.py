"""One message whose turn it is, and the policy under which it is carried out."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from mailflow.domain.authority import Trust
from mailflow.domain.disposition import Reason
from mailflow.domain.enclosed import Enclosed
from mailflow.domain.outcome import Act
from mailflow.domain.people import Person, Role
from mailflow.domain.reading import Asked, Context
from mailflow.domain.record import Record
from mailflow.flows.understand import Understood
from mailflow.store import Unit

WEAK = ("from", "stranger")
"""How the proof begins of what anybody could have sent."""
SILENT_APPROVAL = "silent_approval"
EVERYWHERE = frozenset({"away", "back"})


@dataclass(frozen=True, slots=True)
class Policy:
    """How far proof reaches, and how long letters to somebody else than the writer wait for a correction."""

    trust: Trust = field(default_factory=Trust)
    settle: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Turn:
    """One message whose turn it is: what it says, who says it, and the transaction that it is applied in.

    `message` is its id, `proof` the evidence in a few words; `enclosed` are the files that came with it, `links` the
    web addresses in it.
    """

    unit: Unit
    message: int
    understood: Understood
    context: Context
    person: Person
    now: datetime
    proof: str
    enclosed: tuple[Enclosed, ...] = ()
    links: tuple[str, ...] = ()

    def act(self, code: str | None) -> Act:
        """The circumstances for the commands, on that project."""
        snapshot = self.unit.snapshot(code) if code else None
        by = snapshot.people.get(self.person.id) if snapshot is not None else None
        by = by or self.unit.person(self.person.id) or self.person
        role = snapshot.role(by.id) if snapshot is not None else None
        understood, letter = self.understood, self.context.letter
        return Act(
            by=by,
            role=role or Role.OBSERVER,
            now=self.now,
            message=self.message,
            message_id=understood.message_id,
            answered=letter,
            told=understood.told,
            enclosed=self.enclosed,
            links=self.links,
        )

    @property
    def home(self) -> str | None:
        """The project to which a message belongs that names none."""
        if self.context.letter is not None and self.context.letter.about.project:
            return self.context.letter.about.project
        return self.context.snapshots[0].code if self.context.snapshots else None

    def code(self, asked: Asked) -> str | None:
        """The project in which something is asked."""
        return asked.project or self.home

    def scope(self, asked: Asked) -> list[tuple[str, Act]]:
        """Where something asked is carried out, and in which circumstances: an absence in every project of theirs,
        an UNDO wherever the message that it takes back left records, everything else in one project."""
        code = self.code(asked)
        codes = [code] if code is not None else []
        if asked.verb in EVERYWHERE:
            codes = [snapshot.code for snapshot in self.context.snapshots]
        if asked.verb != "undo":
            return [(each, self.act(each)) for each in codes]
        records = self.undoable(code)
        codes = sorted({record.about.project for record in records}) or codes
        return [(each, replace(self.act(each), undoable=records)) for each in codes]

    def with_only(self, asked: Sequence[Asked]) -> "Turn":
        """The same message, as if it asked for that much."""
        return replace(self, understood=replace(self.understood, asked=tuple(asked)))

    def dispose(self, reason: Reason) -> None:
        """The message has come to its end."""
        self.unit.dispose(self.message, reason.disposition, reason.name, self.proof)

    def undoable(self, code: str | None) -> tuple[Record, ...]:
        """The records of the message whose receipt was answered, or of this person's last one; in answer to the letter
        which tells of an approval by silence, that one."""
        letter = self.context.letter
        if letter is not None and letter.letter == SILENT_APPROVAL:
            return self.unit.past.by_silence(letter.about.project, letter.about.number or 0)
        cause = self.context.letter.cause if self.context.letter is not None else None
        if cause is None and code is not None:
            cause = self.unit.past.last_message_of(self.person.id, code)
        return () if cause is None else self.unit.past.undoable(cause)
