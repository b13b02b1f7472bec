"""A mailbox in a Maildir on this machine (Maildir++: other folders are `.Name` below it)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mailflow.transports.faults import one_line
from mailflow.transports.interfaces import Fetched, Found, Listing, TransportFault
from mailflow.transports.maildir_folder import MaildirFolder
from mailflow.transports.memory import head_of
from mailflow.transports.wake import Bell

_MIB = 1024 * 1024
_LOOK_EVERY = 0.25


class MaildirInbox:
    """Implements `Inbox`. Files keep the subfolder, name and flags they have; only `file` moves them.

    UIDs are ours: each folder has a list of them (see `maildir_folder`).
    """

    def __init__(self, path: str | Path) -> None:
        self._root = Path(path).expanduser()
        self.name = f"maildir:{self._root}"
        self._bell = Bell()
        self._folders: dict[str, MaildirFolder] = {}

    def list(self, folder: str) -> Listing:
        """Everything in `folder` now, ascending by UID."""
        with self._disk(folder) as held:
            held.look()
            found = tuple(Found(uid, size) for uid, size in held.sizes())
            return Listing(folder, held.uidvalidity, held.uidnext, found)

    def fetch(self, folder: str, found: Sequence[Found], most: int) -> Iterator[Fetched]:
        """The bytes of those messages; of larger ones than `most` octets the first MiB."""
        for each in found:
            raw = self._read(folder, each.uid, None if each.size <= most else _MIB)
            if raw is not None:
                yield Fetched(each.uid, raw, whole=each.size <= most)

    def heads(self, folder: str, found: Sequence[Found]) -> Iterator[Fetched]:
        """The headers alone of those messages."""
        for each in found:
            raw = self._read(folder, each.uid, _MIB)
            if raw is not None:
                yield Fetched(each.uid, head_of(raw), whole=False)

    def file(self, folder: str, uids: Sequence[int], to: str) -> dict[int, int]:
        """Move messages to folder `to`, made where missing."""
        with self._disk(folder) as source, self._disk(to, make=True) as target:
            return source.move(sorted(set(uids)), target)

    def validity(self, folder: str) -> int | None:
        """The UIDVALIDITY of `folder`, if it has been listed or filed to."""
        held = self._folders.get(folder)
        return held.uidvalidity if held else None

    def junk(self) -> str | None:
        """The folder `.Junk`, or `.Spam`, where there is one."""
        return next((name for name in ("Junk", "Spam") if (self._root / f".{name}").is_dir()), None)

    def wait(self, folder: str, seconds: float) -> bool:
        """Until a file is there that `list` has not shown; looks four times a second whether the folder changed."""
        with self._disk(folder) as held:
            stamp = held.stamp()
            while not held.has_news():
                while stamp == held.stamp():
                    if seconds <= 0:
                        return held.has_news()
                    if self._bell.listen(min(seconds, _LOOK_EVERY))[0]:
                        return False
                    seconds -= _LOOK_EVERY
                stamp = held.stamp()
            return True

    def interrupt(self) -> None:
        """End a `wait` of another thread at once, otherwise the next one."""
        self._bell.ring()

    def close(self) -> None:
        """Nothing is kept open."""

    def _read(self, folder: str, uid: int, octets: int | None) -> bytes | None:
        with self._disk(folder) as held:
            return held.read(uid, octets)

    @contextmanager
    def _disk(self, folder: str, *, make: bool = False) -> Iterator[MaildirFolder]:
        try:
            yield self._folder(folder, make=make)
        except OSError as fault:
            raise TransportFault(f"Maildir {self._root}: {one_line(fault)}") from fault

    def _folder(self, folder: str, *, make: bool) -> MaildirFolder:
        if folder not in self._folders:
            inbox = folder.upper() == "INBOX"
            path = self._root if inbox else self._root / ("." + folder.strip(".").replace("/", "."))
            if make and not inbox:
                _make(path)
            if not (path / "cur").is_dir():
                raise TransportFault(f"Maildir {path}: there is no such Maildir. Check maildir.path.")
            self._folders[folder] = MaildirFolder(path)
        return self._folders[folder]


def _make(path: Path) -> None:
    for name in ("tmp", "new", "cur"):
        (path / name).mkdir(mode=0o700, parents=True, exist_ok=True)
    (path / "maildirfolder").touch()
