"""The outbox: letters claimed, held, frozen and settled, so that each is sent at least once and seldom twice."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from peewee import Expression, Query, fn

from mailflow.store import schema, stations
from mailflow.store.database import Database
from mailflow.store.holds import Holds, untouched
from mailflow.store.letter_rows import Addressee, OutboxRow, letter_rows
from mailflow.store.letters import MISSED, Claimed, Frozen, SentRow, Settled
from mailflow.store.schema import QUEUED, UNSETTLED, Letter, in_state
from mailflow.store.statement import Row, Several, Statement, gap

_CLAIM = 0x6D61696E
MESSAGE_ID = re.compile(rb"(?im)^message-id:\s*(<[^>\r\n]+>)")


ENDS = ("sent", "refused", "failed")

_CLAIMED = (
    Letter.id,
    Letter.token,
    Letter.intent,
    Letter.due_at,
    Letter.not_after,
    Letter.attempts,
    schema.Frozen.select(schema.Frozen.bytes).where(schema.Frozen.letter == Letter.id),
    Letter.possible_duplicate,
    Letter.put_off_since,
)


ORPHANED = Letter.daemon.not_in(schema.Lease.select(schema.Lease.name))
_WITH_BYTES = schema.Frozen.select(schema.Frozen.letter)
"""Letters that may have left before: what certainly has not is thawed."""
_STATE = Letter.select(Letter.id, Letter.state, Letter.daemon)
_STATES_OF = Several(lambda some: _STATE.where(Letter.id.in_(some)), Letter.id)
_ADDRESSEE = Letter.select(Letter.token, Letter.person, Letter.project)
_ADDRESSEES_OF = Several(lambda some: _ADDRESSEE.where(Letter.token.in_(some)), Letter.token)
_SENT = Letter.select(Letter.person, Letter.letter, Letter.sent_at).order_by(Letter.sent_at, Letter.id)
_SENT_BETWEEN = _SENT.where(Letter.sent_at >= gap(Letter.sent_at), Letter.sent_at <= gap(Letter.sent_at))
_SENT_TO = Several(lambda some: _SENT_BETWEEN.where(Letter.person.in_(some)), Letter.person)
_NEVER = datetime.max.replace(tzinfo=UTC)


class Outbox:
    """Every letter, from its occasion to its end."""

    def __init__(self, database: Database, holds: Holds) -> None:
        self._database = database
        self._holds = holds

    # -- claiming

    def claim(self, now: datetime, limit: int, daemon: str) -> list[Claimed]:
        """Take about `limit` due letters for `daemon`, oldest first: all that are due for each person who gets any.
        None that an operator has stopped, none for somebody for whom another daemon has letters under way."""
        with self._database.writing():
            self._database.in_turn(_CLAIM)
            rows = self._due(now, limit, daemon)
            self._database.many(stations.CLAIM, [(daemon, row[0]) for row in rows])
        return [Claimed(*row) for row in rows]

    def hold(self, ids: Sequence[int], until: datetime, good_until: datetime | None = None) -> None:
        """Give letters back, not to be claimed before `until`. They are wanted still until `good_until`, if they had
        an end."""
        with self._database.writing():
            self._database.many(stations.HOLD, [(until, key) for key in ids])
            if good_until is not None:
                self._database.many(stations.EXTEND, [(good_until, key, good_until) for key in ids])

    def withdraw(self, ids: Sequence[int], why: str) -> None:
        """These letters are no longer needed, for that reason."""
        self._write(stations.END, [("withdrawn", why, key) for key in ids])

    def fold(self, ids: Sequence[int], into: int) -> None:
        """What these letters say goes out within another one; if that is deferred, they are queued again with it."""
        self._write(stations.FOLD, [(into, key) for key in ids])

    def fail(self, letter: int, why: str) -> None:
        """This letter cannot be written at all."""
        self._write(stations.END, [("failed", why, letter)])

    def recover(self, daemon: str | None = None) -> int:
        """Queue again what `daemon` had claimed when it ended (None: whoever has no lease any more); what was in doubt,
        with the same bytes. How many."""
        whose = ORPHANED if daemon is None else Letter.daemon == daemon
        with self._database.writing():
            claimed = self._held_by(whose, ~Letter.id.in_(_WITH_BYTES), "claimed")
            in_doubt = self._held_by(whose, Letter.id.in_(_WITH_BYTES), "claimed", "in_doubt")
            self._unfold([(None, key) for key in claimed])
            self._queue_again([(None, key) for key in claimed])
            self._database.many(stations.QUEUE_IN_DOUBT, [(None, key) for key in in_doubt])
        return len(claimed) + len(in_doubt)

    # -- after a restore

    def doubt_restored(self, now: datetime) -> None:
        """The database came from a backup: what it holds as waiting may have left since. Whoever had claimed it is
        forgotten, and it is marked."""
        self.recover()
        with self._database.writing():
            self._database.execute(Letter.update(possible_duplicate=True).where(QUEUED, Letter.due_at <= now))

    def withdraw_restored(self, restored_at: datetime) -> int:
        """End what waits and may have left before that restore: what was due by then, and what was caused by mail
        that had been filed, or had been taken in by then and was applied only afterwards. How many."""
        filed = schema.Sighting.select(schema.Sighting.message).where(schema.Sighting.folder == "Processed")
        elsewhere = schema.Sighting.select(schema.Sighting.message).where(schema.Sighting.folder != "Processed")
        found_again = schema.Message.select(schema.Message.id).where(
            schema.Message.id.in_(filed),
            schema.Message.id.not_in(elsewhere),
            schema.Message.received_at >= restored_at,
        )
        was_open = schema.Message.select(schema.Message.id).where(schema.Message.received_at < restored_at)
        since = schema.Occasion.select(schema.Occasion.key).where(schema.Occasion.at >= restored_at)
        applied_again = Letter.cause.in_(was_open) & Letter.occasion.in_(since)
        old = (Letter.due_at <= restored_at) | Letter.cause.in_(found_again) | applied_again
        end = Letter.update(state="withdrawn", note="may have left before the restore").where(QUEUED, old)
        with self._database.writing():
            return self._database.execute(end)

    # -- sending

    def in_doubt(self, letters: Sequence[Frozen], now: datetime) -> None:
        """Commit the exact bytes of letters that are about to be transmitted."""
        self.advance((), letters, now)

    def settle(self, results: Sequence[Settled], now: datetime) -> None:
        """Commit what became of letters."""
        self.advance(results, (), now)

    def advance(self, results: Sequence[Settled], letters: Sequence[Frozen], now: datetime) -> None:
        """Commit what became of one wave of letters, and the exact bytes of the next, together. Raises Fenced where the
        daemon's lease has not long enough to go to transmit these."""
        with self._database.writing():
            if letters:
                self._database.mind_lease(to_spare=True)
            self._settle(results, now)
            self._freeze(letters, now)

    def unsaved(self, results: Sequence[Settled], daemon: str) -> list[Settled]:
        """Those of the results that still say something new: of letters that `daemon` has still, and of those that
        were queued again in spite of an end that they had come to."""
        with self._database.reading():
            rows = self._database.rows_among(_STATES_OF, {result.id for result in results})
        ours = {key for key, state, whose in rows if state in ("claimed", "in_doubt") and whose == daemon}
        again = {key for key, state, _ in rows if state == "queued"}
        return [r for r in results if r.id in ours or (r.id in again and r.state in ENDS)]

    # -- being looked at

    def sent_since(
        self, people: Sequence[str], since: datetime, until: datetime | None = None
    ) -> dict[str, list[SentRow]]:
        """What those people got from then on, oldest first. What is later than `until` was sent by a wrong clock."""
        found: dict[str, list[SentRow]] = {person: [] for person in people}
        with self._database.reading():
            rows = self._database.rows_among(_SENT_TO, people, since, until or _NEVER)
        for person, letter, at in rows:
            found[person].append(SentRow(letter, at))
        return found

    def count_sent(self, since: datetime, daemon: str = "", until: datetime | None = None) -> int:
        """How many letters have left from then on, or are with other daemons than that one. What is later than `until`
        was sent by a wrong clock."""
        sent = self._count(Letter.select(fn.COUNT(Letter.id)).where(*_sent(since, until)))
        if self._database.is_sqlite:
            return sent
        elsewhere = (in_state("claimed"), Letter.daemon != daemon, Letter.sent_at.is_null())
        return sent + self._count(Letter.select(fn.COUNT(Letter.id)).where(*elsewhere))

    def next_due(self) -> datetime | None:
        """The next instant at which a letter can be claimed; stops do not count."""
        if (free := untouched(self._holds.standing())) is None:
            return None
        query = Letter.select(fn.MIN(Letter.ready_at)).where(QUEUED, *free)
        with self._database.reading():
            found: datetime | None = self._database.value(query)
        return found

    def waiting(self, now: datetime) -> int:
        """How many letters could be claimed."""
        free = untouched(self._holds.standing())
        query = Letter.select(fn.COUNT(Letter.id)).where(QUEUED, Letter.ready_at <= now)
        return 0 if free is None else self._count(query.where(*free) if free else query)

    def missed_since(self, since: datetime) -> list[str]:
        """The occasions that came too late to become mail from then on, oldest first: nobody was there, or nothing
        could be sent."""
        marked = schema.Occasion.select(schema.Occasion.at, schema.Occasion.key)
        marked = marked.where(schema.Occasion.state == "missed", schema.Occasion.at >= since)
        late = Letter.select(Letter.due_at, Letter.occasion).where(in_state("withdrawn"), Letter.note == MISSED)
        with self._database.reading():
            rows = self._database.rows(marked) + self._database.rows(late.where(Letter.due_at >= since))
        return [key for _, key in sorted(rows)]

    def rows(self, limit: int | None = None) -> list[OutboxRow]:
        """The newest letters first."""
        with self._database.reading():
            return letter_rows(self._database, limit)

    def counts(self) -> dict[str, int]:
        """How many letters there are in each state."""
        with self._database.reading():
            return dict(self._database.rows(Letter.select(Letter.state, fn.COUNT(Letter.id)).group_by(Letter.state)))

    def held_by_daemon(self) -> dict[str, int]:
        """How many letters each daemon has claimed or is sending."""
        query = Letter.select(Letter.daemon, fn.COUNT(Letter.id)).where(UNSETTLED).group_by(Letter.daemon)
        with self._database.reading():
            return dict(self._database.rows(query))

    def addressees(self, tokens: Iterable[str]) -> dict[str, Addressee]:
        """To whom the letters with those tokens went."""
        with self._database.reading():
            rows = self._database.rows_among(_ADDRESSEES_OF, tokens)
        return {token: Addressee(person, project) for token, person, project in rows}

    def raw(self, letter: int) -> bytes | None:
        """The bytes of a letter that left, or may have."""
        with self._database.reading():
            query = schema.Frozen.select(schema.Frozen.bytes).where(schema.Frozen.letter == letter)
            found: bytes | None = self._database.value(query)
        return found

    def purge(self, before: datetime) -> int:
        """Let go of the bytes of letters that had reached their end before then; how many. The hashes of their lines
        stay."""
        old = Letter.select(Letter.id).where(in_state("sent", "refused", "failed"), Letter.due_at < before)
        with self._database.writing():
            return self._database.execute(schema.Frozen.delete().where(schema.Frozen.letter.in_(old)))

    # -- inside

    def _due(self, now: datetime, limit: int, daemon: str) -> list[Row]:
        if (free := untouched(self._holds.standing())) is None:
            return []
        theirs = () if self._database.is_sqlite else (UNSETTLED, Letter.daemon != daemon)
        if theirs:
            free = [*free, Letter.person.not_in(Letter.select(Letter.person).where(*theirs))]
        ready = (QUEUED, Letter.ready_at <= now, *free)
        first = Letter.select(Letter.person).where(*ready).order_by(Letter.ready_at, Letter.id).limit(limit)
        people = dict.fromkeys(person for (person,) in self._database.rows(first))
        due = Letter.select(*_CLAIMED).where(*ready).order_by(Letter.due_at, Letter.id)
        due = self._database.locking(due, skip=True)
        return self._database.rows_among(
            Several(lambda some: due.where(Letter.person.in_(some)), Letter.person), people
        )

    def _write(self, statement: Statement, rows: Sequence[Row]) -> None:
        with self._database.writing():
            self._database.many(statement, rows)

    def _count(self, query: Query) -> int:
        with self._database.reading():
            return int(self._database.value(query))

    def _held_by(self, whose: Expression, which: Expression, *states: str) -> list[int]:
        query = Letter.select(Letter.id).where(UNSETTLED, in_state(*states), whose, which)
        rows = self._database.rows(self._database.locking(query.order_by(Letter.id), skip=True))
        return [key for (key,) in rows]

    def _settle(self, results: Sequence[Settled], now: datetime) -> None:
        ends = [(r.state, int(r.counted), now if r.put_off else None, r.note, _left_at(r, now), r.id) for r in results]
        again = [(r.again, r.id) for r in results if r.state == "queued"]
        self._database.many(stations.SETTLE, ends)
        self._unfold(again)
        self._queue_again(again)
        in_doubt = [(r.again, r.id) for r in results if r.state == "in_doubt" and r.again]
        self._database.many(stations.QUEUE_IN_DOUBT, in_doubt)

    def _queue_again(self, rows: Sequence[Row]) -> None:
        """Letters that certainly did not leave: queued, to be rendered anew."""
        self._database.many(stations.QUEUE_AGAIN, rows)
        self._database.many(stations.THAW, [(key,) for _, key in rows])

    def _unfold(self, leads: Sequence[Row]) -> None:
        """Letters that waited within others wait by themselves again, as long as those do."""
        self._database.many(stations.UNFOLD, leads)

    def _freeze(self, letters: Sequence[Frozen], now: datetime) -> None:
        self._database.many(stations.FREEZE, [(letter.id, letter.raw) for letter in letters])
        self._database.many(stations.SAY, [_said(letter) for letter in letters if not letter.again])
        self._database.many(stations.DOUBT, [(now, letter.id) for letter in letters])


def _said(letter: Frozen) -> Row:
    found = MESSAGE_ID.search(letter.raw)
    rfc_id = found.group(1).decode("ascii", "replace") if found else ""
    return letter.lines, letter.subject, letter.items, rfc_id, letter.id


def _sent(since: datetime, until: datetime | None) -> tuple[Expression, ...]:
    return (Letter.sent_at >= since, *([] if until is None else [Letter.sent_at <= until]))


def _left_at(result: Settled, now: datetime) -> datetime | None:
    return now if result.state in ("sent", "in_doubt") else None
