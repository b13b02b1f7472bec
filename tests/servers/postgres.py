"""A private PostgreSQL with its safe settings on. One server for the run, a database for each test.

Fixtures: `postgres` (the server), `postgres_url` (an empty database of one's own for a test).
"""

import getpass
import itertools
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.servers.left_out import leave_out
from tests.servers.processes import as_user, folder, free_port

PATIENCE = 30.0
QUICK = {"shared_buffers": "32MB", "max_connections": "40", "log_min_messages": "fatal"}


class PortTaken(Exception):
    """Somebody else listens there."""


class Postgres:
    """A running server, reached as user ``mailflow`` without a password."""

    def __init__(self, where: Path, programs: Path, **settings: str) -> None:
        self.where, self.programs = where, programs
        self.user = "postgres" if os.getuid() == 0 else getpass.getuser()
        self._numbers = itertools.count(1)
        self._make()
        self._settings = QUICK | settings
        self._process = self._begin()

    def url(self, database: str = "postgres") -> str:
        """How mailflow reaches that database."""
        return f"postgresql://mailflow@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"test{next(self._numbers)}"
        self.say(f"CREATE DATABASE {name}")
        return self.url(name)

    def say(self, sql: str, database: str = "postgres") -> str:
        """What psql answers to one statement."""
        command = [self.programs / "psql", "-X", "-A", "-t", "-q", "-d", self.url(database), "-c", sql]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def restart(self) -> None:
        """Go down at once, as in a crash, and come back."""
        self.stop()
        self.come_back()

    def come_back(self) -> None:
        """After a stop, with the same data."""
        self._process = self._start(self._settings)

    def stop(self) -> None:
        """Immediate shutdown of the process that we started: nobody wants its data again."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(PATIENCE)

    def _begin(self) -> subprocess.Popen[bytes]:
        """Start on a port of one's own; somebody else may take one that was free a moment ago."""
        for _ in range(3):
            self.port = free_port()
            with suppress(PortTaken):
                return self._start(self._settings)
        raise RuntimeError("PostgreSQL does not start: no port stays free")

    def _make(self) -> None:
        command = [self.programs / "initdb", "-D", self.where / "data", "-U", "mailflow", "-A", "trust", "-E", "UTF8"]
        command += ["--locale=C", "--no-sync"]
        subprocess.run([*as_user(self.user), *command], check=True, stdout=subprocess.DEVNULL)

    def _start(self, settings: dict[str, str]) -> subprocess.Popen[bytes]:
        command = [str(self.programs / "postgres"), "-D", str(self.where / "data"), "-p", str(self.port)]
        command += ["-k", str(self.where), "-c", "listen_addresses=127.0.0.1"]
        command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        log = self.where / "postgres.log"
        with log.open("wb") as said:
            process = subprocess.Popen([*as_user(self.user), *command], stderr=said, stdout=said)
        self._await(process, log)
        return process

    def _await(self, process: subprocess.Popen[bytes], log: Path) -> None:
        end = time.monotonic() + PATIENCE
        ready = [str(self.programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            if process.poll() is not None and "could not create any TCP/IP sockets" in log.read_text():
                raise PortTaken
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL does not start: {log.read_text()[-2000:]}")
            time.sleep(0.02)


class Replica(Postgres):
    """A streaming replica of another server, which knows it by this `NAME`."""

    NAME = "replica"

    def __init__(self, where: Path, programs: Path, primary: Postgres) -> None:
        self._primary = primary
        super().__init__(where, programs, cluster_name=self.NAME)

    def promote(self) -> None:
        """From now on this is the server."""
        self.say("SELECT pg_promote()")

    def _make(self) -> None:
        command = [self.programs / "pg_basebackup", "-h", "127.0.0.1", "-p", str(self._primary.port), "-U", "mailflow"]
        command += ["-D", self.where / "data", "-R", "-c", "fast", "--no-sync"]
        subprocess.run([*as_user(self.user), *command], check=True, stdout=subprocess.DEVNULL)


def installed() -> Path:
    """Where the newest server's programs are; where there is none, the test is left out."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: float(path.parts[-3]))
    if not found:
        leave_out("PostgreSQL", "apt-get install postgresql")
    return found[-1].parent


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    programs = installed()
    with folder("postgres") as where:
        server = Postgres(where, programs)
        yield server
        server.stop()


@pytest.fixture
def postgres_url(postgres: Postgres) -> str:
    return postgres.new_database()
