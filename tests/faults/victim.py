"""A process that forks victims: each is the real daemon, put together by the composition root, and lives until it
has nothing more to do or is killed. Orders come as JSON lines on stdin; what became of them is told on stdout.

(Forked, since what takes long is to import mailflow and to compile its templates; each victim is a process of its
own, with its own connections, and dies of a real SIGKILL.)
"""

import json
import logging
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal

import mailflow.app
from mailflow.app import Parts, assemble
from mailflow.daemon import Daemon
from mailflow.demo.clock import SimulatedClock
from mailflow.demo.stage import ADDRESS
from mailflow.domain.authority import Trust
from mailflow.flows.deliver import Delivering
from mailflow.flows.desk import Desk, furnish
from mailflow.flows.tenure import Lasting
from mailflow.flows.turn import Policy
from mailflow.mail.mailbox import Mailbox
from mailflow.rounds import Rhythm
from mailflow.shipped import supplies
from mailflow.store import Store, StoreFault
from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.interfaces import TransportFault
from mailflow.transports.sandbox import InProcess
from mailflow.transports.smtp import SmtpRelay, SmtpSettings
from tests.faults import mutants
from tests.faults.points import CLOCK, CRASHED, KILLED, Points, Trace
from tests.faults.watched import watch

MINUTE = timedelta(minutes=1)
MAILBOX = Mailbox(ADDRESS, "Northwind projects")
SPEED = 60
"""How much faster than the wall clock the clock runs that several daemons live by."""
LASTING = Lasting(lease=2.0, renewal=0.4, spare=0.6)
POISON = b"a word that is the end of whoever reads it"


@dataclass(frozen=True, slots=True)
class Order:
    """One life: on what, from when to when, and at which point it ends early, or what is done there `fails`. `threads`:
    as `mailflow run` lives, else in rounds of `mailflow once`. `patience`: after how many seconds a silent server is
    given up; `room`: how many octets are left on the disk, until three rounds have failed. `shared`: one of several
    daemons, called `who`, on a clock that runs fast from `began` (of the wall clock) on, and is `skew` seconds ahead;
    where it is fatal it `stops`, until it is continued. `leases`: with a lease though it is alone. `unscaled`: leases
    last, and rounds begin, as they do in the field."""

    database: str
    imap: int
    smtp: int
    password: str
    trace: str
    start: str
    end: str
    fatal: str = ""
    mutant: str = ""
    threads: bool = False
    fails: bool = False
    patience: float = 0
    room: int = -1
    tls: Literal["loopback-plain", "implicit", "starttls"] = "loopback-plain"
    shared: bool = False
    who: str = ""
    stops: bool = False
    began: float = 0
    skew: float = 0
    leases: bool = False
    unscaled: bool = False

    def text(self) -> str:
        return json.dumps(asdict(self))


class Told(SimulatedClock):
    """A clock that leaves word of where it stands, so that the next life goes on from there."""

    def __init__(self, start: datetime, trace: Trace) -> None:
        super().__init__(start)
        self._trace = trace
        self._trace.note(CLOCK, start.isoformat())

    def advance(self, to: datetime) -> None:
        super().advance(to)
        self._trace.note(CLOCK, self().isoformat())


@cache
def desk() -> Desk:
    """Templates and vocabularies, compiled before the first fork."""
    return furnish(supplies(MAILBOX))


class Furnished(InProcess[Desk]):
    """The worker in this process, its desk compiled already."""

    def __init__(self, setup: Any) -> None:
        (own,) = setup.args
        super().__init__(lambda: replace(desk(), keys=own.keys, limits=own.limits))


def live(order: Order) -> None:
    """From the start to the point at which nothing is due any more before the end."""
    trace = Trace(Path(order.trace))
    if order.mutant in mutants.ALONE:  # else it takes several daemons, and this one clears up after them
        mutants.ALONE[order.mutant].apply()
    watch(Points(trace, order.fatal, fails=order.fails))
    deadly(trace)
    clock = Told(datetime.fromisoformat(order.start), trace)
    daemon = assemble(parts(order, clock))
    go_round = threaded(daemon) if order.threads else rounds(daemon)
    if order.room >= 0:
        go_round = relieved(go_round, filled(Path(order.database.removeprefix("sqlite:///")).parent, order.room))
    end = datetime.fromisoformat(order.end)
    while clock() < end:
        well = go_round()
        upcoming = due(daemon.store, clock(), end) if well else clock() + MINUTE
        if upcoming is None:
            break
        clock.advance(upcoming)
    daemon.close()


def share(order: Order) -> None:
    """As one of several daemons, until it is killed."""
    trace = Trace(Path(order.trace), order.who)
    if order.mutant:
        mutants.SKEW[0] = order.skew / 30
        mutants.SHARED[order.mutant].apply()
    watch(Points(trace, order.fatal, stops=order.stops))
    start = datetime.fromisoformat(order.start) + timedelta(seconds=order.skew)

    def clock() -> datetime:
        return start + timedelta(seconds=SPEED * (time.time() - order.began))

    rhythm = Rhythm() if order.unscaled else Rhythm(poll=0.3, tick=0.2, deliver=0.2)
    lasting = Lasting() if order.unscaled else LASTING
    assemble(replace(parts(order, clock), alone=False, lasting=lasting, rhythm=rhythm)).start()
    threading.Event().wait()


