"""An installation that mail is thrown at: real journal, worker function, evidence, commands and outbox; real DNS."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

from mailflow.app import Parts, assemble
from mailflow.demo.clients import Correspondent, fresh, reply
from mailflow.demo.stage import reply_address
from mailflow.domain.authority import Trust
from mailflow.domain.definition import Definition, Participant, Promise
from mailflow.domain.people import Role
from mailflow.flows.deliver import Delivering
from mailflow.flows.propose import propose
from mailflow.flows.turn import Policy
from mailflow.letters.pacing import PaceLimits
from mailflow.mail.authenticity import Authentication
from mailflow.mail.mailbox import Mailbox
from mailflow.store.journal import MessageRow
from mailflow.transports.memory import MemoryRelay
from tests.mail.signing import USUAL, keys, signed
from tests.servers.name_server import NameServer

ADDRESS = "projects@acme.example"
START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
OLIVIA = Correspondent("Olivia Berg", "olivia@acme.example", "plain")
DANA = Correspondent("Dana Kim", "dana@studio.example", "plain")
PROBES = {
    "olivia": {
        1: "acme-site: QUESTION dana: is number {n} fine?",
        2: "acme-site: FEEDBACK dana: number {n} was fine",
        3: "MOVE 2: {day}",
    },
    "dana": {1: "QUESTION acme-site 2: is number {n} fine?", 2: "NEW DATE 2: {day}"},
}


VARIANTS, SENT = "variants of forged mail", "hostile mails sent"
ABOVE, LOUD, OVER = "executed above its level", "answered that should be silent", "over a limit"


class Tally(Counter[str]):
    """What a test did, by the names above, and by names of its own; they are summed up at the end of the run."""

    def tell(self, mails: int, above: int = 0) -> None:
        self[VARIANTS] += 1
        self[SENT] += mails
        self[ABOVE] += above


TALLY = Tally()


@dataclass
class Clock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


def project(code: str, *milestones: Promise, owner: str = "olivia") -> Definition:
    """A project of Olivia's (or somebody else's) on which Dana works."""
    people = (
        Participant(owner, owner.title(), (f"{owner}@acme.example",), Role.OWNER),
        Participant("dana", "Dana Kim", (DANA.address,), Role.CONTRACTOR),
    )
    return Definition(code, code.title(), "UTC", "Better work.", people=people, milestones=milestones)


class House:
    """Two projects, and letters of ours in everybody's hands. Nothing runs by itself."""

    def __init__(
        self, folder: Path, names: NameServer, trusted: Authentication, trust: Trust, *, in_process: bool = True
    ) -> None:
        self.folder, self.clock, self.relay = folder, Clock(), MemoryRelay()
        names.zone |= {name: records for domain in DOMAINS for name, records in keys(domain).items()}
        self.daemon = assemble(
            Parts(
                database=f"sqlite:///{folder / 'mailflow.db'}",
                mailbox=Mailbox(ADDRESS, "Acme projects"),
                inboxes=(),
                relay=self.relay,
                policy=Policy(trust, timedelta(0)),
                delivering=Delivering(per_minute=0, per_day=0, per_hour=0, pace=PaceLimits(0, 0)),
                authentication=trusted,
                clock=self.clock,
                in_process=in_process,
            )
        )
        self.store = self.daemon.store
        due = START.date()
        propose(self.store, project("acme-site", *_promises(due, 1, 2, 3)), START)
        propose(self.store, project("bolt-app", *_promises(due, 7, 8, 9)), START)
        self.tick()
        self.accept(signed(self.answer("dana", "DONE 1"), "studio.example", at=self.clock()))
        self.accept(signed(self.answer("dana", "DONE 7", about="bolt"), "studio.example", at=self.clock()))
        self.tick()

    def close(self) -> None:
        self.daemon.close()

    def tick(self, **span: float) -> None:
        """Time passes, and what is due is sent."""
        self.clock.now += timedelta(**(span or {"minutes": 10}))
        self.daemon.once()

    def letter(self, who: str, about: str = "acme", old: bool = False) -> bytes:
        """A letter that `who` got about a project. `old`: the database is told that it was sent long ago."""
        address = OLIVIA.address if who == "olivia" else DANA.address
        found = next(
            one.raw
            for one in self.relay.letters
            if one.to == address and about in str(message_from_bytes(one.raw)).lower()
        )
        self._age(str(message_from_bytes(found)["Message-ID"]), timedelta(days=31) if old else timedelta())
        return found

    def _age(self, rfc_id: str, by: timedelta) -> None:
        sent_at = (self.clock() - by).isoformat(sep=" ")
        with sqlite3.connect(self.folder / "mailflow.db", timeout=10) as database:
            database.execute("UPDATE letter SET sent_at = ? WHERE rfc_id = ?", (sent_at, rfc_id))

    def answer(self, who: str, text: str, *, about: str = "acme", old: bool = False, as_: str = "") -> bytes:
        """An answer to a letter that `who` got, from `who`, or from somebody else."""
        self.clock.now += timedelta(seconds=1)
        letter, by = self.letter(who, about, old), PEOPLE[as_ or who]
        raw = reply(letter, by, text, self.clock())
        assert reply_address(letter).encode() in raw
        return raw

    def word(self, who: str, text: str, subject: str = "Hello") -> bytes:
        """A mail that answers nothing."""
        self.clock.now += timedelta(seconds=1)
        return fresh(ADDRESS, subject, PEOPLE[who], text, self.clock())

    def signed(
        self, raw: bytes, domain: str = "acme.example", fields: Sequence[str] = USUAL, **options: object
    ) -> bytes:
        return signed(raw, domain, at=self.clock(), fields=fields, **options)  # type: ignore[arg-type]

    def accept(self, raw: bytes) -> MessageRow:
        """The mail arrives. What became of it."""
        message = self.daemon.receiver.accept(raw)
        self.daemon.receiver.work()
        found = self.store.journal.message(message)
        assert found is not None
        return found

    def done_by(self, message: MessageRow) -> list[str]:
        """The kinds of all records that it left, in any project."""
        ledger = (record for code in self.store.projects.codes() for record in self.store.projects.ledger(code))
        return [record.kind for record in ledger if record.message == message.id]


def _promises(due: object, *numbers: int) -> tuple[Promise, ...]:
    day = START.date() + timedelta(days=60)
    return tuple(Promise(number, f"Part {number}", day, assignee="dana") for number in numbers)


PEOPLE = {"olivia": OLIVIA, "dana": DANA}
DOMAINS = ("acme.example", "studio.example", "evil.example", "mail.acme.example", "www.acme.example", "example")
