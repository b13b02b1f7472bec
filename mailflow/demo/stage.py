"""A daemon on embedded servers and simulated time, and the people who write to it."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path
from types import TracebackType
from typing import Self

from mailflow.app import Parts, assemble
from mailflow.daemon import Daemon, Rhythm
from mailflow.demo.clients import Correspondent, fresh, out_of_office, reply
from mailflow.demo.clock import SimulatedClock
from mailflow.demo.servers import Accepted, EmbeddedMail
from mailflow.demo.story import Beat
from mailflow.domain.authority import Trust
from mailflow.domain.definition import Definition
from mailflow.flows.apply import Policy
from mailflow.flows.deliver import Delivering
from mailflow.flows.propose import propose
from mailflow.mail.compose import Mailbox
from mailflow.store import OutboxRow, Store
from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.smtp import SmtpRelay, SmtpSettings

ADDRESS = "projects@northwind.example"
STEP = timedelta(seconds=1)


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
    """Everything a story needs. Use it in a `with` block; `play` runs a story on it."""

    def __init__(self, folder: Path, start: datetime, definitions: Sequence[Definition]) -> None:
        self.folder = folder
        self.clock = SimulatedClock(start)
        self.definitions = definitions
        self.stack = ExitStack()
        self.missing: list[str] = []

    def __enter__(self) -> Self:
        self.mail = self.stack.enter_context(EmbeddedMail(users=[ADDRESS], now=self.clock))
        self.url = f"sqlite:///{self.folder / 'mailflow.db'}"
        self.daemon = self._daemon()
        self.store: Store = self.daemon.store
        self.stack.callback(self.daemon.close)
        self.daemon.start()
        self.daemon.settle()
        for definition in self.definitions:
            propose(self.store, definition, self.clock())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stack.close()

    def _daemon(self) -> Daemon:
        mail, host = self.mail, self.mail.host
        return assemble(
            Parts(
                database=self.url,
                mailbox=Mailbox(ADDRESS, "Northwind projects"),
                inboxes=(ImapInbox(ImapSettings(host, mail.imap_port, "loopback-plain", ADDRESS, mail.password)),),
                relay=SmtpRelay(SmtpSettings(host=host, port=mail.smtp_port, tls="loopback-plain", sender=ADDRESS)),
                policy=Policy(Trust(token_alone=3)),
                delivering=Delivering(per_minute=0, per_day=0, per_hour=0),
                rhythm=Rhythm(poll=30, tick=30, deliver=30),
                clock=self.clock,
            )
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
        known = [self.store.projects.next_wake(), self.store.outbox.next_due()]
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
        self.mail.submit(writer.address, reply_address(letter), writing(letter, writer, beat.text, beat.when))

    def _letter_for(self, beat: Beat, writer: Correspondent) -> bytes | None:
        for letter in reversed(self.delivered()):
            fits = letter.to == writer.address and any(one.startswith(beat.answers + "/") for one in letter.occasions)
            if fits and beat.milestone in (None, letter.milestone):
                return letter.raw
        return None

    def write(self, writer: Correspondent, subject: str, text: str) -> None:
        """Send a mail that answers nothing."""
        self.mail.submit(writer.address, ADDRESS, fresh(ADDRESS, subject, writer, text, self.clock()))

    def delivered(self) -> list[Delivered]:
        """Every letter that reached somebody, oldest first."""
        rows = {row.message_id: row for row in self.store.outbox.rows()}
        return [self._delivered(one, rows) for one in self.mail.accepted if one.sender == ADDRESS]

    def _delivered(self, accepted: Accepted, rows: dict[str, OutboxRow]) -> Delivered:
        row = rows[str(message_from_bytes(accepted.raw)["Message-ID"])]
        return Delivered(accepted.at, accepted.recipient, row.letter, row.occasions, row.milestone, accepted.raw)


def reply_address(letter: bytes) -> str:
    """Where an answer to that letter goes."""
    return parseaddr(str(message_from_bytes(letter)["Reply-To"]))[1]
