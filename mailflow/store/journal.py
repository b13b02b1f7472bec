"""The journal of messages: received once, tried at most three times, ended with a named reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.domain.disposition import Disposition
from mailflow.domain.reading import Context
from mailflow.store import arrivals, filing
from mailflow.store.arrivals import Arrival
from mailflow.store.columns import clean, utc, utc_text
from mailflow.store.contexts import Contexts, Lookup
from mailflow.store.database import Database, Row
from mailflow.store.filing import Filing, Moved

MOST_ATTEMPTS = 3
EVERYTHING = 2**62
LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Kept:
    """A message to be read now; `whole` is False where only its beginning was kept."""

    id: int
    raw: bytes
    received_at: datetime
    attempts: int
    whole: bool = True


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


_SELECT = "SELECT id, rfc_id, sender, size, received_at, attempts, disposition, reason, evidence FROM message "
_GIVEN_UP = (
    "SELECT id FROM message WHERE disposition IS NULL AND attempts >= ? AND (retry_at IS NULL OR retry_at <= ?) "
    "ORDER BY id"
)
_KEPT = (
    "SELECT id, received_at, attempts, whole, bytes FROM message JOIN raw ON raw.message = message.id WHERE id IN (*)"
)


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

    # -- being read

    def begin(self, limit: int, now: datetime, daemon: str = "") -> list[Kept]:
        """The oldest open messages, their attempts counted in a commit of its own before they are returned.

        What failed three times is set aside as ``crashed`` instead. A message begun is not returned
        again before it is parked, retried or replayed, its daemon recovers, or ten minutes have passed.
        """
        with self._database.writing():
            self._set_crashed_aside(now)
            rows = self._open(limit, now)
            until = utc_text(now + LEASE)
            self._database.many(
                "UPDATE message SET attempts = attempts + 1, retry_at = ?, daemon = ? WHERE id = ?",
                [(until, daemon, row[0]) for row in rows],
            )
        return [Kept(key, bytes(raw), utc(at), attempts + 1, bool(whole)) for key, at, attempts, whole, raw in rows]

    def given_up(self, now: datetime) -> list[int]:
        """The messages that the next `begin` sets aside as ``crashed``."""
        with self._database.reading():
            rows = self._database.rows(_GIVEN_UP, MOST_ATTEMPTS, utc_text(now))
        return [key for (key,) in rows]

    def park(self, ids: Sequence[int], until: datetime, reason: str) -> None:
        """Leave messages for later through no fault of theirs; the attempt is given back."""
        self._later(ids, until, reason, given_back=1)

    def retry(self, ids: Sequence[int], at: datetime, reason: str) -> None:
        """Try messages again then; the attempt counts."""
        self._later(ids, at, reason, given_back=0)

    def recover(self, daemon: str = "") -> int:
        """Messages that this daemon had begun when it ended can be begun at once; how many. Their attempts count."""
        with self._database.writing():
            return self._database.execute(
                "UPDATE message SET retry_at = NULL, daemon = '' "
                "WHERE disposition IS NULL AND attempts > 0 AND retry_at IS NOT NULL AND daemon = ?",
                daemon,
            )

    def waiting(self, now: datetime) -> int:
        """How many messages could be begun."""
        sql = "SELECT count(*) FROM message WHERE disposition IS NULL AND (retry_at IS NULL OR retry_at <= ?)"
        with self._database.reading():
            return int(self._database.rows(sql, utc_text(now))[0][0])

    def next_retry(self) -> datetime | None:
        """The next instant at which a message that is open can be begun again."""
        with self._database.reading():
            found = self._database.rows("SELECT min(retry_at) FROM message WHERE disposition IS NULL")[0][0]
        return None if found is None else utc(found)

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
            rows = self._database.rows(_SELECT + "ORDER BY id DESC LIMIT ?", limit or EVERYTHING)
        return [_listed(row) for row in rows]

    def message(self, message: int) -> MessageRow | None:
        """That message."""
        with self._database.reading():
            rows = self._database.rows(_SELECT + "WHERE id = ?", message)
        return _listed(rows[0]) if rows else None

    def message_ids(self, messages: Sequence[int]) -> dict[int, str]:
        """The Message-IDs of those messages."""
        with self._database.reading():
            return dict(self._database.rows_among("SELECT id, rfc_id FROM message WHERE id IN (*)", set(messages)))

    def raw(self, message: int) -> bytes | None:
        """Its bytes, as long as they are kept."""
        with self._database.reading():
            rows = self._database.rows("SELECT bytes FROM raw WHERE message = ?", message)
        return bytes(rows[0][0]) if rows else None

    def replay(self, message: int) -> bool:
        """Let a message be begun anew. False where its bytes are gone, or it has records: those stand."""
        with self._database.writing():
            return bool(
                self._database.execute(
                    "UPDATE message SET disposition = NULL, reason = '', evidence = '', attempts = 0, "
                    "retry_at = NULL, daemon = '' WHERE id = ? AND id IN (SELECT message FROM raw) "
                    "AND NOT EXISTS (SELECT 1 FROM record WHERE record.message = ?)",
                    message,
                    message,
                )
            )

    # -- inside

    def _open(self, limit: int, now: datetime) -> list[Row]:
        sql = self._database.locking(
            "SELECT id FROM message WHERE disposition IS NULL AND (retry_at IS NULL OR retry_at <= ?) "
            "ORDER BY id LIMIT ?",
            skip=True,
        )
        ids = [key for (key,) in self._database.rows(sql, utc_text(now), limit)]
        return sorted(self._database.rows_among(_KEPT, ids))

    def _set_crashed_aside(self, now: datetime) -> None:
        self._database.execute(
            "UPDATE message SET disposition = 'failed', reason = 'crashed', retry_at = NULL, daemon = '' "
            "WHERE disposition IS NULL AND attempts >= ? AND (retry_at IS NULL OR retry_at <= ?)",
            MOST_ATTEMPTS,
            utc_text(now),
        )

    def _later(self, ids: Sequence[int], at: datetime, reason: str, *, given_back: int) -> None:
        with self._database.writing():
            self._database.many(
                "UPDATE message SET attempts = attempts - ?, retry_at = ?, reason = ?, daemon = 'parked' "
                "WHERE id = ? AND disposition IS NULL",
                [(given_back, utc_text(at), clean(reason), key) for key in ids],
            )


def _listed(row: Row) -> MessageRow:
    key, rfc_id, sender, size, at, attempts, disposition, reason, evidence = row
    end = None if disposition is None else Disposition(disposition)
    return MessageRow(key, rfc_id, sender, size, utc(at), attempts, end, reason, evidence)
