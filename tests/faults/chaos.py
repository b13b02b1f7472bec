"""Three daemons on one PostgreSQL while a seeded script kills, stops and cuts them off and restarts the server; and one
that is stopped at a named instant, until another one has done its work."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from random import Random

from mailflow.store import Store
from tests.faults import mutants
from tests.faults import scene as scenes
from tests.faults.budget import Choice
from tests.faults.campaign import Campaign
from tests.faults.fleet import Member, at_rest, fleet
from tests.faults.host import Run, Zygote, wait
from tests.faults.points import CONTINUED, CUT, ROBBED
from tests.faults.rows import Row
from tests.faults.scene import Scene
from tests.faults.victim import LASTING
from tests.servers.postgres import Postgres

MESSAGES = 20
"""Steps of each of two milestones: so many mails come from each of two people in an episode."""
DAEMONS = 3
SKEWS = (0, 90, -45)
"""How many seconds the daemons' clocks are wrong."""
TAKEN_OVER = LASTING.lease + 4
IN_TIME = 45


@dataclass
class Chaos:
    """A campaign with several daemons on one server."""

    campaign: Campaign
    server: Postgres
    zygotes: Sequence[Zygote]
    mutant: str = ""
    slowest: float = 0
    replayed: int = 0

    def episodes(self, seconds: float, seed: int, span: float = 12) -> Row:
        """Episodes of `span` seconds under load, as many as fit in."""
        row = Row(f"{self.campaign.databases.name}, {DAEMONS} daemons in chaos")
        end, number = time.monotonic() + seconds, 0
        while not number or time.monotonic() < end:
            self._episode(row, f"{seed}.{number}", span)
            number += 1
        return row

    def stopped_at(self, points: Sequence[str], scene: Scene, chosen: Choice) -> Row:
        """Stopped at each of the chosen points until another daemon has taken over, and then continued."""
        row = Row(f"{self.campaign.databases.name}, stopped until its lease was over", points=len(points))
        for point in chosen(points):
            with self._run(scene) as run:
                self.campaign.conclude(row, point, run, partial(self._stopped, run, point))
        return row

    def side_by_side(self, scene: Scene) -> Row:
        """Two daemons with other clocks, until one of them has lost its lease before its time."""
        row = Row(f"{self.campaign.databases.name}, two with other clocks", points=1)
        with self._run(scene) as run:
            self.campaign.conclude(row, "side by side", run, partial(self._robbed, run))
        return row

    def taken_over(self, scene: Scene) -> Row:
        """Leases and rounds as in the field: a daemon is killed in a letter's content while another one runs, which has
        to have done its work in time."""
        row = Row(f"{self.campaign.databases.name}, killed, taken over in {IN_TIME} s unscaled", points=1)
        with self._run(scene) as run:
            self.campaign.conclude(row, "smtp content: sent #2", run, partial(self._taken_over, run))
            row.lost += [] if self.slowest <= IN_TIME else [f"taken over after {self.slowest:.1f} s"]
        return row

    def points(self, scene: Scene) -> list[str]:
        """Points at which a daemon that shares its database may be stopped, once it has something to lose."""
        found = self.campaign.points(scene, Row(""), threads=True)
        begun = ("smtp MAIL", "smtp RCPT", "smtp DATA", "smtp content", "commit Outbox", "commit Projects", "commit J")
        return [point for point in found if point.startswith(begun)]

    def tried(self, mutant: str) -> Row:
        """What comes of a mutant where it hurts."""
        where, wrong = mutants.SHARED[mutant].where, replace(self, mutant=mutant)
        scene = scenes.everything(self.campaign.databases.ground)
        return wrong.stopped_at([where], scene, list) if where else wrong.side_by_side(scene)

    # -- inside

    def _run(self, scene: Scene) -> Run:
        return self.campaign.run(scene, mutant=self.mutant)

    def _stopped(self, run: Run, point: str) -> bool:
        with fleet(run, self.zygotes[:2]) as (first, second):
            first.start(stops_at=point)
            if not wait(first.has_stopped, 8):
                return False
            began, own = time.monotonic(), run.holders()
            second.start()
            wait(lambda: not set(own) & set(run.holders()), TAKEN_OVER + 6)
            self.slowest = max(self.slowest, time.monotonic() - began)
            wait(partial(at_rest, run, first.began), 6)
            first.trace.note(CONTINUED)
            first.go_on()
            time.sleep(LASTING.renewal * 3)
        return True

    def _robbed(self, run: Run) -> bool:
        with fleet(run, self.zygotes[:2], SKEWS) as members:
            for member in members:
                member.start()
            return wait(lambda: any(word == ROBBED for trace in run.traces() for word, _ in trace))

    def _taken_over(self, run: Run) -> bool:
        with fleet(run, self.zygotes[:2], unscaled=True) as (first, second):
            first.start(stops_at="smtp content: sent #2")
            if not wait(first.has_stopped):
                return False
            second.start()
            wait(lambda: len(run.holders()) == 2)
            first.kill()
            began = time.monotonic()
            done = wait(partial(at_rest, run, first.began), IN_TIME + 30)
            self.slowest = time.monotonic() - began
        return done

    def _episode(self, row: Row, seed: str, span: float) -> None:
        scene = scenes.load(self.campaign.databases.ground, MESSAGES)
        run = self._run(scene)
        run.first = 0
        with run:
            script = Script(run, self.server, Random(seed), span)
            self.campaign.conclude(row, f"seed {seed}", run, partial(self._befalls, run, script))
            row.points += script.events

    def _befalls(self, run: Run, script: "Script") -> bool:
        """What the script does, and what an operator does about messages that were under way in three daemons' ends."""
        script.play(self.zygotes)
        run.until_quiet()
        with closing(Store.open(run.url)) as store:
            crashed = [row.id for row in store.journal.messages() if row.reason == "crashed"]
            self.replayed += sum(store.journal.replay(message) for message in crashed)
        return True


