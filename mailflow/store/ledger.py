"""Records as rows of the ledger, and back."""

from collections.abc import Sequence
from datetime import datetime

from mailflow.domain.project import Ref
from mailflow.domain.record import Record
from mailflow.store.columns import clean, utc, utc_text
from mailflow.store.database import Database, Row
from mailflow.store.documents import json_object, json_text

COLUMNS = "project, seq, at, kind, ref_kind, ref_number, ref_version, person, message, ordinal, data, evidence, undoes"
_INSERT = f"INSERT INTO record ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608


def append_records(database: Database, records: Sequence[tuple[str, Record]]) -> None:
    """Write records, each with its project's code, inside a transaction."""
    database.many(_INSERT, [_row(code, record) for code, record in records])


def records_of(database: Database, code: str, *, since: datetime | None = None) -> list[Record]:
    """A project's ledger, oldest first; only what came at or after `since`."""
    sql = f"SELECT {COLUMNS} FROM record WHERE project = ?"  # noqa: S608
    if since is None:
        rows = database.rows(f"{sql} ORDER BY seq", code)
    else:
        rows = database.rows(f"{sql} AND at >= ? ORDER BY seq", code, utc_text(since))
    return [record_from(row) for row in rows]


def records_by_message(database: Database, message: int) -> list[Record]:
    """What that message had recorded, in any project."""
    rows = database.rows(f"SELECT {COLUMNS} FROM record WHERE message = ? ORDER BY ordinal", message)  # noqa: S608
    return [record_from(row) for row in rows]


def undoing_records(database: Database, code: str) -> list[Record]:
    """Every UNDO in that project's ledger."""
    sql = f"SELECT {COLUMNS} FROM record WHERE project = ? AND undoes IS NOT NULL ORDER BY seq"  # noqa: S608
    return [record_from(row) for row in database.rows(sql, code)]


def record_from(row: Row) -> Record:
    """The record of a row with `COLUMNS`."""
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
