"""A bell that one thread rings to end another thread's waiting."""

import select
import socket
from contextlib import suppress
from typing import Protocol


class HasFileno(Protocol):
    """Anything `select` can wait for."""

    def fileno(self) -> int:
        """The file descriptor."""


class Bell:
    """`ring` may be called from any thread; everything else belongs to the thread that waits."""

    def __init__(self) -> None:
        self._hear, self._pull = socket.socketpair()
        self._hear.setblocking(False)
        self._pull.setblocking(False)

    def ring(self) -> None:
        """End a `listen` that is going on, otherwise the next one. Never blocks, never raises."""
        with suppress(OSError):
            self._pull.send(b"!")

    def listen(self, seconds: float, other: HasFileno | None = None) -> tuple[bool, bool]:
        """Wait for the bell or for something to read from `other`. Returns (rung, other is readable)."""
        sources = [self._hear.fileno()] if other is None else [self._hear.fileno(), other.fileno()]
        readable = {source for source, _ in _poll(sources, max(seconds, 0))}
        rung = self._hear.fileno() in readable
        if rung:
            self._quiet()
        return rung, other is not None and other.fileno() in readable

    def __del__(self) -> None:
        self._hear.close()
        self._pull.close()

    def _quiet(self) -> None:
        with suppress(BlockingIOError):
            while self._hear.recv(512):
                pass


def _poll(sources: list[int], seconds: float) -> list[tuple[int, int]]:
    poller = select.poll()
    for source in sources:
        poller.register(source, select.POLLIN)
    return poller.poll(seconds * 1000)
