"""What the flows need of a mailbox and of a mail server, whatever stands behind them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class TransportFault(Exception):
    """The other side cannot be reached or does not do as it should; worth another try later."""


class LoginFault(TransportFault):
    """User, password or token was refused: an operator has to look."""


@dataclass(frozen=True, slots=True)
class Found:
    """A message that lies in a folder; `size` in octets."""

    uid: int
    size: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What a folder held when it was looked at."""

    folder: str
    uidvalidity: int
    uidnext: int
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """A message's bytes; `whole` is False where only the beginning was fetched."""

    uid: int
    raw: bytes
    whole: bool = True


class Inbox(Protocol):
    """A mailbox. Not thread-safe. Every method may raise TransportFault, after which the next call connects anew."""

    name: str

    def list(self, folder: str) -> Listing:
        """Everything in `folder` now, ascending by UID."""

    def fetch(self, folder: str, found: Sequence[Found], most: int) -> Iterator[Fetched]:
        """The bytes of those messages, unseen flags left alone; of larger ones than `most` octets the first MiB.
        Messages that vanished meanwhile are left out."""

    def file(self, folder: str, uids: Sequence[int], to: str) -> dict[int, int]:
        """Move messages to folder `to` (made where missing). The new UIDs by the old ones, where the server tells."""

    def heads(self, folder: str, found: Sequence[Found]) -> Iterator[Fetched]:
        """The headers alone of those messages, flags left alone; `whole` is False."""

    def validity(self, folder: str) -> int | None:
        """The UIDVALIDITY of `folder`, as `list` or `file` learnt it last; None where the server did not tell."""

    def junk(self) -> str | None:
        """The folder where the server puts what it takes for junk, if it names one."""

    def wait(self, folder: str, seconds: float) -> bool:
        """Until something may have arrived in `folder`, or `seconds` have passed. True: there is reason to look."""

    def interrupt(self) -> None:
        """Make a `wait` that another thread is in return at once; otherwise the next one."""

    def close(self) -> None:
        """Log out; never raises."""


class Sending(StrEnum):
    """What became of one attempt to send."""

    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    ACCOUNT = "account"
    IN_DOUBT = "in_doubt"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Bytes for one recipient; `id` is the caller's."""

    id: int
    to: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Sent:
    """The end of one attempt: the server's `code`, its enhanced `status` (``5.1.1``) where given, and its words."""

    id: int
    sending: Sending
    code: int = 0
    status: str = ""
    text: str = ""


def always() -> bool:
    """Yes."""
    return True


def nothing() -> bool:
    """Nothing to do."""
    return False


class Relay(Protocol):
    """A mail server that takes letters. Not thread-safe."""

    def send(
        self,
        letters: Sequence[Outgoing],
        before_data: Callable[[Sequence[int]], None],
        still_ours: Callable[[], bool] = always,
        meanwhile: Callable[[], bool] = nothing,
    ) -> Iterator[Sequence[Sent]]:
        """Offer each letter once. `before_data` is called with the ids whose recipient was accepted, and has to
        return before any of them is transmitted; letters refused earlier are never passed to it. `still_ours` is
        asked at the last instant before a letter's content; where it says no, nothing of that is transmitted.
        `meanwhile` does a little of something else, a few milliseconds at most, while servers are waited for; it
        raises nothing, and says whether it had anything to do. Yields one result per letter, as soon as it is known,
        with those that are known by then. Never raises for what a server does."""

    def check(self) -> None:
        """Connect and log in. Raises TransportFault or LoginFault, with one clear line."""

    def close(self) -> None:
        """Say goodbye; never raises."""