@dataclass
class Script:
    """What happens in one episode, by chance: messages come in, and something befalls a daemon or the server."""

    run: Run
    server: Postgres
    chance: Random
    span: float
    events: int = 0
    later: list[tuple[float, Callable[[], None]]] = field(default_factory=list)

    def play(self, zygotes: Sequence[Zygote]) -> None:
        with fleet(self.run, zygotes[:DAEMONS], SKEWS) as members:
            for member in members:
                member.start()
            self._play(members, time.monotonic())

    def _play(self, members: Sequence[Member], began: float) -> None:
        letters, following = list(self.run.scene.messages), began + 1.0
        while (now := time.monotonic()) < began + self.span:
            due = int(len(self.run.scene.messages) * (now - began) / (self.span * 0.8))
            while letters and len(self.run.scene.messages) - len(letters) < due:
                self.run.mail.append(scenes.ADDRESS, letters.pop(0))
            for one in [one for one in self.later if one[0] <= now]:
                self.later.remove(one)
                one[1]()
            for member in members:
                if member.gave_up:
                    member.kill()
                    self.later.append((now + 0.3, member.start))
            if now >= following:
                self._befall(members, now)
                following = now + self.chance.uniform(0.2, 1.2)
            time.sleep(0.02)
        for raw in letters:
            self.run.mail.append(scenes.ADDRESS, raw)

    def _befall(self, members: Sequence[Member], now: float) -> None:
        well = [member for member in members if member.well]
        if self.chance.random() < 0.06:
            self.events += 1
            self.server.restart()
        elif well:
            self.events += 1
            self._happens(self.chance.choice(well), now)

    def _happens(self, member: Member, now: float) -> None:
        """Half of what lasts, lasts until the lease is over."""
        back = now + self.chance.choice((0.4, LASTING.lease + 1.0)) * self.chance.uniform(0.6, 1.2)
        kind = self.chance.choice(("kill", "stop", "cut", "part"))
        if kind == "kill":
            member.kill()
            self.later.append((back, member.start))
        elif kind == "stop":
            member.stop()
            self.later.append((back, partial(_continue, member)))
        elif kind == "cut":
            member.trace.note(CUT, "connections broken")
            member.cut()
        else:
            member.part()
            self.later.append((back, member.join))


def _continue(member: Member) -> None:
    member.trace.note(CONTINUED)
    member.go_on()


@contextmanager
def in_chaos(campaign: Campaign, server: Postgres) -> Iterator[Chaos]:
    with ExitStack() as stack:
        others = [stack.enter_context(Zygote()) for _ in range(DAEMONS - 1)]
        yield Chaos(campaign, server, [campaign.zygote, *others])
