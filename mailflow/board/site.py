"""The board on disk: a folder for each reader, under a name that nobody can guess, renewed when something changes."""

import logging
import re
import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from mailflow.board.pages import Pages
from mailflow.domain.people import Person
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.board import board
from mailflow.mail.token import NAME_LENGTH, folder_name
from mailflow.store import Store

log = logging.getLogger(__name__)

PAUSE = timedelta(seconds=30)
INDEX = "index.html"
OURS = re.compile(rf"[a-z2-7]{{{NAME_LENGTH}}}")
NOTHING = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Nothing here</title></html>\n'
ROBOTS = "User-agent: *\nDisallow: /\n"
Stamp = tuple[object, ...]


class Site:
    """The pages of all projects in `folder`. Whoever has a folder's address sees what its reader sees."""

    def __init__(self, store: Store, pages: Pages, folder: Path) -> None:
        self._store = store
        self._pages = pages
        self._folder = folder
        self._stamp: Stamp = ()
        self._looked: datetime | None = None
        self._trouble = ""

    def turn(self, now: datetime) -> int:
        """Renew what changed, at most twice a minute; how many pages were written. A folder that cannot be written to
        is told once, and tried again."""
        if self._looked is not None and now - self._looked < PAUSE:
            return 0
        self._looked = now
        try:
            return self.write(now)
        except OSError as fault:
            trouble = f"board: {fault.filename or self._folder}: {fault.strerror}"
            if trouble != self._trouble:
                log.warning("%s; let the daemon write there", trouble, extra={"action": "board"})
            self._trouble = trouble
            return 0

    def write(self, now: datetime) -> int:
        """Write every page, where anything changed since the last time; how many were written. Raises OSError."""
        snapshots = self._store.projects.snapshots(sorted(self._store.projects.codes()))
        stamp = _stamp(snapshots.values(), now)
        if stamp == self._stamp:
            return 0
        ledgers = {code: self._store.projects.ledger(code) for code in snapshots}
        keys = self._store.meta.token_keys()
        self._folder.mkdir(parents=True, exist_ok=True)
        written = _put(self._folder / INDEX, NOTHING) + _put(self._folder / "robots.txt", ROBOTS)
        kept = set()
        for reader, theirs in _by_reader(list(snapshots.values())):
            kept.add(name := folder_name(keys, reader.id))
            told = [(snapshot, ledgers[snapshot.code]) for snapshot in theirs]
            written += self._write_reader(self._folder / name, reader, told, now)
        _remove(self._folder, kept)
        self._stamp, self._trouble = stamp, ""
        return written

    def _write_reader(
        self, folder: Path, reader: Person, told: Sequence[tuple[Snapshot, list[Record]]], now: datetime
    ) -> int:
        folder.mkdir(exist_ok=True)
        facts = [board(snapshot, records, reader.id, now) for snapshot, records in told]
        pages = {f"{one.code}.html": self._pages.project(one, reader, now) for one in facts}
        pages[INDEX] = self._pages.index(facts, reader, now)
        for old in folder.iterdir():
            if old.name not in pages:
                old.unlink()
        return sum(_put(folder / name, page) for name, page in pages.items())


def _stamp(snapshots: Iterable[Snapshot], now: datetime) -> Stamp:
    """What pages depend on: the records, the people as they are now, and the hour, since days begin everywhere."""
    return (now.replace(minute=0, second=0, microsecond=0), *((s.code, s.seq, s.people) for s in snapshots))


def _by_reader(snapshots: Sequence[Snapshot]) -> list[tuple[Person, list[Snapshot]]]:
    """Everybody who is on a project now, with their projects."""
    readers: dict[str, tuple[Person, list[Snapshot]]] = {}
    for snapshot in snapshots:
        for member in snapshot.members.values():
            if member.until is None and member.person in snapshot.people:
                readers.setdefault(member.person, (snapshot.people[member.person], []))[1].append(snapshot)
    return list(readers.values())


def _put(path: Path, text: str) -> int:
    """Put a page in its place whole; 0 where it stands there already."""
    raw = text.encode("utf-8", "replace")
    if path.is_file() and path.read_bytes() == raw:
        return 0
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(raw)
    beside.replace(path)
    return 1


def _remove(folder: Path, kept: set[str]) -> None:
    """Take away the folders of people who are on no project any more. Only what looks like one of ours is touched."""
    for entry in folder.iterdir():
        ours = OURS.fullmatch(entry.name) is not None and (entry / INDEX).is_file()
        if ours and entry.name not in kept:
            shutil.rmtree(entry)
