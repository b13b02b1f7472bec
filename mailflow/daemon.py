"""The threads: one for each mailbox, one for the ticks, one for delivery; and the barrier around each of their rounds.

`schedule` is the metronome here and decides nothing: what is due lives in the database.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from datetime import datetime
from typing import Protocol

import schedule

from mailflow.board.site import Site
from mailflow.flows.alerting import Alerting
from mailflow.flows.announce import Announcer
from mailflow.flows.deliver import Deliverer
from mailflow.flows.holds import Holds
from mailflow.flows.presence import Presence
from mailflow.flows.receive import Receiver
from mailflow.flows.retention import Keeping, Retention
from mailflow.flows.sweep import Sweeper
from mailflow.flows.tenure import Tenure
from mailflow.flows.timekeeper import Timekeeper
from mailflow.rounds import Bell, Rhythm, Round
from mailflow.store import Store, StoreFault
from mailflow.transports.interfaces import Inbox, TransportFault
from mailflow.transports.service_manager import ServiceManager

log = logging.getLogger(__name__)

DRAIN = 20.0
FIRST_LOOK = 10.0


class Tool(Protocol):
    """Something that is put away at the end."""

    def close(self) -> None:
        """Let go of it."""


class Daemon:
    """Everything that runs, and nothing that decides."""

    def __init__(
        self,
        store: Store,
        receivers: Sequence[Receiver],
        inboxes: Sequence[Inbox],
        announcer: Announcer,
        deliverer: Deliverer,
        holds: Holds,
        clock: Callable[[], datetime],
        rhythm: Rhythm,
        manager: ServiceManager,
        tenure: Tenure,
        tools: Sequence[Tool] = (),
        keeping: Keeping | None = None,
        board: Site | None = None,
        alerting: Alerting | None = None,
        timekeeper: Timekeeper | None = None,
    ) -> None:
        self.store = store
        self.announcer = announcer
        self.deliverer = deliverer
        self.board = board
        self.alerting = alerting
        self.timekeeper = timekeeper
        self.leapt = ""
        self.receiver = receivers[0]
        self.mailboxes = list(zip(receivers, inboxes, strict=False))
        self.sweepers = {inbox.name: Sweeper(receiver, inbox.name) for receiver, inbox in self.mailboxes}
        self.holds = holds
        self.retention = Retention(store, keeping or Keeping())
        self.clock = clock
        self.rhythm = rhythm
        self.manager = manager
        self.tenure = tenure
        self.presence = Presence(store, alone=tenure.alone)
        self.tools = tools
        self.keys = store.meta.token_keys()
        self.renewed = False
        self.stopping = threading.Event()
        self.outgoing = Bell()
        self.ticking = Bell()
        self.retrying = Bell()
        self.renewing = Bell()
        self.alerts = Bell()
        self.rounds = [
            *([self._mailbox(*each) for each in self.mailboxes] or [self._pipe()]),
            Round("ticks", self._announce, self.ticking.rest, rhythm.tick, tenure.acting),
            Round("delivery", deliverer.deliver, self.outgoing.rest, rhythm.deliver, tenure.acting),
            *([] if tenure.alone else [self._lease()]),
            *([] if alerting is None else [self._alerts(alerting)]),
        ]
        self.threads: list[threading.Thread] = []

    def _mailbox(self, receiver: Receiver, inbox: Inbox) -> Round:
        """One daemon looks into a mailbox; all of them act on what it has taken in."""
        sweeper = self.sweepers[inbox.name]

        def work() -> int:
            taken = self._passed_on(receiver.work())
            if not self.tenure.watches(inbox.name):
                return taken
            taken += self._passed_on(receiver.collect(inbox))
            return taken + self._passed_on(sweeper.turn(inbox))

        def rest(seconds: float) -> None:
            if one.failures:
                self.retrying.rest(seconds)
            elif not self.tenure.watching(inbox.name):
                self.retrying.rest(min(seconds, self.rhythm.tick))
            else:
                inbox.wait(receiver.settings.folder, seconds)

        one = Round(f"mailbox {inbox.name}", work, rest, self.rhythm.poll, self.tenure.acting)
        return one

    def _pipe(self) -> Round:
        """Without a mailbox, what `mailflow receive` put into the journal is looked for at each tick."""

        def work() -> int:
            return self._passed_on(self.receiver.work())

        return Round("journal", work, self.retrying.rest, self.rhythm.tick, self.tenure.acting)

    def _alerts(self, alerting: Alerting) -> Round:
        """Other channels than mail, which may be slow: nothing else waits for them."""
        return Round("alerts", alerting.turn, self.alerts.rest, self.rhythm.deliver, self.tenure.acting)

    def _lease(self) -> Round:
        """Keeps this daemon's right to act. Where that was in doubt, everything is tried again at once."""

        def work() -> int:
            began = self.tenure.turn()
            if one.failures:
                self.wake()
            return began

        seconds, bell = self.tenure.lasting.renewal, self.renewing
        one = Round("lease", work, bell.rest, seconds, nullcontext, longest=seconds)
        return one

    def _passed_on(self, taken: int) -> int:
        """What came in may have made something due, and letters to send."""
        if taken:
            self.ticking.ring()
            self.outgoing.ring()
        return taken

    def _announce(self) -> int:
        self._mind_clock()
        looked_at = self.holds.turn(self.clock()) + self.announcer.announce(self.clock())
        if looked_at:
            self.outgoing.ring()
        self._chores()
        return looked_at

    def _mind_clock(self) -> None:
        if self.timekeeper is not None:
            self.leapt = self.timekeeper.turn()
            if self.leapt:
                self.deliverer.alarm("clock", self.leapt)

    def _chores(self) -> None:
        """What nobody waits for."""
        self.retention.turn(self.clock())
        if self.board is not None:
            self.board.turn(self.clock())

    def once(self) -> None:
        """One round of everything, in this thread: receive, announce, deliver. A mailbox that cannot be reached
        keeps nothing from being sent; what is wrong with it is raised at the end. A lease is renewed on the way."""
        self.tenure.begin()
        with self.tenure.acting():
            self._one_round()

    def _one_round(self) -> None:
        self._mind_clock()
        self.receiver.work()
        faults: list[TransportFault] = []
        for receiver, inbox in self.mailboxes:
            try:
                if self.tenure.watches(inbox.name):
                    receiver.collect(inbox)
                    self.sweepers[inbox.name].turn(inbox)
            except TransportFault as fault:
                faults.append(fault)
        self.tenure.turn()
        while self.holds.turn(self.clock()) + self.announcer.announce(self.clock()):
            self.tenure.turn()
        self.tenure.turn()
        while self.deliverer.deliver():
            self.tenure.turn()
        if self.alerting is not None:
            self.alerting.turn()
        self._chores()
        if faults:
            raise faults[0]

    def start(self) -> None:
        """Take up what an earlier run left unfinished, and start the threads."""
        self.tenure.begin()
        for one in self.rounds:
            thread = threading.Thread(target=self._repeat, args=(one,), name=one.name, daemon=True)
            self.threads.append(thread)
            thread.start()

    def run(self, watching: Callable[[], None] = lambda: None) -> bool:
        """Until somebody calls `stop`: start, report to the service manager and to `watching`, stop. Whether it ended
        because the keys of tokens are others now: a new daemon, that knows them, has to go on."""
        self.start()
        self._await_first_look()
        watching()
        self.manager.ready()
        self._report()
        metronome = schedule.Scheduler()
        metronome.every(max(int(self.rhythm.watchdog), 1)).seconds.do(self._report)
        while not self.stopping.wait(1.0):
            metronome.run_pending()
        if not self.renewed:
            self.manager.stopping()
            self._note([], stopped=True)
        self.close()
        return self.renewed

    def _await_first_look(self) -> None:
        """Until each mailbox was looked into once, so that what comes after we say that we watch is not taken for what
        lay there before (R0); where that takes long, no longer."""
        deadline = time.monotonic() + FIRST_LOOK
        for one in self.rounds[: len(self.mailboxes)]:
            one.looked.wait(max(0.0, deadline - time.monotonic()))

    def _report(self) -> None:
        """Tell the service manager that every thread is alive, and what is wrong if anything is."""
        troubles = [f"{one.name}: {one.trouble}" for one in self.rounds if one.trouble]
        troubles += [self.leapt] if self.leapt else []
        self.manager.status("; ".join(troubles) or "watching")
        self._note(troubles)
        if all(thread.is_alive() for thread in self.threads):
            self.manager.watchdog()
        self._look_at_keys()

    def _look_at_keys(self) -> None:
        """Every process reads its keys once; where somebody has rotated them, everything begins anew."""
        with suppress(StoreFault):
            if self.store.meta.token_keys() != self.keys and not self.stopping.is_set():
                self.renewed = True
                self.stop()

    def _note(self, troubles: Sequence[str], *, stopped: bool = False) -> None:
        """Leave word for `mailflow status`."""
        clock = self.clock if self.timekeeper is None else self.timekeeper.system
        self.presence.note(clock(), troubles, stopped=stopped)

    def stop(self) -> None:
        """Ask everything to end after its present round."""
        self.stopping.set()
        self.wake()

    def wake(self) -> None:
        """Let every round begin now."""
        self.outgoing.ring()
        self.ticking.ring()
        self.retrying.ring()
        if self.stopping.is_set():
            self.renewing.ring()
        self.alerts.ring()
        for _, inbox in self.mailboxes:
            inbox.interrupt()

    def close(self) -> None:
        """Stop, and wait for the threads to finish what they are at."""
        self.stop()
        deadline = time.monotonic() + DRAIN
        for thread in self.threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        for tool in (*(inbox for _, inbox in self.mailboxes), *self.tools):
            tool.close()
        with suppress(StoreFault):
            self.tenure.end()
        self.store.close()

    def settle(self, timeout: float = 60.0) -> None:
        """Wait until every round has looked twice in a row and found nothing to do. For simulated time.

        Raises TimeoutError where that does not happen within `timeout` seconds.
        """
        deadline = time.monotonic() + timeout
        for one in self.rounds:
            one.idle = 0
        while any(one.idle < 2 for one in self.rounds):
            if time.monotonic() > deadline:
                raise TimeoutError("; ".join(f"{one.name}: {one.idle} idle {one.trouble}" for one in self.rounds))
            self.wake()
            time.sleep(0.002)

    def _repeat(self, one: Round) -> None:
        while not self.stopping.is_set():
            one.once()
            if one.worked:
                self._look_again()
            if not self.stopping.is_set():
                one.resting()
        self.store.close()

    def _look_again(self) -> None:
        """Something was done, so no round's finding nothing before counts any more."""
        for one in self.rounds:
            one.idle = 0
