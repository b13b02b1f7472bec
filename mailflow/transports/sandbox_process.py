"""A worker process as its parent sees it."""

import io
import os
import pickle
import signal
import subprocess
import sys
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

from mailflow.transports.frames import Ended, Overdue, read_frame, write_frame
from mailflow.transports.sandbox_worker import DONE, OUT_OF_MEMORY, RAISED

PATIENCE = 60.0
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TZPATH", "HOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH")
_VALUES = {
    "builtins": {"set", "frozenset", "bytearray", "complex", "range", "slice"},
    "datetime": {"datetime", "date", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    "collections": {"OrderedDict", "defaultdict", "Counter", "deque"},
    "uuid": {"UUID"},
    "zoneinfo": {"ZoneInfo"},
}


class SetupFailed(Exception):
    """The state could not be made, or the process not started."""


class WorkerProcess:
    """One process, started with none of this one's secrets in its environment."""

    def __init__(self, cpu_seconds: float, memory_mib: int) -> None:
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-m", "mailflow.transports.sandbox_worker", str(cpu_seconds), str(memory_mib)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=_environment(),
        )
        assert self._process.stdin is not None  # noqa: S101
        assert self._process.stdout is not None  # noqa: S101
        self._inward, self._outward = self._process.stdin, self._process.stdout

    def set_up(self, setup: bytes) -> None:
        """Have the state made. Raises SetupFailed."""
        try:
            write_frame(self._inward.fileno(), setup)
            answer = read_frame(self._outward.fileno(), PATIENCE)
        except (Ended, Overdue, OSError, ValueError) as fault:
            self.kill()
            raise SetupFailed(f"the worker process did not start: {self.cause_of_death()[1]}") from fault
        if answer.startswith(RAISED):
            raise SetupFailed(_text(answer))

    def send(self, frame: bytes) -> None:
        """Hand over a job, and hear that it begins. Raises Ended, or SetupFailed where it cannot be read there."""
        try:
            write_frame(self._inward.fileno(), frame)
            answer = read_frame(self._outward.fileno(), PATIENCE)
        except (Overdue, OSError, ValueError) as fault:
            raise Ended from fault
        if answer.startswith(RAISED):
            raise SetupFailed(_text(answer))

    def receive(self) -> tuple[bool, Any]:
        """The next result, or False and what was raised in its place. Raises Ended or Overdue."""
        try:
            answer = read_frame(self._outward.fileno(), PATIENCE)
        except (OSError, ValueError) as fault:
            raise Ended from fault
        if answer.startswith(RAISED):
            return False, _text(answer)
        return _value(answer.removeprefix(DONE))

    def kill(self) -> None:
        """End it now. From any thread, any number of times."""
        self._process.kill()
        self._process.wait()

    def release(self) -> None:
        """Close the pipes of a process that has ended."""
        for pipe in (self._inward, self._outward):
            with suppress(OSError):
                pipe.close()

    def cause_of_death(self) -> tuple[bool, str]:
        """Whether it ran out of time, and what happened in words."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        status = self._process.poll()
        if status == -signal.SIGPROF:
            return True, "too much CPU time"
        if status == OUT_OF_MEMORY:
            return False, "too much memory"
        if status is not None and status < 0:
            return False, f"the worker process was ended by signal {-status}"
        return False, f"the worker process ended with status {status}"


class _Values(pickle.Unpickler):
    """Takes values from the worker and nothing that acts: it has read mail from strangers."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("builtins", "getattr"):
            return _attribute
        if name in _VALUES.get(module, ()):
            return super().find_class(module, name)
        found = super().find_class(module, name) if module.partition(".")[0] == "mailflow" else None
        if not isinstance(found, type):
            raise pickle.UnpicklingError(f"{module}.{name} is not a value")
        return found


def _attribute(owner: object, name: str) -> Any:
    """What pickle needs of getattr: a ZoneInfo is made by a method of its class."""
    if (owner, name) != (ZoneInfo, "_unpickle"):
        raise pickle.UnpicklingError(f"{name} is not a value")
    return getattr(owner, name)


def _text(answer: bytes) -> str:
    return answer.removeprefix(RAISED).decode("utf-8", "replace")


def _value(answer: bytes) -> tuple[bool, Any]:
    try:
        return True, _Values(io.BytesIO(answer)).load()
    except Exception as fault:  # noqa: BLE001 (a pickle can raise anything)
        return False, f"the worker's answer cannot be read: {fault}"


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in _ENVIRONMENT}
    return kept | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "MALLOC_ARENA_MAX": "1"}
