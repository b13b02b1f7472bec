"""How much of the proof is tried in the time there is: of every kind of fault a part, in a seeded order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from time import monotonic
from typing import Protocol, TypeVar

T = TypeVar("T")


class Choice(Protocol):
    """Which ones of those that were found are tried."""

    def __call__(self, found: Sequence[T], /) -> Iterable[T]: ...


class Budget:
    """So many seconds, divided by weight among kinds of faults: what one of them leaves is the others'."""

    def __init__(self, seconds: float, weights: float, seed: int) -> None:
        self._end, self._weights, self._seed = monotonic() + seconds, weights, seed

    @property
    def left(self) -> float:
        """Seconds; not below 0."""
        return max(self._end - monotonic(), 0.0)

    def part(self, weight: float) -> float:
        """The seconds of the next kind."""
        seconds = self.left * weight / max(self._weights, weight)
        self._weights -= weight
        return seconds

    def choice(self, weight: float) -> "Within":
        """What can be tried in the seconds of the next kind."""
        return Within(self.part(weight), self._seed)


class Within:
    """At least one, and as many as can be begun within so many seconds from when the first is taken."""

    def __init__(self, seconds: float, seed: int) -> None:
        self._seconds, self._seed = seconds, seed

    def __call__(self, found: Sequence[T], /) -> Iterator[T]:
        end = monotonic() + self._seconds
        for number, one in enumerate(shuffled(found, self._seed)):
            if number and monotonic() > end:
                return
            yield one


def shuffled(found: Sequence[T], seed: int) -> list[T]:
    """In a seeded order: each name once, as long as there are names (points are called ``name #number``)."""
    mixed = Random(seed).sample(list(found), len(found))
    seen = Counter[str]()
    ranks = list[int]()
    for one in mixed:
        name = str(one).split(" #")[0]
        seen[name] += 1
        ranks.append(seen[name])
    order = sorted(range(len(mixed)), key=lambda place: ranks[place])
    return [mixed[place] for place in order]


class Few:
    """So many of them."""

    def __init__(self, count: int, seed: int) -> None:
        self._count, self._seed = count, seed

    def __call__(self, found: Sequence[T], /) -> list[T]:
        return shuffled(found, self._seed)[: self._count]
