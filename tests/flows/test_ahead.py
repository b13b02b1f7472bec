"""Work done a little at a time while something else is waited for."""

import threading
from collections.abc import Iterator

import pytest

from mailflow.flows.ahead import Ahead
from mailflow.transports.sandbox import Pending


def steps(log: list[int], count: int = 6, fails_at: int | None = None) -> Iterator[str | None]:
    """Every second step makes something."""
    for number in range(count):
        log.append(number)
        if number == fails_at:
            raise OSError("no more")
        yield f"made {number}" if number % 2 else None


def test_what_is_asked_for_is_made_by_as_many_steps_as_it_takes() -> None:
    log: list[int] = []
    ahead = Ahead(steps(log), 2)
    assert (next(ahead), log) == ("made 1", [0, 1])
    assert list(ahead) == ["made 3", "made 5"]


def test_no_more_is_done_ahead_than_is_to_lie_ready() -> None:
    log: list[int] = []
    ahead = Ahead(steps(log), 2)
    while ahead.step():
        pass
    assert log == [0, 1, 2, 3]
    assert next(ahead) == "made 1"
    assert log == [0, 1, 2, 3]
    assert ahead.step()


def test_where_nothing_is_left_there_is_nothing_to_do() -> None:
    ahead = Ahead(steps([], 2), 5)
    assert [ahead.step() for _ in range(4)] == [True, True, True, False]
    assert list(ahead) == ["made 1"]
    assert list(ahead) == []


def test_what_a_worker_is_at_is_waited_for_only_where_it_is_asked_for() -> None:
    pending = Pending[int]()

    def waiting() -> Iterator[str | Pending[int]]:
        yield pending
        yield f"made of {pending.results()}"

    ahead = Ahead(waiting(), 5)
    assert [ahead.step() for _ in range(3)] == [True, False, False]
    threading.Timer(0, pending.settle, [[3]]).start()
    assert next(ahead) == "made of [3]"


def test_a_fault_is_raised_where_the_next_thing_is_asked_for() -> None:
    log: list[int] = []
    ahead = Ahead(steps(log, fails_at=2), 5)
    while ahead.step():
        pass
    assert next(ahead) == "made 1"
    for _ in range(2):
        with pytest.raises(OSError, match="no more"):
            next(ahead)
    assert log == [0, 1, 2]
