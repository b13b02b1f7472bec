"""Channels beside mail, tried on an HTTP server."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from mailflow.transports.alerts import AppriseAlert, kind_of
from mailflow.transports.interfaces import TransportFault


class Hook:
    """A web hook: `taken` is what was posted to it; it answers with `status`."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.status = 200
        self.address = ""

    @property
    def texts(self) -> list[str]:
        return [f"{one['title']}: {one['message']}" for one in self.taken]


@contextmanager
def listening() -> Iterator[Hook]:
    hook = Hook()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["Content-Length"]))
            if hook.status == 200:
                hook.taken.append(json.loads(said))
            self.send_response(hook.status)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    hook.address = f"json://127.0.0.1:{server.server_port}/hook?token=very-secret"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hook
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with listening() as found:
        yield found


def test_a_channel_gets_title_and_text_as_they_are(hook: Hook) -> None:
    AppriseAlert().send(hook.address, "Acme <b>& Söhne", "Milestone 4 is *blocked*.\nПривіт")
    assert hook.texts == ["Acme <b>& Söhne: Milestone 4 is *blocked*.\nПривіт"]


@pytest.mark.parametrize("status", [404, 429, 500])
def test_what_was_not_taken_is_a_fault_that_tells_no_address(hook: Hook, status: int) -> None:
    hook.status = status
    with pytest.raises(TransportFault, match="json did not take it") as raised:
        AppriseAlert().send(hook.address, "Acme", "blocked")
    assert "secret" not in str(raised.value)


def test_a_server_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(TransportFault):
        AppriseAlert().send("json://127.0.0.1:1/hook", "Acme", "blocked")


def test_what_is_no_address_of_a_channel_is_a_fault() -> None:
    with pytest.raises(TransportFault, match="is no address of a channel"):
        AppriseAlert().send("nothing://secret@example", "Acme", "blocked")


@pytest.mark.parametrize(
    ("address", "kind"), [("ntfy://host/x", "ntfy"), ("slack://a/b/c", "slack"), ("secret", "without a name")]
)
def test_a_channel_is_spoken_of_by_its_kind(address: str, kind: str) -> None:
    assert kind_of(address) == kind
