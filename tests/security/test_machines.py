"""Machines that answer machines: nothing is executed, nobody is buried, and two of us fall silent at once."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.utils import format_datetime
from itertools import count
from pathlib import Path

import pytest

from mailflow.demo.clients import Correspondent, out_of_office, reply
from mailflow.domain.authority import Trust
from mailflow.mail.authenticity import Authentication
from mailflow.transports.interfaces import Outgoing
from mailflow.transports.memory import MemoryInbox
from tests.mail.signing import with_field
from tests.routes.route import words
from tests.security.house import ADDRESS, DANA, LOUD, OLIVIA, SENT, TALLY, House
from tests.servers.name_server import NameServer

MOST_A_DAY = 3
NUMBERS = count(1)
STRANGERS = 10_000 * int(os.environ.get("CAMPAIGN", "1"))
ANSWERS = {"receipt", "clarification", "help", "status", "challenge"}


@dataclass(frozen=True)
class Responder:
    """What it puts into its answers."""

    text: str = "DONE 2"
    prefix: str = "Re:"
    fields: Mapping[str, str] = field(default_factory=dict)

    def answer(self, letter: bytes, when: datetime) -> bytes:
        text = self.text.replace("{n}", str(next(NUMBERS)))
        raw = out_of_office(letter, DANA, text, when).replace(b"Auto-Submitted: auto-replied\r\n", b"")
        raw = raw.replace(b"Subject: Automatic reply: ", f"Subject: {self.prefix} ".encode())
        for name, value in self.fields.items():
            raw = with_field(raw, name, value)
        return raw


def headed(**fields: str) -> Responder:
    return Responder(fields={name.replace("_", "-"): value for name, value in fields.items()})


def named(prefix: str) -> Responder:
    return Responder(prefix=prefix)


def said(text: str, **fields: str) -> Responder:
    return replace(headed(**fields), text=text)


RESPONDERS = {
    "RFC 3834": headed(Auto_Submitted="auto-replied"),
    "RFC 3834 with a parameter": headed(Auto_Submitted="auto-replied (vacation); owner-email=dana@studio.example"),
    "generated": headed(Auto_Submitted="auto-generated"),
    "notified": headed(Auto_Submitted="auto-notified"),
    "Exchange": headed(X_Auto_Response_Suppress="All", Auto_Submitted="auto-generated"),
    "X-Autoreply": headed(X_Autoreply="yes"),
    "X-Autorespond": headed(X_Autorespond="yes"),
    "X-Autoresponder": headed(X_Autoresponder="on vacation"),
    "X-Auto-Reply": headed(X_Auto_Reply="1"),
    "cPanel": headed(X_Autorespond="Re: hello", Precedence="auto_reply"),
    "from nobody": headed(Return_Path="<>"),
    "a help desk": headed(Auto_Submitted="auto-replied", X_Zendesk_From_Account_Id="1a"),
    "in its subject, English": named("Automatic reply:"),
    "in its subject, German": named("Automatische Antwort:"),
    "in its subject, French": named("Réponse automatique :"),
    "of bulk precedence": said(
        "I am on holiday and have no access to my mail. I will answer when I am back.", Precedence="bulk"
    ),
    "of junk precedence": said(
        "Thank you for your message. I am out of the office. In urgent cases please call my colleague.",
        Precedence="junk",
    ),
    "without any sign, English": said(
        "I am out of the office until 14 December, with limited access to email. I will reply when I return."
    ),
    "without any sign, German": said("Ich bin bis zum 14. Dezember im Urlaub und nicht im Büro erreichbar."),
    "without any sign, Spanish": said("Estoy fuera de la oficina hasta el 14 de diciembre."),
    "without any sign, French": said("Je suis absent du bureau jusqu'au 14 décembre."),
    "a ticket system without any sign": said("Thank you for your message. Your ticket number is 4711."),
    "a receptionist without any sign": said("Thanks, got it, somebody will come back to you!"),
}
ASKING = {
    "a clerk who asks": said("Thank you for your mail. What is your order number?"),
    "a clerk who asks in other words each time": said("Your request {n} has come in. What is the number of order {n}?"),
    "one that says STATUS": said("STATUS"),
    "one that says LIST": said("List"),
    "one that says HELP": said("help"),
    "one that says it each time with another number": said("STATUS\n\nYour ticket is {n}."),
    "one that asks for a record": said("EXPORT"),
    "one that is not understood": said("DONE {n}00"),
    "one that says what is long known": said("DONE 1"),
}
"""Without a mark, and with words that ask for something."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from opened(tmp_path_factory.mktemp("ours"), token_alone=1)


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[House]:
    yield from opened(tmp_path, token_alone=3)


