"""Power loss: at the kill the folder of the database and of people's files is left as a disk would have it that keeps
only what was synced."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from random import Random

from tests.faults import scene as scenes
from tests.faults.budget import Choice
from tests.faults.campaign import Campaign, in_process
from tests.faults.host import Run, SqliteCopies, Zygote
from tests.faults.mutants import UNSYNCED
from tests.faults.platter import Disk
from tests.faults.rows import Row
from tests.faults.scene import Scene

SOURCE = Path(__file__).with_name("unsynced.c")


def compiler() -> str | None:
    """The C compiler that builds what watches the folder; None where there is none."""
    return shutil.which("gcc") or shutil.which("cc")


@dataclass
class DarkRun(Run):
    """After each life, however it ended, the power is lost."""

    disk: Disk | None = None
    chance: Random | None = None

    def life(self, fatal: str = "", at_most: float | None = None) -> int:
        assert self.disk is not None
        if not self.lives:
            self.disk.begin()
        status = super().life(fatal, at_most)
        self.disk.lose_power(self.chance)
        return status

    def audit(self) -> list[str]:
        """What is found wrong, and which files are not there that people have sent."""
        assert self.disk is not None
        there = [path.read_bytes() for path in self.disk.root.rglob("*") if path.is_file()]
        gone = [f"a file of {len(one)} octets" for one in self.scene.files if one not in there]
        return super().audit() + gone


class OnDisk(SqliteCopies):
    """Databases that have a disk to themselves, one after another."""

    def drop(self, url: str) -> None:
        folder = Path(url.removeprefix("sqlite:///")).parent
        shutil.rmtree(folder)
        folder.mkdir()


@dataclass
class Dark(Campaign):
    """Runs whose power is lost. `torn`: the seed by which some of what was not synced is left; else nothing is."""

    disk: Disk | None = None
    torn: int | None = None
    numbers: Iterator[int] = field(default_factory=count)

    def run(self, scene: Scene, threads: bool = False, mutant: str = "") -> Run:
        chance = None if self.torn is None else Random(f"{self.torn}/{next(self.numbers)}")
        run = DarkRun(self.zygote, self.databases, scene, self.folder, mutant, threads)
        run.disk, run.chance = self.disk, chance
        return run

    def at_points(self, chosen: Choice) -> Row:
        """The power is lost at each of the chosen points."""
        row = self.kill_points(chosen, self.scene, "")
        row.name = f"{self.databases.name}, power lost, {self.kept}"
        return row

    def at_random(self, chosen: Choice, seed: int, *, messages: int) -> Row:
        """The power is lost at any instant, under load."""
        row = self.kill_at_random(chosen, seed, messages=messages)
        row.name = f"{self.databases.name}, power lost at random, {self.kept}"
        return row

    @property
    def kept(self) -> str:
        return "synced kept" if self.torn is None else "torn"

    def tried(self, mutant: str) -> Row:
        """What comes of a mutant where it hurts."""
        row, points = Row(mutant), self.points(self.scene, Row(""))
        for point in ["the end", *(one for one in points if one.startswith(UNSYNCED[mutant].where))]:
            self._killed(row, point, self.scene, mutant=mutant)
            if row.findings:
                break
        return row

    @property
    def scene(self) -> Scene:
        return scenes.with_evidence(self.databases.ground)


@contextmanager
def dark() -> Iterator[Dark]:
    """On SQLite, with a watched folder. Needs a compiler."""
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path).resolve()
        disk, watched = watched_disk(folder)
        ground = scenes.prepare(folder, f"sqlite:///{folder / 'ground.db'}", in_process)
        with Zygote(watched) as zygote:
            yield Dark(zygote, OnDisk(disk.root, ground), folder, disk=disk)


def watched_disk(folder: Path) -> tuple[Disk, dict[str, str]]:
    """An empty disk in that folder, and the environment in which processes are watched that use it."""
    root, log, library = folder / "disk", folder / "log", folder / "unsynced.so"
    root.mkdir()
    command = [str(compiler()), "-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, SOURCE, "-ldl"]
    subprocess.run(command, check=True)
    return Disk(root, log), {"LD_PRELOAD": str(library), "UNSYNCED_ROOT": str(root), "UNSYNCED_LOG": str(log)}


def torn(campaign: Dark, seed: int) -> Dark:
    """The same campaign with a seeded part of what was not synced left."""
    return replace(campaign, torn=seed)
