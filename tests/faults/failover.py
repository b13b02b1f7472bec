"""The server is lost, and a streaming replica of it takes its place."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.hold import Scope
from mailflow.store import Store
from tests.faults.campaign import Campaign, on_postgres
from tests.faults.host import PostgresCopies, Run, Zygote
from tests.faults.points import CLOCK, traced
from tests.faults.rows import Row
from tests.faults.scene import Scene
from tests.servers.postgres import Postgres, Replica
from tests.servers.processes import folder


@dataclass
class Pair:
    """A campaign on a server that has a replica."""

    campaign: Campaign
    primary: Postgres
    replica: Replica

    def synchronous(self, scene: Scene, point: str) -> Row:
        """Killed at a point, and so is the server; its replica has every commit."""
        row = Row("failed over, synchronous", points=1)
        self.primary.say("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.say("SELECT pg_reload_conf()")
        with self.campaign.run(scene) as run:

            def lost() -> bool:
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
                self._caught_up()
                self.replica.stop()
                run.until_quiet()
                self.replica.come_back()
                self._fail_over(run)
                run.until_quiet()
                return self._released(run)

            self.campaign.conclude(row, "all of it lost", run, lost)
        return row

    # -- inside

    def _caught_up(self) -> None:
        place = self.primary.say("SELECT pg_current_wal_lsn()")
        while self.replica.say(f"SELECT pg_last_wal_replay_lsn() >= '{place}'") != "t":
            pass

    def _fail_over(self, run: Run) -> None:
        self.primary.stop()
        self.replica.promote()
        run.url = self.replica.url(run.url.rpartition("/")[2])
        run.databases = PostgresCopies(self.replica, run.databases.ground)

    def _released(self, run: Run) -> bool:
        (hold,) = _holds(run)
        (clock, *_) = [text for word, text in reversed(traced(run.path)) if word == CLOCK]
        with closing(Store.open(run.url)) as store:
            store.outbox.withdraw_restored(hold[1])
            store.holds.lift(Scope.RESTORED, "", datetime.fromisoformat(clock))
        return "replica" in hold[0]


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
