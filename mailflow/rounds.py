"""What each thread of the daemon does again and again: work behind a barrier, then rest until there is more to do."""

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from random import Random

from mailflow.store import StoreFault
from mailflow.transports.interfaces import TransportFault

log = logging.getLogger(__name__)

LONGEST_PAUSE = 300.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often, in seconds, each round begins when nothing wakes it."""

    poll: float = 60.0
    tick: float = 5.0
    deliver: float = 5.0
    watchdog: float = 10.0


@dataclass
class Round:
    """One thread's work, repeated. `work` returns how much it did; `rest` waits for something to do.

    `acting` surrounds each round's work. `idle` counts the rounds in a row that found nothing to do, `trouble` says
    what keeps it from working, `longest` how many seconds it rests at most then.
    """

    name: str
    work: Callable[[], int]
    rest: Callable[[float], object]
    seconds: float
    acting: Callable[[], AbstractContextManager[None]]
    longest: float = LONGEST_PAUSE
    worked: bool = False
    idle: int = 0
    failures: int = 0
    trouble: str = ""
    chance: Random = field(default_factory=Random)
    looked: threading.Event = field(default_factory=threading.Event)

    def once(self) -> None:
        """One round behind the barrier: nothing that goes wrong in it ends the daemon."""
        try:
            with self.acting():
                worked = self.work()
        except (TransportFault, StoreFault) as fault:
            self._failed(str(fault), quiet=self.trouble == str(fault))
        except Exception as fault:
            log.exception("round failed", extra={"action": "round", "round": self.name})
            self._failed(f"{type(fault).__name__} (see the log)", quiet=True)
        else:
            self.failures, self.trouble, self.worked = 0, "", bool(worked)
            self.idle = 0 if worked else self.idle + 1
        self.looked.set()

    def _failed(self, why: str, *, quiet: bool) -> None:
        if not quiet:
            log.warning("%s: %s", self.name, why, extra={"action": "round", "round": self.name})
        self.trouble, self.failures, self.worked = why, self.failures + 1, False
        self.idle += 1

    def resting(self) -> None:
        """Rest until there may be something to do; a fault while waiting is the next round's to find."""
        try:
            self.rest(self.pause())
        except TransportFault as fault:
            self._failed(str(fault), quiet=self.trouble == str(fault))

    def pause(self) -> float:
        """Seconds until the next round: the usual, or doubling with jitter while there is trouble."""
        if not self.failures:
            return self.seconds
        return min(2.0 ** min(self.failures, 10), self.longest) * self.chance.uniform(0.5, 1.0)


class Bell:
    """Wakes a resting thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        """Let the next, or the present, rest end at once."""
        self._event.set()

    def rest(self, seconds: float) -> None:
        """Until somebody rings, or `seconds` have passed."""
        self._event.wait(seconds)
        self._event.clear()
