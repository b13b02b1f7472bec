"""The outbox: letters claimed, held, frozen and settled, so that each is sent at least once and seldom twice."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from mailflow.store.columns import clean, utc, utc_text
from mailflow.store.database import Database, Row
from mailflow.store.documents import intent_from, refs_text
from mailflow.store.letter_rows import Addressee, OutboxRow, letter_rows
from mailflow.store.letters import Claimed, Frozen, SentRow, Settled

MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^>\r\n]+>)")

_DUE = (
    "SELECT id, token, intent, due_at, not_after, attempts, possible_duplicate, "
    "(SELECT bytes FROM frozen WHERE frozen.letter = letter.id) FROM letter "
    "WHERE state = 'queued' AND ready_at <= ? AND person IN (*) ORDER BY due_at, id"
)
_SENT_SINCE = "SELECT person, letter, sent_at FROM letter WHERE person IN (*) AND sent_at >= ? ORDER BY sent_at, id"
_END = "UPDATE letter SET state = ?, daemon = '', note = ? WHERE id = ?"


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
        at = utc_text(until)
        self._write(
            "UPDATE letter SET state = 'queued', daemon = '', ready_at = ? WHERE id = ?", [(at, key) for key in ids]
        )

    def withdraw(self, ids: Sequence[int], why: str) -> None:
        """These letters are no longer needed, for that reason."""
        self._write(_END, [("withdrawn", clean(why), key) for key in ids])

    def fold(self, ids: Sequence[int], into: int) -> None:
        """What these letters say goes out within another one; if that is deferred, they are queued again with it."""
        self._write(
            "UPDATE letter SET state = 'folded', daemon = '', folded_into = ? WHERE id = ?",
            [(into, key) for key in ids],
        )

    def fail(self, letter: int, why: str) -> None:
        """This letter cannot be written at all."""
        self._write(_END, [("failed", clean(why), letter)])

    def recover(self, daemon: str) -> int:
        """Queue again what `daemon` had claimed when it ended; what was in doubt, with the same bytes. How many."""
        with self._database.writing():
            claimed = self._held_by(daemon, "claimed")
            in_doubt = self._held_by(daemon, "in_doubt")
            self._unfold([(None, key) for key in claimed])
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
            for person, letter, at in self._database.rows_among(_SENT_SINCE, people, after=(utc_text(since),)):
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

    def waiting(self, now: datetime) -> int:
        """How many letters could be claimed."""
        sql = "SELECT count(*) FROM letter WHERE state = 'queued' AND ready_at <= ?"
        with self._database.reading():
            return int(self._database.rows(sql, utc_text(now))[0][0])

    def rows(self, limit: int | None = None) -> list[OutboxRow]:
        """The newest letters first."""
        with self._database.reading():
            return letter_rows(self._database, limit)

    def counts(self) -> dict[str, int]:
        """How many letters there are in each state."""
        with self._database.reading():
            return dict(self._database.rows("SELECT state, count(*) FROM letter GROUP BY state"))

    def addressees(self, tokens: Iterable[str]) -> dict[str, Addressee]:
        """To whom the letters with those tokens went."""
        sql = "SELECT token, person, project FROM letter WHERE token IN (*)"
        with self._database.reading():
            return {token: Addressee(*found) for token, *found in self._database.rows_among(sql, tokens)}

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
        return self._database.rows_among(self._database.locking(_DUE, skip=True), people, before=(at,))

    def _write(self, sql: str, rows: Sequence[Row]) -> None:
        with self._database.writing():
            self._database.many(sql, rows)

    def _held_by(self, daemon: str, state: str) -> list[int]:
        sql = "SELECT id FROM letter WHERE state = ? AND state IN ('claimed', 'in_doubt') AND daemon = ? ORDER BY id"
        return [key for (key,) in self._database.rows(sql, state, daemon)]

    def _settle(self, results: Sequence[Settled], now: str) -> None:
        self._database.many(
            "UPDATE letter SET state = ?, attempts = attempts + ?, note = ?, sent_at = ? WHERE id = ?",
            [(r.state, int(r.counted), clean(r.note), _left_at(r, now), r.id) for r in results],
        )
        again = [(utc_text(r.again) if r.again else None, r.id) for r in results if r.state == "queued"]
        self._unfold(again)
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

    def _unfold(self, leads: Sequence[Row]) -> None:
        """Letters that waited within others wait by themselves again, as long as those do."""
        self._database.many(
            "UPDATE letter SET state = 'queued', folded_into = NULL, ready_at = coalesce(?, ready_at) "
            "WHERE state = 'folded' AND folded_into = ?",
            leads,
        )

    def _freeze(self, letters: Sequence[Frozen], now: str) -> None:
        self._database.many(
            "INSERT INTO frozen (letter, bytes) VALUES (?, ?) "
            "ON CONFLICT (letter) DO UPDATE SET bytes = excluded.bytes",
            [(letter.id, letter.raw) for letter in letters],
        )
        self._database.many(
            "UPDATE letter SET lines = ?, subject = ?, items = ?, rfc_id = ? WHERE id = ?",
            [_said(letter) for letter in letters if not letter.again],
        )
        self._database.many(
            "UPDATE letter SET state = 'in_doubt', sent_at = ? WHERE id = ?", [(now, letter.id) for letter in letters]
        )


def _said(letter: Frozen) -> Row:
    found = MESSAGE_ID.search(letter.raw)
    rfc_id = found.group(1).decode("ascii", "replace") if found else ""
    return letter.lines, clean(letter.subject), refs_text(letter.items), clean(rfc_id), letter.id


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
