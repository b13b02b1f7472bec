"""One database, opened by URL: connections per thread, transactions, and its errors in plain words."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import RLock, local
from typing import Any, TypeVar
from urllib.parse import unquote

import peewee
from peewee import Query, fn

from mailflow.store.faults import Busy, Collision, Fenced, StoreFault, Unfit
from mailflow.store.fields import NUMBERS
from mailflow.store.server_url import Server, server_of
from mailflow.store.statement import Row, Several, Statement

PRAGMAS = (("journal_mode", "wal"), ("synchronous", "full"), ("foreign_keys", 1), ("cache_size", -4000))
TIMELINE = "left(pg_walfile_name(pg_current_wal_lsn()), 8)"
"""Which server this is among replicas that were promoted one after the other, in SQL."""
_FENCE = f"""SELECT {TIMELINE} FROM lease WHERE epoch = %s AND name = %s
AND until > clock_timestamp() + %s * interval '1 second' FOR KEY SHARE"""  # noqa: S608 (words of our own)

UNFIT = (peewee.DataError, peewee.NotSupportedError, peewee.ProgrammingError)
"""What a driver says of values and statements, and not of the server or the disk."""

_sequences = peewee.Table("sqlite_sequence")
_driver_errors: Any = vars(peewee)["__exception_wrapper__"]

Bound = tuple[int, str, float, str]
"""The epoch and the name of a daemon's lease, how many seconds of it are needed to transmit a letter, and the timeline
of the server that gave it."""
Selecting = TypeVar("Selecting", bound=peewee.Select)


class Database:
    """SQLite or PostgreSQL. Every thread gets a connection of its own at its first statement."""

    def __init__(self, url: str, *, busy_seconds: float = 10.0) -> None:
        self._scheme, _, rest = url.partition(":")
        self._turn: AbstractContextManager[object] = nullcontext()
        self._thread = local()
        if self._scheme == "sqlite":
            self.name = sqlite_path(rest)
            self.peewee: peewee.Database = _sqlite(self.name, busy_seconds)
            self._turn = RLock()  # our own threads queue here, since SQLite has those who wait sleep and ask again
        elif self._scheme in ("postgresql", "postgres"):
            server = server_of(url)
            self.name, self.peewee = server.name, _postgresql(server)
        else:
            raise StoreFault(f"database.url: {self._scheme}: is neither sqlite:///path nor postgresql://…")

    @property
    def is_sqlite(self) -> bool:
        """Whether there is one writer at a time and no row lock."""
        return self._scheme == "sqlite"

    @property
    def bound(self) -> Bound | None:
        """The lease without which this thread writes nothing."""
        found: Bound | None = getattr(self._thread, "bound", None)
        return found

    @bound.setter
    def bound(self, bound: Bound | None) -> None:
        self._thread.bound = bound

    def mind_lease(self, *, to_spare: bool = False) -> None:
        """Inside a transaction: hold on to the lease that this thread is bound to until the commit, so that nobody can
        take over before. Raises Fenced where by the database's clock it has ended, or has not enough time `to_spare`
        to transmit a letter."""
        if self.bound is None or self.is_sqlite:
            return
        epoch, name, spare, timeline = self.bound
        asked = (epoch, name, spare if to_spare else 0.0)
        found = self.peewee.execute_sql(_FENCE, asked).fetchone()
        if found is not None and found[0] != timeline:
            raise Fenced(f"database {self.name}: the server was replaced by a replica of it; looking what it lacks")
        if found is None:
            raise Fenced(f"database {self.name}: the lease of {name} has run out; others take over what it had claimed")

    def in_turn(self, what: int) -> None:
        """Inside a transaction: wait until nobody else is at that, and keep others from it until the commit."""
        if not self.is_sqlite:
            self.peewee.execute_sql("SELECT pg_advisory_xact_lock(%s)", (what,))

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
        """One transaction: committed at the end, or nothing of it. Inside another one, a part of that. Raises Fenced
        where this thread is bound to a lease that has ended."""
        with self._turn, self.reading(), self.peewee.atomic(*self._lock_at_once()):
            if self.peewee.transaction_depth() == 1:
                self.mind_lease()
            yield

    @contextmanager
    def unchanging(self) -> Iterator[None]:
        """Statements that all see the database as it is at one instant. Nobody who writes has to wait."""
        with self.reading(), self.peewee.atomic():
            if not self.is_sqlite:
                self.peewee.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield

    def rows(self, query: Query) -> list[Row]:
        """What a query of peewee's finds or returns, as tuples of Python values."""
        return list(query.tuples().execute(self.peewee))

    def value(self, query: Query) -> Any:
        """The first column of the first row; None where there is none."""
        found = self.rows(query)
        return found[0][0] if found else None

    def rows_among(self, several: Several, values: Iterable[Any], *fixed: Any) -> list[Row]:
        """The rows of a query about `values`, however many they are; `fixed` fills its other gaps."""
        return [row for statement, filling in several.parts(values, *fixed) for row in self.found(statement, *filling)]

    def found(self, statement: Statement, *values: Any) -> list[Row]:
        """The rows of a query with gaps, as tuples of Python values."""
        sql, row = statement.sql(self.peewee), statement.filled(self.peewee, values)
        return statement.read(self.peewee.execute_sql(sql, row).fetchall())

    def execute(self, query: Query) -> int:
        """Execute an INSERT, UPDATE or DELETE; the number of rows it met."""
        if isinstance(query, peewee.Insert):
            query = query.as_rowcount()
        return int(query.execute(self.peewee))

    def many(self, statement: Statement, rows: Sequence[Row]) -> None:
        """Execute a statement with gaps once for each row, by the driver's executemany: peewee has nothing as quick."""
        if not rows:
            return
        filled = [statement.filled(self.peewee, row) for row in rows]
        with _driver_errors:
            self.peewee.cursor().executemany(statement.sql(self.peewee), filled)

    def new_ids(self, table: str, count: int, column: str = "id") -> Iterator[int]:
        """The next numbers of a table, reserved for the transaction that asks."""
        if self.is_sqlite:
            last = self.value(_sequences.select(_sequences.c.seq).where(_sequences.c.name == table)) or 0
            return iter(range(last + 1, last + 1 + count))
        series = fn.generate_series(*(peewee.Value(end).cast("integer") for end in (1, count)))
        number = fn.nextval(fn.pg_get_serial_sequence(table, column))
        return iter([number for (number,) in self.rows(peewee.Select([series], [number]))])

    def locking(self, query: Selecting, *, skip: bool = False) -> Selecting:
        """That SELECT, locking what it finds where the database locks rows at all."""
        return query if self.is_sqlite else query.for_update(skip_locked=skip)

    def close(self) -> None:
        """Close the calling thread's connection."""
        with self.reading():
            self.peewee.close()

    def _lock_at_once(self) -> tuple[str, ...]:
        return ("IMMEDIATE",) if self.is_sqlite else ()

    def _drop_broken(self) -> None:
        """Let the next statement connect anew after a server went away."""
        if not self.is_sqlite and not self.peewee.in_transaction() and not self.peewee.is_connection_usable():
            self.peewee.close()

    def _fault(self, error: Exception) -> StoreFault:
        words = " ".join(str(error).split())
        if isinstance(error, peewee.ImproperlyConfigured):
            return StoreFault("database.url: PostgreSQL needs one package more: pip install 'mailflow[postgresql]'")
        if isinstance(error, peewee.IntegrityError):
            return Collision(f"database {self.name}: written by somebody else meanwhile ({words})")
        if isinstance(error, UNFIT):
            return Unfit(f"database {self.name}: {words}")
        if any(word in words for word in ("locked", "deadlock", "busy", "lock timeout")):
            return Busy(f"database {self.name} is locked by another process; tried again later ({words})")
        if "unable to open" in words or "readonly" in words:
            folder = Path(self.name).absolute().parent
            words += f"; let this user write to {folder}, and make sure that the disk is not read-only"
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


def _sqlite(path: str, busy_seconds: float) -> peewee.Database:
    folder = Path(path).parent
    if not folder.is_dir():
        raise StoreFault(f"database {path}: the folder {folder} does not exist; make it")
    return peewee.SqliteDatabase(path, pragmas=PRAGMAS, timeout=busy_seconds, field_types=NUMBERS["sqlite"])


def _postgresql(server: Server) -> peewee.Database:
    types, options = NUMBERS["postgresql"], dict[str, Any](server.options)
    return peewee.PostgresqlDatabase(server.database, prefer_psycopg3=True, field_types=types, **options)
