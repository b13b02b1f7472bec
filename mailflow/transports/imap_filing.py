"""Moving messages to another folder of the same IMAP account."""

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

from mailflow.transports.imap_commands import forget_news, says_no, split, uid_set

_AT_FIRST = 500
_QUICK = 2.0


@dataclass(frozen=True, slots=True)
class Moved:
    """Where messages are now, as far as the server told: new UIDs by old ones."""

    uids: dict[int, int] = field(default_factory=dict)
    uidvalidity: int | None = None


def made(client: IMAPClient, folder: str) -> bool:
    """Whether `folder` is there, made now where it was missing."""
    try:
        if not client.folder_exists(folder):
            client.create_folder(folder)
            client.subscribe_folder(folder)
    except IMAPClientAbortError:
        raise
    except IMAPClientError as fault:
        if not says_no(fault):
            raise
        return bool(client.folder_exists(folder))
    return True


def move(client: IMAPClient, uids: Sequence[int], folder: str) -> Moved:
    """Move ascending `uids`, by the best way the server knows. Sets grow while the server is quick with them: it may
    go through the whole folder for each."""
    moved, at_once = Moved(), _AT_FIRST
    while uids:
        some, uids = split(uids, at_once)
        began = time.monotonic()
        step = _move_some(client, uid_set(some), folder)
        moved = Moved(moved.uids | step.uids, step.uidvalidity or moved.uidvalidity)
        if time.monotonic() - began < _QUICK:
            at_once *= 2
    return moved


def mark(client: IMAPClient, uids: Sequence[int], folder: str) -> None:
    """Give messages a keyword named after the folder they can't be moved to. It is a courtesy: a NO is no harm."""
    keyword = "Mailflow-" + re.sub(r"[^A-Za-z0-9-]", "-", folder)
    while uids:
        some, uids = split(uids, _AT_FIRST)
        try:
            client.add_flags(uid_set(some), [keyword], silent=True)
        except IMAPClientAbortError:
            raise
        except IMAPClientError as fault:
            if not says_no(fault):
                raise


def _move_some(client: IMAPClient, uids: str, folder: str) -> Moved:
    forget_news(client)
    client._imap.untagged_responses.pop("COPYUID", None)
    if client.has_capability("MOVE"):
        client.move(uids, folder)
        return _moved(client)
    moved = Moved()
    if left := client.search(["UNDELETED", "UID", uids]):  # not copied by an earlier, broken try
        client.copy(uid_set(sorted(left)), folder)
        moved = _moved(client)
        client.delete_messages(uid_set(sorted(left)), silent=True)
    if client.has_capability("UIDPLUS"):  # a bare EXPUNGE would remove what somebody else has marked, too
        client.uid_expunge(uids)  # also what such a try had copied and marked
    return moved


def _moved(client: IMAPClient) -> Moved:
    said = client._imap.untagged_responses.pop("COPYUID", None)
    moved = Moved()
    for answer in said or ():
        words = bytes(answer).split(b"]")[0].split()
        if len(words) == 3:
            moved = Moved(moved.uids | dict(zip(_uids(words[1]), _uids(words[2]), strict=False)), int(words[0]))
    return moved


def _uids(text: bytes) -> Iterator[int]:
    """The numbers of a UID set, in its order: ``3:5,9``."""
    for part in text.split(b","):
        first, _, last = part.partition(b":")
        low, high = sorted((int(first), int(last or first)))
        yield from range(low, high + 1)
