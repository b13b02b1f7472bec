"""A letter's stations in the outbox, as its users see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from mailflow.domain.letter import Intent
from mailflow.domain.project import Ref

MISSED = "missed: its time passed before it could leave"
"""The note of a scheduled letter that was withdrawn since it came too late."""

State = Literal["sent", "queued", "refused", "failed", "in_doubt"]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that is this daemon's to write; where `frozen` is given, those very bytes: they may have left before.
    `put_off_since`: when a server first answered and did not take it."""

    id: int
    token: str
    intent: Intent
    due_at: datetime
    not_after: datetime | None
    attempts: int
    frozen: bytes | None
    possible_duplicate: bool
    put_off_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """A letter's exact bytes before they are transmitted.

    `lines` are its packed line hashes (eight octets each), `items` what it shows with the versions
    of now. Bytes that were in doubt before go `again` without them.
    """

    id: int
    raw: bytes
    lines: bytes = b""
    subject: str = ""
    items: tuple[Ref, ...] = ()

    @property
    def again(self) -> bool:
        """Whether the store knows already what these bytes say."""
        return not self.lines and not self.subject


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of an attempt. ``queued`` is tried `again`, rendered anew; ``in_doubt`` is tried `again` with the same
    bytes (never, without `again`, before a recovery). `counted`: whether it was an attempt at all; `put_off`: whether a
    server answered, and did not take it."""

    id: int
    state: State
    again: datetime | None = None
    note: str = ""
    counted: bool = True
    put_off: bool = False


class SentRow(NamedTuple):
    """A letter that somebody got."""

    letter: str
    sent_at: datetime
