"""The outbox: letters claimed, held, frozen and settled, so that each is sent at least once and seldom twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mailflow.domain.letter import Intent
from mailflow.domain.project import Ref
from mailflow.store.columns import clean, utc, utc_text
from mailflow.store.database import Database, Row, chunks, gaps
from mailflow.store.documents import intent_from, refs_text

State = Literal["sent", "queued", "refused", "failed", "in_doubt"]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A letter that is this daemon's to write; where `frozen` is given, those very bytes: they may have left before."""

    id: int
    token: str
    intent: Intent
    due_at: datetime
    not_after: datetime | None
    attempts: int
    frozen: bytes | None
    possible_duplicate: bool


@dataclass(frozen=True, slots=True)
class Frozen:
    """A letter's exact bytes before they are transmitted.

    `lines` are its packed line hashes (eight octets each), `items` what it shows with the versions
    of now, `rfc_id` its Message-ID.
    """

    id: int
    raw: bytes
    lines: bytes
    subject: str
    items: tuple[Ref, ...] = ()
    rfc_id: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of an attempt. ``queued`` is tried `again`, rendered anew; ``in_doubt`` is tried `again` with the same
    bytes (never, without `again`, before a recovery). `counted`: whether it was an attempt at all."""

    id: int
    state: State
    again: datetime | None = None
    note: str = ""
    counted: bool = True


@dataclass(frozen=True, slots=True)
class SentRow:
    """A letter that somebody got."""

    letter: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A letter as the outbox lists it."""

    id: int
    message_id: str
    occasion: str
    letter: str
    to: str
    project: str
    state: str
    due_at: datetime
    ready_at: datetime
    sent_at: datetime | None
    attempts: int
    subject: str
    possible_duplicate: bool
    note: str


