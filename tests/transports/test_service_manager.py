"""What is said to the service manager, over a socket as systemd makes it."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from mailflow.transports.service_manager import ServiceManager


@pytest.fixture(params=["path", "abstract"])
def channel(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, socket.socket]]:
    name = str(tmp_path / "notify") if request.param == "path" else f"@mailflow-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(name.replace("@", "\0"))
        listening.settimeout(5)
        yield name, listening


def test_each_thing_is_said_in_systemds_words(channel: tuple[str, socket.socket]) -> None:
    name, listening = channel
    manager = ServiceManager(name)
    manager.ready()
    manager.status("watching\nREADY=1  2 mailboxes")
    manager.watchdog()
    manager.stopping()
    assert [listening.recv(1000) for _ in range(4)] == [
        b"READY=1",
        b"STATUS=watching READY=1 2 mailboxes",
        b"WATCHDOG=1",
        b"STOPPING=1",
    ]


def test_the_socket_is_the_environments(channel: tuple[str, socket.socket], monkeypatch: pytest.MonkeyPatch) -> None:
    name, listening = channel
    monkeypatch.setenv("NOTIFY_SOCKET", name)
    ServiceManager().ready()
    assert listening.recv(1000) == b"READY=1"


@pytest.mark.parametrize("name", ["", "/nowhere/notify", "@nobody-listens-here", "relative", "\ud800"])
def test_without_a_listener_nothing_happens(name: str) -> None:
    ServiceManager(name).ready()


def test_a_full_socket_holds_nobody_up(channel: tuple[str, socket.socket]) -> None:
    manager = ServiceManager(channel[0])
    for _ in range(2000):
        manager.status("x" * 500)


@pytest.mark.parametrize(
    ("microseconds", "pid", "seconds"),
    [("90000000", None, 90.0), ("90000000", "own", 90.0), ("90000000", "1", None), ("0", None, None), ("", None, None)],
)
def test_the_watchdogs_interval_is_the_environments(
    microseconds: str, pid: str | None, seconds: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", microseconds)
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    if pid is not None:
        monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()) if pid == "own" else pid)
    assert ServiceManager("").watchdog_seconds == seconds
