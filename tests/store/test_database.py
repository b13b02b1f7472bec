"""What an operator reads when the database is not as it should be."""

import importlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree

import peewee
import pytest
from peewee import fn
from playhouse.migrate import SchemaMigrator
from playhouse.migrations import Runner
from playhouse.schema_diff import diff_models

from mailflow.store import Arrival, Busy, Store, StoreFault, migrations
from mailflow.store.database import Database, sqlite_path
from mailflow.store.migrations import HISTORY, SCHEMA, schema_of
from mailflow.store.schema import TABLES, Address, Letter, Message
from tests.servers.postgres import Postgres, installed
from tests.servers.processes import folder
from tests.store.samples import CODE, DANA, NOW, opened, queue, queued


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///var/lib/mailflow/mailflow.db", "/var/lib/mailflow/mailflow.db"),
        ("sqlite:////var/lib/mailflow.db", "/var/lib/mailflow.db"),
        ("sqlite:///./mailflow.db", "./mailflow.db"),
        ("sqlite:mailflow.db", "mailflow.db"),
        ("sqlite:///tmp/a%20b.db", "/tmp/a b.db"),
    ],
)
def test_an_sqlite_url_names_a_file(url: str, path: str) -> None:
    assert sqlite_path(url.removeprefix("sqlite:")) == path


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://x/y", "database.url: mysql: is neither"),
        ("mailflow.db", "database.url: mailflow.db: is neither"),
        ("sqlite:///nowhere/at/all.db", "the folder /nowhere/at does not exist"),
        ("sqlite:///etc", "unable to open database file"),
        ("postgresql://u:secret@127.0.0.1:1/mailflow", "Connection refused"),
    ],
)
def test_a_database_that_cannot_be_opened_is_told_in_one_line(url: str, words: str) -> None:
    with pytest.raises(StoreFault) as caught:
        Store.open(url)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_driver_that_is_not_installed_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peewee, "psycopg", None)
    monkeypatch.setattr(peewee, "psycopg2", None)
    with pytest.raises(StoreFault, match=r"pip install 'mailflow\[postgresql\]'"):
        Store.open("postgresql://u@127.0.0.1:1/mailflow")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("Dear diary" * 1000)
    with pytest.raises(StoreFault, match="file is not a database"):
        Store.open(f"sqlite://{tmp_path}/x.db")


def test_opening_twice_changes_nothing(url: str) -> None:
    for _ in range(2):
        store = Store.open(url)
        opened(store)
        assert len(store.people.all()) == 2
        store.close()


def test_a_newer_schema_is_refused(url: str) -> None:
    Store.open(url).close()
    database = Database(url)
    Runner(database.peewee, table_name=HISTORY).History.create(name=f"{SCHEMA + 1:04}_later")
    for migrate in (True, False):
        with pytest.raises(StoreFault, match=f"schema {SCHEMA + 1} is newer than this mailflow knows"):
            Store.open(url, migrate=migrate)
    database.close()


def test_an_older_schema_is_refused_where_nothing_may_be_migrated(url: str) -> None:
    with pytest.raises(StoreFault, match=f"schema 0 is older than {SCHEMA}; run `mailflow migrate`"):
        Store.open(url, migrate=False)
    Store.open(url).close()
    Store.open(url, migrate=False).close()


