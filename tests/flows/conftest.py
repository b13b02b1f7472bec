"""The flows on a store of their own, an inbox in memory and a mail server that answers as a test wants."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.demo.clients import reply
from mailflow.domain.authority import Trust
from mailflow.domain.people import Person
from mailflow.flows.announce import Announcer
from mailflow.flows.apply import Applier
from mailflow.flows.deliver import Deliverer, Delivering
from mailflow.flows.desk import Desk, furnish
from mailflow.flows.propose import propose
from mailflow.flows.receive import Receiver, Receiving
from mailflow.flows.turn import Policy
from mailflow.mail.mailbox import Mailbox
from mailflow.shipped import supplies
from mailflow.store import OutboxRow, Store
from mailflow.transports.interfaces import Outgoing, Sending, Sent, always, nothing
from mailflow.transports.memory import MemoryInbox
from mailflow.transports.sandbox import InProcess
from tests.routes.company import CAST, SITE, START

ADDRESS = "projects@northwind.example"
OPERATOR = Person("operator", "Operations", ("ops@northwind.example",))


class Cut(Exception):
    """The machine stops here."""


@dataclass
class ScriptedRelay:
    """A mail server: `answers` are used up one by one, then everything is taken. `taken` is what it has, or may have.

    A Cut among the answers: our side dies after the server took the letter. `never` is an address that is put off.
    `offering` happens before each letter is offered, `answering` before its answer is given, `answered` behind it.
    """

    answers: list[Sending | Cut] = field(default_factory=list)
    taken: list[Outgoing] = field(default_factory=list)
    never: str = ""
    offering: Callable[[], object] = nothing
    answering: Callable[[], object] = nothing
    answered: Callable[[], object] = nothing

    def send(
        self,
        letters: Sequence[Outgoing],
        before_data: Callable[[Sequence[int]], None],
        still_ours: Callable[[], bool] = always,
        meanwhile: Callable[[], bool] = nothing,
    ) -> Iterator[Sequence[Sent]]:
        for letter in letters:
            meanwhile()
            answer = self.answers.pop(0) if self.answers else Sending.SENT
            answer = Sending.DEFERRED if letter.to == self.never else answer
            if answer in (Sending.REFUSED, Sending.ACCOUNT):
                yield [Sent(letter.id, answer, 550, "5.1.1", "no")]  # type: ignore[arg-type]
                continue
            self.offering()
            before_data([letter.id])
            if answer is not Sending.DEFERRED:
                self.taken.append(letter)
            if isinstance(answer, Cut):
                raise answer
            deferred = answer is Sending.DEFERRED
            self.answering()
            yield [Sent(letter.id, answer, *((451, "4.2.2", "later") if deferred else (250, "2.0.0", "")))]
            self.answered()

    def check(self) -> None:
        """It is always there."""

    def close(self) -> None:
        """Nothing to close."""


class Office:
    """Everything of a daemon but its threads. `now` is the time."""

    def __init__(self, url: str, desk: Desk) -> None:
        self.url = url
        self.store = Store.open(url)
        self.now = START
        self.inbox = MemoryInbox()
        self.relay = ScriptedRelay()
        self.settings = Delivering(per_minute=0, per_day=0, per_hour=0, operator=OPERATOR)
        keys = self.store.meta.token_keys()
        self.worker = InProcess(lambda: replace(desk, keys=keys))
        self.applier = Applier(Policy(Trust(token_alone=3)), keys, lambda: desk.words)
        self.announcer = Announcer(self.store)
        self.deliverer = self.new_deliverer()
        self.receiver = self.new_receiver(Receiving())

    def new_deliverer(self) -> Deliverer:
        return Deliverer(self.store, self.worker, self.relay, self.settings, lambda: self.now)

    def new_receiver(self, settings: Receiving) -> Receiver:
        clock = lambda: self.now  # noqa: E731
        return Receiver(self.store, self.worker, self.applier, settings, clock, ADDRESS, self.deliverer.alarm)

    def open_project(self) -> None:
        """The project starts, and everybody has their invitation."""
        propose(self.store, SITE, self.now)
        self.receiver.collect(self.inbox)
        self.pass_time(seconds=2)

    def pass_time(self, **span: float) -> None:
        """Time passes, and what is due is queued and sent."""
        self.now += timedelta(**span)
        self.announcer.announce(self.now)
        while self.deliverer.deliver():
            pass

    def letters(self, who: str) -> list[bytes]:
        return [one.raw for one in self.relay.taken if one.to == CAST[who].address]

    def answer(self, who: str, text: str, to: int = 0) -> bytes:
        """`who` answers the letter with that place among theirs; the bytes."""
        self.now += timedelta(minutes=1)
        return reply(self.letters(who)[to], CAST[who], text, self.now)

    def rows(self, letter: str) -> list[OutboxRow]:
        return sorted((row for row in self.store.outbox.rows() if row.letter == letter), key=lambda row: row.id)

    def reasons(self) -> list[str]:
        return [row.reason for row in sorted(self.store.journal.messages(), key=lambda row: row.id)]


@pytest.fixture(scope="session")
def desk() -> Desk:
    return furnish(supplies(Mailbox(ADDRESS, "Northwind projects")))


@pytest.fixture
def office(tmp_path: Path, desk: Desk) -> Iterator[Office]:
    office = Office(f"sqlite:///{tmp_path / 'mailflow.db'}", desk)
    office.open_project()
    yield office
    office.store.close()
