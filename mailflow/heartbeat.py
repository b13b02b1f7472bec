"""What a daemon leaves in the database about itself, and `mailflow status` reads there."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

HEARTBEAT = "daemon/"
"""The key's beginning; its rest is the host's name, with the process where several share a database."""
RUNNING, STOPPED, SILENT = "running", "stopped", "silent"
SILENT_FOR = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What a daemon last said of itself: when, as which process, what was wrong, and whether it has stopped."""

    at: datetime
    pid: int
    troubles: tuple[str, ...] = ()
    stopped: bool = False

    def text(self) -> str:
        """As the store keeps it."""
        return json.dumps([self.at.isoformat(), self.pid, list(self.troubles), self.stopped])

    def state(self, now: datetime) -> str:
        """How the daemon is, by what it said last: ``running``, ``stopped`` or ``silent``."""
        if self.stopped:
            return STOPPED
        return RUNNING if now - self.at <= SILENT_FOR else SILENT

    @classmethod
    def read(cls, text: str) -> "Heartbeat":
        """From what the store keeps."""
        at, pid, troubles, stopped = json.loads(text)
        return cls(datetime.fromisoformat(at), pid, tuple(troubles), stopped)
