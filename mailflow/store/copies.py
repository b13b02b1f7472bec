"""A consistent copy of a database while it is in use, and a database made from such a copy.

A copy is one SQLite file, whatever the database is, with the files that came with messages in it: what was taken from
SQLite can be restored into PostgreSQL, too.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import peewee

from mailflow.store import schema
from mailflow.store.database import Database
from mailflow.store.faults import StoreFault
from mailflow.store.fields import Instant, Number, Octets
from mailflow.store.files import Files, sync
from mailflow.store.migrations import migrate
from mailflow.store.packing import pack
from mailflow.store.statement import Row

MANY = 500


def back_up(database: Database, files: Files, to: Path) -> set[str]:
    """Write a copy of the database as it is at one instant and of the files that it refers to, for nobody else to
    read. The hashes of files that are gone or damaged. Raises StoreFault where `to` is there already or cannot be
    written; then nothing is left of it."""
    part = to.with_name(f"{to.name}.part")
    try:
        with _refusing(to), _own(part):
            _pages(database, part) if database.is_sqlite else _rows(database, part)
            lost = pack(part, files)
            _settle(part)
            os.link(part, to)
            sync(to.parent)
            return lost
    except OSError as fault:
        raise StoreFault(f"{fault.filename or to}: cannot be written: {fault.strerror or fault}") from fault
    except sqlite3.Error as fault:
        raise StoreFault(f"{to}: cannot be written: {fault}") from fault


def duplicate(copy: Path, to: Path) -> None:
    """Another file with what a copy holds. Raises StoreFault where it is none that mailflow made."""
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as fault:
        raise StoreFault(f"{copy}: is no backup that can be read: {fault}") from fault
    if said != "ok" or not {"meta", "message", "letter", "record"} <= tables:
        raise StoreFault(f"{copy}: is no backup of mailflow's, or it is damaged; take another one")
    try:
        with _own(to, keep=True):
            shutil.copyfile(copy, to)
    except OSError as fault:
        raise StoreFault(f"{fault.filename or to}: cannot be written: {fault.strerror or fault}") from fault


def pour(source: Database, target: Database) -> None:
    """Put everything that `source` holds in the place of everything that `target` does, in one transaction."""
    with source.unchanging(), target.writing():
        for table in reversed(schema.TABLES):
            target.execute(table.delete())
        for table in schema.TABLES:
            for rows in _in_parts(source, table):
                _insert(target, table, rows)
        _fold_again(source, target)


def settle(path: Path) -> None:
    """Make one whole file of an SQLite database that nobody has open."""
    try:
        _settle(path)
    except (OSError, sqlite3.Error) as fault:
        raise StoreFault(f"database {path}: {fault}") from fault


# -- inside


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    if path.exists():
        raise StoreFault(f"{path}: is there already; name another file")
    yield


@contextmanager
def _own(path: Path, *, keep: bool = False) -> Iterator[None]:
    """A new file that only this user may read; gone at the end unless it is kept, and wherever something failed."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield
    except BaseException:
        _remove(path)
        raise
    if not keep:
        _remove(path)


def _remove(path: Path) -> None:
    for name in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            Path(f"{path}{name}").unlink()


def _pages(database: Database, part: Path) -> None:
    with database.reading(), closing(sqlite3.connect(part)) as copy:
        connection: Any = database.peewee.connection()
        connection.backup(copy)


def _rows(database: Database, part: Path) -> None:
    target = Database(f"sqlite:///{part.absolute()}")
    try:
        migrate(target)
        pour(database, target)
    finally:
        target.close()


def _settle(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        raise StoreFault(f"{path}: the copy is damaged ({said}); the disk may be failing")
    sync(path)


def _columns(table: type[schema.Table]) -> list[peewee.Field]:
    fields: list[peewee.Field] = vars(table)["_meta"].sorted_fields
    return fields


def _in_parts(source: Database, table: type[schema.Table]) -> Iterator[list[Row]]:
    """A table's rows, so many at a time where they have a number."""
    columns = ", ".join(f'"{field.column_name}"' for field in _columns(table))
    name, number = vars(table)["_meta"].table_name, _numbered(table)
    mark = "?" if source.is_sqlite else "%s"
    if number is None:
        yield _asked(source, f'SELECT {columns} FROM "{name}"', ())  # noqa: S608 (names of our own)
        return
    place, last = [field.column_name for field in _columns(table)].index(number), -1
    sql = f'SELECT {columns} FROM "{name}" WHERE "{number}" > {mark} ORDER BY "{number}" LIMIT {MANY}'  # noqa: S608
    while rows := _asked(source, sql, (last,)):
        yield rows
        last = rows[-1][place]


def _numbered(table: type[schema.Table]) -> str | None:
    key = vars(table)["_meta"].primary_key
    single = isinstance(key, Number | peewee.ForeignKeyField) and not isinstance(key, peewee.CompositeKey)
    return str(key.column_name) if single else None


def _asked(source: Database, sql: str, values: Row) -> list[Row]:
    with source.reading():
        return list(source.peewee.execute_sql(sql, values).fetchall())


def _insert(target: Database, table: type[schema.Table], rows: Sequence[Row]) -> None:
    fields = _columns(table)
    columns, mark = ", ".join(f'"{f.column_name}"' for f in fields), "?" if target.is_sqlite else "%s"
    marks, name = ", ".join([mark] * len(fields)), vars(table)["_meta"].table_name
    sql = f'INSERT INTO "{name}" ({columns}) VALUES ({marks})'  # noqa: S608 (names of our own)
    for row in rows:
        target.peewee.execute_sql(sql, tuple(map(_portable, fields, row)))


def _portable(field: peewee.Field, value: Any) -> Any:
    """A column's value as both databases take it; a letter's lead may not be there yet."""
    if value is None or field is schema.Letter.folded_into:
        return None
    if isinstance(field, Instant):
        return field.db_value(field.python_value(value))
    if isinstance(field, peewee.BooleanField):
        return bool(value)
    return bytes(value) if isinstance(field, Octets) else value


def _fold_again(source: Database, target: Database) -> None:
    letter = schema.Letter
    pairs = source.rows(letter.select(letter.id, letter.folded_into).where(letter.folded_into.is_null(False)))
    for key, lead in pairs:
        target.execute(letter.update(folded_into=lead).where(letter.id == key))
