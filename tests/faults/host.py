"""One run: a mailbox with a scene in it, a database, and as many lives as it takes."""

import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from mailflow.demo.servers import EmbeddedMail
from mailflow.demo.stage import ADDRESS
from mailflow.store import Store
from tests.faults.oracle import Seen
from tests.faults.points import CLOCK, KILLED, Trace, traced, who_wrote
from tests.faults.scene import SPAN, Ground, Scene
from tests.faults.victim import Order
from tests.servers.postgres import Postgres

FOLDERS = ("INBOX", "Processed", "Rejected", "Failed")
PATIENCE = 60.0
MOST_LIVES = 12
DOWN = timedelta(minutes=1)


def wait(until: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    """Whether it came about in time."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


class NeverQuiet(Exception):
    """However often it was killed and started again, it did not come to rest."""


class FellOver(Exception):
    """It ended by itself, or hung."""


class Zygote:
    """The process that forks victims."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        command, pipe = [sys.executable, "-m", "tests.faults.victim"], subprocess.PIPE
        surroundings = os.environ | (environment or {})
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, bufsize=1, env=surroundings)
        self._told(PATIENCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def start(self, order: Order) -> int:
        """Begin a life; its process. Every one has to be waited for with `ended`."""
        assert self._process.stdin is not None
        self._process.stdin.write(order.text() + "\n")
        process: int = self._told(PATIENCE)["process"]
        return process

    def ended(self) -> int:
        """Wait until the life is over that was begun last; its exit status."""
        ended: int = self._told(PATIENCE)["ended"]
        return ended

    def live(self, order: Order, at_most: float | None = None) -> int:
        """The exit status of a life; minus the signal where it was killed, as it is after `at_most` seconds."""
        process = self.start(order)
        told = self._told(PATIENCE if at_most is None else at_most)
        if not told:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
            told = self._told(PATIENCE)
            if at_most is None:
                raise FellOver(f"a life took more than {PATIENCE} s")
        ended: int = told["ended"]
        return ended

    def _told(self, seconds: float) -> dict[str, Any]:
        """What the zygote says next; nothing where it says nothing for so long."""
        stdout = self._process.stdout
        assert stdout is not None
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            if not selector.select(seconds):
                return {}
        line = stdout.readline()
        assert line, "the zygote died"
        told: dict[str, Any] = json.loads(line)
        return told


class Databases(Protocol):
    """Copies of a prepared database."""

    name: str
    ground: Ground

    def copy(self) -> str:
        """The URL of a new copy."""

    def drop(self, url: str) -> None:
        """It is not wanted any more."""


class SqliteCopies:
    """Files."""

    name = "SQLite"

    def __init__(self, folder: Path, ground: Ground) -> None:
        self._folder, self.ground = folder, ground
        self._numbers = count(1)

    def copy(self) -> str:
        path = self._folder / f"copy{next(self._numbers)}.db"
        shutil.copy(self.ground.url.removeprefix("sqlite:///"), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        for path in [*self._folder.glob(f"{Path(url).name}*"), *self._folder.glob("filler")]:
            path.unlink()


class PostgresCopies:
    """Databases of one server."""

    name = "PostgreSQL"

    def __init__(self, server: Postgres, ground: Ground) -> None:
        self._server, self.ground = server, ground
        self._numbers = count(1)

    def copy(self) -> str:
        name = f"copy{next(self._numbers)}"
        self._server.say(f"CREATE DATABASE {name} TEMPLATE {Path(self.ground.url).name}")
        return self._server.url(name)

    def drop(self, url: str) -> None:
        self._server.say(f"DROP DATABASE {Path(url).name} WITH (FORCE)")


@dataclass
class Run:
    """Lives on one copy of the database. Use it in a `with` block."""

    zygote: Zygote
    databases: Databases
    scene: Scene
    folder: Path
    mutant: str = ""
    threads: bool = False
    fails: bool = False
    patience: float = 0
    room: int = -1
    tls: Literal["loopback-plain", "implicit", "starttls"] = "loopback-plain"
    span: float | None = None
    first: int | None = None
    leases: bool = False
    lives: list[int] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.mail = EmbeddedMail(users=[ADDRESS])
        self.mail.__enter__()
        self.imap, self.smtp = self.mail.imap_port, self.mail.smtp_port
        self.url = self.databases.copy()
        self.path = self.folder / f"{Path(self.url).name}.trace"
        self.trace = Trace(self.path)
        for raw in self.scene.messages[: self.first]:
            self.mail.append(ADDRESS, raw)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.trace.close()
        self.mail.__exit__(None, None, None)
        self.databases.drop(self.url)
        for path in self.folder.glob(f"{self.path.name}*"):
            path.unlink()

    def life(self, fatal: str = "", at_most: float | None = None) -> int:
        """One life, a minute after the one before."""
        clock = [text for word, text in traced(self.path) if word == CLOCK]
        ground = self.databases.ground
        start = datetime.fromisoformat(clock[-1]) + DOWN if clock else ground.now
        order = replace(
            self.order(start),
            end=(start + timedelta(minutes=self.span) if self.span else ground.now + SPAN).isoformat(),
            fatal=fatal,
            threads=self.threads,
            fails=self.fails,
            patience=self.patience,
            room=self.room,
            tls=self.tls,
            leases=self.leases,
        )
        status = self.zygote.live(order, at_most)
        if status == -signal.SIGKILL and at_most is not None:
            self.trace.note(KILLED, "at random")
        if status not in (0, -signal.SIGKILL):
            error = Path(f"{self.path}.error")
            why = error.read_text().splitlines()[-1:] if error.exists() else []
            raise FellOver(" ".join([f"a life ended with {status}", *why]))
        self.lives.append(status)
        if self.leases and (status or self.claimed()):
            wait(lambda: not self.holders())
        return status

    def claimed(self) -> bool:
        """Whether letters are some daemon's that has ended: they wait until its lease is over."""
        with closing(Store.open(self.url)) as store:
            return bool(store.outbox.held_by_daemon())

    def holders(self) -> list[str]:
        """The daemons that have a lease."""
        with closing(Store.open(self.url)) as store:
            return [one.name for one in store.leases.daemons()]

    def order(self, start: datetime) -> Order:
        """A life from then on, without end."""
        return Order(
            database=self.url,
            imap=self.imap,
            smtp=self.smtp,
            password=self.mail.password,
            trace=str(self.path),
            start=start.isoformat(),
            end="",
            mutant=self.mutant,
        )

    def until_quiet(self) -> None:
        """Start it again until it ends by itself."""
        for _ in range(MOST_LIVES):
            if self.life() == 0 and not (self.leases and self.claimed()):
                return
        raise NeverQuiet(f"killed {MOST_LIVES} times")

    def seen(self) -> Seen:
        """What it left behind."""
        folders = {folder: self.mail.messages(ADDRESS, folder) for folder in FOLDERS}
        received = [one for one in self.mail.accepted if one.sender == ADDRESS]
        return Seen(self._ledger(), received, folders, self.traces())

    def traces(self) -> list[list[tuple[str, str]]]:
        """What each daemon has left word of."""
        return [traced(self.path, who) for who in who_wrote(self.path)]

    def audit(self) -> list[str]:
        """What `mailflow verify` finds wrong."""
        store = Store.open(self.url)
        try:
            return store.audit().findings
        finally:
            store.close()

    def _ledger(self) -> Sequence[str]:
        """The ledger, record by record: what each says."""
        store = Store.open(self.url)
        try:
            records = [record for code in store.projects.codes() for record in store.projects.ledger(code)]
            return [str(dict(record.data)) for record in records]
        finally:
            store.close()
