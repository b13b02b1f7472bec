"""Work done a little at a time while something else is waited for."""

from collections import deque
from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from mailflow.transports.sandbox import Pending

T = TypeVar("T")


class Ahead(Generic[T]):
    """What an iterator makes: a `step` is done where there is time for one, and as many as it takes where the next
    thing is asked for. A step of which nothing came yet yields None, one that can go on only once a worker has done its
    part yields what is pending there. At most `most` things lie ready; what a step raises is raised once those made
    before it have been taken."""

    def __init__(self, steps: "Iterator[T | Pending[Any] | None]", most: int) -> None:
        self._steps = steps
        self._most = most
        self._made: deque[T] = deque()
        self._pending: Pending[Any] | None = None
        self._fault: Exception | None = None
        self._ended = False

    def step(self) -> bool:
        """Do a little, without waiting; False where nothing was to be done. Raises nothing."""
        waits = self._pending is not None and not self._pending.done
        if self._ended or waits or len(self._made) >= self._most:
            return False
        self._step()
        return True

    def __iter__(self) -> Iterator[T]:
        return self

    def __next__(self) -> T:
        while not self._made and not self._ended:
            if self._pending is not None:
                self._pending.results()
            self._step()
        if self._made:
            return self._made.popleft()
        raise self._fault or StopIteration

    def _step(self) -> None:
        self._pending = None
        try:
            made = next(self._steps)
        except StopIteration:
            self._ended = True
        except Exception as fault:  # noqa: BLE001 (raised where it belongs)
            self._ended, self._fault = True, fault
        else:
            if isinstance(made, Pending):
                self._pending = made
            elif made is not None:
                self._made.append(made)
