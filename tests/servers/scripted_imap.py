"""An IMAP server that says what a test wants it to say, packet by packet."""

import base64
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Answer = Callable[["Conversation", str, str], None]


class Conversation:
    """One connection. `send` is one packet; `line` the client's next line."""

    def __init__(self, connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection = connection
        self._lines = connection.makefile("rb")

    def send(self, packet: str) -> None:
        self._connection.sendall(packet.encode("latin-1"))

    def line(self) -> str:
        line = self._lines.readline()
        if not line:
            raise ConnectionResetError
        return line.decode("latin-1").rstrip("\r\n")

    def decoded(self) -> str:
        """The client's next line, out of base64."""
        return base64.b64decode(self.line()).decode()

    def close(self) -> None:
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
        self._lines.close()
        self._connection.close()


DEFAULTS: dict[str, Answer] = {
    "CAPABILITY": lambda talk, tag, _: talk.send(f"* CAPABILITY IMAP4rev1 IDLE\r\n{tag} OK done\r\n"),
    "LOGIN": lambda talk, tag, _: talk.send(f"{tag} OK logged in\r\n"),
    "SELECT": lambda talk, tag, _: talk.send(
        "* 0 EXISTS\r\n* 0 RECENT\r\n* FLAGS ()\r\n* OK [UIDVALIDITY 7] .\r\n* OK [UIDNEXT 1] .\r\n"
        f"{tag} OK [READ-WRITE] .\r\n"
    ),
    "UID SEARCH": lambda talk, tag, _: talk.send(f"* SEARCH\r\n{tag} OK done\r\n"),
    "NOOP": lambda talk, tag, _: talk.send(f"{tag} OK done\r\n"),
    "LOGOUT": lambda talk, tag, _: talk.send(f"* BYE\r\n{tag} OK done\r\n"),
}


class ScriptedImap:
    """Answers by `answers` (a command's name to what is done), else by DEFAULTS. `heard` has all command lines."""

    def __init__(self, answers: dict[str, Answer], greeting: str) -> None:
        self._answers = DEFAULTS | answers
        self._greeting = greeting
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.1)
        self.port: int = self._listening.getsockname()[1]
        self.heard: list[str] = []
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(10)
        self._listening.close()

    def _serve(self) -> None:
        while not self._stopped.is_set():
            with suppress(TimeoutError):
                connection, _ = self._listening.accept()
                connection.settimeout(5)
                talk = Conversation(connection)
                with suppress(OSError, ValueError):  # ValueError: the answer was to hang up
                    self._converse(talk)
                talk.close()

    def _converse(self, talk: Conversation) -> None:
        talk.send(self._greeting)
        while True:
            tag, _, command = talk.line().partition(" ")
            self.heard.append(command)
            name = re.match(r"(?:UID )?\w+", command.upper())
            self._answers[name.group() if name else ""](talk, tag, command)


@contextmanager
def scripted_imap(answers: dict[str, Answer], greeting: str = "* OK hello\r\n") -> Iterator[ScriptedImap]:
    """A server for as long as the block lasts; one connection at a time."""
    server = ScriptedImap(answers, greeting)
    try:
        yield server
    finally:
        server.stop()
