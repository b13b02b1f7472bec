"""A database that cannot be written to for a while: nothing is done twice, nothing is used up, nothing is filed."""

import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from mailflow.flows.apply import Applier
from mailflow.flows.desk import Desk
from mailflow.flows.undeliverable import undeliverable
from mailflow.store import Frozen, Settled, StoreFault, Unit
from mailflow.store.database import Database
from mailflow.store.faults import NoSuchProject, Unfit
from mailflow.transports.interfaces import Sending
from mailflow.transports.memory import MemoryRelay
from tests.faults.disks import mountable
from tests.flows.conftest import Office
from tests.servers.left_out import leave_out
from tests.servers.postgres import Postgres


@contextmanager
def read_only(office: Office) -> Iterator[None]:
    """Every write fails, as it does on a disk that went read-only."""
    office.store._database.peewee.pragma("query_only", 1)
    try:
        yield
    finally:
        office.store._database.peewee.pragma("query_only", 0)


@contextmanager
def full(office: Office) -> Iterator[None]:
    """The disk has no room for one page more."""
    pragma = office.store._database.peewee.pragma
    pragma("max_page_count", pragma("page_count"))
    try:
        yield
    finally:
        pragma("max_page_count", 2**30)


@contextmanager
def locked(office: Office) -> Iterator[None]:
    """Another program writes into the file, and does not end."""
    office.store._database.peewee.pragma("busy_timeout", 1)
    with closing(sqlite3.connect(office.store.name)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


KINDS = {"read-only": (read_only, "readonly"), "full": (full, "is full"), "locked": (locked, "is locked by another")}


@pytest.mark.parametrize(("broken", "told"), KINDS.values(), ids=KINDS)
def test_mail_that_cannot_be_kept_is_not_filed_and_is_taken_in_when_it_can(
    office: Office, broken: Callable[[Office], AbstractContextManager[None]], told: str
) -> None:
    _taken_in_when_it_can(office, broken, told)


def _taken_in_when_it_can(office: Office, broken: Callable[[Office], AbstractContextManager[None]], told: str) -> None:
    office.inbox.deliver(office.answer("dana", f"DONE 1\n\n{words(20_000)}"))
    for _ in range(4):
        with broken(office), pytest.raises(StoreFault, match=told):
            office.receiver.collect(office.inbox)
        assert len(office.inbox.list("INBOX").found) == 1
    office.receiver.collect(office.inbox)
    assert [(row.reason, row.attempts) for row in office.store.journal.messages()] == [("ok", 1)]
    assert not office.inbox.list("INBOX").found


def words(count: int) -> str:
    """Text that no database makes smaller."""
    chance = Random(1)
    return " ".join(f"{chance.getrandbits(40):x}" for _ in range(count))


@pytest.fixture
def on_postgresql(postgres_url: str, desk: Desk) -> Iterator[Office]:
    office = Office(postgres_url, desk)
    office.open_project()
    yield office
    office.store.close()


@contextmanager
def table_locked(office: Office) -> Iterator[None]:
    """Somebody else rebuilds the table of messages."""
    office.store._database.peewee.execute_sql("SET lock_timeout = 20")
    with closing(Database(office.url)) as other, other.peewee.atomic():
        other.peewee.execute_sql("LOCK TABLE message IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def server_read_only(office: Office) -> Iterator[None]:
    """The server takes no writes, as a replica that was not promoted."""
    say = office.store._database.peewee.execute_sql
    say("SET default_transaction_read_only = on")
    yield
    say("SET default_transaction_read_only = off")


SERVERS = {"read-only": (server_read_only, "read-only"), "locked": (table_locked, "is locked by another")}


@pytest.mark.real
@pytest.mark.parametrize(("broken", "told"), SERVERS.values(), ids=SERVERS)
def test_a_server_that_takes_no_writes_loses_no_mail(
    on_postgresql: Office, broken: Callable[[Office], AbstractContextManager[None]], told: str
) -> None:
    _taken_in_when_it_can(on_postgresql, broken, told)


@pytest.mark.real
def test_a_server_s_full_disk_loses_no_mail(postgres: Postgres, desk: Desk) -> None:
    if not mountable():
        leave_out("small disks", "run as root")
    with small_tablespace(postgres) as (url, ballast):
        office = Office(url, desk)
        office.open_project()

        @contextmanager
        def full_disk(_: Office) -> Iterator[None]:
            with suppress(OSError), ballast.open("wb", 0) as file:
                while True:
                    file.write(bytes(64 * 1024))
            yield
            ballast.unlink()

        try:
            _taken_in_when_it_can(office, full_disk, "No space left on device")
        finally:
            office.store.close()


@contextmanager
def small_tablespace(server: Postgres) -> Iterator[tuple[str, Path]]:
    """A database on a small disk of its own, and a file's name there."""
    with tempfile.TemporaryDirectory() as path:
        where = Path(path)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", where], check=True)
        try:
            (where / "space").mkdir()
            shutil.chown(where, server.user)
            shutil.chown(where / "space", server.user)
            server.say(f"CREATE TABLESPACE small LOCATION '{where / 'space'}'")
            server.say("CREATE DATABASE onsmall TABLESPACE small")
            yield server.url("onsmall"), where / "ballast"
            server.say("DROP DATABASE onsmall WITH (FORCE)")
            server.say("DROP TABLESPACE small")
        finally:
            subprocess.run(["umount", "-l", where], check=True)


def failing_flush(office: Office, monkeypatch: pytest.MonkeyPatch, times: int, fault: type[Exception]) -> None:
    """The next so many units of work cannot be written at their end."""
    left = [fault] * times
    writing = Database.many

    def many(self: Database, statement: object, rows: Sequence[tuple[object, ...]]) -> None:
        if left and rows and 'INSERT INTO "record"' in statement.sql(self.peewee):  # type: ignore[attr-defined]
            raise left.pop()("disk I/O error")
        writing(self, statement, rows)  # type: ignore[arg-type]

    monkeypatch.setattr(Database, "many", many)


def test_a_store_that_fails_while_a_message_is_applied_uses_up_none_of_its_attempts(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_flush(office, monkeypatch, 5, StoreFault)
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    for _ in range(5):
        with pytest.raises(StoreFault):
            office.receiver.collect(office.inbox)
        assert len(office.inbox.list("INBOX").found) == 1
    office.receiver.collect(office.inbox)
    assert [(row.reason, row.attempts) for row in office.store.journal.messages()] == [("ok", 1)]


@pytest.mark.real
def test_a_connection_that_breaks_while_a_message_is_applied_uses_up_none_of_its_attempts(
    on_postgresql: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office, apply, left = on_postgresql, Applier.apply, [None] * 4

    def breaking(self: Applier, unit: Unit, *rest: object) -> None:
        if left:
            left.pop()
            gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = pg_backend_pid()"
            office.store._database.peewee.execute_sql(gone)
        apply(self, unit, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Applier, "apply", breaking)
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    for _ in range(4):
        with pytest.raises(StoreFault):
            office.receiver.collect(office.inbox)
    office.receiver.collect(office.inbox)
    assert [(row.reason, row.attempts) for row in office.store.journal.messages()] == [("ok", 1)]
    assert "message not applied" not in caplog.text, "the message is not to blame"


def test_a_message_that_the_store_will_never_take_is_given_up_and_its_neighbour_is_not(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing_flush(office, monkeypatch, 99, Unfit)
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.inbox.deliver(office.answer("lee", "HELP"))
    for _ in range(9):
        with suppress(StoreFault):
            office.receiver.collect(office.inbox)
        office.now += timedelta(minutes=11)
    assert office.reasons() == ["crashed", "ok"]


def answers_that_cannot_be_saved(office: Office, monkeypatch: pytest.MonkeyPatch, *, done: bool) -> None:
    """The first commit of an answer fails: nothing of it is written, or it is `done` and nobody knows."""
    advance, failed = office.store.outbox.advance, []

    def failing(results, letters, now):  # type: ignore[no-untyped-def]
        first = bool(results) and not failed
        if not first or done:
            advance(results, letters, now)
        if first:
            failed.append(results)
            raise StoreFault("disk I/O error")

    monkeypatch.setattr(office.store.outbox, "advance", failing)


@pytest.mark.parametrize("done", [False, True])
def test_an_answer_that_could_not_be_saved_is_saved_before_anything_is_sent_again(
    office: Office, monkeypatch: pytest.MonkeyPatch, done: bool
) -> None:
    answers_that_cannot_be_saved(office, monkeypatch, done=done)
    office.inbox.deliver(office.answer("dana", "HELP"))
    office.receiver.collect(office.inbox)
    before = len(office.letters("dana"))
    office.pass_time(seconds=1)
    office.pass_time(minutes=30)
    assert len(office.letters("dana")) == before + 1
    assert [(row.state, row.attempts, row.possible_duplicate) for row in office.rows("help")] == [("sent", 1, False)]


def test_the_last_answer_of_a_round_outlasts_the_round(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "HELP"))
    office.receiver.collect(office.inbox)
    before = len(office.letters("dana"))
    office.relay.answering = lambda: office.store._database.peewee.pragma("query_only", 1)
    for _ in range(3):
        with pytest.raises(StoreFault):
            office.deliverer.deliver()
    assert [row.state for row in office.rows("help")] == ["in_doubt"]
    office.store._database.peewee.pragma("query_only", 0)
    office.pass_time(seconds=1)
    assert [row.state for row in office.rows("help")] == ["sent"]
    assert len(office.letters("dana")) == before + 1


def test_answers_that_come_together_are_committed_together(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("dana", "lee"):
        office.inbox.deliver(office.answer(who, "HELP"))
    office.receiver.collect(office.inbox)
    office.now += timedelta(seconds=1)
    outbox, commits = office.store.outbox, list[int]()
    advance = outbox.advance

    def noting(ends: Sequence[Settled], letters: Sequence[Frozen], now: datetime) -> None:
        commits.append(len(ends))
        advance(ends, letters, now)

    monkeypatch.setattr(office.deliverer, "relay", MemoryRelay())
    monkeypatch.setattr(outbox, "advance", noting)
    office.deliverer.deliver()
    assert commits == [0, 2]


def test_each_answer_is_committed_before_the_next_letter_is_offered(office: Office) -> None:
    for who in ("dana", "lee"):
        office.inbox.deliver(office.answer(who, "HELP"))
    office.receiver.collect(office.inbox)
    in_doubt = list[int]()
    office.relay.offering = lambda: in_doubt.append(office.store.outbox.counts().get("in_doubt", 0))
    office.pass_time(seconds=1)
    assert in_doubt == [0, 0]


@pytest.mark.parametrize(("fault", "told"), [(StoreFault, 1), (NoSuchProject, 0)])
def test_a_refusal_that_cannot_be_told_at_once_is_told_later(
    office: Office, monkeypatch: pytest.MonkeyPatch, fault: type[StoreFault], told: int
) -> None:
    left = [fault("gone")]

    def failing(*given: object) -> int:
        if left:
            raise left.pop()
        return undeliverable(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("mailflow.flows.answers.undeliverable", failing)
    office.inbox.deliver(office.answer("dana", "HELP"))
    office.receiver.collect(office.inbox)
    office.relay.answers = [Sending.REFUSED]
    with pytest.raises(StoreFault):
        office.deliverer.deliver()
    office.pass_time(hours=1)
    assert [row.state for row in office.rows("help")] == ["refused"]
    assert len(office.rows("undeliverable")) == told
