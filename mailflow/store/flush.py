"""A unit's decisions, written in bulk at its end."""

from collections.abc import Iterable
from datetime import datetime

from mailflow.domain.snapshot import Snapshot
from mailflow.store.columns import clean, utc_text
from mailflow.store.database import Database
from mailflow.store.documents import intent_text
from mailflow.store.ledger import append_records
from mailflow.store.pending import Pending, Queued
from mailflow.store.people import save_people
from mailflow.store.snapshots import save_folds, save_members

_LETTER = (
    "INSERT INTO letter (occasion, token, letter, person, project, cause, intent, state, due_at, ready_at, not_after, "
    "rfc_id, attempts, daemon, subject, items, possible_duplicate, note) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?, ?, '', 0, '', '', '[]', 0, '')"
)


def flush(database: Database, pending: Pending, before: dict[str, Snapshot], now: datetime) -> list[Snapshot]:
    """Write everything, inside a transaction; the snapshots that changed."""
    save_people(database, list(pending.people.values()))
    append_records(database, pending.records)
    changed = [s for code, s in pending.snapshots.items() if s.seq != before[code].seq]
    save_folds(database, changed)
    save_members(database, [s for s in changed if s.members != before[s.code].members])
    _wake(database, pending)
    _withdraw(database, pending)
    queue_letters(database, pending.letters, pending.occasions, now)
    _claim(database, pending)
    _dispose(database, pending)
    return changed


def queue_letters(database: Database, letters: Iterable[Queued], occasions: dict[str, str], now: datetime) -> None:
    """Write occasions, and the letters of those that nobody else wrote first."""
    at = utc_text(now)
    fresh = {
        key
        for (key,) in database.insert(
            "INSERT INTO occasion (key, state, at) VALUES (*) ON CONFLICT DO NOTHING RETURNING key",
            [(key, state, at) for key, state in occasions.items()],
        )
    }
    database.many(_LETTER, [_letter(queued) for queued in letters if queued.intent.occasion in fresh])


def _letter(queued: Queued) -> tuple[object, ...]:
    intent, due = queued.intent, utc_text(queued.due_at)
    not_after = None if queued.not_after is None else utc_text(queued.not_after)
    return (
        intent.occasion,
        queued.token,
        intent.letter,
        intent.to,
        intent.about.project,
        intent.cause,
        intent_text(intent),
        due,
        due,
        not_after,
    )


def _wake(database: Database, pending: Pending) -> None:
    database.many(
        "UPDATE project SET wake_at = ? WHERE code = ?",
        [(None if at is None else utc_text(at), code) for code, at in pending.wakes.items()],
    )
    database.many(
        "UPDATE project SET announced_until = ? WHERE code = ?",
        [(utc_text(until), code) for code, until in pending.announced.items()],
    )


def _claim(database: Database, pending: Pending) -> None:
    database.many(
        "UPDATE message SET content_key = ?, rfc_id = ?, sender = ? WHERE id = ?",
        [(c.content_key, c.rfc_id, c.sender, c.message) for c in pending.claims.values()],
    )


def _dispose(database: Database, pending: Pending) -> None:
    database.many(
        "UPDATE message SET disposition = ?, reason = ?, evidence = ?, retry_at = NULL, daemon = '' WHERE id = ?",
        [(d.disposition.value, d.reason, clean(d.evidence), d.message) for d in pending.disposals.values()],
    )

    database.many(
        "UPDATE message SET retry_at = ?, reason = ?, daemon = '' WHERE id = ? AND disposition IS NULL",
        [(utc_text(until), clean(reason), message) for message, (until, reason) in pending.parked.items()],
    )


def _withdraw(database: Database, pending: Pending) -> None:
    database.many(
        "UPDATE letter SET state = 'withdrawn', note = ? WHERE state = 'queued' AND cause = ?",
        [(clean(why), message) for message, why in pending.withdrawals.items()],
    )
