"""Several worker processes as one: a large batch is shared out, a single item goes to whoever is next."""

import threading
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Generic, TypeVar

from mailflow.transports.sandbox import Broken, Pending, Worker

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

LARGE = 16
"""From how many items on a batch is worth sharing."""


class Shared(Pending[R]):
    """The results of a batch that several workers have a part of."""

    def __init__(self, parts: Sequence[Pending[R]]) -> None:
        super().__init__()
        self._parts = parts

    @property
    def done(self) -> bool:
        """Whether there are all."""
        return all(part.done for part in self._parts)

    def results(self) -> list[R | Broken]:
        """All of them, in the order of the items."""
        return list(chain.from_iterable(part.results() for part in self._parts))


class Pool(Generic[S]):
    """A Worker made of up to `size` others; each is made when there is first something for it to do."""

    def __init__(self, make: Callable[[], Worker[S]], size: int) -> None:
        self._make = make
        self._size = max(size, 1)
        self._workers = [make()]
        self._turn = 0
        self._lock = threading.Lock()

    def start(self, function: Callable[[S, T], R], items: Sequence[T]) -> Pending[R]:
        """As `Worker.start`."""
        if len(items) < LARGE or self._size == 1:
            return self._next().start(function, items)
        workers = self._all()
        share = -(-len(items) // len(workers))
        return Shared(
            [worker.start(function, items[place * share : (place + 1) * share]) for place, worker in enumerate(workers)]
        )

    def run(self, function: Callable[[S, T], R], items: Sequence[T]) -> list[R | Broken]:
        """As `Worker.run`."""
        return self.start(function, items).results()

    def close(self) -> None:
        """As `Worker.close`."""
        for worker in self._workers:
            worker.close()

    def _next(self) -> Worker[S]:
        with self._lock:
            self._turn = (self._turn + 1) % len(self._workers)
            return self._workers[self._turn]

    def _all(self) -> list[Worker[S]]:
        with self._lock:
            while len(self._workers) < self._size:
                self._workers.append(self._make())
            return list(self._workers)
