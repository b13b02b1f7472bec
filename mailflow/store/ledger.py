"""Records as rows of the ledger, and back."""

from collections.abc import Sequence
from datetime import datetime

from mailflow.domain.project import Ref
from mailflow.domain.record import Record
from mailflow.store.columns import clean, utc, utc_text
from mailflow.store.database import Database, Row
from mailflow.store.documents import json_object, json_text

_SELECT = (
    "SELECT project, seq, at, kind, ref_kind, ref_number, ref_version, person, message, ordinal, data, evidence, "
    "undoes FROM record "
)
_INSERT = (
    "INSERT INTO record (project, seq, at, kind, ref_kind, ref_number, ref_version, person, message, ordinal, data, "
    "evidence, undoes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def append_records(database: Database, records: Sequence[tuple[str, Record]]) -> None:
    """Write records, each with its project's code, inside a transaction."""
    database.many(_INSERT, [_row(code, record) for code, record in records])


def records_of(database: Database, code: str, *, since: datetime | None = None) -> list[Record]:
    """A project's ledger, oldest first; only what came at or after `since`."""
    if since is None:
        return _records(database, "WHERE project = ? ORDER BY seq", code)
    return _records(database, "WHERE project = ? AND at >= ? ORDER BY seq", code, utc_text(since))


def records_by_message(database: Database, message: int) -> list[Record]:
    """What that message had recorded, in any project."""
    return _records(database, "WHERE message = ? ORDER BY ordinal", message)


def undoing_records(database: Database, code: str) -> list[Record]:
    """Every UNDO in that project's ledger."""
    return _records(database, "WHERE project = ? AND undoes IS NOT NULL ORDER BY seq", code)


def reported_records(database: Database, code: str, person: str, limit: int) -> list[Record]:
    """The last records that this person's messages brought into the project, newest first."""
    where = "WHERE project = ? AND person = ? AND message IS NOT NULL ORDER BY seq DESC LIMIT ?"
    return _records(database, where, code, person, limit)


def _records(database: Database, where: str, *parameters: object) -> list[Record]:
    return [_record(row) for row in database.rows(_SELECT + where, *parameters)]


def _record(row: Row) -> Record:
    project, seq, at, kind, ref_kind, number, version, person, message, ordinal, data, evidence, undoes = row
    return Record(
        seq=seq,
        at=utc(at),
        kind=kind,
        about=Ref(project, ref_kind, number, version),
        person=person,
        message=message,
        ordinal=ordinal,
        data=json_object(data),
        evidence=evidence,
        undoes=undoes,
    )


def _row(code: str, record: Record) -> Row:
    return (
        code,
        record.seq,
        utc_text(record.at),
        record.kind,
        record.about.kind,
        record.about.number,
        record.about.version,
        record.person,
        record.message,
        record.ordinal,
        json_text(record.data),
        clean(record.evidence),
        record.undoes,
    )
