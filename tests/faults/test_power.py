"""A seeded selection of the proof that a power loss takes nothing with it; `make faults` runs all of it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from mailflow.store import Store
from tests.faults.budget import Few
from tests.faults.mutants import UNSYNCED
from tests.faults.platter import Disk
from tests.faults.power import Dark, compiler, dark, torn, watched_disk
from tests.faults.rows import given_away
from tests.servers.left_out import leave_out

SEED = 12


@pytest.fixture(scope="module")
def built() -> None:
    if compiler() is None:
        leave_out("a C compiler", "apt-get install gcc libc6-dev")


@pytest.fixture(scope="module")
def campaign(built: None) -> Iterator[Dark]:
    with dark() as campaign:
        yield campaign


def test_with_only_what_was_synced_nothing_is_lost_or_doubled(campaign: Dark) -> None:
    row = campaign.at_points(Few(2, SEED))
    assert row.faults
    assert not row.findings, "\n".join(row.findings)


def test_with_any_part_of_what_was_not_synced_nothing_is_lost_or_doubled(campaign: Dark) -> None:
    row = torn(campaign, SEED).at_points(Few(1, SEED + 1))
    assert row.faults
    assert not row.findings, "\n".join(row.findings)


@pytest.mark.parametrize("mutant", UNSYNCED)
def test_what_is_not_synced_is_found_out(campaign: Dark, mutant: str) -> None:
    campaign.tell = str
    row = campaign.tried(mutant)
    assert given_away(UNSYNCED[mutant], row), row.findings


CASES = {
    "a name lasts with its folder": (["C\t{new}\t{root}/a", "W\t{new}\t0\t2", "S\t{new}"], {"old": b"was"}),
    "a content lasts once synced": (["C\t{new}\t{root}/a", "W\t{new}\t0\t2", "D\t{root}"], {"old": b"was", "a": b""}),
    "a name and a content last": (
        ["C\t{new}\t{root}/a", "W\t{new}\t0\t2", "S\t{new}", "D\t{root}"],
        {"old": b"was", "a": b"hi"},
    ),
    "what is renamed is where it was": (["R\t{root}/old\t{root}/b"], {"old": b"was"}),
    "a renamed file lasts with its folder": (["R\t{root}/old\t{root}/b", "D\t{root}"], {"b": b"was"}),
    "nothing is in a folder that is not there": (
        ["M\t{root}/f", "C\t{new}\t{root}/f/a", "D\t{root}/f"],
        {"old": b"was"},
    ),
    "what is removed is there": (["U\t{root}/old"], {"old": b"was"}),
    "what is cut is whole": (["T\t{old}\t1"], {"old": b"was"}),
    "what is cut and synced is cut": (["T\t{old}\t1", "S\t{old}"], {"old": b"w"}),
    "what was written in part did not happen": (["W\t{old}\t0\t9"], {"old": b"was"}),
}


@pytest.mark.parametrize("case", CASES)
def test_a_power_loss_leaves_what_was_synced(tmp_path: Path, case: str) -> None:
    lines, left = CASES[case]
    disk = a_disk(tmp_path, lines)
    disk.lose_power()
    assert {path.name: path.read_bytes() for path in disk.root.rglob("*")} == left


def test_a_torn_disk_has_some_sectors_of_what_was_not_synced(tmp_path: Path) -> None:
    disk = a_disk(tmp_path, [])
    inode = (disk.root / "old").stat().st_ino
    (tmp_path / "log").write_bytes(f"W\t{inode}\t0\t{64 * 512}\n".encode() + b"x" * 64 * 512)
    disk.lose_power(Random(SEED))
    content = (disk.root / "old").read_bytes()
    whole = sum(content[at : at + 512] == b"x" * 512 for at in range(0, len(content), 512))
    assert 0 < whole < 64


def a_disk(folder: Path, lines: list[str]) -> Disk:
    root, log = folder / "disk", folder / "log"
    root.mkdir()
    (root / "old").write_bytes(b"was")
    disk = Disk(root, log)
    names = {"root": root, "old": (root / "old").stat().st_ino, "new": 1}
    octets = {"W": "hi"}
    log.write_text("".join(line.format(**names) + "\n" + octets.get(line[0], "") for line in lines))
    return disk


HEAD = """
import hashlib, os, pathlib, signal
from mailflow.store import Store, files, restore_into
from tests.store.samples import NOW, opened, queue, queued

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

path, copy = pathlib.Path("mailflow.db").absolute(), pathlib.Path("copy.db").absolute()
url = f"sqlite:///{path}"
store = Store.open(url)
"""
KEEP = 'store.attachments.files.keep({hashlib.sha256(b"words").hexdigest(): b"words"}, NOW)'


def does(disk: Disk, watched: dict[str, str], what: str) -> None:
    """A process on that disk that does this, and is killed then."""
    surroundings = os.environ | watched | {"PYTHONPATH": str(Path.cwd())}
    command = [sys.executable, "-c", f"{HEAD}\n{what}\ndie()"]
    assert subprocess.run(command, env=surroundings, cwd=disk.root, check=False).returncode == -signal.SIGKILL


def letters(database: Path) -> int:
    """How many letters a sound database has, in which there is a project."""
    store = Store.open(f"sqlite:///{database}")
    try:
        assert store.projects.codes()
        assert store.audit().findings == []
        return len(store.outbox.rows())
    finally:
        store.close()


def test_what_was_backed_up_or_restored_outlasts_a_power_loss(tmp_path: Path, built: None) -> None:
    disk, watched = watched_disk(tmp_path)
    database, copy = disk.root / "mailflow.db", disk.root / "copy.db"
    does(disk, watched, "opened(store)\nstore.back_up(copy)")
    disk.lose_power()
    assert (letters(database), letters(copy)) == (0, 0)
    disk.begin()
    restored = "queue(store, [queued('a/1', 'dana')])\nstore.close()\nrestore_into(url, path, copy, NOW, True)"
    does(disk, watched, restored)
    disk.lose_power()
    assert letters(database) == 0
    assert letters(next(disk.root.glob("mailflow.db.replaced-*[0-9]"))) == 1


DIES = """
synced, number = files.sync, iter(range({at}))
files.sync = lambda path: die() if next(number, None) is None else synced(path)
"""


@pytest.mark.parametrize("at", range(3))
def test_a_file_that_another_life_left_unsynced_lasts_once_it_is_kept(tmp_path: Path, built: None, at: int) -> None:
    disk, watched = watched_disk(tmp_path)
    does(disk, watched, DIES.format(at=at) + KEEP + "\nos._exit(1)")
    does(disk, watched, KEEP)
    disk.lose_power()
    assert [path.read_bytes() for path in (disk.root / "mailflow-files").glob("*/*")] == [b"words"]
