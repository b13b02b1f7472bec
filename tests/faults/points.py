"""The named instants at which a process can be killed, and the trace that it leaves behind."""

import os
import signal
import threading
from collections import Counter
from pathlib import Path

import peewee

KILLED = "killed"
CUT = "cut"
CONTINUED = "continued"
FENCED = "fenced"
ROBBED = "robbed"
CONTENT = "content"
CRASHED = "crashed"
POINT = "point"
DOUBT = "doubt"
ANSWERED = "answered"
CLOCK = "clock"


class Trace:
    """A file of lines `who|word text`, appended to so that they survive whoever wrote them."""

    def __init__(self, path: Path, who: str = "") -> None:
        self._who = who
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def note(self, word: str, text: str = "") -> None:
        os.write(self._file, f"{self._who}|{word} {text}\n".encode())

    def close(self) -> None:
        os.close(self._file)


def traced(path: Path, who: str | None = None) -> list[tuple[str, str]]:
    """The words and texts of a trace, or what one of several daemons has left in it."""
    lines = [line.partition("|") for line in (path.read_text().splitlines() if path.exists() else [])]
    notes = [note.partition(" ") for one, _, note in lines if who in (None, one)]
    return [(word, text) for word, _, text in notes]


def who_wrote(path: Path) -> list[str]:
    """Everybody who has left something in a trace."""
    return list(dict.fromkeys(line.partition("|")[0] for line in path.read_text().splitlines()))


class Points:
    """Counts instants by name. At the one called `fatal`, as in ``commit Journal.receive: before #2``, it is over; or
    what is being done there `fails`, and the process goes on; or the process `stops` until it is continued."""

    def __init__(self, trace: Trace, fatal: str = "", *, fails: bool = False, stops: bool = False) -> None:
        self.trace = trace
        self._fatal = fatal
        self._fails = fails
        self._stops = stops
        self._lock = threading.Lock()
        self._seen: Counter[str] = Counter()

    def reach(self, name: str) -> None:
        with self._lock:
            self._seen[name] += 1
            point = f"{name} #{self._seen[name]}"
            self.trace.note(POINT, point)
            if point == self._fatal and self._stops:
                os.kill(os.getpid(), signal.SIGSTOP)
                threading.Event().wait(0.1)  # another thread may be the one that is told, and this one stop later
                return
            if point == self._fatal and self._fails:
                self.trace.note(CUT, point)
                raise peewee.OperationalError("disk I/O error")
            if point == self._fatal:
                self.trace.note(KILLED, point)
                os.kill(os.getpid(), signal.SIGKILL)
                threading.Event().wait()
