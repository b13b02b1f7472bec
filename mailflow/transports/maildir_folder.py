"""One folder of a Maildir: which files are there, under the UIDs of its list."""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from mailflow.transports.maildir_uids import UidList

_SUBFOLDERS = ("new", "cur")


class MaildirFolder:
    """Raises OSError where the disk does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._list = UidList(path / "mailflow-uids")
        self._there: dict[int, str] = {}
        self._sizes: dict[int, int] = {}

    @property
    def uidvalidity(self) -> int:
        """Another number when the UIDs begin anew."""
        return self._list.numbers.uidvalidity

    @property
    def uidnext(self) -> int:
        """Less or equal to the UID of whatever comes next."""
        return self._list.numbers.uidnext

    def look(self) -> None:
        """See what is there now and number what is new, oldest file first."""
        files = dict(self._files())
        if not files.keys() <= self._list.numbers.uids.keys():
            before = self.uidvalidity
            self._list.number(files, _by_time)
            if before != self.uidvalidity:
                self._sizes.clear()
        uids = self._list.numbers.uids
        self._there = dict(sorted((uids[name], file) for name, file in files.items()))

    def sizes(self) -> Iterator[tuple[int, int]]:
        """(UID, octets) of all that `look` saw and that are still there, ascending."""
        sizes = {uid: size for uid in self._there if (size := self._size(uid)) is not None}
        self._sizes = sizes
        yield from sizes.items()

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
        numbered = target._list.numbers.uids
        return {uid: numbered[name] for uid, name in names.items() if name is not None and name in numbered}

    def stamp(self) -> tuple[int, ...]:
        """Changes when a file comes, goes or is renamed (within the clock tick of the file system)."""
        return tuple((self._path / sub).stat().st_mtime_ns for sub in _SUBFOLDERS)

    def has_news(self) -> bool:
        """Whether a file is there that has no UID yet."""
        return any(name not in self._list.numbers.uids for name, _ in self._files())

    def _files(self) -> Iterator[tuple[str, str]]:
        """(name without flags, path below the folder). A name with a line break is nobody's mail."""
        for sub in _SUBFOLDERS:
            with os.scandir(self._path / sub) as entries:
                for entry in entries:
                    if not entry.name.startswith(".") and "\n" not in entry.name:
                        yield _name(entry.name), f"{sub}/{entry.name}"

    def _size(self, uid: int) -> int | None:
        if uid in self._sizes:
            return self._sizes[uid]
        with suppress(FileNotFoundError):
            return (self._path / self._there[uid]).stat().st_size
        return None

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


def _name(file: str) -> str:
    return file.partition(":2,")[0]


def _by_time(name: str) -> tuple[int, str]:
    seconds = name.partition(".")[0]
    return (int(seconds) if seconds.isdecimal() else 0, name)
