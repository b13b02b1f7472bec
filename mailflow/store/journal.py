"""The journal of messages: received once, tried at most three times, ended with a named reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import Expression, fn

from mailflow.domain.disposition import Disposition
from mailflow.domain.reading import Context
from mailflow.store import arrivals, filing
from mailflow.store.arrivals import Arrival
from mailflow.store.contexts import Contexts, Lookup
from mailflow.store.database import Database
from mailflow.store.filing import Filing, Moved
from mailflow.store.schema import OPEN, Lease, Message, Raw, Record
from mailflow.store.statement import Row, Several, Statement, gap, gaps

MOST_ATTEMPTS = 3
PARKED = "parked"
_BEGIN_IN_TURN = 0x6D61696F
LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Kept:
    """A message to be read now; `whole` is False where only its beginning was kept. `released`: by an operator."""

    id: int
    raw: bytes
    received_at: datetime
    attempts: int
    whole: bool = True
    released: bool = False


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message as the journal lists it; no disposition while it is open."""

    id: int
    message_id: str
    sender: str
    size: int
    received_at: datetime
    attempts: int
    disposition: Disposition | None
    reason: str
    evidence: str
    released: bool = False


_LISTED = (
    Message.id,
    Message.rfc_id,
    Message.sender,
    Message.size,
    Message.received_at,
    Message.attempts,
    Message.disposition,
    Message.reason,
    Message.evidence,
    Message.released,
)
_BEGIN = Statement(
    Message.update({Message.attempts: Message.attempts + 1, **gaps(Message.retry_at, Message.daemon)}).where(
        Message.id == gap(Message.id)
    )
)
_LATER = Statement(
    Message.update(
        {
            Message.attempts: Message.attempts - gap(Message.attempts),
            **gaps(Message.retry_at, Message.reason),
            Message.daemon: PARKED,
        }
    ).where(Message.id == gap(Message.id), OPEN)
)
_IDS = Message.select(Message.id, Message.rfc_id)
_IDS_OF = Several(lambda some: _IDS.where(Message.id.in_(some)), Message.id)
_KEPT = Raw.select(Message.id, Raw.bytes, Message.received_at, Message.attempts, Message.whole, Message.released).join(
    Message
)
_KEPT_OF = Several(lambda some: _KEPT.where(Raw.message.in_(some)), Raw.message)


