"""``keys``: a new one signs, the one before is good until its end, and nobody is shown any."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from mailflow.app import Parts, assemble
from mailflow.mail.mailbox import Mailbox
from mailflow.mail.token import message_id, mint, tokens_in
from mailflow.rounds import Rhythm
from mailflow.store import Store
from mailflow.transports.memory import MemoryRelay
from tests.cli.conftest import Mailflow

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(f"sqlite:///{tmp_path}/mailflow.db")


def valid(store: Store, token: str) -> bool:
    return bool(tokens_in([message_id(token, "acme.example")], store.meta.token_keys()))


def test_both_keys_are_good_until_the_one_before_ends(store: Store) -> None:
    old = mint(store.meta.token_keys(), "a")
    store.meta.rotate_keys(NOW + timedelta(days=90))
    new = mint(store.meta.token_keys(), "a")
    assert (old != new, valid(store, old), valid(store, new)) == (True, True, True)
    assert store.meta.end_keys(NOW + timedelta(days=89)) == 0
    assert valid(store, old)
    assert store.meta.end_keys(NOW + timedelta(days=90)) == 1
    assert (valid(store, old), valid(store, new)) == (False, True)
    store.close()


def test_there_are_never_more_than_two(store: Store) -> None:
    tokens = [mint(store.meta.token_keys(), "a")]
    for _ in range(3):
        store.meta.rotate_keys(NOW + timedelta(days=90))
        tokens.append(mint(store.meta.token_keys(), "a"))
    assert [valid(store, token) for token in tokens] == [False, False, True, True]
    store.close()


def test_the_command_rotates_and_shows_no_key(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    done = mailflow("keys", "rotate", "--config", applied)
    shown = mailflow("keys", "--config", applied)
    assert (done.status, shown.status) == (0, 0)
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    first, second = store.meta.keyring()
    assert (first.until, second.until is not None) == (None, True)
    for one in (first, second):
        assert one.fingerprint in shown.out
        assert one.key.hex()[:8] not in shown.out + done.out + done.err
    store.close()


def test_a_key_that_got_out_ends_at_once(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    token = mint(store.meta.token_keys(), "a")
    assert mailflow("keys", "rotate", "--keep", "0d", "--yes", "--config", applied).status == 0
    assert not valid(store, token)
    store.close()


def test_a_running_daemon_ends_for_one_that_knows_the_new_key(tmp_path: Path) -> None:
    parts = Parts(
        database=f"sqlite:///{tmp_path}/mailflow.db",
        mailbox=Mailbox("projects@acme.example"),
        inboxes=(),
        relay=MemoryRelay(),
        rhythm=Rhythm(watchdog=1),
        in_process=True,
    )
    daemon, ended = assemble(parts), Queue[bool]()
    Thread(target=lambda: ended.put(daemon.run()), daemon=True).start()
    store = Store.open(parts.database)
    store.meta.rotate_keys(NOW + timedelta(days=90))
    assert ended.get(timeout=30)
    again = assemble(parts)
    assert again.keys == store.meta.token_keys()
    again.stop()
    assert again.run() is False
    store.close()


def test_a_length_that_is_none_is_told(mailflow: Mailflow, applied: Path) -> None:
    assert mailflow("keys", "rotate", "--keep", "soon", "--config", applied).status == 2