def opened(folder: Path, token_alone: int) -> Iterator[House]:
    names = NameServer()
    house = House(folder, names, Authentication(resolver=names.address), Trust(token_alone=token_alone))
    yield house
    house.close()
    names.close()


@pytest.mark.parametrize("name", sorted(RESPONDERS))
def test_a_vacation_responder_changes_nothing_and_gets_three_answers_a_day_at_most(name: str, house: House) -> None:
    """It answers every letter at once, for two days."""
    for given, recorded in answered_days(RESPONDERS[name], house):
        TALLY[LOUD] += max(0, len(given) - MOST_A_DAY)
        assert len(given) <= MOST_A_DAY
        assert not recorded


@pytest.mark.parametrize("name", sorted(ASKING))
def test_a_machine_that_asks_gets_three_answers_a_day_at_most(name: str, house: House) -> None:
    """Whatever it asks is passed on, if it is a question for somebody."""
    for given, _ in answered_days(ASKING[name], house):
        TALLY[LOUD] += max(0, len(given) - MOST_A_DAY)
        assert len(given) <= MOST_A_DAY


def answered_days(responder: Responder, house: House) -> Iterator[tuple[list[int], set[int]]]:
    """For each of two days: the messages of the responder that were answered, and those that left a record."""
    house.tick(days=2)
    day = (house.clock() + timedelta(days=100 + next(NUMBERS))).date().isoformat()
    assert house.done_by(house.accept(house.signed(house.answer("olivia", f"MOVE 3: {day}")))) == ["move"]
    seen, sent = len(house.relay.letters), 0
    for _ in range(2):
        before, recorded = len(house.relay.letters), set()
        for _ in range(24):
            house.tick(hours=1)
            fresh = [one for one in house.relay.letters[seen:] if one.to == DANA.address]
            seen = len(house.relay.letters)
            for letter in fresh:
                message = house.accept(responder.answer(letter.raw, house.clock()))
                done = set(house.done_by(message))
                assert done <= {"note", "question"}
                recorded |= {message.id} if "question" in done else set()
                sent += 1
        letters = [one for one in house.relay.letters[before:] if one.to == DANA.address]
        yield [cause for one in letters if (cause := caused(house, one)) is not None], recorded
    TALLY[SENT] += sent
    assert sent > 0, "it has to answer something"


def caused(house: House, letter: Outgoing) -> int | None:
    """The message that it answers."""
    row = next(row for row in house.store.outbox.rows() if row.id == letter.id)
    found = re.search(r"/m(\d+)/", row.occasion)
    return int(found[1]) if row.letter in ANSWERS and found else None


@pytest.mark.parametrize(
    "text",
    [
        "Estoy fuera de la oficina",
        "Ich bin bis zum 14. Dezember im Urlaub.",
        "Je suis absent du bureau.",
        "Jestem na urlopie do 14 grudnia.",
        "12月14日まで休暇です。",
    ],
)
def test_a_responder_of_one_sentence_answers_no_question_that_was_passed_on(text: str, house: House) -> None:
    before = len(house.relay.letters)
    house.accept(house.signed(house.answer("dana", f"QUESTION 2: is number {next(NUMBERS)} fine?"), "studio.example"))
    for _ in range(24):
        house.tick(hours=1)
    letter = next(one for one in house.relay.letters[before:] if one.to == OLIVIA.address and "fine?" in words(one.raw))
    told = len(house.relay.letters)
    absence = house.accept(house.signed(reply(letter.raw, OLIVIA, text, house.clock())))
    assert "answer" not in house.done_by(absence)
    house.tick(hours=3)
    assert [one for one in house.relay.letters[told:] if "number" in words(one.raw) and one.to == DANA.address] == []
    person = house.accept(
        house.signed(reply(letter.raw, OLIVIA, "The blue one, I am out of the office", house.clock()))
    )
    assert house.done_by(person) == ["answer"]


