"""Time for a demo and for tests: it stands still until somebody moves it on."""

import threading
from datetime import datetime


class SimulatedClock:
    """A clock that only `advance` moves. Thread-safe."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        """The present instant."""
        with self._lock:
            return self._now

    def advance(self, to: datetime) -> None:
        """Make it `to`. A clock that is there already, or later, stays."""
        with self._lock:
            self._now = max(self._now, to)
