"""Several daemons as processes on one PostgreSQL, each behind a network of its own that can be cut."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from mailflow.demo.stage import ADDRESS
from mailflow.store import Store
from tests.faults.host import Run, Zygote
from tests.faults.points import CLOCK, CUT, KILLED, Trace
from tests.faults.victim import SPEED
from tests.servers.proxy import Proxy

OPTIONS = "options=-c%20idle_in_transaction_session_timeout%3D1200ms"


@dataclass
class Member:
    """One daemon. `process` is 0 while it is dead."""

    who: str
    run: Run
    zygote: Zygote
    proxy: Proxy
    trace: Trace
    began: float
    database: str
    skew: float = 0
    unscaled: bool = False
    process: int = 0
    stopped: bool = False
    cut_off: bool = False

    @property
    def well(self) -> bool:
        return bool(self.process) and not self.stopped and not self.cut_off

    def start(self, stops_at: str = "") -> None:
        order = replace(self.run.order(self.run.databases.ground.now), database=self.database)
        order = replace(
            order, shared=True, who=self.who, began=self.began, skew=self.skew, fatal=stops_at, stops=bool(stops_at)
        )
        self.process = self.zygote.start(order)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)
        self.zygote.ended()
        self.trace.note(KILLED, "by the script")
        self.process, self.stopped = 0, False

    def stop(self) -> None:
        self._signal(signal.SIGSTOP)
        self.stopped = True

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)
        self.stopped = False

    @property
    def gave_up(self) -> bool:
        """Whether it has ended by itself, as it does where it cannot reach the database when it starts."""
        return bool(self.process) and not Path(f"/proc/{self.process}").exists()

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.process, number)

    def cut(self) -> None:
        """Every connection to the database breaks."""
        self.proxy.cut()

    def part(self) -> None:
        """Nothing passes between it and the database any more, and neither is told."""
        self.trace.note(CUT, "cut off")
        self.proxy.stall()
        self.cut_off = True

    def join(self) -> None:
        """The network is back; connections from before are not."""
        self.proxy.recover()
        self.proxy.cut()
        self.cut_off = False

    def has_stopped(self) -> bool:
        """Whether it stands still."""
        state = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()[0]
        self.stopped = state in "Tt"
        return self.stopped


@contextmanager
def fleet(
    run: Run,
    zygotes: Sequence[Zygote],
    skews: Sequence[float] = (0, 0, 0),
    ports: Sequence[int] = (),
    *,
    unscaled: bool = False,
) -> Iterator[list[Member]]:
    """As many daemons as there are zygotes, not started yet. Each has a network of its own to the run's server, or
    finds the one of several `ports` that takes writes. `unscaled`: they live as slowly as in the field. At the end all
    are killed, and the run's clock goes on from where theirs stood."""
    port, name, began = urlsplit(run.url).port or 5432, urlsplit(run.url).path, time.time()
    members = list[Member]()
    for who, zygote, skew in zip("abc", zygotes, skews, strict=False):
        proxy = Proxy(port)
        hosts = ",".join(f"127.0.0.1:{port}" for port in ports or [proxy.port])
        database = f"postgresql://mailflow@{hosts}{name}?{'' if unscaled else OPTIONS}"
        members.append(Member(who, run, zygote, proxy, Trace(run.path, who), began, database, skew, unscaled))
    try:
        yield members
    finally:
        for member in members:
            if member.process:
                member.kill()
            member.proxy.stop()
            member.trace.close()
        passed = timedelta(seconds=SPEED * (time.time() - began))
        run.trace.note(CLOCK, (run.databases.ground.now + passed).isoformat())


def at_rest(run: Run, began: float) -> bool:
    """Whether nothing is under way, and nothing waits that could be done now."""
    now = run.databases.ground.now + timedelta(seconds=SPEED * (time.time() - began))
    with closing(Store.open(run.url)) as store:
        waiting = store.outbox.waiting(now) + store.journal.waiting(now)
        under_way = store.outbox.held_by_daemon() | store.journal.begun_by_daemon()
    return not waiting and not under_way and len(run.mail.messages(ADDRESS)) == len(run.scene.left)
