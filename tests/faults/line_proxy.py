"""A TCP proxy that knows lines, and at one of them does once what a bad network or a bad server does."""

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


@dataclass(frozen=True, slots=True)
class Stall:
    """From that line on nothing comes through in that direction, and the connection stays open."""

    speaker: str
    number: int

    def __str__(self) -> str:
        return f"stalled from line {self.number} of the {self.speaker}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The client's line does not reach the server and is answered so ({tag}: IMAP's); then the line is hung up."""

    number: int
    text: str
    speaker: str = "client"

    def __str__(self) -> str:
        return f"line {self.number} of the client answered with {self.text}"

    def to(self, line: bytes) -> bytes:
        """The answer to that line."""
        words = line.split()
        return self.text.format(tag=words[0].decode("ascii", "replace") if words else "*").encode() + b"\r\n"


@dataclass(frozen=True, slots=True)
class Greeting:
    """The server greets with these words, and hangs up."""

    text: str
    speaker: str = "server"
    number: int = 1

    def __str__(self) -> str:
        return f"greeted with {self.text}"


Fault = Cut | Stall | Answer | Greeting
DEFINITE = (Answer, Greeting)
"""Faults after which nobody can be in doubt."""


class LineProxy:
    """Passes lines to and from `port`. A literal, and the content of a letter, count as one line.

    `altered` changes what the server says; lines that `answering` has an answer for do not reach it; `trickle`:
    everything comes one octet at a time. `met`: whether the fault has happened.
    """

    def __init__(
        self,
        port: int,
        fault: Fault | None,
        tell: Callable[[str], None],
        altered: Callable[[bytes], bytes] | None = None,
        answering: Callable[[bytes], bytes] | None = None,
        *,
        trickle: bool = False,
    ) -> None:
        self._target, self._fault, self._tell = port, fault, tell
        self._altered, self._answering, self._trickle = altered, answering, trickle
        self.met = False
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
                fault = self._next(speaker)
                answer = self._answering(line) if self._answering and speaker == "client" else b""
                if answer:
                    source.sendall(answer)
                elif fault is None:
                    self._send(target, self._altered(line) if self._altered and speaker == "server" else line)
                else:
                    self._happen(fault, line, file, source, target)
                    break
        _shut(source)
        _shut(target)

    def _happen(self, fault: Fault, line: bytes, file: BinaryIO, source: socket.socket, target: socket.socket) -> None:
        match fault:
            case Cut(where=Where.AFTER):
                self._send(target, line)
            case Cut(where=Where.IN):
                self._send(target, line[: len(line) // 2])
            case Stall():
                while file.readline():
                    pass
            case Answer():
                source.sendall(fault.to(line))
            case Greeting():
                target.sendall(fault.text.encode() + b"\r\n")

    def _send(self, target: socket.socket, line: bytes) -> None:
        if not self._trickle:
            target.sendall(line)
            return
        for octet in line:
            target.sendall(bytes([octet]))

    def _next(self, speaker: str) -> Fault | None:
        """What happens at the next line of that direction; told before anything does."""
        with self._lock:
            self.lines[speaker] += 1
            fault = self._fault
            if fault is None or (speaker, self.lines[speaker]) != (fault.speaker, fault.number):
                return None
            self.met = True
            if not isinstance(fault, DEFINITE):
                self._tell(str(fault))
            return fault


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
