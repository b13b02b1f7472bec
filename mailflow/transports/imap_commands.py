"""The IMAP commands that need care, on a selected folder. Integers and constants only go into them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError

_AT_ONCE = 500
_LOOKS = 3
_RUNS_IN_A_LINE = 350
_UIDS_IN_AN_ANSWER = 80_000

Answers = dict[int, dict[bytes, Any]]


def all_uids(client: IMAPClient, exists: int, uidnext: int) -> list[int]:
    """Every UID, ascending. Big folders are asked in windows: an answer over 1 MB cannot be read."""
    return _until_nothing_is_new(client, lambda: _search_all(client, exists, uidnext))


def has_news(client: IMAPClient, first: int) -> bool:
    """Whether there is a message from `first` on."""
    return bool(_until_nothing_is_new(client, lambda: _search_from(client, first)))


def _until_nothing_is_new(client: IMAPClient, search: Callable[[], list[int]]) -> list[int]:
    """What is announced together with an answer is not in it, and is not announced again: so look once more."""
    uids: list[int] = []
    for _ in range(_LOOKS):
        forget_news(client)
        uids = search()
        if "EXISTS" not in client._imap.untagged_responses:
            break
    return uids


def _search_all(client: IMAPClient, exists: int, uidnext: int) -> list[int]:
    if exists < _UIDS_IN_AN_ANSWER:
        return sorted(set(client.search(["ALL"])))
    uids: set[int] = set()
    for start in range(1, max(uidnext, 1), _UIDS_IN_AN_ANSWER):
        uids.update(client.search(["UID", f"{start}:{start + _UIDS_IN_AN_ANSWER - 1}"]))
    return sorted(uids.union(_search_from(client, max(uidnext, 1))))


def _search_from(client: IMAPClient, first: int) -> list[int]:
    """(``n:*`` names the last message even where that is below n.)"""
    return sorted({uid for uid in client.search(["UID", f"{first}:*"]) if uid >= first})


def forget_news(client: IMAPClient) -> None:
    """Drop what was said unasked: it piles up otherwise."""
    for said in ("EXISTS", "EXPUNGE", "RECENT", "FETCH"):
        client._imap.untagged_responses.pop(said, None)


def sizes(client: IMAPClient, uids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """(UID, octets) of those that are still there."""
    for start in range(0, len(uids), _AT_ONCE):
        for uid, data in fetch(client, uids[start : start + _AT_ONCE], "RFC822.SIZE").items():
            if b"RFC822.SIZE" in data:
                yield uid, int(data[b"RFC822.SIZE"])


def fetch(client: IMAPClient, uids: Sequence[int], item: str) -> Answers:
    """FETCH one item of many. Where a server says NO to the lot, as some were expunged meanwhile, one by one."""
    try:
        return dict(client.fetch(uids, [item]))
    except IMAPClientAbortError:
        raise
    except IMAPClientError as fault:
        if not says_no(fault):
            raise
        return {} if len(uids) == 1 else _one_by_one(client, uids, item)


def split(uids: Sequence[int], most: int) -> tuple[Sequence[int], Sequence[int]]:
    """Ascending UIDs in two: those that fit a command line of 8 KB, at most so many, and the others."""
    runs = 0
    for place, uid in enumerate(uids):
        runs += place == 0 or uid != uids[place - 1] + 1
        if place == most or runs > _RUNS_IN_A_LINE:
            return uids[:place], uids[place:]
    return uids, ()


def uid_set(uids: Sequence[int]) -> str:
    """Ascending UIDs as IMAP writes them: ``3:5,9``."""
    runs: list[tuple[int, int]] = []
    for uid in uids:
        if runs and uid == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], uid)
        else:
            runs.append((uid, uid))
    return ",".join(str(first) if first == last else f"{first}:{last}" for first, last in runs)


def _one_by_one(client: IMAPClient, uids: Sequence[int], item: str) -> Answers:
    forget_news(client)
    answers: Answers = {}
    for uid in uids:
        answers.update(fetch(client, [uid], item))
    return answers


def says_no(fault: IMAPClientError) -> bool:
    """A tagged NO, after which the connection is as good as before."""
    return type(fault) is IMAPClientError and " failed: " in str(fault)
