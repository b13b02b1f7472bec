"""The server is lost, and a streaming replica of it takes its place."""

import imaplib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from mailflow.domain.hold import Scope
from mailflow.store import Store
from tests.faults import scene as scenes
from tests.faults.campaign import Campaign, on_postgres
from tests.faults.fleet import Member, at_rest, fleet
from tests.faults.host import PostgresCopies, Run, Zygote, wait
from tests.faults.oracle import reached
from tests.faults.points import CLOCK, traced
from tests.faults.rows import Row
from tests.faults.scene import ADDRESS, Scene
from tests.servers.postgres import Postgres, Replica
from tests.servers.processes import folder

STEPS = 15
"""Of each of two milestones: so many mails come from each of two people while the server is lost."""


@dataclass
class Pair:
    """A campaign on a server that has a replica."""

    campaign: Campaign
    primary: Postgres
    replica: Replica
    cut_off: bool = False

    def synchronous(self, scene: Scene, point: str) -> Row:
        """Killed at a point, and so is the server; its replica has every commit."""
        row = Row("failed over, synchronous", points=1)
        self._wait_for_replica()
        with self.campaign.run(scene) as run:

            def lost() -> bool:
                self._on_replica()
                died = run.life(point) != 0
                self._fail_over(run)
                return died

            self.campaign.conclude(row, point, run, lost)
            row.lost += [f"letters wait: {hold}" for hold in _holds(run)]
        return row

    def asynchronous(self, scene: Scene) -> Row:
        """The replica was cut off before any of the mail came: all that was done is lost with the server, and is found
        again among what was filed. The operator drops what has left before."""
        row = Row("failed over, asynchronous", points=1)
        with self.campaign.run(scene) as run:

            def lost() -> bool:
                run.life("imap LOGIN: before #1")
                self._cut_replica_off()
                run.until_quiet()
                self._fail_over(run)
                run.until_quiet()
                return self._released(run)

            self.campaign.conclude(row, "all of it lost", run, lost)
        return row

    def synchronous_while_it_runs(self) -> Row:
        """A daemon is at work, and mail comes in, when the server is lost; the daemon finds the replica by its URL."""
        row = Row("failed over while it ran, synchronous", points=1)
        self._wait_for_replica()
        scene = scenes.load(self.campaign.databases.ground, STEPS)
        run = self.campaign.run(scene)
        run.first = STEPS
        with run:

            def crossed(daemon: Member) -> bool:
                at_work = wait(lambda: bool(run.mail.messages(ADDRESS, "Processed")))
                for number, raw in enumerate(scene.messages[STEPS:]):
                    run.mail.append(ADDRESS, raw)
                    if number == STEPS // 2:
                        self._fail_over(run)
                return at_work and wait(partial(at_rest, run, daemon.began))

            self.campaign.conclude(row, "under load", run, partial(self._across, run, crossed))
            row.lost += [f"letters wait: {hold}" for hold in _holds(run)]
        return row

    def asynchronous_while_it_runs(self, scene: Scene) -> Row:
        """A daemon has done everything when the server is lost, and all of that with it: it finds this by itself."""
        row = Row("failed over while it ran, asynchronous", points=1)
        with self.campaign.run(scene) as run:

            def crossed(daemon: Member) -> bool:
                done = wait(partial(everybody_told, run))
                self._fail_over(run)
                return done and wait(lambda: bool(_holds(run))) and wait(lambda: self._all_read(run))

            def lost() -> bool:
                _make_folder(run, "Processed")
                self._cut_replica_off()
                went_on = self._across(run, crossed)
                run.until_quiet()
                return self._released(run) and went_on

            self.campaign.conclude(row, "all of it lost", run, lost)
        return row

    # -- inside

    def _across(self, run: Run, crossed: Callable[[Member], bool]) -> bool:
        """Whether one and the same daemon lived through it."""
        ports = self.primary.port, self.replica.port
        self._on_replica()
        with fleet(run, [self.campaign.zygote], ports=ports) as (daemon,):
            daemon.start()
            return crossed(daemon) and not daemon.gave_up

    def _on_replica(self) -> None:
        """A copy of a database begins with numbers for 32 rows of which a replica does not know, until a checkpoint."""
        self.primary.say("CHECKPOINT")

    def _wait_for_replica(self) -> None:
        self.primary.say(f"ALTER SYSTEM SET synchronous_standby_names = '{self.replica.NAME}'")
        self.primary.say("SELECT pg_reload_conf()")
        while self.primary.say("SELECT sync_state FROM pg_stat_replication") != "sync":
            pass

    def _cut_replica_off(self) -> None:
        """It has what there is, and gets nothing of what comes."""
        place = self.primary.say("SELECT pg_current_wal_lsn()")
        while self.replica.say(f"SELECT pg_last_wal_replay_lsn() >= '{place}'") != "t":
            pass
        self.replica.stop()
        self.cut_off = True

    def _fail_over(self, run: Run) -> None:
        self.primary.stop()
        if self.cut_off:  # and not before, else it would still get what there was
            self.replica.come_back()
        self.replica.promote()
        run.url = self.replica.url(run.url.rpartition("/")[2])
        run.databases = PostgresCopies(self.replica, run.databases.ground)

    def _all_read(self, run: Run) -> bool:
        with closing(Store.open(run.url)) as store:
            ended = [row for row in store.journal.messages(1000) if row.disposition]
        return len(ended) >= len(run.scene.messages)

    def _released(self, run: Run) -> bool:
        (hold,) = _holds(run)
        (clock, *_) = [text for word, text in reversed(traced(run.path)) if word == CLOCK]
        with closing(Store.open(run.url)) as store:
            store.outbox.withdraw_restored(hold[1])
            store.holds.lift(Scope.RESTORED, "", datetime.fromisoformat(clock))
        return "replica" in hold[0]


def everybody_told(run: Run) -> bool:
    """Whether all letters have arrived that are to come of the scene, and all mail is filed."""
    told = reached(run.scene, run.mail.accepted)
    filed = len(run.mail.messages(ADDRESS)) == len(run.scene.left)
    return filed and all(told[key] >= count for key, count in run.scene.told.items())


def _make_folder(run: Run, name: str) -> None:
    """It is there from the first, so that this night's look through it was had when the server is lost."""
    with imaplib.IMAP4("127.0.0.1", run.mail.imap_port) as other:
        other.login(ADDRESS, run.mail.password)
        other.create(name)


def _holds(run: Run) -> list[tuple[str, datetime]]:
    with closing(Store.open(run.url)) as store:
        return [(str(one), one.since) for one in store.holds.standing()]


@contextmanager
def paired(zygote: Zygote, primary: Postgres) -> Iterator[Pair]:
    """A server of one's own, which is lost at the end, with a replica."""
    with ExitStack() as stack:
        campaign = stack.enter_context(on_postgres(zygote, primary))
        replica = Replica(stack.enter_context(folder("postgres")), primary.programs, primary)
        stack.callback(replica.stop)
        yield Pair(campaign, primary, replica)
