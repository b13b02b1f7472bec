"""Alerts leave at least once, whatever becomes of the daemon that claimed them."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.domain.alert import FAULT, Alert
from mailflow.flows.alerting import Alerting, AlertSettings
from mailflow.store import Store
from mailflow.store.alerts import CLAIMED
from tests.store.samples import NOW


class Killed(BaseException):
    """As SIGKILL would: nothing that follows is done."""


class Told:
    """A channel that keeps what it took; the daemon is killed after so many."""

    def __init__(self, most: int = 99) -> None:
        self.titles: list[str] = []
        self.most = most

    def send(self, address: str, title: str, text: str) -> None:
        self.titles.append(title)
        if len(self.titles) == self.most:
            raise Killed


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(f"sqlite:///{tmp_path / 'mailflow.db'}")) as store:
        yield store


def alerting(store: Store, channel: Told, later: timedelta = timedelta()) -> Alerting:
    found = Alerting(store, channel, AlertSettings(operator=("json://ops",)), lambda: NOW + later)
    found.queue([Alert(f"fault/{title}", FAULT, "", title, "text") for title in ("one", "two")])
    return found


def test_an_alert_whose_daemon_is_killed_before_it_says_so_leaves_again(store: Store) -> None:
    first, second = Told(most=1), Told()
    with pytest.raises(Killed):
        alerting(store, first).turn()
    assert alerting(store, second).turn() == 0
    assert alerting(store, second, CLAIMED).turn() == 2
    assert (first.titles, second.titles) == (["one"], ["one", "two"])
    assert store.alerts.counts() == {"sent": 2}


def test_a_daemon_that_is_not_sure_any_more_leaves_alerts_to_the_next(store: Store) -> None:
    stood_still, next_one = Told(), Told()
    slow = alerting(store, stood_still)
    slow.sure = lambda: not stood_still.titles
    assert slow.turn() == 1
    assert alerting(store, next_one, CLAIMED).turn() == 1
    assert (stood_still.titles, next_one.titles) == (["one"], ["two"])
