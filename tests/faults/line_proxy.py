"""A TCP proxy that knows lines, and cuts the connection before, in or after one of them, once."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

CONTENT_END = b".\r\n"


class Where(StrEnum):
    """Where the cut goes through."""

    BEFORE = "before"
    IN = "in"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Cut:
    """The line of one direction (``client`` or ``server`` speaks), counted from 1 over all connections."""

    speaker: str
    number: int
    where: Where

    def __str__(self) -> str:
        return f"{self.where} line {self.number} of the {self.speaker}"


class LineProxy:
    """Passes lines to and from `port`. A literal, and the content of a letter, count as one line."""

    def __init__(self, port: int, cut: Cut | None, tell: Callable[[str], None]) -> None:
        self._target, self._cut, self._tell = port, cut, tell
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.1)
        self.port: int = self._listening.getsockname()[1]
        self.lines = {"client": 0, "server": 0}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def stop(self) -> None:
        self._stopped.set()
        for connection in list(self._open):
            _shut(connection)
        for thread in self._threads:
            thread.join(10)
        self._listening.close()
        for connection in self._open:
            connection.close()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            with suppress(TimeoutError):
                client, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._open += [client, server]
                for speaker, source, target in (("client", client, server), ("server", server, client)):
                    thread = threading.Thread(target=self._pass, args=(speaker, source, target))
                    self._threads.append(thread)
                    thread.start()

    def _pass(self, speaker: str, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError, ValueError), source.makefile("rb") as file:
            for line in pieces(file, speaker):
                where = self._next(speaker)
                if where is None or where is Where.AFTER:
                    target.sendall(line)
                elif where is Where.IN:
                    target.sendall(line[: len(line) // 2])
                if where is not None:
                    break
        _shut(source)
        _shut(target)

    def _next(self, speaker: str) -> Where | None:
        """Whether the next line of that direction is where it is cut; told before anything happens."""
        with self._lock:
            self.lines[speaker] += 1
            if self._cut is None or (speaker, self.lines[speaker]) != (self._cut.speaker, self._cut.number):
                return None
            self._tell(str(self._cut))
            return self._cut.where


def pieces(file: BinaryIO, speaker: str) -> Iterator[bytes]:
    """Lines; an IMAP literal, and what follows DATA up to the final dot, in one piece each."""
    while line := file.readline():
        yield line
        if speaker == "client" and line.upper() == b"DATA\r\n":
            yield from _content(file)
        elif line.endswith(b"}\r\n") and (size := line[line.rfind(b"{") + 1 : -3].rstrip(b"+")).isdigit():
            yield file.read(int(size))


def _content(file: BinaryIO) -> Iterator[bytes]:
    content: list[bytes] = []
    while (line := file.readline()) and line != CONTENT_END:
        content.append(line)
    yield b"".join(content)
    yield line


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
