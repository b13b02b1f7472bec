"""Copies of a database in use, and databases made from them."""

import stat
import threading
from pathlib import Path

import pytest

from mailflow.domain.hold import Scope
from mailflow.store import Store, StoreFault, restore_into
from tests.store.samples import LATER, NOW, arrival, begun, opened, queue, queued

RAW = b"Message-ID: <a@b>\r\n\r\n\x00\xff"


@pytest.fixture
def full(store: Store) -> Store:
    """A store with something in every table that has a say in it."""
    opened(store)
    begun(store, 3)
    queue(store, [queued(f"a/{number}", "dana") for number in range(3)])
    lead, second, _ = store.outbox.claim(NOW, 9, "elsewhere")
    store.outbox.fold([second.id], lead.id)
    return store


def seen(store: Store) -> object:
    """Everything that can be looked at."""
    ledgers = {code: store.projects.ledger(code) for code in store.projects.codes()}
    messages = [(row, store.journal.raw(row.id)) for row in store.journal.messages()]
    return ledgers, messages, store.outbox.rows(), store.people.all(), store.meta.beginning("")


def test_a_copy_holds_everything_that_the_database_does(full: Store, tmp_path: Path) -> None:
    full.back_up(tmp_path / "copy.db")
    copy = Store.open(f"sqlite:///{tmp_path / 'copy.db'}", migrate=False)
    assert seen(copy) == seen(full)
    assert copy.audit().findings == []
    copy.close()


def test_a_copy_is_one_file_for_nobody_else_and_never_written_over(full: Store, tmp_path: Path) -> None:
    target = tmp_path / "copies"
    target.mkdir()
    full.back_up(target / "copy.db")
    assert [path.name for path in target.iterdir()] == ["copy.db"]
    assert stat.S_IMODE((target / "copy.db").stat().st_mode) == 0o600
    with pytest.raises(StoreFault, match="is there already"):
        full.back_up(target / "copy.db")
    with pytest.raises(StoreFault, match="cannot be written"):
        full.back_up(tmp_path / "no such folder" / "copy.db")


def test_a_copy_made_while_others_write_agrees_with_itself(store: Store, tmp_path: Path) -> None:
    opened(store)
    written, done = threading.Event(), threading.Event()

    def write() -> None:
        uid = 1
        while not done.is_set():
            store.journal.receive([arrival(uid)])
            queue(store, [queued(f"a/{uid}")])
            uid += 1
            if uid > 20:
                written.set()
        store.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        written.wait(30)
        store.back_up(tmp_path / "copy.db")
    finally:
        done.set()
        writer.join()
    copy = Store.open(f"sqlite:///{tmp_path / 'copy.db'}", migrate=False)
    assert copy.audit().findings == []
    messages, letters = len(copy.journal.messages()), len(copy.outbox.rows())
    assert messages >= 20
    assert messages - letters in (0, 1)
    copy.close()


def restored(store: Store, url: str, folder: Path, *, replace: bool = False) -> Path | None:
    store.back_up(folder / "copy.db")
    store.close()
    path = Path(url.removeprefix("sqlite://")) if url.startswith("sqlite") else None
    return restore_into(url, path, folder / "copy.db", LATER, replace)


def test_a_restored_database_holds_what_the_copy_did_and_lets_no_letter_go(
    full: Store, url: str, tmp_path: Path
) -> None:
    ledger = full.projects.ledger("acme-site")
    aside = restored(full, url, tmp_path, replace=True)
    assert aside is not None
    assert aside.exists()
    again = Store.open(url)
    assert again.projects.ledger("acme-site") == ledger
    assert again.audit().findings == []
    assert [hold.scope for hold in again.holds.standing()] == [Scope.RESTORED]
    assert again.outbox.claim(LATER, 9, "me") == []
    again.holds.lift(Scope.RESTORED, "", LATER)
    claimed = again.outbox.claim(LATER, 9, "me")
    assert len(claimed) == 3, "whoever had claimed them is forgotten"
    assert all(letter.possible_duplicate for letter in claimed)
    again.close()


def test_what_is_there_is_replaced_only_where_that_is_asked_for(full: Store, url: str, tmp_path: Path) -> None:
    before = seen(full)
    with pytest.raises(StoreFault, match="--replace"):
        restored(full, url, tmp_path)
    again = Store.open(url)
    assert seen(again) == before
    again.close()


def test_what_was_replaced_can_be_restored_itself(full: Store, url: str, tmp_path: Path) -> None:
    full.back_up(tmp_path / "earlier.db")
    full.journal.receive([arrival(77)])
    full.close()
    path = Path(url.removeprefix("sqlite://")) if url.startswith("sqlite") else None
    aside = restore_into(url, path, tmp_path / "earlier.db", NOW, replace=True)
    assert aside is not None
    restore_into(url, path, aside, LATER, replace=True)
    again = Store.open(url)
    assert len(again.journal.messages()) == 4
    again.close()


def test_no_number_that_may_have_been_given_since_is_given_again(full: Store, url: str, tmp_path: Path) -> None:
    restored(full, url, tmp_path, replace=True)
    again = Store.open(url)
    (number,) = again.journal.receive([arrival(50)])
    assert number > 100_000
    again.close()


def test_filed_mail_is_looked_at_from_its_beginning_where_it_was_never_met(
    full: Store, url: str, tmp_path: Path
) -> None:
    full.journal.first_contact("projects", "INBOX", 7, 5)
    restored(full, url, tmp_path, replace=True)
    again = Store.open(url)
    assert again.journal.first_contact("projects", "INBOX", 7, 99) == 5
    assert again.journal.first_contact("projects", "Processed", 3, 99) == 0
    again.close()


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\x00" + bytes(4000)])
def test_what_is_no_copy_is_refused_and_changes_nothing(full: Store, url: str, tmp_path: Path, content: bytes) -> None:
    before = seen(full)
    full.close()
    (tmp_path / "copy.db").write_bytes(content)
    path = Path(url.removeprefix("sqlite://")) if url.startswith("sqlite") else None
    with pytest.raises(StoreFault, match=r"copy\.db"):
        restore_into(url, path, tmp_path / "copy.db", NOW, replace=True)
    again = Store.open(url)
    assert seen(again) == before
    again.close()


@pytest.mark.real
def test_a_copy_of_postgresql_can_be_restored_into_sqlite_and_back(
    tmp_path: Path, postgres_url: str, request: pytest.FixtureRequest
) -> None:
    first = Store.open(f"sqlite:///{tmp_path / 'first.db'}")
    opened(first)
    begun(first, 2)
    first.back_up(tmp_path / "one.db")
    first.close()
    restore_into(postgres_url, None, tmp_path / "one.db", NOW, replace=False)
    server = Store.open(postgres_url)
    assert server.audit().findings == []
    server.back_up(tmp_path / "two.db")
    there = seen(server)
    server.close()
    target = tmp_path / "second.db"
    restore_into(f"sqlite:///{target}", target, tmp_path / "two.db", NOW, replace=False)
    second = Store.open(f"sqlite:///{target}")
    assert seen(second) == there
    second.close()
