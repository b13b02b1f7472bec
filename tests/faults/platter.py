"""What a power loss leaves of a folder: what was synced, and of the rest nothing, or any part.

`unsynced.c` writes down what a process does in the folder; here it is told which of that had to be on the disk. The
disk is a strict one: syncing a file makes its content last, and its name lasts when its folder is synced."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
PASSING = "-shm"
"""SQLite's shared memory has no place on a disk."""


@dataclass(eq=False)
class Content:
    """A file's octets that are safe, and in order what was done to it since: pieces at an offset, or a length."""

    safe: bytearray = field(default_factory=bytearray)
    unsafe: list[tuple[int, bytes] | int] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.unsafe:
            _change(self.safe, change)
        self.unsafe.clear()

    def left(self, chance: Random | None) -> bytes:
        """The safe octets, and sector by sector any part of the others where there is a chance."""
        content = bytearray(self.safe)
        for change in self.unsafe if chance else ():
            for one in _sectors(change):
                if chance is not None and chance.random() < 0.5:
                    _change(content, one)
        return bytes(content)


Entries = dict[str, Content | None]
"""What is where; None is a folder."""
Renaming = dict[str, Content | Path | None]
"""What happens to names at once; a Path where there is nothing any more."""
GONE = Path()


class Disk:
    """The folder `root`; `log` is where its changes are written down."""

    def __init__(self, root: Path, log: Path) -> None:
        self.root, self._log = root, log
        self.begin()

    def begin(self) -> None:
        """Everything is safe as it is now."""
        self._log.write_bytes(b"")
        self._now: Entries = {}
        self._inodes: dict[int, Content] = {}
        for path in sorted(self.root.rglob("*")):
            content = Content(bytearray(path.read_bytes())) if path.is_file() else None
            self._now[str(path)] = content
            if content is not None:
                self._inodes[path.stat().st_ino] = content
        self._safe: Entries = dict(self._now)
        self._unsafe: list[Renaming] = []

    def lose_power(self, chance: Random | None = None) -> None:
        """Leave what is safe; where there is a `chance`, with the first of the unsafe names, in their order, and with
        any part of the unsafe octets. The process that wrote has to be dead."""
        for words, octets in records(self._log.read_bytes()):
            self._do(words, octets)
        for change in self._unsafe[: chance.randint(0, len(self._unsafe))] if chance else ():
            _rename(self._safe, change)
        left = {path: one and one.left(chance) for path, one in sorted(self._safe.items())}
        shutil.rmtree(self.root)
        self.root.mkdir()
        for path, content in left.items():
            where = Path(path)
            if not where.parent.is_dir() or path.endswith(PASSING):
                continue
            where.mkdir() if content is None else where.write_bytes(content)
        self.begin()

    def _do(self, words: list[str], octets: bytes) -> None:
        match words:
            case ["C", inode, path]:
                self._inodes[int(inode)] = Content()
                self._named({path: self._inodes[int(inode)]})
            case ["M", path]:
                self._named({path: None})
            case ["R", old, new]:
                self._named({new: self._now[old], old: GONE})
            case ["L", old, new]:
                self._named({new: self._now[old]})
            case ["U", path]:
                self._named({path: GONE})
            case ["W", inode, at, _]:
                self._inodes[int(inode)].unsafe.append((int(at), octets))
            case ["T", inode, length]:
                self._inodes[int(inode)].unsafe.append(int(length))
            case ["S", inode]:
                self._inodes[int(inode)].sync()
            case ["D", folder]:
                self._sync(Path(folder))
            case _:
                raise ValueError(words)

    def _named(self, change: Renaming) -> None:
        _rename(self._now, change)
        self._unsafe.append(change)

    def _sync(self, folder: Path) -> None:
        for change in self._unsafe:
            here = {path: content for path, content in change.items() if Path(path).parent == folder}
            _rename(self._safe, here)
            for path in here:
                del change[path]
        self._unsafe = [change for change in self._unsafe if change]


def records(log: bytes) -> Iterator[tuple[list[str], bytes]]:
    """What is written down: words and octets. The last record may be a part of one, and is left out then."""
    at = 0
    while (end := log.find(b"\n", at)) >= 0:
        words = log[at:end].decode().split("\t")
        at = end + 1
        length = int(words[3]) if words[0] == "W" else 0
        if at + length > len(log):
            return
        yield words, log[at : at + length]
        at += length


def _rename(entries: Entries, change: Renaming) -> None:
    for path, content in change.items():
        if isinstance(content, Path):
            entries.pop(path, None)
        else:
            entries[path] = content


def _sectors(change: tuple[int, bytes] | int) -> Iterator[tuple[int, bytes] | int]:
    if isinstance(change, int):
        yield change
        return
    at, octets = change
    while octets:
        length = SECTOR - at % SECTOR
        yield at, octets[:length]
        at, octets = at + length, octets[length:]


def _change(content: bytearray, change: tuple[int, bytes] | int) -> None:
    at, octets = (change, b"") if isinstance(change, int) else change
    content.extend(bytes(max(at - len(content), 0)))
    if isinstance(change, int):
        del content[at:]
    else:
        content[at : at + len(octets)] = octets
