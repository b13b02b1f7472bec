"""A daemon's right to act: when it is sure of it, and how it comes by it again."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TypeVar

import peewee
import pytest

from mailflow.flows.tenure import Lasting, Tenure
from mailflow.store import Fenced, Store
from mailflow.store.database import TIMELINE
from tests.store.samples import NOW

pytestmark = pytest.mark.real
OVER = -1.0
T = TypeVar("T")


class Elapsed:
    """A clock that never goes back."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def store(postgres_url: str) -> Iterator[Store]:
    with closing(Store.open(postgres_url)) as store:
        yield store


@pytest.fixture
def elapsed() -> Elapsed:
    return Elapsed()


@pytest.fixture
def tenure(store: Store, elapsed: Elapsed) -> Tenure:
    tenure = Tenure(store, "here", Lasting(lease=30, renewal=5, spare=10), lambda: NOW, alone=False, elapsed=elapsed)
    tenure.begin()
    return tenure


def elsewhere(store: Store, work: Callable[[], T]) -> T:
    """What comes of it in another thread, as leases are renewed."""
    with ThreadPoolExecutor(1) as pool:
        try:
            return pool.submit(work).result()
        finally:
            pool.submit(store.close).result()


def run_out(store: Store, holder: str = "here") -> str:
    """That daemon's lease, ended by the database's clock."""
    (own,) = (one for one in store.leases.standing() if one.name == one.holder and one.name.startswith(holder))
    server = str(store.leases._database.value(peewee.Select(columns=[peewee.SQL(TIMELINE)])))
    assert store.leases.renew(own._replace(timeline=server), OVER)
    return own.name


def test_it_is_sure_for_as_long_as_its_lease_leaves_time_to_spare(tenure: Tenure, elapsed: Elapsed) -> None:
    with tenure.acting():
        elapsed.now += 19
        assert tenure.sure()
        elapsed.now += 1
        assert not tenure.sure()
        tenure.turn()
        assert tenure.sure()


def test_a_round_from_before_the_lease_was_lost_is_never_sure_again(tenure: Tenure, store: Store) -> None:
    with tenure.acting():
        lost = elsewhere(store, lambda: run_out(store))
        elsewhere(store, tenure.turn)
        assert not tenure.sure()
        with pytest.raises(Fenced, match=lost):
            store.meta.put("key", "old")
    with tenure.acting():
        assert tenure.sure()
        store.meta.put("key", "new")
    assert store.meta.get("key") == "new"


def test_a_mailbox_is_anybodys_once_its_daemon_has_lost_its_lease(tenure: Tenure, store: Store) -> None:
    other = Tenure(store, "other", Lasting(), lambda: NOW, alone=False)
    assert tenure.watches("projects")
    other.begin()
    assert not other.watches("projects")
    assert not other.watching("projects")
    run_out(store)
    other.turn()
    assert other.watches("projects")
    tenure.turn()
    assert not tenure.watches("projects")


def test_a_failover_that_another_daemon_has_noticed_is_not_the_end_of_this_one(tenure: Tenure, store: Store) -> None:
    assert tenure._own is not None
    tenure._own = tenure._own._replace(timeline="00000000")
    with tenure.acting(), pytest.raises(Fenced, match="replaced by a replica"):
        store.meta.put("key", "old")
    elsewhere(store, tenure.turn)
    with tenure.acting():
        store.meta.put("key", "new")
    assert store.meta.get("key") == "new"


def test_who_leaves_gives_everything_back_at_once(tenure: Tenure, store: Store) -> None:
    tenure.watches("projects")
    tenure.end()
    assert store.leases.standing() == []
