"""A TCP proxy that breaks connections where a test wants them broken."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Proxy:
    """Passes bytes to `port` until it is told to `cut`, or has passed `budget` bytes of the server's.

    `stall` keeps connections open and passes nothing more.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(0.1)
        self.port: int = self._listening.getsockname()[1]
        self.budget: int | None = None
        self.connections = 0
        self._open: list[socket.socket] = []
        self._stalled = threading.Event()
        self._stopped = threading.Event()
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def cut(self) -> None:
        """Break every connection that is open now."""
        for connection in self._open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def stall(self) -> None:
        """From now on nothing is passed, and nobody is told."""
        self._stalled.set()

    def recover(self) -> None:
        """New connections work again."""
        self._stalled.clear()

    def stop(self) -> None:
        self._stopped.set()
        self.cut()
        for thread in self._threads:
            thread.join(10)
        self._listening.close()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            with suppress(TimeoutError):
                client, _ = self._listening.accept()
                self.connections += 1
                try:
                    server = socket.create_connection(("127.0.0.1", self._target))
                except OSError:
                    client.close()
                    continue
                self._open += [client, server]
                self._pass(client, server, counted=False)
                self._pass(server, client, counted=True)

    def _pass(self, source: socket.socket, target: socket.socket, *, counted: bool) -> None:
        thread = threading.Thread(target=self._copy, args=(source, target, counted))
        self._threads.append(thread)
        thread.start()

    def _copy(self, source: socket.socket, target: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if self._stalled.is_set():
                    continue
                target.sendall(self._allowed(data) if counted else data)
                if counted and self.budget == 0:
                    break
        for connection in (source, target):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        source.close()

    def _allowed(self, data: bytes) -> bytes:
        if self.budget is None:
            return data
        allowed = data[: self.budget]
        self.budget -= len(allowed)
        return allowed


@contextmanager
def proxied(port: int) -> Iterator[Proxy]:
    """A proxy to `port` for as long as the block lasts."""
    proxy = Proxy(port)
    try:
        yield proxy
    finally:
        proxy.stop()
