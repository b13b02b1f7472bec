"""One folder of a Maildir, with UIDs that last.

The UIDs stand in the file `mailflow-uids` of the folder: its first line is ``1 <uidvalidity>``, each other one
``<uid> <name>``, where the name is the file's without its flags. A line is written (and synced) before the UID is
told to anyone, and stays when its file goes, so that no UID ever means two messages. Where the list is lost or
cannot be read, a new one begins with another UIDVALIDITY. One process at a time: the list is locked while it grows.
"""

import fcntl
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_LIST = "mailflow-uids"
_SUBFOLDERS = ("new", "cur")


class MaildirFolder:
    """Raises OSError where the disk does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._list = path / _LIST
        self._uids: dict[str, int] = {}
        self._there: dict[int, str] = {}
        self._sizes: dict[int, int] = {}
        self._read_to = 0
        self.uidvalidity = 0
        self.uidnext = 1
        with self._locked():
            pass

    def look(self) -> None:
        """See what is there now and number what is new, oldest file first."""
        files = dict(self._files())
        if any(name not in self._uids for name in files):
            with self._locked():
                self._number(sorted((name for name in files if name not in self._uids), key=_by_time))
        there = {self._uids[name]: file for name, file in files.items()}
        self._there = dict(sorted(there.items()))

    def sizes(self) -> Iterator[tuple[int, int]]:
        """(UID, octets) of all that `look` saw and that are still there, ascending."""
        for uid, file in self._there.items():
            if uid not in self._sizes:
                with suppress(FileNotFoundError):
                    self._sizes[uid] = (self._path / file).stat().st_size
            if uid in self._sizes:
                yield uid, self._sizes[uid]

    def read(self, uid: int, octets: int | None) -> bytes | None:
        """The first `octets` of a message, or all; None where it is gone. Its file may have been renamed since."""
        for _ in range(3):
            file = self._there.get(uid)
            if file is None:
                return None
            with suppress(FileNotFoundError), (self._path / file).open("rb") as opened:
                return opened.read(-1 if octets is None else octets)
            self.look()
        return None

    def move(self, uids: Sequence[int], target: "MaildirFolder") -> dict[int, int]:
        """Move what is still there to `target`, flags and freshness kept. New UIDs by old ones."""
        if any(uid not in self._there for uid in uids):
            self.look()
        names = {uid: self._rename(uid, target) for uid in uids}
        target.look()
        return {uid: target._uids[name] for uid, name in names.items() if name is not None and name in target._uids}

    def stamp(self) -> tuple[int, ...]:
        """Changes when a file comes, goes or is renamed (within the clock tick of the file system)."""
        return tuple((self._path / sub).stat().st_mtime_ns for sub in _SUBFOLDERS)

    def has_news(self) -> bool:
        """Whether a file is there that `look` has not seen."""
        return any(name not in self._uids for name, _ in self._files())

    def _files(self) -> Iterator[tuple[str, str]]:
        """(name without flags, path below the folder)."""
        for sub in _SUBFOLDERS:
            with os.scandir(self._path / sub) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        yield _name(entry.name), f"{sub}/{entry.name}"

    def _rename(self, uid: int, target: "MaildirFolder") -> str | None:
        for _ in range(3):
            file = self._there.get(uid)
            if file is None:
                return None
            with suppress(FileNotFoundError):
                (self._path / file).rename(target._path / file)
                del self._there[uid]
                return _name(file.partition("/")[2])
            self.look()
        return None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the list, with what others added to it read."""
        with self._list.open("a+b") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX)
            self._catch_up(opened.fileno())
            yield

    def _catch_up(self, descriptor: int) -> None:
        raw = _contents(descriptor)
        lines = raw.decode("utf-8", "surrogateescape").split("\n")
        if raw and _validity(lines[0]) == self.uidvalidity != 0 and len(raw) == self._read_to:
            return
        if _validity(lines[0]) == 0:
            self._begin(descriptor)
            return
        if not raw.endswith(b"\n"):  # a crash cut the last line off; its UID was told to nobody
            os.ftruncate(descriptor, raw.rindex(b"\n") + 1)
        self.uidvalidity = _validity(lines[0])
        self._uids = {name: int(uid) for uid, _, name in (line.partition(" ") for line in lines[1:-1])}
        self.uidnext = max(self._uids.values(), default=0) + 1
        self._read_to = os.fstat(descriptor).st_size

    def _begin(self, descriptor: int) -> None:
        self.uidvalidity = max(int(time.time()), self.uidvalidity + 1)
        self._uids, self._there, self._sizes, self.uidnext = {}, {}, {}, 1
        os.ftruncate(descriptor, 0)
        self._write(descriptor, f"1 {self.uidvalidity}\n")

    def _number(self, names: Sequence[str]) -> None:
        numbered = {name: self.uidnext + place for place, name in enumerate(names)}
        with self._list.open("ab") as opened:
            self._write(opened.fileno(), "".join(f"{uid} {name}\n" for name, uid in numbered.items()))
        self._uids.update(numbered)
        self.uidnext += len(numbered)

    def _write(self, descriptor: int, text: str) -> None:
        os.write(descriptor, text.encode("utf-8", "surrogateescape"))
        os.fsync(descriptor)
        self._read_to = os.fstat(descriptor).st_size


def _contents(descriptor: int) -> bytes:
    return os.pread(descriptor, os.fstat(descriptor).st_size, 0)


def _validity(line: str) -> int:
    version, _, number = line.partition(" ")
    return int(number) if version == "1" and number.isdecimal() else 0


def _name(file: str) -> str:
    return file.partition(":2,")[0]


def _by_time(name: str) -> tuple[int, str]:
    seconds = name.partition(".")[0]
    return (int(seconds) if seconds.isdecimal() else 0, name)
