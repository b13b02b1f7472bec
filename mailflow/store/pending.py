"""What a unit of work has decided and not written yet."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from mailflow.domain.disposition import Disposition
from mailflow.domain.enclosed import Enclosed
from mailflow.domain.held import Held
from mailflow.domain.letter import Intent
from mailflow.domain.people import Person
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Queued:
    """A letter to write: its intent, the token of its Message-ID, when it is due, and when it has lost its sense."""

    intent: Intent
    token: str
    due_at: datetime
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A message's claim to be the first with its content."""

    message: int
    content_key: str
    rfc_id: str
    sender: str


@dataclass(frozen=True, slots=True)
class Disposal:
    """The end of a message's way."""

    message: int
    disposition: Disposition
    reason: str
    evidence: str


@dataclass(slots=True)
class Pending:
    """Everything that a unit will write when it ends, and nothing where it fails."""

    snapshots: dict[str, Snapshot] = field(default_factory=dict)
    records: list[tuple[str, Record]] = field(default_factory=list)
    ordinals: dict[int, int] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    letters: list[Queued] = field(default_factory=list)
    withdrawals: dict[int, str] = field(default_factory=dict)
    occasions: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    claimed_ids: dict[str, str] = field(default_factory=dict)
    disposals: dict[int, Disposal] = field(default_factory=dict)
    enclosed: dict[int, tuple[Enclosed, ...]] = field(default_factory=dict)
    parked: dict[int, tuple[datetime, str]] = field(default_factory=dict)
    wakes: dict[str, datetime | None] = field(default_factory=dict)
    announced: dict[str, datetime] = field(default_factory=dict)
    held: dict[int, Held] = field(default_factory=dict)
    founded: dict[str, Snapshot] = field(default_factory=dict)

    def copy(self) -> Self:
        """As it is now, whatever happens to the original."""
        return type(self)(*(getattr(self, name).copy() for name in self.__slots__))
