"""UIDs for the files of a Maildir, which have none.

They stand in a text file. Its first line is ``1 <uidvalidity> <least next uid>``, each other one ``<uid> <name>``,
the name without flags. A line is on the disk before its UID is told to anyone, and a UID never means two messages:
where the list is lost or spoilt, a new one begins under another UIDVALIDITY. Names of files long gone are left out
when they are most of the list. Processes that share a Maildir take turns by a lock on the file.
"""

import fcntl
import os
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_ROOM = 10_000


@dataclass(frozen=True, slots=True)
class Numbers:
    """The list as it was read."""

    uidvalidity: int = 0
    uidnext: int = 1
    uids: dict[str, int] = field(default_factory=dict)


class UidList:
    """Raises OSError where the disk does."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = -1
        self.numbers = Numbers()
        with self._locked():
            pass

    def number(self, names: Collection[str], order: Callable[[str], tuple[int, str]]) -> None:
        """Give a UID to each of `names` that has none, in `order`. All names that are there have to be given."""
        with self._locked() as descriptor:
            if len(self.numbers.uids) > 2 * len(names) + _ROOM:
                self._shrink(descriptor, names)
            self._append(descriptor, sorted((name for name in names if name not in self.numbers.uids), key=order))

    def _append(self, descriptor: int, names: list[str]) -> None:
        now = self.numbers
        added = {name: now.uidnext + place for place, name in enumerate(names)}
        self._write(descriptor, "".join(f"{uid} {name}\n" for name, uid in added.items()))
        self.numbers = Numbers(now.uidvalidity, now.uidnext + len(added), now.uids | added)

    def _shrink(self, descriptor: int, names: Collection[str]) -> None:
        now = self.numbers
        uids = {name: now.uids[name] for name in names if name in now.uids}
        self.numbers = Numbers(now.uidvalidity, now.uidnext, uids)
        self._rewrite(descriptor)

    def _rewrite(self, descriptor: int) -> None:
        now = self.numbers
        lines = [f"{uid} {name}\n" for name, uid in now.uids.items()]
        os.ftruncate(descriptor, 0)
        self._write(descriptor, "".join([f"1 {now.uidvalidity} {now.uidnext}\n", *lines]))

    def _write(self, descriptor: int, text: str) -> None:
        if text:
            with os.fdopen(os.dup(descriptor), "ab") as opened:
                opened.write(text.encode("utf-8", "surrogateescape"))
            os.fsync(descriptor)
        self._seen = os.fstat(descriptor).st_size

    @contextmanager
    def _locked(self) -> Iterator[int]:
        with self._path.open("a+b") as opened:
            fcntl.flock(opened, fcntl.LOCK_EX)
            self._catch_up(opened.fileno())
            yield opened.fileno()

    def _catch_up(self, descriptor: int) -> None:
        """Read what is there, unless it is as we left it; mend or begin it where needed."""
        if os.fstat(descriptor).st_size == self._seen:
            return
        raw = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
        numbers = read_numbers(raw)
        if numbers is None:
            self.numbers = Numbers(max(int(time.time()), self.numbers.uidvalidity + 1))
            self._rewrite(descriptor)
            return
        self.numbers, self._seen = numbers, len(raw)
        if not raw.endswith(b"\n"):
            self._rewrite(descriptor)


def read_numbers(raw: bytes) -> Numbers | None:
    """The list in `raw`, without a last line that a crash cut off; None where it is not one."""
    header, *lines = raw.decode("utf-8", "surrogateescape").split("\n")[:-1] or [""]
    try:
        version, uidvalidity, least = (int(word) for word in header.split(" "))
        uids = {name: int(uid) for uid, name in (line.split(" ", 1) for line in lines)}
        uidnext = max(least, *(uid + 1 for uid in uids.values()), 1)
    except ValueError:
        return None
    return Numbers(uidvalidity, uidnext, uids) if version == 1 else None
