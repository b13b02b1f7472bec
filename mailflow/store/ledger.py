"""Records as rows of the ledger, and back."""

from collections.abc import Sequence
from datetime import datetime

import peewee

from mailflow.domain.project import Ref
from mailflow.domain.record import Record
from mailflow.store import schema
from mailflow.store.database import Database
from mailflow.store.statement import Row, Several, Statement, gap, gaps

_row = schema.Record
_COLUMNS = (
    _row.project,
    _row.seq,
    _row.at,
    _row.kind,
    _row.ref_kind,
    _row.ref_number,
    _row.ref_version,
    _row.person,
    _row.message,
    _row.ordinal,
    _row.data,
    _row.evidence,
    _row.undoes,
)
_APPEND = Statement(_row.insert(gaps(*_COLUMNS)))
_RECENT = _row.select(*_COLUMNS).where(_row.at >= gap(_row.at)).order_by(_row.project, _row.seq)
_RECENT_OF = Several(lambda some: _RECENT.where(_row.project.in_(some)), _row.project)


def append_records(database: Database, records: Sequence[tuple[str, Record]]) -> None:
    """Write records, each with its project's code, inside a transaction."""
    database.many(_APPEND, [_written(code, record) for code, record in records])


def records_of(database: Database, code: str, *, since: datetime | None = None) -> list[Record]:
    """A project's ledger, oldest first; only what came at or after `since`."""
    query = _ledger().where(_row.project == code).order_by(_row.seq)
    return _records(database, query if since is None else query.where(_row.at >= since))


def recent_records(database: Database, codes: Sequence[str], since: datetime) -> dict[str, list[Record]]:
    """What came at or after `since` into the ledgers of several projects, oldest first."""
    found: dict[str, list[Record]] = {code: [] for code in codes}
    for row in database.rows_among(_RECENT_OF, codes, since):
        found[row[0]].append(_read(row))
    return found


def records_by_message(database: Database, message: int) -> list[Record]:
    """What that message had recorded, in any project."""
    return _records(database, _ledger().where(_row.message == message).order_by(_row.ordinal))


def undoing_records(database: Database, code: str) -> list[Record]:
    """Every UNDO in that project's ledger."""
    query = _ledger().where(_row.project == code, _row.undoes.is_null(False))
    return _records(database, query.order_by(_row.seq))


def reported_records(database: Database, code: str, person: str, limit: int) -> list[Record]:
    """The last records that this person's messages brought into the project, newest first."""
    query = _ledger().where(_row.project == code, _row.person == person, _row.message.is_null(False))
    return _records(database, query.order_by(_row.seq.desc()).limit(limit))


def _ledger() -> peewee.Select:
    return _row.select(*_COLUMNS)


def _records(database: Database, query: peewee.Select) -> list[Record]:
    return [_read(row) for row in database.rows(query)]


def _read(row: Row) -> Record:
    project, seq, at, kind, ref_kind, number, version, person, message, ordinal, data, evidence, undoes = row
    return Record(
        seq=seq,
        at=at,
        kind=kind,
        about=Ref(project, ref_kind, number, version),
        person=person,
        message=message,
        ordinal=ordinal,
        data=data,
        evidence=evidence,
        undoes=undoes,
    )


def _written(code: str, record: Record) -> Row:
    return (
        code,
        record.seq,
        record.at,
        record.kind,
        record.about.kind,
        record.about.number,
        record.about.version,
        record.person,
        record.message,
        record.ordinal,
        record.data,
        record.evidence,
        record.undoes,
    )
