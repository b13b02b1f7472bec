"""A mailbox on an IMAP server."""

import imaplib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from imapclient import IMAPClient

from mailflow.transports.faults import network_fault
from mailflow.transports.imap_commands import all_uids, fetch, has_news, sizes
from mailflow.transports.imap_filing import Moved, made, mark, move
from mailflow.transports.imap_idle import Heard, idle
from mailflow.transports.imap_login import ImapSettings, hang_up, log_in
from mailflow.transports.interfaces import Fetched, Found, Listing, TransportFault
from mailflow.transports.wake import Bell

__all__ = ["ImapInbox", "ImapSettings"]

_MIB = 1024 * 1024
_BATCH_COUNT = 200
_BATCH_OCTETS = 4 * _MIB
_IDLE_AT_MOST = 20 * 60.0

_TROUBLE = (OSError, imaplib.IMAP4.error, ValueError, LookupError, TypeError, AttributeError)


@dataclass(slots=True)
class _Folder:
    """What is known of a folder; all of it survives a lost connection, none of it another UIDVALIDITY."""

    uidvalidity: int | None = None
    uidnext: int = 1
    exists: int = 0
    found: dict[int, Found] = field(default_factory=dict)


class ImapInbox:
    """Implements `Inbox`. Connects at the first call, and anew after every fault."""

    def __init__(self, settings: ImapSettings) -> None:
        self.name = f"{settings.user}@{settings.host}"
        self._settings = settings
        self._bell = Bell()
        self._client: IMAPClient | None = None
        self._prefix = ""
        self._selected = ""
        self._usable: dict[str, bool] = {}
        self._folders: dict[str, _Folder] = {}

    def list(self, folder: str) -> Listing:
        """Everything in `folder` now, ascending by UID."""
        with self._talking() as client:
            if self._selected == folder:
                client.noop()  # some servers look at the disk for a NOOP and not for a SEARCH
            known = self._select(client, folder, renumbered=True)
            uids = all_uids(client, max(known.exists, len(known.found)), known.uidnext)
            new = [uid for uid in uids if uid not in known.found]
            known.found.update((uid, Found(uid, size)) for uid, size in sizes(client, new))
        known.found = {uid: known.found[uid] for uid in uids if uid in known.found}
        known.uidnext = max(known.uidnext, *(uid + 1 for uid in uids[-1:]), 1)
        return Listing(folder, known.uidvalidity or 0, known.uidnext, tuple(known.found.values()))

    def fetch(self, folder: str, found: Sequence[Found], most: int) -> Iterator[Fetched]:
        """The bytes of those messages, in the order given but larger ones than `most` octets last: of them the
        first MiB. Read in batches of a few MiB, each before its first message is handed out."""
        small = [each for each in found if each.size <= most]
        for batch in _batches(small, lambda each: each.size):
            yield from self._read(folder, batch, "BODY.PEEK[]", b"BODY[]", whole=True)
        large = [each for each in found if each.size > most]
        for batch in _batches(large, lambda _: _MIB):
            yield from self._read(folder, batch, f"BODY.PEEK[]<0.{_MIB}>", b"BODY[]<0>", whole=False)

    def heads(self, folder: str, found: Sequence[Found]) -> Iterator[Fetched]:
        """The headers alone of those messages."""
        for batch in _batches(found, lambda _: 8192):
            yield from self._read(folder, batch, "BODY.PEEK[HEADER]", b"BODY[HEADER]", whole=False)

    def file(self, folder: str, uids: Sequence[int], to: str) -> dict[int, int]:
        """Move messages to folder `to`, made where missing; where that can't be done, they get a keyword instead."""
        if not uids:
            return {}
        with self._talking() as client:
            self._select(client, folder)
            moved = self._move(client, sorted(set(uids)), to)
        if moved.uidvalidity is not None:
            self._adopt(to, moved.uidvalidity)
        return moved.uids

    def validity(self, folder: str) -> int | None:
        """The UIDVALIDITY of `folder` as last learnt."""
        known = self._folders.get(folder)
        return known.uidvalidity if known else None

    def junk(self) -> str | None:
        """The folder marked ``\\Junk``, if the server marks one."""
        with self._talking() as client:
            marked = [str(name) for flags, _, name in client.list_folders() if b"\\Junk" in flags]
        return marked[0].removeprefix(self._prefix) if marked else None

    def wait(self, folder: str, seconds: float) -> bool:
        """Until something may have arrived in `folder`: by IDLE where offered, else one look at the end."""
        with self._talking() as client:
            known = self._select(client, folder)
            if has_news(client, known.uidnext):
                return True
            if client.has_capability("IDLE"):
                return self._idle(client, seconds)
        if self._bell.listen(seconds)[0]:
            return False
        with self._talking() as client:
            known = self._select(client, folder)
            client.noop()
            return has_news(client, known.uidnext)

    def interrupt(self) -> None:
        """End a `wait` of another thread at once, otherwise the next one."""
        self._bell.ring()

    def close(self) -> None:
        """Log out; never raises. The next call connects again."""
        if self._client is not None:
            with suppress(*_TROUBLE):
                self._client.socket().settimeout(2.0)
                self._client.logout()
        self._drop()

    def _idle(self, client: IMAPClient, seconds: float) -> bool:
        while seconds > 0:
            heard = idle(client, self._bell, min(seconds, _IDLE_AT_MOST))
            if heard is not Heard.NOTHING:
                return heard is Heard.NEWS
            seconds -= _IDLE_AT_MOST
        return False

    def _read(self, folder: str, batch: Sequence[Found], item: str, key: bytes, *, whole: bool) -> Iterator[Fetched]:
        with self._talking() as client:
            self._select(client, folder)
            got = fetch(client, [each.uid for each in batch], item)
        for each in batch:
            body = got.get(each.uid, {}).get(key)
            if body is not None:
                yield Fetched(each.uid, body, whole)

    def _move(self, client: IMAPClient, uids: Sequence[int], to: str) -> Moved:
        if to not in self._usable:
            self._usable[to] = made(client, self._real(to))
        if self._usable[to]:
            return move(client, uids, self._real(to))
        mark(client, uids, to)
        return Moved()

    def _select(self, client: IMAPClient, folder: str, *, renumbered: bool = False) -> _Folder:
        """Select `folder` unless it is. A changed UIDVALIDITY is a fault unless `renumbered` is expected."""
        if self._selected != folder:
            self._selected = ""
            answer = client.select_folder(self._real(folder))
            self._selected = folder
            changed = self._adopt(folder, answer.get(b"UIDVALIDITY", 1))
            known = self._folders[folder]
            known.exists = answer.get(b"EXISTS", 0)
            if known.uidnext == 1 and renumbered:
                known.uidnext = answer.get(b"UIDNEXT", 1)
            if changed and not renumbered:
                raise TransportFault(f"IMAP {self._settings.host}: {folder} was numbered anew (UIDVALIDITY).")
        return self._folders[folder]

    def _adopt(self, folder: str, uidvalidity: int) -> bool:
        """Note the UIDVALIDITY; whether it is another one than before."""
        before = self.validity(folder)
        if before != uidvalidity:
            self._folders[folder] = _Folder(uidvalidity)
        return before is not None and before != uidvalidity

    def _real(self, folder: str) -> str:
        """The server's name for `folder`: below the prefix of one's own folders, which is INBOX. on some."""
        if folder.upper() == "INBOX" or folder.startswith(self._prefix):
            return folder
        return self._prefix + folder

    @contextmanager
    def _talking(self) -> Iterator[IMAPClient]:
        """The connection; dropped after any exception, as nobody knows what is left in it."""
        try:
            yield self._connected()
        except _TROUBLE as fault:
            self._drop()
            settings = self._settings
            raise network_fault("IMAP", settings.host, settings.port, fault) from fault
        except BaseException:
            self._drop()
            raise

    def _connected(self) -> IMAPClient:
        if self._client is None:
            self._client = log_in(self._settings)
            self._prefix = _personal_prefix(self._client)
        return self._client

    def _drop(self) -> None:
        if self._client is not None:
            hang_up(self._client)
        self._client, self._selected = None, ""
        self._usable.clear()


def _personal_prefix(client: IMAPClient) -> str:
    if not client.has_capability("NAMESPACE"):
        return ""
    personal = client.namespace().personal
    return str(personal[0][0]) if personal else ""


def _batches(found: Sequence[Found], cost: Callable[[Found], int]) -> Iterator[list[Found]]:
    batch: list[Found] = []
    octets = 0
    for each in found:
        if batch and (len(batch) == _BATCH_COUNT or octets + cost(each) > _BATCH_OCTETS):
            yield batch
            batch, octets = [], 0
        batch.append(each)
        octets += cost(each)
    if batch:
        yield batch
