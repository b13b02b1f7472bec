"""How tests tell a story: people answer letters, time passes, and what came of it is looked at."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from typing import Any

from mailflow.demo.calendars import answer
from mailflow.demo.clients import body_of, fresh, out_of_office, reply
from mailflow.demo.stage import Delivered, Stage, reply_address
from mailflow.domain.milestone import Milestone
from mailflow.domain.snapshot import Snapshot
from mailflow.store import OutboxRow
from mailflow.store.journal import MessageRow
from tests.routes.company import CAST, CODE

MINUTE = timedelta(minutes=1)


class Route:
    """A story on a stage. Whoever writes does so a minute after whatever was before."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.store = stage.store

    # -- time

    @property
    def now(self) -> datetime:
        return self.stage.clock()

    def until(self, when: datetime) -> None:
        """Time passes, from one due instant to the next."""
        for _ in self.stage.play((), CAST, when):
            pass
        self.stage.clock.advance(when)
        self.stage.daemon.settle()

    def wait(self, **span: float) -> None:
        self.until(self.now + timedelta(**span))

    def await_letter(self, who: str, kind: str, within: timedelta = timedelta(days=21)) -> Delivered:
        """The next letter of that kind that reaches `who`, at the moment when it does."""
        before = len(self.letters(who, kind))
        for _ in self.stage.play((), CAST, self.now + within):
            found = self.letters(who, kind)
            if len(found) > before:
                return found[-1]
        raise AssertionError(f"no {kind} letter reached {who}; {self.told()}")

    # -- people

    def says(self, who: str, answers: str, text: str, milestone: int | None = None) -> MessageRow:
        """`who` replies to their latest letter of that kind. What became of it."""
        letter = self.letter(who, answers, milestone)
        self.later()
        raw = reply(letter.raw, CAST[who], text, self.now)
        return self.submit(who, raw, reply_address(letter.raw))

    def answer_from(self, who: str, letter: Delivered, text: str, address: str) -> MessageRow:
        """`who` replies to that letter, from that address."""
        self.later()
        raw = reply(letter.raw, replace(CAST[who], address=address), text, self.now)
        return self.submit(address, raw, reply_address(letter.raw))

    def writes(self, who: str, subject: str, text: str) -> MessageRow:
        """`who` writes a mail that answers nothing."""
        self.later()
        return self.submit(who, fresh(self.stage.address, subject, CAST[who], text, self.now))

    def vacation(self, who: str, answers: str) -> MessageRow:
        """`who`'s vacation responder answers their latest letter of that kind."""
        letter = self.letter(who, answers)
        self.later()
        raw = out_of_office(letter.raw, CAST[who], "I am out of the office until Monday. DONE 1", self.now)
        return self.submit(who, raw, reply_address(letter.raw))

    def rsvps(self, who: str, says: str, via: str = "google", sent_by: str = "", **more: Any) -> MessageRow:
        """`who`'s calendar answers their latest invitation; `sent_by`: from an address of its own."""
        letter = self.letter(who, "meeting")
        self.later()
        raw = answer(letter.raw, CAST[who], says, self.now, via, **more)
        if sent_by:
            raw = raw.replace(f"From: {CAST[who].name} <{CAST[who].address}>".encode(), f"From: {sent_by}".encode())
        return self.submit(sent_by or who, raw, str(message_from_bytes(raw)["To"]))

    def submit(self, who: str, raw: bytes, to: str = "") -> MessageRow:
        """Those bytes arrive, with `who` as the envelope's sender."""
        sender = CAST[who].address if who in CAST else who
        self.stage.mail.submit(sender, to or self.stage.address, raw)
        self.stage.daemon.settle()
        return self.messages()[-1]

    def later(self) -> None:
        self.stage.clock.advance(self.now + MINUTE)

    # -- what came of it

    def letters(self, who: str = "", kind: str = "") -> list[Delivered]:
        """What reached `who` (anybody), oldest first, of a kind (any); a bundle is of each kind in it."""
        address = CAST[who].address if who in CAST else who
        return [one for one in self.stage.delivered() if one.to == (address or one.to) and _is(one, kind)]

    def letter(self, who: str, kind: str, milestone: int | None = None) -> Delivered:
        """The latest of them."""
        found = [one for one in self.letters(who, kind) if milestone in (None, one.milestone)]
        assert found, f"{who} never got a {kind} letter; {self.told()}"
        return found[-1]

    def text(self, who: str, kind: str) -> str:
        """The plain text of the latest, its lines joined."""
        return words(self.letter(who, kind).raw)

    def messages(self) -> list[MessageRow]:
        return sorted(self.store.journal.messages(), key=lambda row: row.id)

    def waiting(self, who: str, kind: str) -> list[OutboxRow]:
        """Letters that have not left yet."""
        return [one for one in self.rows(who, kind) if one.state == "queued"]

    def rows(self, who: str, kind: str) -> list[OutboxRow]:
        rows = [one for one in self.store.outbox.rows() if one.person == who and one.letter == kind]
        return sorted(rows, key=lambda row: row.id)

    def snapshot(self, code: str = CODE) -> Snapshot:
        return self.store.projects.snapshot(code)

    def milestone(self, number: int, code: str = CODE) -> Milestone:
        return self.snapshot(code).milestones[number]

    def kinds(self, code: str = CODE) -> list[str]:
        """What the ledger holds that a message said."""
        return [record.kind for record in self.store.projects.ledger(code) if record.message is not None]

    def told(self) -> str:
        """The story so far, for a complaint."""
        mails = [f"{one.at:%a %d %H:%M} {one.to}: {' + '.join(one.occasions)}" for one in self.stage.delivered()]
        messages = [f"{row.received_at:%a %d %H:%M} {row.sender}: {row.reason}" for row in self.messages()]
        return "\n".join(["", *mails, "messages:", *messages])


def _is(letter: Delivered, kind: str) -> bool:
    return not kind or any(occasion.partition("/")[0] == kind for occasion in letter.occasions)


def words(raw: bytes) -> str:
    """A letter's plain text, in one line."""
    return " ".join(body_of(message_from_bytes(raw), "text/plain").split())


def subject(raw: bytes) -> str:
    return str(make_header(decode_header(str(message_from_bytes(raw)["Subject"]))))


def occasions(letters: Sequence[Delivered]) -> list[str]:
    return [occasion for letter in letters for occasion in letter.occasions]