LATER = """
from peewee import TextField


def up(migrator, database):
    migrator.migrate(migrator.add_column("person", "nickname", TextField(default="")))
    migrator.migrate(migrator.drop_column("person", "name"))
"""


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations with one more than there is, to be written as the next `_later.py`."""
    folder = tmp_path / "migrations"
    copytree(migrations.FOLDER, folder)
    monkeypatch.setattr(migrations, "FOLDER", folder)
    monkeypatch.setattr(migrations, "SCHEMA", SCHEMA + 1)
    return folder / f"{SCHEMA + 1:04}_later.py"


def test_an_older_database_is_migrated_once_and_keeps_what_refers_to_a_changed_table(url: str, later: Path) -> None:
    with closing(Store.open(url)) as store:
        opened(store)
    later.write_text(LATER)
    database = Database(url)
    for _ in range(2):
        migrations.migrate(database)
        assert schema_of(database) == SCHEMA + 1
    assert [column.name for column in database.peewee.get_columns("person")] == ["id", "data", "nickname"]
    assert database.value(Address.select(fn.COUNT(Address.address))) == 3
    database.close()


def test_letters_of_before_were_never_put_off(url: str) -> None:
    with closing(Store.open(url)) as store:
        queue(store, [queued("a/1")])
    database = Database(url)
    migrator = SchemaMigrator.from_database(database.peewee)
    up = importlib.import_module("mailflow.store.migrations.0008_put_off").up
    with migrations._references_unchecked(database):
        migrator.migrate(migrator.drop_column("letter", "put_off_since"))
        up(migrator, database.peewee)
    assert database.rows(Letter.select(Letter.put_off_since)) == [(None,)]
    assert str(diff_models(database.peewee, TABLES)) == ""
    database.close()


def test_messages_of_before_are_not_released(url: str) -> None:
    with closing(Store.open(url)) as store:
        store.journal.receive([Arrival("pipe", "INBOX", 0, None, b"", "<a@x>", "dana@x", NOW)])
    database = Database(url)
    migrator = SchemaMigrator.from_database(database.peewee)
    up = importlib.import_module("mailflow.store.migrations.0004_released").up
    with migrations._references_unchecked(database):
        migrator.migrate(migrator.drop_column("message", "released"))
        up(migrator, database.peewee)
    assert database.value(Message.select(Message.released)) is False
    assert str(diff_models(database.peewee, TABLES)) == ""
    database.close()


def test_a_migration_that_fails_leaves_nothing_behind(url: str, later: Path) -> None:
    Store.open(url).close()
    later.write_text(LATER + """    database.execute_sql("CREATE TABLE nonsense (")""")
    database = Database(url)
    with pytest.raises(StoreFault, match="database "):
        migrations.migrate(database)
    assert schema_of(database) == SCHEMA
    assert "nickname" not in [column.name for column in database.peewee.get_columns("person")]
    database.close()


def test_tables_that_cannot_all_be_made_leave_nothing_behind(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mailflow.store.schema.TABLES", (*TABLES, TABLES[0]))
    with pytest.raises(StoreFault, match="database "):
        Store.open(url)
    monkeypatch.undo()
    with closing(Store.open(url)) as store:
        assert store.projects.codes() == []


def test_the_tables_are_the_models(url: str) -> None:
    Store.open(url).close()
    database = Database(url)
    assert str(diff_models(database.peewee, TABLES)) == ""
    database.close()


def test_sqlite_is_safe_against_power_cuts(tmp_path: Path) -> None:
    Store.open(f"sqlite://{tmp_path}/x.db").close()
    database = Database(f"sqlite://{tmp_path}/x.db")
    found = [database.peewee.pragma(name) for name in ("journal_mode", "synchronous", "foreign_keys")]
    database.close()
    assert found == ["wal", 2, 1]


def test_a_locked_database_is_told_and_recovers(tmp_path: Path) -> None:
    store = Store.open(f"sqlite://{tmp_path}/x.db", busy_seconds=0.05)
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="is locked by another process"):
            store.people.save(DANA)
        assert store.people.all() == []
    store.people.save(DANA)
    assert store.people.all() == [DANA]
    store.close()


def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    store = opened(Store.open(f"sqlite://{tmp_path}/x.db"))
    before = store.projects.snapshot(CODE)
    store._database.peewee.execute_sql("PRAGMA max_page_count = 1")
    with pytest.raises(StoreFault, match="database or disk is full"):
        fill(store)
    store._database.peewee.execute_sql("PRAGMA max_page_count = 1000000")
    assert store.projects.snapshot(CODE) == before
    fill(store)
    assert store.meta.get("k99") is not None
    store.close()


def fill(store: Store) -> None:
    for number in range(100):
        store.meta.put(f"k{number}", "x" * 5000)


def test_a_file_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path}/x.db"
    store = Store.open(url)
    store._database.peewee.execute_sql("PRAGMA query_only = 1")
    with pytest.raises(StoreFault, match="readonly"):
        store.people.save(DANA)
    store.close()


def test_a_broken_connection_is_told_and_the_next_call_has_a_new_one(postgres: Postgres, postgres_url: str) -> None:
    store = opened(Store.open(postgres_url))
    cut_off(postgres, postgres_url)
    with pytest.raises(StoreFault, match="terminating connection"):
        store.people.all()
    assert len(store.people.all()) == 2

    def cut_off_inside() -> None:
        with store.projects.unit([CODE], NOW) as unit:
            cut_off(postgres, postgres_url)
            unit.wake(CODE, NOW)

    with pytest.raises(StoreFault):
        cut_off_inside()
    assert store.projects.next_wake() is None
    store.close()


def cut_off(postgres: Postgres, url: str) -> None:
    database = url.rpartition("/")[2]
    postgres.say(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")


@pytest.fixture
def forgetful(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a server that may lose what it has committed."""
    with folder("postgres") as where:
        server = Postgres(where, installed(), **dict([request.param.split("=")]))
        yield server.url()
        server.stop()


@pytest.mark.real
@pytest.mark.parametrize(
    "forgetful",
    ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "zero_damaged_pages=on", "data_sync_retry=on"],
    indirect=True,
)
def test_a_server_that_forgets_commits_is_refused(forgetful: str) -> None:
    with pytest.raises(StoreFault, match=r"may lose what it has committed; set .* to o"):
        Store.open(forgetful)
    database = Database(forgetful)
    assert schema_of(database) == 0
    assert database.peewee.get_tables() == []
    database.close()
