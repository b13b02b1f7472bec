"""Each daemon's line in `mailflow status`: whose it is, and how long it stands."""

import os
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.flows.presence import REMEMBERED, Presence
from mailflow.heartbeat import HEARTBEAT, Heartbeat
from mailflow.store import Store
from tests.store.samples import NOW

NOBODY = 2**22 + 1
"""The number of a process that cannot be: above the highest that Linux gives."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store.open(f"sqlite:///{tmp_path / 'mailflow.db'}")) as store:
        yield store


def shared(store: Store, process: int, host: str = "here") -> Presence:
    return Presence(store, alone=False, host=host, process=process)


def lines(store: Store) -> dict[str, Heartbeat]:
    return {name: Heartbeat.read(text) for name, text in store.meta.beginning(HEARTBEAT).items()}


def test_two_daemons_on_one_host_have_a_line_each(store: Store) -> None:
    shared(store, os.getpid()).note(NOW, ["no mailbox"])
    shared(store, os.getppid()).note(NOW, [])
    assert {name: beat.troubles for name, beat in lines(store).items()} == {
        f"here:{os.getpid()}": ("no mailbox",),
        f"here:{os.getppid()}": (),
    }


def test_a_daemon_that_is_alone_has_its_hosts_line(store: Store) -> None:
    for process in (1, 2):
        Presence(store, alone=True, host="here", process=process).note(NOW, [])
    assert lines(store) == {"here": Heartbeat(NOW, 2)}


@pytest.mark.parametrize("stopped", [True, False])
def test_whoever_has_ended_on_this_host_loses_their_line_to_the_next(store: Store, stopped: bool) -> None:
    shared(store, NOBODY).note(NOW, [], stopped=stopped)
    shared(store, os.getpid()).note(NOW + timedelta(minutes=3), [])
    assert list(lines(store)) == [f"here:{os.getpid()}"]


def test_whoever_is_silent_and_not_known_to_have_ended_is_remembered_for_a_while(store: Store) -> None:
    shared(store, os.getppid()).note(NOW, [])
    shared(store, NOBODY, "elsewhere").note(NOW, [])
    mine = shared(store, os.getpid())
    mine.note(NOW + REMEMBERED, [])
    assert len(lines(store)) == 3
    mine.note(NOW + REMEMBERED + timedelta(seconds=1), [])
    assert list(lines(store)) == [f"here:{os.getpid()}"]
