"""From no tables, or older ones, to the tables that this program knows.

A new database is made from the models. An older one goes through the numbered files beside this one, which are
pwmigrate's: a change of the models needs the next number, with the tables declared there as they are to be then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import peewee
from peewee import SchemaManager, fn
from playhouse.migrations import Migration, Runner

from mailflow.store import schema
from mailflow.store.database import Database
from mailflow.store.faults import OldSchema, StoreFault
from mailflow.store.leases import expect_no_daemon

FOLDER = Path(__file__).parent
HISTORY = "schema_migration"
LOCK = 0x6D61696C
UNSAFE = {
    "fsync": ("off", "on"),
    "synchronous_commit": ("off", "on"),
    "full_page_writes": ("off", "on"),
    "zero_damaged_pages": ("on", "off"),
    "data_sync_retry": ("on", "off"),
    "ignore_checksum_failure": ("on", "off"),
}
"""Settings of PostgreSQL: the value that is refused, and the one that is asked for."""
STANDSTILL = 25
"""For how many seconds at most a connection may stand idle in a transaction: less than a lease lasts."""
_IDLE = peewee.SQL("EXTRACT(EPOCH FROM current_setting('idle_in_transaction_session_timeout')::interval)::float")
SCHEMA = max(migration.idx for migration in Migration.load_directory(str(FOLDER)))


def schema_of(database: Database) -> int:
    """The schema's number; 0 where there are no tables yet."""
    return max((migration.idx for migration in _runner(database).status() if migration.applied), default=0)


def migrate(database: Database) -> None:
    """Bring the tables up to date, one process at a time. Raises StoreFault where they are newer than this program."""
    with _references_unchecked(database), database.writing():
        refuse_unsafe(database)
        if not database.is_sqlite:
            database.value(peewee.Select(columns=[fn.pg_advisory_xact_lock(LOCK)]))
        present = schema_of(database)
        refuse_newer(database, present)
        runner = _runner(database)
        if present == 0:
            create(database)
            runner.fake()
        elif present < SCHEMA:
            expect_no_daemon(database)
            runner.up()


def create(database: Database) -> None:
    """All tables and indexes as the models have them."""
    for table in schema.TABLES:
        SchemaManager(table, database.peewee).create_all(safe=False)


def expect_current(database: Database) -> None:
    """Raise StoreFault unless the tables are exactly those that this program knows; OldSchema where they are older.
    Nothing is written and no lock is taken."""
    with database.reading():
        refuse_unsafe(database)
        present = schema_of(database)
    refuse_newer(database, present)
    if present < SCHEMA:
        text = f"database {database.name}: schema {present} is older than {SCHEMA}; run `mailflow migrate`"
        raise OldSchema(text, present)


def refuse_newer(database: Database, present: int) -> None:
    """Raise StoreFault where a newer mailflow has been here."""
    if present > SCHEMA:
        raise StoreFault(
            f"database {database.name}: its schema {present} is newer than this mailflow knows ({SCHEMA}); "
            "install the newer version"
        )


def refuse_unsafe(database: Database) -> None:
    """Raise StoreFault where a PostgreSQL server may forget what it has committed, or make up for it with nothing."""
    for setting, (unsafe, safe) in ({} if database.is_sqlite else UNSAFE).items():
        if database.value(peewee.Select(columns=[fn.current_setting(setting)])) == unsafe:
            raise StoreFault(
                f"database {database.name}: the server has {setting}={unsafe} and may lose what it has committed; "
                f"set {setting} to {safe}"
            )
    if not database.is_sqlite and not 0 < database.value(peewee.Select(columns=[_IDLE])) <= STANDSTILL:
        raise StoreFault(
            f"database {database.name}: a daemon that stands still could keep others from taking over; "
            f"database.url sets idle_in_transaction_session_timeout: leave it out, or at most {STANDSTILL}s"
        )


def _runner(database: Database) -> Runner:
    return Runner(database.peewee, str(FOLDER), table_name=HISTORY)


@contextmanager
def _references_unchecked(database: Database) -> Iterator[None]:
    """SQLite changes a column by building the table anew, and dropping the old one would take along what refers to
    it. The setting has to be made outside a transaction."""
    with database.reading():
        _check_references(database, on=False)
        try:
            yield
        finally:
            _check_references(database, on=True)


def _check_references(database: Database, *, on: bool) -> None:
    if isinstance(database.peewee, peewee.SqliteDatabase):
        database.peewee.pragma("foreign_keys", int(on))
