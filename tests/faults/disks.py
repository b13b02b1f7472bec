"""A disk that is full, may not be written to, or fails: nothing is half done, and it goes on by itself."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mailflow.demo.stage import ADDRESS
from tests.faults.budget import Choice
from tests.faults.campaign import Campaign
from tests.faults.host import FOLDERS, FellOver, SqliteCopies
from tests.faults.rows import Row
from tests.faults.scene import Scene

SIZE = 16 * 1024 * 1024
STEP = 16 * 1024
STEPS = 48


def failing(campaign: Campaign, scene: Scene, chosen: Choice) -> Row:
    """Each commit fails once: before anything is written, or when it is and nobody knows."""
    row = Row(f"{campaign.databases.name}, a commit that fails")
    points = [point for point in campaign.points(scene, row) if point.startswith("commit")]
    row.points = len(points)
    for point in chosen(points):
        with campaign.run(scene) as run:
            run.fails = True
            campaign.conclude(row, point, run, lambda run=run, point=point: run.life(point) == 0)  # type: ignore[misc]
    return row


def full(campaign: Campaign, scene: Scene, chosen: Choice) -> Row:
    """The disk is full after so many octets; there is room again after three rounds."""
    row = Row(f"{campaign.databases.name}, disk full")
    rooms = [step * STEP for step in range(STEPS)]
    row.points = len(rooms)
    with small_disk(campaign) as small:
        for room in chosen(rooms):
            with small.run(scene) as run:
                run.room = room
                happened = run.life() == 0
                run.room = -1
                small.conclude(row, f"{room} octets left", run, lambda happened=happened: happened)  # type: ignore[misc]
    return row


def read_only(campaign: Campaign, scene: Scene) -> Row:
    """The disk may not be written to at first: it is said, and nothing is filed."""
    row = Row(f"{campaign.databases.name}, disk read-only", points=1)
    with small_disk(campaign) as small, small.run(scene) as run:
        where = Path(run.url.removeprefix("sqlite:///")).parent
        _mount("remount,ro", where)
        try:
            told = _told(run.life)
        finally:
            _mount("remount,rw", where)
        filed = sum(len(run.mail.messages(ADDRESS, folder)) for folder in FOLDERS if folder != "INBOX")
        small.conclude(row, "read-only", run)
        row.lost += [] if "read-only" in told else [f"it was not said: {told}"]
        row.lost += [f"{filed} messages were filed"] if filed else []
    return row


@contextmanager
def small_disk(campaign: Campaign) -> Iterator[Campaign]:
    """The same campaign with its databases on a small disk of their own."""
    with tempfile.TemporaryDirectory() as path:
        where = Path(path)
        _mount(f"size={SIZE}", where)
        try:
            yield replace(campaign, databases=SqliteCopies(where, campaign.databases.ground))
        finally:
            subprocess.run(["umount", "-l", where], check=True)


def mountable() -> bool:
    """Whether small disks can be had here: they take root."""
    with tempfile.TemporaryDirectory() as path:
        if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", path], check=False).returncode:
            return False
        subprocess.run(["umount", path], check=True)
        return True


def _mount(options: str, where: Path) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", where], check=True)


def _told(life: Callable[[], int]) -> str:
    try:
        life()
    except FellOver as why:
        return str(why)
    return "nothing"
