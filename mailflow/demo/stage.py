"""A daemon on simulated time, the mail server that it uses, and the people who write to it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from mailflow.app import Parts, assemble
from mailflow.demo.clients import Correspondent, fresh, out_of_office, reply
from mailflow.demo.clock import SimulatedClock
from mailflow.demo.servers import Accepted, EmbeddedMail
from mailflow.demo.story import Beat
from mailflow.domain.authority import Trust
from mailflow.domain.definition import Definition
from mailflow.flows.deliver import Delivering
from mailflow.flows.propose import propose
from mailflow.flows.turn import Policy
from mailflow.mail.mailbox import Mailbox
from mailflow.rounds import Rhythm
from mailflow.store import OutboxRow, Store
from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.smtp import SmtpRelay, SmtpSettings

ADDRESS = "projects@northwind.example"
STEP = timedelta(seconds=1)


class MailHost(Protocol):
    """A mail server: SMTP that takes mail for anybody, and IMAP where the mailbox of mailflow is read."""

    host: str
    imap_port: int
    smtp_port: int
    password: str

    @property
    def accepted(self) -> Sequence[Accepted]:
        """Everything that SMTP took and delivered, oldest first."""

    def submit(self, sender: str, recipient: str, raw: bytes) -> None:
        """Send by SMTP, as a person's mail program does; it lies in the mailbox when this returns."""


Opening = Callable[[Callable[[], datetime]], AbstractContextManager[MailHost]]
"""Opens a mail host that goes by the given clock."""


def embedded(now: Callable[[], datetime]) -> AbstractContextManager[MailHost]:
    """The mail server in this process."""
    return EmbeddedMail(users=[ADDRESS], now=now)


def unaltered(parts: Parts) -> Parts:
    """The daemon as the stage makes it."""
    return parts


@dataclass(frozen=True, slots=True)
class Delivered:
    """A letter as the person got it, with what it was for."""

    at: datetime
    to: str
    kind: str
    occasions: tuple[str, ...]
    milestone: int | None
    raw: bytes = field(repr=False)


class Stage:
    """Everything a story needs. Use it in a `with` block; `play` runs a story on it.

    `mail` opens the mail server, `database` is a URL (default: SQLite in `folder`), `address` the mailbox of mailflow.
    `alter` may exchange parts of the daemon before it is put together. `words`: what people wrote, by Message-ID.
    """

    def __init__(
        self,
        folder: Path,
        start: datetime,
        definitions: Sequence[Definition],
        *,
        mail: Opening = embedded,
        database: str = "",
        address: str = ADDRESS,
        alter: Callable[[Parts], Parts] = unaltered,
    ) -> None:
        self.folder = folder
        self.clock = SimulatedClock(start)
        self.definitions = definitions
        self.opening = mail
        self.url = database or f"sqlite:///{(folder / 'mailflow.db').resolve()}"
        self.address = address
        self.alter = alter
        self.stack = ExitStack()
        self.missing: list[str] = []
        self.words: dict[str, str] = {}

    def __enter__(self) -> Self:
        self.mail = self.stack.enter_context(self.opening(self.clock))
        self.stack.callback(self.stop)
        self.start()
        for definition in self.definitions:
            propose(self.store, definition, self.clock())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stack.close()

    def start(self) -> None:
        """Start a daemon on the database as it is, and wait until it has nothing more to do."""
        self.daemon = assemble(self.alter(self._parts()))
        self.store: Store = self.daemon.store
        self.daemon.start()
        self.daemon.settle()

    def stop(self) -> None:
        """Stop the daemon; people may write meanwhile."""
        self.daemon.close()

    def _parts(self) -> Parts:
        mail, address = self.mail, self.address
        inbox = ImapInbox(ImapSettings(mail.host, mail.imap_port, "loopback-plain", address, mail.password))
        return Parts(
            database=self.url,
            mailbox=Mailbox(address, "Northwind projects"),
            inboxes=(inbox,),
            relay=SmtpRelay(SmtpSettings(host=mail.host, port=mail.smtp_port, tls="loopback-plain", sender=address)),
            policy=Policy(Trust(token_alone=3)),
            delivering=Delivering(per_minute=0, per_day=0, per_hour=0),
            rhythm=Rhythm(poll=30, tick=30, deliver=30),
            clock=self.clock,
        )

    def play(self, story: Sequence[Beat], cast: dict[str, Correspondent], end: datetime) -> Iterator[datetime]:
        """Run the story to its `end`: step to the next mail or the next due instant, and yield after each step."""
        waiting = sorted(story, key=lambda beat: beat.when)
        self.daemon.settle()
        yield self.clock()
        while (upcoming := self._next(waiting, end)) is not None:
            self.clock.advance(upcoming)
            while waiting and waiting[0].when <= upcoming:
                self.post(waiting.pop(0), cast)
            self.daemon.settle()
            yield upcoming

    def _next(self, waiting: Sequence[Beat], end: datetime) -> datetime | None:
        now = self.clock()
        known = [self.store.projects.next_wake(), self.store.outbox.next_due(), self.store.journal.next_retry()]
        known += [self.store.held.next_due(), self.store.alerts.next_due()]
        known += [waiting[0].when] if waiting else []
        upcoming = min((max(one, now + STEP) for one in known if one is not None), default=None)
        return upcoming if upcoming is not None and upcoming <= end else None

    def post(self, beat: Beat, cast: dict[str, Correspondent]) -> None:
        """Send one mail of the story; a letter that never came is noted in `missing`."""
        writer = cast[beat.who]
        letter = self._letter_for(beat, writer)
        if letter is None:
            self.missing.append(f"{beat.who} never got a {beat.answers} letter before {beat.when:%a %d %b %H:%M} UTC")
            return
        writing = out_of_office if beat.automatic else reply
        raw = writing(letter, writer, beat.text, beat.when)
        self.words[str(message_from_bytes(raw)["Message-ID"])] = beat.text
        self.mail.submit(writer.address, reply_address(letter), raw)

    def _letter_for(self, beat: Beat, writer: Correspondent) -> bytes | None:
        for letter in reversed(self.delivered()):
            fits = letter.to == writer.address and any(one.startswith(beat.answers + "/") for one in letter.occasions)
            if fits and beat.milestone in (None, letter.milestone):
                return letter.raw
        return None

    def write(self, writer: Correspondent, subject: str, text: str) -> None:
        """Send a mail that answers nothing."""
        self.mail.submit(writer.address, self.address, fresh(self.address, subject, writer, text, self.clock()))

    def delivered(self) -> list[Delivered]:
        """Every letter that reached somebody, oldest first."""
        rows = {row.message_id: row for row in self.store.outbox.rows()}
        return [self._delivered(one, rows) for one in self.mail.accepted if one.sender == self.address]

    def _delivered(self, accepted: Accepted, rows: dict[str, OutboxRow]) -> Delivered:
        row = rows[message_id(accepted.raw)]
        return Delivered(accepted.at, accepted.recipient, row.letter, row.occasions, row.milestone, accepted.raw)


@lru_cache(maxsize=4096)
def message_id(letter: bytes) -> str:
    """A letter's Message-ID: stories ask for it again and again."""
    return str(BytesHeaderParser().parsebytes(letter)["Message-ID"])


def reply_address(letter: bytes) -> str:
    """Where an answer to that letter goes."""
    return parseaddr(str(message_from_bytes(letter)["Reply-To"]))[1]
