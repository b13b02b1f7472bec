"""Machines that answer machines: nothing is executed, nobody is buried, and two of us fall silent at once."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes
from email.utils import format_datetime
from pathlib import Path

import pytest

from mailflow.demo.clients import Correspondent, out_of_office
from mailflow.domain.authority import Trust
from mailflow.mail.authenticity import Authentication
from mailflow.transports.interfaces import Outgoing
from mailflow.transports.memory import MemoryInbox
from tests.mail.signing import with_field
from tests.security.house import ADDRESS, DANA, LOUD, SENT, TALLY, House
from tests.servers.name_server import NameServer

MOST_A_DAY = 3
STRANGERS = 10_000 * int(os.environ.get("CAMPAIGN", "1"))
ANSWERS = {"receipt", "clarification", "help", "status", "challenge"}


@dataclass(frozen=True)
class Responder:
    """What it puts into its answers."""

    text: str = "DONE 2"
    prefix: str = "Re:"
    fields: Mapping[str, str] = field(default_factory=dict)

    def answer(self, letter: bytes, when: datetime) -> bytes:
        raw = out_of_office(letter, DANA, self.text, when).replace(b"Auto-Submitted: auto-replied\r\n", b"")
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
    house.tick(days=2)
    answered = len(house.relay.letters) - 3
    for _ in range(2):
        before = len(house.relay.letters)
        for _ in range(12):
            house.tick(hours=2)
            fresh = [one for one in house.relay.letters[answered:] if one.to == DANA.address]
            answered = len(house.relay.letters)
            for letter in fresh:
                message = house.accept(RESPONDERS[name].answer(letter.raw, house.clock()))
                TALLY[SENT] += 1
                assert set(house.done_by(message)) <= {"note"}
        given = [one for one in house.relay.letters[before:] if one.to == DANA.address and caused(house, one)]
        TALLY[LOUD] += max(0, len(given) - MOST_A_DAY)
        assert len(given) <= MOST_A_DAY


def caused(house: House, letter: Outgoing) -> bool:
    """Whether it answers a message."""
    row = next(row for row in house.store.outbox.rows() if row.id == letter.id)
    return row.letter in ANSWERS


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
