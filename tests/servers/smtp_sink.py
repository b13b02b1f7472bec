"""Postfix's smtp-sink: takes everything as fast as can be. Fixture: `smtp_sink`, its port."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers.left_out import leave_out
from tests.servers.processes import as_user, await_greeting, end, folder, free_port

PROGRAM = Path("/usr/sbin/smtp-sink")


@contextmanager
def running(*options: str) -> Iterator[int]:
    """A sink for as long as the block lasts; the port."""
    if not PROGRAM.exists():
        leave_out("smtp-sink", "apt-get install postfix")
    port = free_port()
    with folder("nobody") as where:
        command = [*as_user("nobody"), str(PROGRAM), *options, f"127.0.0.1:{port}", "1000"]
        with (where / "sink.log").open("wb") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, cwd=where)
        try:
            await_greeting(port, b"220", process, where / "sink.log")
            yield port
        finally:
            end(process)


@pytest.fixture
def smtp_sink() -> Iterator[int]:
    with running() as port:
        yield port