class Journal:
    """Every message that ever arrived."""

    def __init__(self, database: Database, contexts: Contexts) -> None:
        self._database = database
        self._contexts = contexts

    # -- arriving

    def first_contact(self, mailbox: str, folder: str, uidvalidity: int, uidnext: int) -> int:
        """The UIDNEXT of the first contact with this folder; messages below it are left alone.

        0 where the folder was known with another UIDVALIDITY: then all of it is looked at again.
        """
        with self._database.writing():
            return filing.first_contact(self._database, mailbox, folder, uidvalidity, uidnext)

    def unknown(self, mailbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> list[int]:
        """Those of the UIDs that were never received, in their order."""
        with self._database.reading():
            return arrivals.unknown(self._database, mailbox, folder, uidvalidity, uids)

    def receive(self, arriving: Sequence[Arrival]) -> list[int]:
        """Commit messages; from its return on they are ours. Their ids, in the same order.

        A place seen before changes nothing; the same message at another place is one more
        sighting of it. A message that came through a pipe is always new.
        """
        with self._database.writing():
            return arrivals.receive(self._database, arriving)

    def recognise(self, heads: Sequence[Arrival]) -> list[int]:
        """Record sightings of filed messages that are known by Message-ID and size; the UIDs of those that are not."""
        with self._database.writing():
            return arrivals.recognise(self._database, heads)

    # -- being read

    def begin(self, limit: int, now: datetime, daemon: str = "") -> list[Kept]:
        """The oldest open messages, their attempts counted in a commit of its own before they are returned.

        What failed three times is set aside as ``crashed`` instead. A message begun is not returned
        again before it is parked, retried or replayed, its daemon has lost its lease, or ten minutes have passed and
        the same daemon asks. None whose sender has an earlier one with another daemon: what somebody writes is
        understood in its order.
        """
        with self._database.writing():
            self._database.in_turn(_BEGIN_IN_TURN)
            self._set_crashed_aside(now, daemon)
            rows = self._open(limit, now, daemon)
            self._database.many(_BEGIN, [(now + LEASE, daemon, row[0]) for row in rows])
        return [Kept(key, raw, at, attempts + 1, *rest) for key, raw, at, attempts, *rest in rows]

    def given_up(self, now: datetime, daemon: str = "") -> list[int]:
        """The messages that the next `begin` sets aside as ``crashed``."""
        query = Message.select(Message.id).where(*_given_up(now, daemon)).order_by(Message.id)
        with self._database.reading():
            return [key for (key,) in self._database.rows(query)]

    def park(self, ids: Sequence[int], until: datetime, reason: str) -> None:
        """Leave messages for later through no fault of theirs; the attempt is given back."""
        self._later(ids, until, reason, given_back=1)

    def give_back(self, begun: Sequence[int], daemon: str) -> int:
        """Let messages be begun anew that `daemon` has begun and does still, as if they had not been; how many."""
        same = (OPEN, Message.daemon == daemon, Message.id.in_(list(begun)))
        back = Message.update(attempts=Message.attempts - 1, retry_at=None, daemon="").where(*same)
        with self._database.writing():
            return self._database.execute(back)

    def retry(self, ids: Sequence[int], at: datetime, reason: str) -> None:
        """Try messages again then; the attempt counts."""
        self._later(ids, at, reason, given_back=0)

    def recover(self) -> int:
        """Messages that a daemon had begun which has no lease any more can be begun at once; how many. Their attempts
        count."""
        begun = (OPEN, Message.daemon.not_in(("", PARKED)), Message.daemon.not_in(Lease.select(Lease.name)))
        with self._database.writing():
            return self._database.execute(Message.update(retry_at=None, daemon="").where(*begun))

    def begun_by_daemon(self) -> dict[str, int]:
        """How many messages each daemon is at."""
        query = Message.select(Message.daemon, fn.COUNT(Message.id)).where(OPEN, Message.daemon.not_in(("", PARKED)))
        with self._database.reading():
            return dict(self._database.rows(query.group_by(Message.daemon)))

    def waiting(self, now: datetime) -> int:
        """How many messages could be begun."""
        query = Message.select(fn.COUNT(Message.id)).where(OPEN, _ready(now))
        with self._database.reading():
            return int(self._database.value(query))

    def ended_since(self, since: datetime) -> dict[str, int]:
        """How many messages that arrived from then on came to their end for each reason."""
        query = Message.select(Message.reason, fn.COUNT(Message.id)).where(~OPEN, Message.received_at >= since)
        with self._database.reading():
            return dict(self._database.rows(query.group_by(Message.reason)))

    def next_retry(self) -> datetime | None:
        """The next instant at which a message that is open can be begun again."""
        with self._database.reading():
            found: datetime | None = self._database.value(Message.select(fn.MIN(Message.retry_at)).where(OPEN))
        return found

    def contexts(self, lookups: Sequence[Lookup]) -> list[Context]:
        """What those messages are read against, in the same order; few queries for all of them."""
        with self._database.reading():
            return self._contexts.find(lookups)

    # -- being filed

    def to_file(self, mailbox: str, folder: str, limit: int) -> list[Filing]:
        """Messages that have come to their end and lie in that folder still, oldest first."""
        with self._database.reading():
            return filing.to_file(self._database, mailbox, folder, limit)

    def filed(self, mailbox: str, folder: str, uidvalidity: int, moved: Mapping[int, Moved]) -> None:
        """Note for each UID the folder it was moved to, with its new UIDVALIDITY and UID where the server tells."""
        with self._database.writing():
            filing.filed(self._database, mailbox, folder, uidvalidity, moved)

    # -- being looked at

    def messages(self, limit: int | None = None) -> list[MessageRow]:
        """The newest messages first."""
        with self._database.reading():
            rows = self._database.rows(Message.select(*_LISTED).order_by(Message.id.desc()).limit(limit))
        return [_listed(row) for row in rows]

    def message(self, message: int) -> MessageRow | None:
        """That message."""
        with self._database.reading():
            rows = self._database.rows(Message.select(*_LISTED).where(Message.id == message))
        return _listed(rows[0]) if rows else None

    def message_ids(self, messages: Sequence[int]) -> dict[int, str]:
        """The Message-IDs of those messages."""
        with self._database.reading():
            return dict(self._database.rows_among(_IDS_OF, set(messages)))

    def raw(self, message: int) -> bytes | None:
        """Its bytes, as long as they are kept."""
        with self._database.reading():
            found: bytes | None = self._database.value(Raw.select(Raw.bytes).where(Raw.message == message))
        return found

    def replay(self, message: int) -> bool:
        """Let a message be begun anew. False where its bytes are gone, or it has records: those stand."""
        return self._anew(message)

    def release(self, message: int) -> bool:
        """Let a message be begun anew as one that a person wrote. False where `replay` is, and where it waits still."""
        return self._anew(message, ~OPEN, released=True)

    def purge(self, before: datetime) -> int:
        """Let go of the bytes of messages that came to their end and had arrived before then; how many. Their rows
        stay, with the hash of their content."""
        old = Message.select(Message.id).where(~OPEN, Message.received_at < before)
        with self._database.writing():
            return self._database.execute(Raw.delete().where(Raw.message.in_(old)))

    # -- inside

    def _anew(self, message: int, *conditions: Expression, **changes: bool) -> bool:
        fresh = Message.update(
            disposition=None, reason="", evidence="", attempts=0, retry_at=None, daemon="", **changes
        )
        recorded = fn.EXISTS(Record.select(Record.id).where(Record.message == message))
        kept = Message.id.in_(Raw.select(Raw.message).where(Raw.message == message))
        with self._database.writing():
            return bool(self._database.execute(fresh.where(Message.id == message, kept, ~recorded, *conditions)))

    def _open(self, limit: int, now: datetime, daemon: str) -> list[Row]:
        first = Message.select(Message.id).where(OPEN, _ready(now), _free(daemon)).order_by(Message.id).limit(limit)
        if not self._database.is_sqlite:
            first = first.where(Message.sender.not_in(Message.select(Message.sender).where(OPEN, ~_free(daemon))))
        ids = [key for (key,) in self._database.rows(self._database.locking(first, skip=True))]
        return sorted(self._database.rows_among(_KEPT_OF, ids))

    def _set_crashed_aside(self, now: datetime, daemon: str) -> None:
        end = Message.update(disposition=Disposition.FAILED.value, reason="crashed", retry_at=None, daemon="")
        self._database.execute(end.where(*_given_up(now, daemon)))

    def _later(self, ids: Sequence[int], at: datetime, reason: str, *, given_back: int) -> None:
        with self._database.writing():
            self._database.many(_LATER, [(given_back, at, reason, key) for key in ids])


def _ready(now: datetime) -> Expression:
    return Message.retry_at.is_null() | (Message.retry_at <= now)


def _free(daemon: str) -> Expression:
    """No other daemon is at it."""
    return Message.daemon.in_(("", PARKED, daemon))


def _given_up(now: datetime, daemon: str) -> tuple[Expression, ...]:
    return OPEN, Message.attempts >= MOST_ATTEMPTS, _ready(now), _free(daemon)


def _listed(row: Row) -> MessageRow:
    key, rfc_id, sender, size, at, attempts, disposition, *rest = row
    end = None if disposition is None else Disposition(disposition)
    return MessageRow(key, rfc_id, sender, size, at, attempts, end, *rest)
