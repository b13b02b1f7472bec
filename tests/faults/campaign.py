"""Runs with faults in them."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from mailflow.app import Parts
from tests.faults import mutants
from tests.faults import scene as scenes
from tests.faults.budget import Choice
from tests.faults.host import Databases, FellOver, NeverQuiet, PostgresCopies, Run, SqliteCopies, Zygote
from tests.faults.line_proxy import Cut, Fault, LineProxy, Where
from tests.faults.oracle import Verdict, crashes, judge
from tests.faults.points import CLOCK, CUT, POINT, traced
from tests.faults.rows import Row
from tests.faults.scene import Scene
from tests.routes.company import START
from tests.servers.postgres import Postgres

MANY = 10_000
"""How many runs there can be where there is no end of them."""


@dataclass
class Campaign:
    """Runs on one kind of database. `tell` hears of every run that went wrong."""

    zygote: Zygote
    databases: Databases
    folder: Path
    tell: Callable[[str], None] = print
    leases: bool = False
    known: dict[tuple[object, ...], Any] = field(default_factory=dict)
    """What undisturbed runs have shown: points, and lines of the protocols."""

    # -- the kinds of faults

    def kill_points(self, chosen: Choice, scene: Scene, name: str, *, threads: bool = False) -> Row:
        """Killed at each of the chosen points of an undisturbed run, and started again."""
        row = Row(f"{self.databases.name}, killed {name}")
        for point in chosen(self.points(scene, row, threads=threads)):
            self._killed(row, point, scene, threads=threads)
        return row

    def kill_twice(self, chosen: Choice, scene: Scene, seed: int) -> Row:
        """Killed at a point, and once more at a point of the life after that."""
        chance, points = Random(seed), self.points(scene, Row(""))
        pairs = [(chance.choice(points), chance.choice(points).rpartition("#")[0] + "#1") for _ in range(MANY)]
        return self.kill_at_both(chosen(pairs), scene)

    def kill_at_both(self, pairs: Iterable[tuple[str, str]], scene: Scene) -> Row:
        """Killed at the first point of each pair, and when it is started again at the second."""
        row = Row(f"{self.databases.name}, killed again when restarted")
        for first, second in pairs:
            self._killed_twice(row, first, second, scene)
        row.points = row.runs
        return row

    def kill_at_random(self, chosen: Choice, seed: int, *, messages: int, kills: int = 2) -> Row:
        """Killed at any instant, under load, in all its threads."""
        row = Row(f"{self.databases.name}, killed at random under load")
        scene = scenes.load(self.databases.ground, messages)
        span = self._span(scene)
        for number in chosen(range(MANY)):
            chance = Random(f"{seed}/{number}")
            instants = [chance.uniform(0, span) for _ in range(kills)]
            with self.run(scene, threads=True) as run:
                self.conclude(row, f"run {number}, killed after {instants} s", run, partial(_at, run, instants))
        row.points = row.runs
        return row

    def cuts(self, chosen: Choice, scene: Scene, protocol: str) -> Row:
        """The connection cut before, in and after the chosen lines."""
        row = Row(f"{self.databases.name}, {protocol} cut")
        lines = self.lines(scene, protocol, row)
        cuts = [
            Cut(speaker, number, where)
            for speaker, count in lines.items()
            for number in range(1, count + 1)
            for where in Where
        ]
        row.points = len(cuts)
        for cut in chosen(cuts):
            self.proxied(scene, protocol, cut, row)
        return row

    def poisoned(self, mutant: str = "") -> Row:
        """A message that kills its reader is set aside, and everything else is done."""
        row = Row(f"{self.databases.name}, killed by a message", points=1)
        with self.run(scenes.deadly(self.databases.ground), mutant=mutant) as run:
            self.conclude(row, "poison", run)
        return row

    def clock_set_back(self, scene: Scene, mutant: str = "") -> Row:
        """The clock goes back before everything that was announced, and comes by there once more."""
        row = Row(f"{self.databases.name}, clock set back", points=1)
        with self.run(scene, mutant=mutant) as run:
            run.trace.note(CLOCK, (START - timedelta(minutes=30)).isoformat())
            self.conclude(row, "clock set back", run)
        return row

    def tried(self, mutant: str) -> Row:
        """What comes of a mutant by bad messages and clocks, or by kills where it hurts; undisturbed, one that takes a
        kill to go wrong has to be faultless."""
        where, scene = mutants.ALONE[mutant].where, scenes.everything(self.databases.ground)
        if not where:
            row = self.clock_set_back(scene, mutant)
            return row if row.findings else self.poisoned(mutant)
        undisturbed, row = Row(mutant), Row(mutant)
        points = [point for point in self.points(scene, undisturbed, mutant=mutant) if point.startswith(where)]
        row.crashed += undisturbed.findings
        for point in points:
            if row.findings:
                break
            self._killed(row, point, scene, mutant=mutant)
        return row

    # -- inside

    def _killed(self, row: Row, point: str, scene: Scene, *, threads: bool = False, mutant: str = "") -> None:
        with self.run(scene, threads, mutant) as run:
            self.conclude(row, point, run, lambda: run.life(point) != 0)

    def _killed_twice(self, row: Row, first: str, second: str, scene: Scene) -> None:
        with self.run(scene) as run:
            fault = f"{first}, then {second}"
            self.conclude(row, fault, run, lambda: run.life(first) != 0 and run.life(second) != 0)

    def killed_then_cut(self, first: str, cut: Cut, scene: Scene) -> Row:
        """Killed at a point, and then the SMTP connection cut."""
        row = Row(f"{self.databases.name}, killed and then cut", points=1)
        with self.run(scene) as run:
            run.life(first)
            with passing(run, "SMTP", cut):
                self.conclude(row, f"{first}, then {cut}", run)
        return row

    def points(self, scene: Scene, row: Row, *, threads: bool = False, mutant: str = "") -> list[str]:
        """Every point of an undisturbed run, which has to be faultless itself."""
        key = *scene.recorded, *scene.files, threads, mutant, self.leases
        if key not in self.known:
            with self.run(scene, threads, mutant) as run:
                self.conclude(row, "undisturbed", run, lambda: False)
                self.known[key] = [text for word, text in traced(run.path) if word == POINT]
        points: list[str] = self.known[key]
        row.points = len(points)
        return points

    def lines(self, scene: Scene, protocol: str, row: Row) -> dict[str, int]:
        """How many lines each side of that protocol says in an undisturbed run."""
        key = *scene.recorded, protocol
        if key not in self.known:
            self.known[key] = self.proxied(scene, protocol, None, row)
        lines: dict[str, int] = self.known[key]
        return lines

    def run(self, scene: Scene, threads: bool = False, mutant: str = "") -> Run:
        return Run(self.zygote, self.databases, scene, self.folder, mutant, threads, leases=self.leases)

    def conclude(self, row: Row, fault: str, run: Run, happens: Callable[[], bool] = lambda: True) -> None:
        """Let it happen, start again until all is quiet, and judge."""
        happened = True
        try:
            happened = happens()
            run.until_quiet()
            verdict = judge(run.scene, run.seen())
            verdict = replace(verdict, lost=(*verdict.lost, *(f"verify: {one}" for one in run.audit())))
        except NeverQuiet as why:
            verdict = Verdict(lost=(f"never quiet: {why}",), crashed=crashes(run.traces()))
        except FellOver as why:
            verdict = Verdict(crashed=(str(why),))
        row.add(fault, verdict, happened=happened)
        if not verdict.good:
            self.tell(f"{row.name} at {fault}: {verdict}")

    def proxied(self, scene: Scene, protocol: str, cut: Cut | None, row: Row) -> dict[str, int]:
        with self.run(scene) as run, passing(run, protocol, cut) as proxy:
            self.conclude(row, str(cut or "undisturbed"), run, lambda: cut is not None)
            return proxy.lines

    def _span(self, scene: Scene) -> float:
        """How long an undisturbed life takes."""
        with self.run(scene, threads=True) as run:
            began = monotonic()
            run.until_quiet()
            return monotonic() - began


def _at(run: Run, instants: Sequence[float]) -> bool:
    """Whether a life was still going on at any of them."""
    return [run.life(at_most=instant) for instant in instants] != [0] * len(instants)


@contextmanager
def passing(run: Run, protocol: str, fault: Fault | None, **more: Any) -> Iterator[LineProxy]:
    """What the run says in that protocol goes through a proxy."""
    port = run.imap if protocol == "IMAP" else run.smtp
    proxy = LineProxy(port, fault, lambda text: run.trace.note(CUT, text), **more)
    run.imap, run.smtp = (proxy.port, run.smtp) if protocol == "IMAP" else (run.imap, proxy.port)
    try:
        yield proxy
    finally:
        proxy.stop()


# -- where it runs


def in_process(parts: Parts) -> Parts:
    return replace(parts, in_process=True)


@contextmanager
def on_sqlite(zygote: Zygote) -> Iterator[Campaign]:
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        ground = scenes.prepare(folder, f"sqlite:///{folder / 'ground.db'}", in_process)
        yield Campaign(zygote, SqliteCopies(folder, ground), folder)


@contextmanager
def on_postgres(zygote: Zygote, server: Postgres) -> Iterator[Campaign]:
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        ground = scenes.prepare(folder, server.new_database(), in_process)
        yield Campaign(zygote, PostgresCopies(server, ground), folder)
