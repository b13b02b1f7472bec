"""Files that came with messages, in a folder, each under the hash of its content: never opened, never executed."""

import os
import secrets
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from mailflow.store.faults import StoreFault

JUST_NOW = timedelta(minutes=2)
"""So long a file is left alone that somebody wants gone: the same may be coming with another mail at this moment."""
UNDER_WAY = timedelta(days=30)
"""So long a file is left alone to which nothing refers: the commit that does may be under way, or stand in a database
that a backup has replaced, and that may have to come back."""
_PART = "part-"


class Files:
    """The folder. It belongs to one database; several daemons on that share it."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def keep(self, contents: Mapping[str, bytes], now: datetime) -> None:
        """Have those contents on the disk, whole and synced, by their SHA-256. Raises StoreFault where that fails."""
        try:
            for digest, content in contents.items():
                self._keep(digest, content, now.timestamp())
        except OSError as fault:
            raise self._fault(fault) from fault

    def read(self, digest: str) -> bytes | None:
        """That content; None where it is gone or damaged."""
        try:
            content = self._place(digest).read_bytes()
        except (OSError, ValueError):
            return None
        return content if sha256(content).hexdigest() == digest else None

    def sweep(self, wanted: Collection[str], now: datetime) -> int:
        """Let go of everything that is not wanted and was not kept within the last month; how many files."""
        before, gone = (now - UNDER_WAY).timestamp(), 0
        try:
            for path in list(self._all()):
                if path.name not in wanted and path.stat().st_mtime < before:
                    path.unlink(missing_ok=True)
                    gone += 1
        except OSError as fault:
            raise self._fault(fault) from fault
        return gone

    def touch(self, now: datetime) -> None:
        """Leave everything alone for a month from now on."""
        try:
            for path in list(self._all()):
                os.utime(path, (now.timestamp(), now.timestamp()))
        except OSError as fault:
            raise self._fault(fault) from fault

    def drop(self, digests: Collection[str], now: datetime) -> None:
        """Let go of those contents; of what was kept just now the next `sweep` does. Raises StoreFault."""
        before = (now - JUST_NOW).timestamp()
        try:
            for place in map(self._place, digests if self.folder is not None else ()):
                if place.is_file() and place.stat().st_mtime < before:
                    place.unlink(missing_ok=True)
        except OSError as fault:
            raise self._fault(fault) from fault

    def _place(self, digest: str) -> Path:
        if self.folder is None or len(digest) != 64 or not digest.isalnum():
            raise ValueError(digest)
        return self.folder / digest[:2] / digest

    def _keep(self, digest: str, content: bytes, now: float) -> None:
        if sha256(content).hexdigest() != digest:
            raise ValueError("a content that is not what its hash says")
        place = self._place(digest)
        if self.read(digest) is None:
            part = self._part(content)
            _have(place.parent, 0o700)
            part.replace(place)
        sync(place.parent)  # even where it was there: whoever put it there may have been killed before this
        os.utime(place, (now, now))

    def _part(self, content: bytes) -> Path:
        """A new file with that content, on the disk, under a passing name."""
        if self.folder is None:
            raise FileNotFoundError("no folder is named for files")
        _have(self.folder, 0o700)
        path = self.folder / f"{_PART}{secrets.token_hex(8)}"
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path

    def _all(self) -> Iterator[Path]:
        if self.folder is not None and self.folder.is_dir():
            yield from self.folder.glob(f"{_PART}*")
            yield from self.folder.glob("[0-9a-f][0-9a-f]/*")

    def _fault(self, fault: OSError) -> StoreFault:
        why = fault.strerror or str(fault)
        return StoreFault(f"attachments {self.folder}: {why}; make room there, and let this user write into it")


def _have(folder: Path, mode: int) -> None:
    """Have a folder, and those above it, where a power loss leaves them."""
    if not folder.parent.is_dir():
        _have(folder.parent, 0o777)
    folder.mkdir(mode=mode, exist_ok=True)
    with suppress(PermissionError):  # who may not read the folder above has not made this one
        sync(folder.parent)


def sync(path: Path) -> None:
    """Have a file's content, or the names in a folder, on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
