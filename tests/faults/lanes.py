"""All kinds of faults, in two lanes that go side by side: one on SQLite, one on PostgreSQL."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from tests.faults import disks, power, servers
from tests.faults import scene as scenes
from tests.faults.budget import Budget
from tests.faults.campaign import Campaign, on_postgres, on_sqlite
from tests.faults.chaos import Chaos, in_chaos
from tests.faults.failover import Pair, paired
from tests.faults.host import Zygote
from tests.faults.mutants import BY_NAME, SHARED, UNSYNCED, Mutant
from tests.faults.rows import Row, given_away
from tests.faults.scene import Scene
from tests.servers.postgres import Postgres
from tests.servers.processes import folder

MESSAGES = 40
ON_ONE, ON_FILES, SHARED_AT = 62, 38, 45
"""The weights of all kinds together: with one daemon, on SQLite only, on PostgreSQL only."""

Found = Row | tuple[str, str]
"""A line of the table; or a mutant's name, and by what it was found out, if it was."""


def on_files(budget: Budget, seed: int) -> Iterator[Found]:
    """SQLite: the disk and the power may fail, too."""
    with Zygote() as zygote, on_sqlite(zygote) as campaign:
        yield from _with_one_daemon(campaign, budget, seed)
        if disks.mountable():
            scene = scenes.everything(campaign.databases.ground)
            yield disks.full(campaign, scene, budget.choice(2))
            yield disks.read_only(campaign, scene)
        budget.part(4)
        yield from _mutants(campaign, BY_NAME, campaign.tried)
    if power.compiler() is not None:
        with power.dark() as strict:
            for one in (strict, power.torn(strict, seed)):
                yield one.at_points(budget.choice(9))
                yield one.at_random(budget.choice(5), seed, messages=MESSAGES)
            budget.part(4)
            yield from _mutants(strict, UNSYNCED, strict.tried)


def on_server(budget: Budget, seed: int, server: Postgres) -> Iterator[Found]:
    """PostgreSQL: there may be several daemons, and the server may be lost."""
    with Zygote() as zygote, on_postgres(zygote, server) as campaign, in_chaos(campaign, server) as chaos:
        yield from _shared(campaign, chaos, budget, seed)
        yield from _with_one_daemon(campaign, budget, seed)
    for happens in _FAILOVERS:
        budget.part(2)
        yield failed_over(server.programs, happens)


def failed_over(programs: Path, happens: Callable[[Pair, Scene], Row]) -> Row:
    """A server lost to its replica; both are new."""
    with ExitStack() as stack:
        zygote = stack.enter_context(Zygote())
        primary = Postgres(stack.enter_context(folder("postgres")), programs)
        stack.callback(primary.stop)
        pair = stack.enter_context(paired(zygote, primary))
        return happens(pair, scenes.everything(pair.campaign.databases.ground))


_FAILOVERS: tuple[Callable[[Pair, Scene], Row], ...] = (
    lambda pair, scene: pair.synchronous(scene, "smtp content: sent #3"),
    lambda pair, scene: pair.synchronous_while_it_runs(),
    lambda pair, scene: pair.asynchronous(scene),
    lambda pair, scene: pair.asynchronous_while_it_runs(scene),
)
"""Daemons are killed with the server, or live through it."""


def _shared(campaign: Campaign, chaos: Chaos, budget: Budget, seed: int) -> Iterator[Found]:
    scene = scenes.everything(campaign.databases.ground)
    leased = replace(campaign, leases=True)
    yield leased.kill_points(budget.choice(8), scene, "at every point, with leases")
    yield leased.kill_points(budget.choice(5), scene, "at every point of the threads, with leases", threads=True)
    yield chaos.stopped_at(chaos.points(scene), scene, budget.choice(10))
    yield chaos.episodes(budget.part(9), seed)
    budget.part(5)
    yield chaos.taken_over(scene)
    yield servers.idle_lied(campaign, scene)
    yield from _mutants(campaign, SHARED, chaos.tried)


def _with_one_daemon(campaign: Campaign, budget: Budget, seed: int) -> Iterator[Found]:
    scene = scenes.everything(campaign.databases.ground)
    yield campaign.kill_points(budget.choice(12), scene, "at every point")
    yield campaign.kill_points(budget.choice(8), scene, "at every point of the threads", threads=True)
    yield campaign.kill_twice(budget.choice(4), scene, seed)
    yield campaign.kill_at_random(budget.choice(10), seed, messages=MESSAGES)
    for protocol in ("IMAP", "SMTP"):
        yield campaign.cuts(budget.choice(3), scene, protocol)
        yield servers.answered(campaign, protocol, scene, budget.choice(3))
        yield servers.stalled(campaign, protocol, scene, budget.choice(3))
    budget.part(1)
    yield servers.trickling(campaign, scene)
    yield servers.without_move(campaign, scene, budget.choice(2))
    yield servers.renumbered(campaign, scene, budget.choice(3))
    yield servers.refusing(campaign, scene, budget.choice(1))
    yield disks.failing(campaign, scene, budget.choice(2))
    budget.part(1)
    yield servers.emptied(campaign, scene)
    yield servers.without_tls(campaign, scene)
    yield campaign.poisoned()
    yield campaign.clock_set_back(scene)


def _say_nothing(text: str) -> None:
    """A mutant is expected to go wrong."""


def _mutants(campaign: Campaign, mutants: dict[str, Mutant], tried: Callable[[str], Row]) -> Iterator[tuple[str, str]]:
    campaign.tell = _say_nothing
    for name, mutant in mutants.items():
        row = tried(name)
        yield name, given_away(mutant, row) or f"NOT CAUGHT: {'; '.join(row.findings[:2]) or 'nothing was found'}"
    campaign.tell = print