def deadly(trace: Trace) -> None:
    """Reading POISON kills, as a fault in a parser might."""
    read_at = mailflow.flows.open_messages.read_at

    def read_or_die(desk: Desk, sheet: Any) -> Any:
        if POISON in sheet[0]:
            trace.note(KILLED, "poison")
            os.kill(os.getpid(), signal.SIGKILL)
        return read_at(desk, sheet)

    mailflow.flows.open_messages.read_at = read_or_die


def rounds(daemon: Daemon) -> Callable[[], bool]:
    def go_round() -> bool:
        try:
            daemon.once()
        except (TransportFault, StoreFault):
            return False
        return True

    return go_round


def filled(folder: Path, room: int) -> Path:
    """A file that leaves no more than `room` octets on that folder's disk."""
    filler = folder / "filler"
    with filler.open("wb") as file:
        file.write(bytes(max(shutil.disk_usage(folder).free - room, 0)))
    return filler


def relieved(go_round: Callable[[], bool], filler: Path) -> Callable[[], bool]:
    """There is room again after three rounds that failed."""
    failed: list[bool] = []

    def go_on() -> bool:
        well = go_round()
        failed.extend([True] * (not well))
        if len(failed) == 3:
            filler.unlink(missing_ok=True)
        return well

    return go_on


def threaded(daemon: Daemon) -> Callable[[], bool]:
    daemon.start()

    def go_round() -> bool:
        daemon.settle()
        return not any(one.trouble for one in daemon.rounds)

    return go_round


def due(store: Store, now: datetime, end: datetime) -> datetime | None:
    """The next instant at which there is something to do."""
    letters, paused = store.outbox.next_due(), store.accounts.paused("smtp", now)
    if letters is not None and paused is not None:
        letters = max(letters, paused[0])
    known = (store.projects.next_wake(), letters, store.journal.next_retry(), store.held.next_due())
    upcoming = min((max(one, now + timedelta(seconds=1)) for one in known if one is not None), default=end)
    return upcoming if upcoming < end else None


def parts(order: Order, clock: Callable[[], datetime]) -> Parts:
    reading = ImapSettings("127.0.0.1", order.imap, order.tls, ADDRESS, order.password)
    outgoing = SmtpSettings(host="127.0.0.1", port=order.smtp, tls=order.tls, sender=ADDRESS)
    if order.patience:
        wait = order.patience
        reading = replace(reading, read_timeout=wait, connect_timeout=wait)
        outgoing = replace(outgoing, command_timeout=wait, final_timeout=wait, connect_timeout=wait)
    inbox = ImapInbox(reading)
    return Parts(
        database=order.database,
        mailbox=MAILBOX,
        inboxes=(inbox,),
        relay=SmtpRelay(outgoing),
        policy=Policy(Trust(token_alone=3)),
        delivering=Delivering(per_minute=0, per_day=0, per_hour=0),
        rhythm=Rhythm(poll=30, tick=30, deliver=30),
        clock=clock,
        in_process=True,
        alone=not order.leases,
        lasting=LASTING,
    )


class Confessing(logging.Handler):
    """Leaves word of every error of the program's own that was logged and outlived."""

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            confess(self._trace, record.exc_info[1])


def confess(trace: Trace, error: BaseException) -> None:
    """A fault of the disk, the database or a server is none of the program's own."""
    if not isinstance(error, StoreFault | TransportFault):
        where = traceback.extract_tb(error.__traceback__)[-1]
        words = " ".join(f"{type(error).__name__}: {error}".split())
        trace.note(CRASHED, f"{words} ({Path(where.filename).name}, {where.name})")


def child(order: Order) -> None:
    """In the forked process: live, and never come back."""
    status = 1
    trace = Trace(Path(order.trace), order.who)
    try:
        logging.basicConfig(filename=f"{order.trace}.log", level=logging.WARNING, force=True)
        logging.getLogger().addHandler(Confessing(trace))
        (share if order.shared else live)(order)
        status = 0
    except BaseException as error:  # noqa: BLE001 (whatever it is, the driver is told of it)
        Path(f"{order.trace}.error").write_text(traceback.format_exc())
        confess(trace, error)
    finally:
        os._exit(status)


def tell(**what: Any) -> None:
    print(json.dumps(what), flush=True)


def main() -> None:
    mailflow.app.InProcess = Furnished  # type: ignore[misc, assignment]
    desk()
    tell(ready=True)
    for line in sys.stdin:
        order = Order(**json.loads(line))
        process = os.fork()
        if process == 0:
            child(order)
        tell(process=process)
        _, status = os.waitpid(process, 0)
        tell(ended=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
