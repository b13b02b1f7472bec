"""A mailbox and a mail server in memory, for tests and simulations."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from mailflow.transports.interfaces import Fetched, Found, Listing, Outgoing, Sending, Sent, always, nothing

_MIB = 1024 * 1024


@dataclass(slots=True)
class _Folder:
    uidvalidity: int
    uidnext: int = 1
    messages: dict[int, bytes] = field(default_factory=dict)

    def add(self, raw: bytes) -> int:
        uid = self.uidnext
        self.messages[uid] = raw
        self.uidnext += 1
        return uid


class MemoryInbox:
    """Implements `Inbox`. `deliver` may be called from any thread."""

    def __init__(self, name: str = "memory") -> None:
        self.name = name
        self._changed = threading.Condition()
        self._folders: dict[str, _Folder] = {}
        self._looked: dict[str, int] = {}
        self._rung = False

    def deliver(self, raw: bytes, folder: str = "INBOX") -> int:
        """Put a message into `folder`; returns its UID."""
        with self._changed:
            uid = self._folder(folder).add(raw)
            self._changed.notify_all()
        return uid

    def list(self, folder: str) -> Listing:
        """Everything in `folder` now, ascending by UID."""
        with self._changed:
            held = self._folder(folder)
            self._looked[folder] = held.uidnext
            found = tuple(Found(uid, len(raw)) for uid, raw in held.messages.items())
            return Listing(folder, held.uidvalidity, held.uidnext, found)

    def fetch(self, folder: str, found: Sequence[Found], most: int) -> Iterator[Fetched]:
        """The bytes of those messages; of larger ones than `most` octets the first MiB."""
        for uid, raw in self._read(folder, found):
            yield Fetched(uid, raw) if len(raw) <= most else Fetched(uid, raw[:_MIB], whole=False)

    def heads(self, folder: str, found: Sequence[Found]) -> Iterator[Fetched]:
        """The headers alone of those messages."""
        for uid, raw in self._read(folder, found):
            yield Fetched(uid, head_of(raw), whole=False)

    def file(self, folder: str, uids: Sequence[int], to: str) -> dict[int, int]:
        """Move messages to folder `to`."""
        with self._changed:
            source, target = self._folder(folder), self._folder(to)
            return {uid: target.add(source.messages.pop(uid)) for uid in sorted(set(uids)) if uid in source.messages}

    def validity(self, folder: str) -> int | None:
        """The UIDVALIDITY of `folder`."""
        with self._changed:
            return self._folder(folder).uidvalidity

    def junk(self) -> str | None:
        """Always a folder named Junk."""
        return "Junk"

    def wait(self, folder: str, seconds: float) -> bool:
        """Until something is there that `list` has not shown."""
        with self._changed:
            self._changed.wait_for(lambda: self._rung or self._news(folder), seconds)
            rung, self._rung = self._rung, False
            return not rung and self._news(folder)

    def interrupt(self) -> None:
        """End a `wait` of another thread at once, otherwise the next one."""
        with self._changed:
            self._rung = True
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing to do: what was delivered stays."""

    def _folder(self, folder: str) -> _Folder:
        return self._folders.setdefault(folder, _Folder(uidvalidity=len(self._folders) + 1))

    def _news(self, folder: str) -> bool:
        return self._folder(folder).uidnext > self._looked.get(folder, 1)

    def _read(self, folder: str, found: Sequence[Found]) -> Iterator[tuple[int, bytes]]:
        for each in found:
            with self._changed:
                raw = self._folder(folder).messages.get(each.uid)
            if raw is not None:
                yield each.uid, raw


class MemoryRelay:
    """Implements `Relay`: takes every letter, and keeps it in `letters`."""

    def __init__(self) -> None:
        self.letters: list[Outgoing] = []

    def send(
        self,
        letters: Sequence[Outgoing],
        before_data: Callable[[Sequence[int]], None],
        still_ours: Callable[[], bool] = always,
        meanwhile: Callable[[], bool] = nothing,
    ) -> Iterator[Sequence[Sent]]:
        """As `Relay.send` says."""
        before_data([letter.id for letter in letters])
        meanwhile()
        self.letters += letters
        yield [Sent(letter.id, Sending.SENT, 250) for letter in letters]

    def check(self) -> None:
        """It is always there."""

    def close(self) -> None:
        """Nothing to do: what was sent stays."""


def head_of(raw: bytes) -> bytes:
    """The header section, with the empty line that ends it."""
    ends = [raw.find(gap) + len(gap) for gap in (b"\r\n\r\n", b"\n\n") if gap in raw]
    return raw[: min(ends)] if ends else raw
