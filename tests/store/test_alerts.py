"""Alerts in the database: each once for each channel, a bounded number, and none for ever."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailflow.domain.alert import Alert
from mailflow.store import Store
from mailflow.store.alerts import CLAIMED, GIVEN_UP, MOST, QUEUED, REMEMBERED, SENT

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path / 'mailflow.db'}")
    yield store
    store.close()


def alert(key: str) -> Alert:
    return Alert(key, "blocked", "acme-site", "Acme website", "Milestone 4 is blocked.")


def test_each_goes_once_to_each_channel(store: Store) -> None:
    for _ in range(2):
        assert store.alerts.queue([alert("a"), alert("b")], ["one", "two"], NOW) == 0
    assert len(store.alerts.claim(NOW, 10)) == 4


def test_what_one_daemon_has_claimed_another_gets_only_where_it_never_ended(store: Store) -> None:
    store.alerts.queue([alert("a")], ["one"], NOW)
    assert store.alerts.claim(NOW, 10)
    assert not store.alerts.claim(NOW, 10)
    assert store.alerts.claim(NOW + CLAIMED, 10)


def test_so_many_wait_and_no_more(store: Store) -> None:
    assert store.alerts.queue([alert(str(n)) for n in range(MOST + 7)], ["one"], NOW) == 7
    assert store.alerts.counts() == {QUEUED: MOST}


def test_what_failed_is_due_again_later(store: Store) -> None:
    store.alerts.queue([alert("a")], ["one"], NOW)
    (waiting,) = store.alerts.claim(NOW, 10)
    store.alerts.settle(waiting.id, QUEUED, NOW + timedelta(minutes=1), "no")
    assert not store.alerts.claim(NOW, 10)
    assert store.alerts.next_due() == NOW + timedelta(minutes=1)
    (again,) = store.alerts.claim(NOW + timedelta(minutes=1), 10)
    assert again.attempts == 1


@pytest.mark.parametrize("state", [SENT, GIVEN_UP])
def test_what_came_to_its_end_is_forgotten_in_time(store: Store, state: str) -> None:
    store.alerts.queue([alert("a"), alert("b")], ["one"], NOW)
    store.alerts.settle(store.alerts.claim(NOW, 1)[0].id, state, NOW)
    assert store.alerts.forget(NOW + REMEMBERED) == 0
    assert store.alerts.forget(NOW + REMEMBERED + timedelta(seconds=1)) == 1
    assert store.alerts.counts() == {QUEUED: 1}
