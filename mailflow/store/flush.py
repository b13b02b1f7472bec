"""A unit's decisions, written in bulk at its end."""

from collections.abc import Iterable
from datetime import datetime

from mailflow.domain.snapshot import Snapshot
from mailflow.store.attachments import write_attachments
from mailflow.store.database import Database
from mailflow.store.held import save_held
from mailflow.store.ledger import append_records
from mailflow.store.pending import Pending, Queued
from mailflow.store.people import save_people
from mailflow.store.schema import OPEN, QUEUED, Letter, Message, Occasion, Project
from mailflow.store.snapshots import save_folds, save_members
from mailflow.store.statement import Row, Several, Statement, gap, gaps

_LETTER = Statement(
    Letter.insert(
        gaps(
            Letter.occasion,
            Letter.token,
            Letter.letter,
            Letter.person,
            Letter.project,
            Letter.cause,
            Letter.intent,
            Letter.due_at,
            Letter.ready_at,
            Letter.not_after,
        )
    )
)
_OCCASION = (Occasion.key, Occasion.state, Occasion.at)
_NEW_OCCASIONS = Several(
    lambda rows: Occasion.insert_many(rows, _OCCASION).on_conflict_ignore().returning(Occasion.key), *_OCCASION
)
_WAKE = Statement(Project.update(gaps(Project.wake_at)).where(Project.code == gap(Project.code)))
_FOUND = Statement(Project.insert(gaps(Project.code)))
_ANNOUNCE = Statement(Project.update(gaps(Project.announced_until)).where(Project.code == gap(Project.code)))
_CLAIM = Statement(
    Message.update(gaps(Message.content_key, Message.rfc_id, Message.sender)).where(Message.id == gap(Message.id))
)
_DISPOSE = Statement(
    Message.update(
        {**gaps(Message.disposition, Message.reason, Message.evidence), Message.retry_at: None, Message.daemon: ""}
    ).where(Message.id == gap(Message.id))
)
_PARK = Statement(
    Message.update({**gaps(Message.retry_at, Message.reason), Message.daemon: ""}).where(
        Message.id == gap(Message.id), OPEN
    )
)
_WITHDRAW = Statement(
    Letter.update({**gaps(Letter.note), Letter.state: "withdrawn"}).where(QUEUED, Letter.cause == gap(Letter.cause))
)


def flush(database: Database, pending: Pending, before: dict[str, Snapshot], now: datetime) -> list[Snapshot]:
    """Write everything, inside a transaction; the snapshots that changed."""
    save_people(database, list(pending.people.values()))
    database.many(_FOUND, [(code,) for code in pending.founded])
    before = before | pending.founded
    append_records(database, pending.records)
    changed = [s for code, s in pending.snapshots.items() if s.seq != before[code].seq]
    save_folds(database, changed)
    save_members(database, [s for s in changed if s.members != before[s.code].members])
    _wake(database, pending)
    _withdraw(database, pending)
    queue_letters(database, pending.letters, pending.occasions, now)
    _claim(database, pending)
    write_attachments(database, pending.enclosed)
    _dispose(database, pending)
    save_held(database, list(pending.held.values()))
    return changed


def queue_letters(database: Database, letters: Iterable[Queued], occasions: dict[str, str], now: datetime) -> None:
    """Write occasions, and the letters of those that nobody else wrote first."""
    rows = [(key, state, now) for key, state in occasions.items()]
    fresh = {key for (key,) in database.rows_among(_NEW_OCCASIONS, rows)}
    database.many(_LETTER, [_letter(queued) for queued in letters if queued.intent.occasion in fresh])


def _letter(queued: Queued) -> Row:
    intent = queued.intent
    return (
        intent.occasion,
        queued.token,
        intent.letter,
        intent.to,
        intent.about.project,
        intent.cause,
        intent,
        queued.due_at,
        queued.due_at,
        queued.not_after,
    )


def _wake(database: Database, pending: Pending) -> None:
    database.many(_WAKE, [(at, code) for code, at in pending.wakes.items()])
    database.many(_ANNOUNCE, [(until, code) for code, until in pending.announced.items()])


def _claim(database: Database, pending: Pending) -> None:
    database.many(_CLAIM, [(c.content_key, c.rfc_id, c.sender, c.message) for c in pending.claims.values()])


def _dispose(database: Database, pending: Pending) -> None:
    ends = pending.disposals.values()
    database.many(_DISPOSE, [(d.disposition.value, d.reason, d.evidence, d.message) for d in ends])
    database.many(_PARK, [(until, reason, message) for message, (until, reason) in pending.parked.items()])


def _withdraw(database: Database, pending: Pending) -> None:
    database.many(_WITHDRAW, [(why, message) for message, why in pending.withdrawals.items()])