class Outbox:
    """Every letter, from its occasion to its end."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # -- claiming

    def claim(self, now: datetime, limit: int, daemon: str) -> list[Claimed]:
        """Take about `limit` due letters for `daemon`, oldest first: all that are due for each person who gets any."""
        with self._database.writing():
            rows = self._due(now, limit)
            self._database.many(
                "UPDATE letter SET state = 'claimed', daemon = ? WHERE id = ?", [(daemon, row[0]) for row in rows]
            )
        return [_claimed(row) for row in rows]

    def hold(self, ids: Sequence[int], until: datetime) -> None:
        """Give letters back, not to be claimed before `until`."""
        self._set("state = 'queued', daemon = '', ready_at = ?", [(utc_text(until), key) for key in ids])

    def withdraw(self, ids: Sequence[int], why: str) -> None:
        """These letters are no longer needed, for that reason."""
        self._set("state = 'withdrawn', daemon = '', note = ?", [(clean(why), key) for key in ids])

    def fold(self, ids: Sequence[int], into: int) -> None:
        """What these letters say goes out within another one; if that is deferred, they are queued again with it."""
        self._set("state = 'folded', daemon = '', folded_into = ?", [(into, key) for key in ids])

    def fail(self, letter: int, why: str) -> None:
        """This letter cannot be written at all."""
        self._set("state = 'failed', daemon = '', note = ?", [(clean(why), letter)])

    def recover(self, daemon: str) -> int:
        """Queue again what `daemon` had claimed when it ended; what was in doubt, with the same bytes. How many."""
        with self._database.writing():
            claimed = self._ids("state = 'claimed' AND daemon = ?", daemon)
            in_doubt = self._ids("state = 'in_doubt' AND daemon = ?", daemon)
            self._unfold(claimed)
            self._queue_again([(None, key) for key in claimed])
            self._queue_in_doubt([(None, key) for key in in_doubt])
        return len(claimed) + len(in_doubt)

    # -- sending

    def in_doubt(self, letters: Sequence[Frozen], now: datetime) -> None:
        """Commit the exact bytes of letters that are about to be transmitted."""
        self.advance((), letters, now)

    def settle(self, results: Sequence[Settled], now: datetime) -> None:
        """Commit what became of letters."""
        self.advance(results, (), now)

    def advance(self, results: Sequence[Settled], letters: Sequence[Frozen], now: datetime) -> None:
        """Commit what became of one wave of letters, and the exact bytes of the next, together."""
        with self._database.writing():
            self._settle(results, utc_text(now))
            self._freeze(letters, utc_text(now))

    # -- being looked at

    def sent_since(self, people: Sequence[str], since: datetime) -> dict[str, list[SentRow]]:
        """What those people got from then on, oldest first."""
        found: dict[str, list[SentRow]] = {person: [] for person in people}
        with self._database.reading():
            for some in chunks(people):
                for person, letter, at in self._database.rows(
                    f"SELECT person, letter, sent_at FROM letter WHERE person IN ({gaps(some)}) AND sent_at >= ? "  # noqa: S608
                    "ORDER BY sent_at, id",
                    *some,
                    utc_text(since),
                ):
                    found[person].append(SentRow(letter, utc(at)))
        return found

    def count_sent(self, since: datetime) -> int:
        """How many letters have left from then on."""
        with self._database.reading():
            return int(
                self._database.rows("SELECT count(*) FROM letter WHERE sent_at >= ?", utc_text(since))[0][0],
            )

    def next_due(self) -> datetime | None:
        """The next instant at which a letter can be claimed."""
        with self._database.reading():
            found = self._database.rows("SELECT min(ready_at) FROM letter WHERE state = 'queued'")[0][0]
        return None if found is None else utc(found)

    def rows(self, limit: int = 100, *, state: str | None = None) -> list[OutboxRow]:
        """The newest letters first, of one state where asked."""
        where, given = ("WHERE state = ?", [state]) if state else ("", [])
        sql = f"SELECT {_LISTED} FROM letter {where} ORDER BY id DESC LIMIT ?"  # noqa: S608
        with self._database.reading():
            return [_listed(row) for row in self._database.rows(sql, *given, limit)]

    def counts(self) -> dict[str, int]:
        """How many letters there are in each state."""
        with self._database.reading():
            return dict(self._database.rows("SELECT state, count(*) FROM letter GROUP BY state"))

    def raw(self, letter: int) -> bytes | None:
        """The bytes of a letter that left, or may have."""
        with self._database.reading():
            rows = self._database.rows("SELECT bytes FROM frozen WHERE letter = ?", letter)
        return bytes(rows[0][0]) if rows else None

    # -- inside

    def _due(self, now: datetime, limit: int) -> list[Row]:
        at = utc_text(now)
        sql = "SELECT person FROM letter WHERE state = 'queued' AND ready_at <= ? ORDER BY ready_at, id LIMIT ?"
        people = dict.fromkeys(person for (person,) in self._database.rows(sql, at, limit))
        return [row for some in chunks(people) for row in self._due_for(some, at)]

    def _due_for(self, people: Sequence[str], at: str) -> list[Row]:
        sql = (
            "SELECT id, token, intent, due_at, not_after, attempts, possible_duplicate, "  # noqa: S608
            "(SELECT bytes FROM frozen WHERE frozen.letter = letter.id) FROM letter "
            f"WHERE state = 'queued' AND ready_at <= ? AND person IN ({gaps(people)}) ORDER BY due_at, id"
        )
        return self._database.rows(self._database.lock_rows(sql, skip=True), at, *people)

    def _set(self, assignments: str, rows: Sequence[Row]) -> None:
        with self._database.writing():
            self._database.many(f"UPDATE letter SET {assignments} WHERE id = ?", rows)  # noqa: S608

    def _ids(self, condition: str, *values: object) -> list[int]:
        rows = self._database.rows(f"SELECT id FROM letter WHERE {condition} ORDER BY id", *values)  # noqa: S608
        return [key for (key,) in rows]

    def _settle(self, results: Sequence[Settled], now: str) -> None:
        self._database.many(
            "UPDATE letter SET state = ?, attempts = attempts + ?, note = ?, sent_at = ? WHERE id = ?",
            [(r.state, int(r.counted), clean(r.note), _left_at(r, now), r.id) for r in results],
        )
        again = [(utc_text(r.again) if r.again else None, r.id) for r in results if r.state == "queued"]
        self._unfold([key for _, key in again])
        self._queue_again(again)
        self._queue_in_doubt([(utc_text(r.again), r.id) for r in results if r.state == "in_doubt" and r.again])

    def _queue_again(self, rows: Sequence[Row]) -> None:
        """Letters that certainly did not leave: queued, to be rendered anew."""
        self._database.many(
            "UPDATE letter SET state = 'queued', daemon = '', sent_at = NULL, lines = NULL, "
            "ready_at = coalesce(?, ready_at) WHERE id = ?",
            rows,
        )
        self._database.many("DELETE FROM frozen WHERE letter = ?", [(key,) for _, key in rows])

    def _queue_in_doubt(self, rows: Sequence[Row]) -> None:
        """Letters that may have left: queued with the bytes they had."""
        self._database.many(
            "UPDATE letter SET state = 'queued', daemon = '', possible_duplicate = 1, "
            "ready_at = coalesce(?, ready_at) WHERE id = ?",
            rows,
        )

    def _unfold(self, leads: Sequence[int]) -> None:
        self._database.many(
            "UPDATE letter SET state = 'queued', folded_into = NULL WHERE state = 'folded' AND folded_into = ?",
            [(key,) for key in leads],
        )

    def _freeze(self, letters: Sequence[Frozen], now: str) -> None:
        self._database.many(
            "INSERT INTO frozen (letter, bytes) VALUES (?, ?) "
            "ON CONFLICT (letter) DO UPDATE SET bytes = excluded.bytes",
            [(letter.id, letter.raw) for letter in letters],
        )
        self._database.many(
            "UPDATE letter SET state = 'in_doubt', sent_at = ?, lines = ?, subject = ?, items = ?, rfc_id = ? "
            "WHERE id = ?",
            [(now, f.lines, clean(f.subject), refs_text(f.items), clean(f.rfc_id), f.id) for f in letters],
        )


def _left_at(result: Settled, now: str) -> str | None:
    return now if result.state in ("sent", "in_doubt") else None


def _claimed(row: Row) -> Claimed:
    key, token, intent, due_at, not_after, attempts, duplicate, frozen = row
    return Claimed(
        id=key,
        token=token,
        intent=intent_from(intent),
        due_at=utc(due_at),
        not_after=None if not_after is None else utc(not_after),
        attempts=attempts,
        frozen=None if frozen is None else bytes(frozen),
        possible_duplicate=bool(duplicate),
    )


_LISTED = (
    "id, token, rfc_id, occasion, letter, person, project, state, due_at, ready_at, sent_at, attempts, subject, "
    "possible_duplicate, note"
)


def _listed(row: Row) -> OutboxRow:
    key, token, rfc_id, occasion, letter, person, project, state, due, ready, sent, attempts, subject, twice, note = row
    return OutboxRow(
        id=key,
        message_id=rfc_id or token,
        occasion=occasion,
        letter=letter,
        to=person,
        project=project,
        state=state,
        due_at=utc(due),
        ready_at=utc(ready),
        sent_at=None if sent is None else utc(sent),
        attempts=attempts,
        subject=subject,
        possible_duplicate=bool(twice),
        note=note,
    )
