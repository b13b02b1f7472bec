"""The whole proof, and its table: `python -m tests.faults [--random N] [--twice N] [--chaos SECONDS] [--seed N]
[--dark N] [--share N]`."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from random import Random
from time import monotonic

from tests.faults import disks, power, servers
from tests.faults import scene as scenes
from tests.faults.campaign import Campaign, T, a_few, on_postgres, on_sqlite
from tests.faults.chaos import in_chaos
from tests.faults.failover import Pair, paired
from tests.faults.host import Zygote
from tests.faults.mutants import BY_NAME, SHARED, UNSYNCED, Mutant
from tests.faults.rows import Row, given_away, table
from tests.faults.scene import Scene
from tests.faults.victim import LASTING
from tests.servers.postgres import Postgres, installed
from tests.servers.processes import folder


def wanted(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--seed", type=int, default=12)
    parser.add_argument("--random", type=int, default=60, help="runs killed at random instants, on each database")
    parser.add_argument("--twice", type=int, default=30, help="runs killed twice, on each database")
    parser.add_argument("--chaos", type=int, default=300, help="seconds for which three daemons share a database")
    parser.add_argument("--stops", type=int, default=60, help="points at which one of two daemons is stopped")
    parser.add_argument("--dark", type=int, default=30, help="power losses at random instants, on each kind of disk")
    parser.add_argument("--share", type=int, default=1, help="only every so many of the points and of the cuts")
    return parser.parse_args(arguments)


class Share:
    """Takes a seeded one of so many."""

    def __init__(self, seed: int, share: int) -> None:
        self._seed, self._share = seed, share

    def __call__(self, found: Sequence[T]) -> Sequence[T]:
        return Random(self._seed).sample(list(found), len(found) // self._share)


def share_of(options: argparse.Namespace) -> Share:
    return Share(options.seed, options.share)


def rows(campaign: Campaign, options: argparse.Namespace) -> Iterator[Row]:
    scene, seed, share = scenes.everything(campaign.databases.ground), options.seed, share_of(options)
    yield campaign.kill_points(share, scene, "at every point")
    yield campaign.kill_points(share, scene, "at every point of the threads", threads=True)
    yield campaign.kill_twice(options.twice, scene, seed)
    yield campaign.kill_at_random(options.random, seed, messages=40)
    for protocol in ("IMAP", "SMTP"):
        yield campaign.cuts(share, scene, protocol)
        yield servers.answered(campaign, protocol, scene, share)
        yield servers.stalled(campaign, protocol, scene, share)
    yield servers.trickling(campaign, scene)
    yield servers.without_move(campaign, scene, share)
    yield servers.renumbered(campaign, scene, share)
    yield servers.emptied(campaign, scene)
    yield servers.without_tls(campaign, scene)
    yield disks.failing(campaign, scene, share)
    if campaign.databases.name == "SQLite" and disks.mountable():
        yield disks.full(campaign, scene, share)
        yield disks.read_only(campaign, scene)
    yield campaign.poisoned()
    yield campaign.clock_set_back(scene)


def proof(opened: Callable[[Zygote], AbstractContextManager[Campaign]], options: argparse.Namespace) -> list[Row]:
    found = []
    with Zygote() as zygote, opened(zygote) as campaign:
        for row in rows(campaign, options):
            print(table([row]).splitlines()[1], flush=True)
            found.append(row)
    return found


def in_the_dark(options: argparse.Namespace) -> list[Row]:
    """The power lost, on a strict disk and on a torn one."""
    found = list[Row]()
    if power.compiler() is None:
        print("left out: power loss; there is no C compiler (apt-get install gcc libc6-dev)", flush=True)
        return found
    with power.dark() as strict:
        for campaign in (strict, power.torn(strict, options.seed)):
            found.append(campaign.at_points(share_of(options)))
            found.append(campaign.at_random(options.dark // options.share, options.seed, messages=40))
    for row in found:
        print(table([row]).splitlines()[1], flush=True)
    return found


def several(server: Postgres, options: argparse.Namespace) -> list[Row]:
    """Several daemons on one server."""
    with Zygote() as zygote, on_postgres(zygote, server) as campaign, in_chaos(campaign, server) as chaos:
        scene = scenes.everything(campaign.databases.ground)
        points = chaos.points(scene, a_few(options.stops // options.share, options.seed))
        found = [chaos.stopped_at(points, scene), chaos.episodes(options.chaos / options.share, options.seed)]
    for row in found:
        print(table([row]).splitlines()[1], flush=True)
    print(f"slowest takeover: {chaos.slowest:.1f} s with leases of {LASTING.lease} s")
    return found


def failed_over(programs: Path) -> list[Row]:
    """A server lost to its replica, one pair for each kind: daemons are killed with it, or live through it."""
    found = list[Row]()
    kinds: tuple[Callable[[Pair, Scene], Row], ...] = (
        lambda pair, scene: pair.synchronous(scene, "smtp content: sent #3"),
        lambda pair, scene: pair.synchronous_while_it_runs(),
        lambda pair, scene: pair.asynchronous(scene),
        lambda pair, scene: pair.asynchronous_while_it_runs(scene),
    )
    for happens in kinds:
        with folder("postgres") as where, Zygote() as zygote:
            primary = Postgres(where, programs)
            with paired(zygote, primary) as pair:
                found.append(happens(pair, scenes.everything(pair.campaign.databases.ground)))
            primary.stop()
        print(table(found[-1:]).splitlines()[1], flush=True)
    return found


def mutants_caught(server: Postgres) -> dict[str, str]:
    """What each mutant that could be tried was found out by; nothing where it was not."""
    found = dict[str, str]()

    def tried(mutants: dict[str, Mutant], row_of: Callable[[str], Row]) -> None:
        for name, mutant in mutants.items():
            row = row_of(name)
            found[name] = given_away(mutant, row)
            print(f"mutant {name}: {found[name] or f'NOT CAUGHT {row.findings[:2]}'}", flush=True)

    with Zygote() as zygote, on_sqlite(zygote) as campaign:
        campaign.tell = str
        tried(BY_NAME, campaign.tried)
    with Zygote() as zygote, on_postgres(zygote, server) as campaign, in_chaos(campaign, server) as chaos:
        campaign.tell = str
        tried(SHARED, chaos.tried)
    if power.compiler() is not None:
        with power.dark() as dark:
            dark.tell = str
            tried(UNSYNCED, dark.tried)
    return found


def main() -> int:
    options, began = wanted(sys.argv[1:]), monotonic()
    programs = installed()
    with folder("postgres") as where:
        server = Postgres(where, programs)
        try:
            with ThreadPoolExecutor(2) as pool:
                kinds = (on_sqlite, lambda zygote: on_postgres(zygote, server))
                found = [row for rows in pool.map(lambda opened: proof(opened, options), kinds) for row in rows]
            found += in_the_dark(options)
            found += several(server, options)
            found += failed_over(programs)
            mutants = mutants_caught(server)
        finally:
            server.stop()
    print(f"\n{table(found)}\n")
    caught = [mutant for mutant, finding in mutants.items() if finding]
    print(f"mutants of the protocol caught: {len(caught)} of {len(mutants)}")
    left_out = [name for name in BY_NAME | SHARED | UNSYNCED if name not in mutants]
    if left_out:
        print(f"!! mutants left out for want of a C compiler: {', '.join(left_out)}")
    print(f"{(monotonic() - began) / 60:.0f} minutes, seed {options.seed}")
    return int(len(caught) < len(mutants) or any(row.findings for row in found))


if __name__ == "__main__":
    sys.exit(main())
