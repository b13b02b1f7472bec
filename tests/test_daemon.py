"""The daemon's rounds, gone through one by one."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from mailflow.app import Parts, assemble, keep_what_stands
from mailflow.daemon import Daemon
from mailflow.domain.authority import Trust
from mailflow.flows.propose import propose
from mailflow.flows.turn import Policy
from mailflow.mail.mailbox import Mailbox
from mailflow.transports.interfaces import Outgoing, Sent, always, nothing
from mailflow.transports.memory import MemoryRelay
from tests.security.house import ADDRESS, project

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


class Asking(MemoryRelay):
    """Asks, as a relay does between 354 and the content, whether each letter is the daemon's own still."""

    def __init__(self) -> None:
        super().__init__()
        self.ours = list[bool]()

    def send(
        self,
        letters: Sequence[Outgoing],
        before_data: Callable[[Sequence[int]], None],
        still_ours: Callable[[], bool] = always,
        meanwhile: Callable[[], bool] = nothing,
    ) -> Iterator[Sequence[Sent]]:
        self.ours += [still_ours() for _ in letters]
        yield from super().send(letters, before_data, still_ours, meanwhile)


@pytest.fixture
def daemon(postgres_url: str) -> Iterator[Daemon]:
    parts = Parts(
        database=postgres_url,
        mailbox=Mailbox(ADDRESS, "Acme projects"),
        inboxes=(),
        relay=Asking(),
        policy=Policy(Trust(), timedelta(0)),
        clock=lambda: START + timedelta(minutes=10),
        in_process=True,
        alone=False,
    )
    with closing(assemble(parts)) as daemon:
        yield daemon


@pytest.mark.real
def test_one_round_that_takes_longer_than_a_lease_allows_renews_it_on_the_way(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed, announce = [0.0], daemon.announcer.announce

    def announced(now: datetime) -> int:
        passed[0] += daemon.tenure.lasting.lease - 1.0
        return announce(now)

    monkeypatch.setattr(daemon.tenure, "_elapsed", lambda: passed[0])
    monkeypatch.setattr(daemon.announcer, "announce", announced)
    propose(daemon.store, project("acme-site"), START)
    daemon.once()
    assert isinstance(daemon.deliverer.relay, Asking)
    assert daemon.deliverer.relay.ours
    assert all(daemon.deliverer.relay.ours)


def test_what_stands_is_kept_from_the_garbage_collector_but_what_a_former_daemon_left_is_not() -> None:
    gone = list[bool]()

    class Left:
        def __init__(self) -> None:
            self.round = self

        def __del__(self) -> None:
            gone.append(True)

    try:
        former = Left()
        keep_what_stands()
        assert gc.get_freeze_count() > 0
        del former
        gc.collect()
        assert gone == []
        keep_what_stands()
        assert gone == [True]
    finally:
        gc.unfreeze()
