"""An SMTP server that answers as a test tells it to, and writes down what it was told."""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

CUT = "cut"  # hang up instead of answering
HANG = "hang"  # never answer
GOOD = {
    "OPEN": "220 scripted ESMTP",
    "EHLO": "250-scripted\r\n250-AUTH PLAIN XOAUTH2\r\n250 SIZE 10000000",
    "AUTH": "235 2.7.0 welcome",
    "DATA": "354 go ahead",
    "QUIT": "221 2.0.0 bye",
}
Script = Mapping[str, str | Sequence[str]]


class ScriptedSmtp:
    """`script` gives the answers by verb (OPEN is the greeting, CONTENT the final dot): one for always, or several, of
    which the last stays. Answers are used up across connections. With `tls` it speaks that from the start, and
    never ends it."""

    host = "127.0.0.1"

    def __init__(self, script: Script, tls: ssl.SSLContext | None = None) -> None:
        self._answers = {verb: [said] if isinstance(said, str) else list(said) for verb, said in script.items()}
        self._tls = tls
        self.heard: list[str] = []
        self.contents: list[bytes] = []
        self.connections = 0
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._changed = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._ended = threading.Event()
        self._listening = socket.create_server((self.host, 0))
        self.port: int = self._listening.getsockname()[1]
        self._run(self._accept)

    def verbs(self) -> list[str]:
        """What was heard, without arguments."""
        return [line.split()[0].split(":")[0].upper() for line in self.heard]

    def await_content(self, patience: float = 10) -> bool:
        """Until a whole message has come in, answered or not."""
        with self._changed:
            return self._changed.wait_for(lambda: bool(self.contents), patience)

    def hang_up(self) -> None:
        """Cut every connection that is open."""
        with self._lock:
            for connection in list(self._open):
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def stop(self) -> None:
        self._ended.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.hang_up()
        for thread in self._threads:
            thread.join(5)

    def _run(self, target: object, *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                with self._lock:
                    self.connections += 1
                    self._open.add(connection)
                self._run(self._converse, connection)

    def _converse(self, connection: socket.socket) -> None:
        with suppress(OSError), self._secured(connection) as secured, secured.makefile("rb") as lines:
            if self._answer(secured, "OPEN"):
                for line in lines:
                    self.heard.append(line.decode().rstrip())
                    verb = (line.split(b":")[0].split() or [b""])[0].decode().upper()
                    said = self._answer(secured, verb)
                    if verb == "DATA" and said.startswith("354"):
                        said = self._content(secured, lines)
                    if not said or verb == "QUIT":
                        break
                if self._tls is not None:
                    self._ended.wait(30)
        with self._lock:
            self._open.discard(connection)

    def _secured(self, connection: socket.socket) -> socket.socket:
        return connection if self._tls is None else self._tls.wrap_socket(connection, server_side=True)

    def _content(self, connection: socket.socket, lines: Iterator[bytes]) -> str:
        content = bytearray()
        for line in lines:
            if line == b".\r\n":
                break
            content += line
        with self._changed:
            self.contents.append(bytes(content))
            self._changed.notify_all()
        return self._answer(connection, "CONTENT")

    def _answer(self, connection: socket.socket, verb: str) -> str:
        """What was said; nothing where the connection is to end."""
        said = self._next(verb)
        if said == HANG:
            self._ended.wait(30)
        if said in (HANG, CUT):
            return ""
        connection.sendall(said.encode() + b"\r\n")
        return "" if said.startswith("421") else said

    def _next(self, verb: str) -> str:
        with self._lock:
            answers = self._answers.get(verb) or [GOOD.get(verb, "250 2.0.0 ok")]
            return answers.pop(0) if len(answers) > 1 else answers[0]


@contextmanager
def scripted_smtp(script: Script | None = None, tls: ssl.SSLContext | None = None) -> Iterator[ScriptedSmtp]:
    """Such a server for as long as the block lasts."""
    server = ScriptedSmtp(script or {}, tls)
    try:
        yield server
    finally:
        server.stop()