def test_whoever_asks_in_mails_of_their_own_is_answered_ten_times_a_day(house: House) -> None:
    """And the owner is told of the others in her digest."""
    house.tick(days=2)
    before = len(house.relay.letters)
    mails = [house.word("dana", f"STATUS acme-site\n\nNumber {number}") for number in range(12)]
    ends = [house.accept(house.signed(mail, "studio.example")).reason for mail in mails]
    assert ends == ["ok"] * 10 + ["unanswered"] * 2
    house.tick(hours=(10 - house.clock().hour) % 24)  # her mornings, whatever hour the tests before have left
    for _ in range(7):
        house.tick(days=1)
    told = [words(one.raw) for one in house.relay.letters[before:] if one.to != DANA.address]
    assert any("that changed nothing and got no answer" in one for one in told)


def test_what_bears_a_name_and_proves_nothing_uses_up_no_answers_of_that_person(house: House) -> None:
    house.tick(days=2)
    for number in range(20):
        house.accept(house.word("dana", f"> {number}", subject=""))
    mails = [house.answer("dana", f"STATUS\n\nAgain {number}") for number in range(3)]
    assert [house.accept(house.signed(mail, "studio.example")).reason for mail in mails] == ["ok"] * 3


def test_two_mailflows_that_face_each_other_stop_within_two_letters(house: House, theirs: House) -> None:
    """Each has the other's mailbox for a contractor, and passes on whatever comes to it."""
    passed = 0
    letter = house.relay.letters[-1].raw
    for mine in (theirs, house) * 5:
        count = len(mine.relay.letters)
        mine.accept(readdressed(letter))
        mine.tick(minutes=5)
        fresh = [one for one in mine.relay.letters[count:] if one.to == DANA.address]
        if not fresh:
            break
        letter, passed = fresh[-1].raw, passed + 1
    TALLY[LOUD] += max(0, passed - 2)
    assert passed <= 2


def readdressed(letter: bytes) -> bytes:
    """A letter of the other installation, as it comes from an address that is Dana's here."""
    mail = message_from_bytes(letter)
    mail.replace_header("From", DANA.address)
    mail.replace_header("To", ADDRESS)
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def test_ten_thousand_mails_of_strangers_cause_not_one_letter(theirs: House) -> None:
    """Some are forged in the name of machines and lists, some guess tokens; none of them is even kept."""
    inbox, house = MemoryInbox(), theirs
    house.tick(minutes=30)
    house.daemon.receiver.collect(inbox)
    before = len(house.relay.letters)
    for number in range(STRANGERS):
        inbox.deliver(strangers(number, house))
    assert house.daemon.receiver.collect(inbox) == STRANGERS
    house.tick(minutes=30)
    letters = house.relay.letters[before:]
    TALLY[SENT] += STRANGERS
    TALLY[LOUD] += len(letters)
    assert letters == []
    theirs_kept = [row for row in house.store.journal.messages(STRANGERS + 10) if "evil" in (row.sender or "")]
    assert len(theirs_kept) == STRANGERS
    assert {house.store.journal.raw(row.id) for row in theirs_kept} == {None}


def strangers(number: int, house: House) -> bytes:
    sender = Correspondent("Mallory", f"mallory{number}@evil{number % 97}.example")
    token = "abcdefghijklmnopqrstuvwxyz234567abcdefg"
    to = ADDRESS if number % 3 else f"projects+{token[number % 20 :]}{token[: number % 20]}@acme.example"
    head = {
        "From": f"{sender.name} <{sender.address}>",
        "To": to,
        "Subject": ("Was this you?", "DONE 2", "Automatic reply", "STATUS")[number % 4],
        "Date": format_datetime(house.clock()),
        "Message-ID": f"<{number}@evil.example>",
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"{lines}\r\nDONE 2\r\nYES\r\nHELP\r\n{number}\r\n".encode()


def test_a_day_of_silence_later_everything_goes_on(house: House) -> None:
    house.tick(days=1)
    day = (house.clock() + timedelta(days=40)).date().isoformat()
    message = house.accept(house.signed(house.answer("olivia", f"MOVE 3: {day}")))
    assert house.done_by(message) == ["move"]
