"""One database, opened by URL: connections per thread, transactions, and its errors in plain words."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import RLock
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import peewee

from mailflow.store.columns import clean
from mailflow.store.faults import Busy, StoreFault

PRAGMAS = (("journal_mode", "wal"), ("synchronous", "full"), ("foreign_keys", 1), ("cache_size", -4000))
MOST_PARAMETERS = 900

_driver_errors: Any = vars(peewee)["__exception_wrapper__"]

Row = tuple[Any, ...]


class Database:
    """SQLite or PostgreSQL. Every thread gets a connection of its own at its first statement."""

    def __init__(self, url: str, *, busy_seconds: float = 10.0) -> None:
        self._scheme, _, rest = url.partition(":")
        self._turn: AbstractContextManager[object] = nullcontext()
        if self._scheme == "sqlite":
            self.name = sqlite_path(rest)
            self._peewee: peewee.Database = _sqlite(self.name, busy_seconds)
            self._turn = RLock()  # our own threads queue here, since SQLite has those who wait sleep and ask again
        elif self._scheme in ("postgresql", "postgres"):
            parts = urlsplit(url)
            self.name = f"{parts.hostname or 'local'}{parts.path}"
            self._peewee = _postgresql(url)
        else:
            raise StoreFault(f"database.url: {self._scheme}: is neither sqlite:///path nor postgresql://…")

    @property
    def is_sqlite(self) -> bool:
        """Whether there is one writer at a time and no row lock."""
        return self._scheme == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Statements that change nothing; errors become a StoreFault."""
        try:
            yield
        except (peewee.PeeweeException, sqlite3.Error) as error:
            self._drop_broken()
            raise self._fault(_first(error)) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: committed at the end, or nothing of it. Inside another one, a part of that."""
        with self._turn, self.reading(), self._peewee.atomic(*self._lock_at_once()):
            yield

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """The rows of an SQL text with ``?`` gaps, as the driver gives them."""
        return list(self._cursor(sql, parameters).fetchall())

    def rows_among(self, sql: str, values: Iterable[Any], *, before: Row = (), after: Row = ()) -> list[Row]:
        """The rows of an SQL text in which ``(*)`` stands for `values`, however many they are."""
        found: list[Row] = []
        for some in chunks(values):
            found += self.rows(sql.replace("(*)", f"({','.join('?' * len(some))})"), *before, *some, *after)
        return found

    def insert(self, sql: str, rows: Sequence[Row]) -> list[Row]:
        """Execute an INSERT in which ``(*)`` stands for `rows`, all of one width; what it returns."""
        found: list[Row] = []
        for some in chunks(rows, MOST_PARAMETERS // len(rows[0]) if rows else 1):
            gap = f"({','.join('?' * len(some[0]))})"
            values = ",".join([gap] * len(some))
            found += self.rows(sql.replace("(*)", values), *(value for row in some for value in row))
        return found

    def new_ids(self, table: str, count: int) -> Iterator[int]:
        """The next numbers of a table, reserved for the transaction that asks."""
        if self.is_sqlite:
            found = self.rows("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
            first = found[0][0] + 1 if found else 1
            return iter(range(first, first + count))
        sql = "SELECT nextval(pg_get_serial_sequence(?, 'id')) FROM generate_series(1, ?)"
        return iter([number for (number,) in self.rows(sql, table, count)])

    def execute(self, sql: str, *parameters: Any) -> int:
        """Execute an SQL text with ``?`` gaps; the number of rows it met."""
        return int(self._cursor(sql, parameters).rowcount)

    def many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """Execute an SQL text once for each row of parameters."""
        if not rows:
            return
        with _driver_errors:
            self._peewee.cursor().executemany(self._dialect(sql), rows)  # type: ignore[no-untyped-call]

    def locking(self, sql: str, *, skip: bool = False) -> str:
        """That SELECT, locking what it finds where the database locks rows at all."""
        if self.is_sqlite:
            return sql
        return sql + (" FOR UPDATE SKIP LOCKED" if skip else " FOR UPDATE")

    def has_table(self, name: str) -> bool:
        """Whether there is such a table."""
        return bool(self._peewee.table_exists(name))

    def close(self) -> None:
        """Close the calling thread's connection."""
        with self.reading():
            self._peewee.close()

    def _cursor(self, sql: str, parameters: Row) -> Any:
        safe = tuple(clean(value) if isinstance(value, str) else value for value in parameters)
        return self._peewee.execute_sql(self._dialect(sql), safe)  # type: ignore[no-untyped-call]

    def _lock_at_once(self) -> tuple[str, ...]:
        return ("IMMEDIATE",) if self.is_sqlite else ()

    def _dialect(self, sql: str) -> str:
        return sql if self.is_sqlite else sql.replace("?", "%s")

    def _drop_broken(self) -> None:
        """Let the next statement connect anew after a server went away."""
        if not self.is_sqlite and not self._peewee.in_transaction() and not self._peewee.is_connection_usable():
            self._peewee.close()

    def _fault(self, error: Exception) -> StoreFault:
        words = " ".join(str(error).split())
        if isinstance(error, peewee.IntegrityError):
            return Busy(f"database {self.name}: written by somebody else meanwhile ({words})")
        if "locked" in words or "deadlock" in words or "busy" in words:
            return Busy(f"database {self.name} is locked by another process; tried again later ({words})")
        return StoreFault(f"database {self.name}: {words}")


def sqlite_path(rest: str) -> str:
    """The file that an SQLite URL names: ``///x`` and ``////x`` are /x, ``///./x`` and ``x`` are relative."""
    path = unquote(rest.removeprefix("//") if rest.startswith("//") else rest)
    if not path.startswith("/"):
        return path
    bare = path.lstrip("/")
    return bare if bare.startswith("./") else f"/{bare}"


def _first(error: Exception) -> Exception:
    """What went wrong first, where the rollback after it failed for want of a transaction."""
    first = error.__context__
    while isinstance(first, sqlite3.Error) and "cannot rollback" in str(first):
        first = first.__context__
    return first if "cannot rollback" in str(error) and isinstance(first, Exception) else error


def chunks(values: Iterable[Any], size: int = MOST_PARAMETERS) -> Iterator[list[Any]]:
    """`values` in lists that fit one statement."""
    pending = list(values)
    for start in range(0, len(pending), size):
        yield pending[start : start + size]


def _sqlite(path: str, busy_seconds: float) -> peewee.Database:
    folder = Path(path).parent
    if not folder.is_dir():
        raise StoreFault(f"database {path}: the folder {folder} does not exist")
    return peewee.SqliteDatabase(path, pragmas=PRAGMAS, timeout=busy_seconds)


def _postgresql(url: str) -> peewee.Database:
    parts = urlsplit(url)
    given = {
        "host": parts.hostname,
        "port": parts.port,
        "user": unquote(parts.username) if parts.username else None,
        "password": unquote(parts.password) if parts.password else None,
        **dict(parse_qsl(parts.query)),
    }
    options: dict[str, Any] = {key: value for key, value in given.items() if value is not None}
    options.setdefault("connect_timeout", 10)
    options.setdefault("application_name", "mailflow")
    name = unquote(parts.path.lstrip("/")) or "mailflow"
    try:
        return peewee.PostgresqlDatabase(name, prefer_psycopg3=True, **options)
    except peewee.ImproperlyConfigured as error:
        raise StoreFault("database.url: PostgreSQL needs `pip install mailflow[postgresql]`") from error
