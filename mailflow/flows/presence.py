"""What a daemon says of itself for as long as it runs, and `mailflow status` reads."""

import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from mailflow.heartbeat import HEARTBEAT, RUNNING, Heartbeat
from mailflow.store import Store, StoreFault

REMEMBERED = timedelta(days=14)
"""How long a daemon is remembered that is not heard of any more."""


class Presence:
    """One daemon's. Of several that share a database each has a line of its own; one that is `alone` has its host's."""

    def __init__(self, store: Store, *, alone: bool, host: str = "", process: int = 0) -> None:
        self._store = store
        self._host = host or socket.gethostname()
        self._process = process or os.getpid()
        self._name = self._host if alone else f"{self._host}:{self._process}"

    def note(self, now: datetime, troubles: Sequence[str], *, stopped: bool = False) -> None:
        """Leave word in the database; where that is not to be had, for nobody. Whoever has ended on this host, or was
        silent for `REMEMBERED`, loses their line."""
        with suppress(StoreFault):
            word = Heartbeat(now, self._process, tuple(troubles), stopped)
            self._store.meta.put(f"{HEARTBEAT}{self._name}", word.text())
            for name, text in self._store.meta.beginning(HEARTBEAT).items():
                if name != self._name and self._over(name, Heartbeat.read(text), now):
                    self._store.meta.forget(f"{HEARTBEAT}{name}")

    def _over(self, name: str, beat: Heartbeat, now: datetime) -> bool:
        here = name.rpartition(":")[0] == self._host or name == self._host
        gone = here and beat.state(now) != RUNNING and not _runs(beat.pid)
        return gone or now - beat.at > REMEMBERED


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
