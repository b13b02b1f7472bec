"""Somebody else says YES. What is held is carried out on the word of the registered mailbox alone."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from itertools import count

import pytest

from mailflow.demo.clients import reply
from mailflow.demo.stage import reply_address
from mailflow.domain.authority import Trust
from mailflow.mail.authenticity import Authentication
from mailflow.store.journal import MessageRow
from tests.mail.signing import with_field
from tests.security.house import ADDRESS, DANA, OLIVIA, TALLY, House
from tests.servers.name_server import NameServer

Forge = Callable[[House, bytes], bytes]
NUMBERS = count(1)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    names = NameServer()
    opened = House(tmp_path_factory.mktemp("house"), names, Authentication(resolver=names.address), Trust())
    yield opened
    opened.close()
    names.close()


def asked(house: House) -> tuple[MessageRow, bytes]:
    """Olivia's decision without a signature is held; the letter that asks her."""
    house.clock.now += timedelta(days=2)
    day = (house.clock() + timedelta(days=200 + next(NUMBERS))).date().isoformat()
    message = house.accept(house.answer("olivia", f"MOVE 2: {day}"))
    assert message.reason == "unproven"
    house.tick(minutes=1)
    return message, next(one.raw for one in reversed(house.relay.letters) if day.encode() in one.raw)


def _from(raw: bytes, sender: str) -> bytes:
    mail = message_from_bytes(raw)
    mail.replace_header("From", sender)
    return mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _yes(house: House, letter: bytes, text: str = "YES") -> bytes:
    house.clock.now += timedelta(seconds=1)
    return reply(letter, OLIVIA, text, house.clock())


def _bare(house: House, text: str) -> bytes:
    return house.word("olivia", text, "Was this you? Please confirm")


FORGED: dict[str, Forge] = {
    "without a token": lambda h, _: _bare(h, "YES"),
    "without a token, well signed": lambda h, _: h.signed(_bare(h, "YES")),
    "with the token in the body": lambda h, letter: _bare(h, f"YES\n{reply_address(letter)}"),
    "with another letter's token": lambda h, _: h.answer("olivia", "YES"),
    "with another letter's token, signed": lambda h, _: h.signed(h.answer("olivia", "YES")),
    "with Dana's token": lambda h, _: h.answer("dana", "YES", as_="olivia"),
    "by Dana": lambda h, letter: reply(letter, DANA, "YES", h.clock()),
    "by Dana, signed": lambda h, letter: h.signed(reply(letter, DANA, "YES", h.clock()), "studio.example"),
    "by a stranger": lambda h, letter: _from(_yes(h, letter), "mallory@evil.example"),
    "by a stranger, signed": lambda h, letter: h.signed(_from(_yes(h, letter), "mallory@evil.example"), "evil.example"),
    "by a stranger with her name": lambda h, letter: _from(_yes(h, letter), "Olivia Berg <olivia@evil.example>"),
    "by her and a stranger": lambda h, letter: _from(_yes(h, letter), "olivia@acme.example, mallory@evil.example"),
    "by two From fields": lambda h, letter: with_field(_yes(h, letter), "From", "mallory@evil.example"),
    "by her look-alike": lambda h, letter: _from(_yes(h, letter), "olivia@acme.example.evil.example"),
    "by a machine": lambda h, letter: with_field(_yes(h, letter), "Auto-Submitted", "auto-replied"),
    "by a vacation responder": lambda h, letter: with_field(_yes(h, letter), "X-Autoreply", "yes"),
    "by a bounce": lambda h, letter: with_field(_yes(h, letter), "Return-Path", "<>"),
    "by our own letter": lambda h, letter: letter,
    "by our own letter under her name": lambda h, letter: _from(letter, "olivia@acme.example"),
    "in a quotation": lambda h, letter: _yes(h, letter, "> YES\n\nWhat is this about?"),
    "below her signature": lambda h, letter: _yes(h, letter, "What is this about?\n\n-- \nOlivia\nYES"),
    "as a question": lambda h, letter: _yes(h, letter, "Should I say yes?"),
    "negated": lambda h, letter: _yes(h, letter, "I did not say yes"),
    "with a token cut short": lambda h, letter: _cut(_yes(h, letter), letter),
    "too late": lambda h, letter: _late(h, letter),
}


def _cut(raw: bytes, letter: bytes) -> bytes:
    token = reply_address(letter).partition("+")[2].partition("@")[0].encode()
    return raw.replace(token, token[:-1])


def _late(house: House, letter: bytes) -> bytes:
    house.clock.now += timedelta(hours=73)
    return _yes(house, letter)


@pytest.mark.parametrize("name", sorted(FORGED))
def test_a_forged_yes_carries_nothing_out(name: str, house: House) -> None:
    message, letter = asked(house)
    house.accept(FORGED[name](house, letter))
    done = house.done_by(message)
    TALLY.tell(mails=1, above=len(done))
    assert done == []
    assert {row.person for row in house.store.outbox.rows()} <= {"olivia", "dana", "operator"}


def test_a_yes_of_her_own_carries_it_out_once(house: House) -> None:
    message, letter = asked(house)
    for _ in range(2):
        house.accept(_yes(house, letter))
    assert house.done_by(message) == ["move"]


def test_what_she_confirmed_speaks_for_her_answers_for_twelve_hours(house: House) -> None:
    _, letter = asked(house)
    house.accept(_yes(house, letter))
    later = house.accept(house.answer("olivia", "MOVE 3: 2028-02-10"))
    assert house.done_by(later) == ["move"]
    assert later.evidence == "token+aligned (confirmed)"
    assert house.done_by(house.accept(house.word("olivia", "MOVE 3: 2028-02-11"))) == [], "an answer to a letter, only"
    house.clock.now += timedelta(hours=13)
    assert house.done_by(house.accept(house.answer("olivia", "MOVE 3: 2028-02-12"))) == []


@pytest.mark.parametrize(
    "text",
    ["MOVE 3: {day}", "YES\nMOVE 3: {day}", "MOVE 3: {day}\nYES", "APPROVE 1", "yes, and move 3 to {day}"],
)
def test_a_question_that_was_passed_on_is_a_key_to_what_it_asks_and_to_nothing_else(text: str, house: House) -> None:
    """Whoever reads the question elsewhere writes in her name whatever they like."""
    message, letter = asked(house)
    day, before = (house.clock() + timedelta(days=500 + next(NUMBERS))).date().isoformat(), len(house.relay.letters)
    other = house.accept(_yes(house, letter, text.format(day=day)))
    TALLY.tell(mails=1, above=len(house.done_by(other)))
    assert house.done_by(other) == []
    assert other.reason == "unproven"
    assert house.done_by(message) == (["move"] if "YES" in text else [])
    house.tick(minutes=1)
    told = [one.to for one in house.relay.letters[before:] if b"Was this you?" in one.raw]
    assert told == [OLIVIA.address], "the rest is asked, and asked of her"


@pytest.mark.parametrize("text", ["YES. Move 2 to {day}.", "MOVE 2: {day}", "Yes please.\n\nmove 2: {day}"])
def test_what_is_held_may_be_said_once_more_to_confirm_it(text: str, house: House) -> None:
    message, letter = asked(house)
    day = house.store.held.of_messages([message.id])[message.id].asked[0].day
    answer = house.accept(_yes(house, letter, text.format(day=day)))
    assert (house.done_by(message), house.done_by(answer)) == (["move"], [])
    before = len(house.relay.letters)
    house.tick(minutes=1)
    assert not any(b"Was this you?" in one.raw for one in house.relay.letters[before:])


def test_questions_for_proof_bury_nobody(house: House) -> None:
    """Two hundred forged mails an hour in one name, and in everybody's, ask a handful of times."""
    house.clock.now += timedelta(days=2)
    house.tick()
    before = len(house.relay.letters)
    for number in range(200):
        house.accept(house.word("olivia" if number % 2 else "dana", f"STATUS\nis it number {number}?"))
    house.tick(minutes=1)
    sent = [one for one in house.relay.letters[before:] if b"Was this you?" in one.raw]
    assert len(sent) <= 6
    assert all(one.to in {OLIVIA.address, DANA.address} for one in sent)
    genuine = house.accept(house.answer("olivia", "MOVE 3: 2028-03-01"))
    house.tick(minutes=1)
    assert genuine.reason == "unproven"
    assert any(b"2028-03-01" in one.raw for one in house.relay.letters), "who shows more is still asked"


def test_the_mailbox_s_address_is_no_person(house: House) -> None:
    _, letter = asked(house)
    row = house.accept(_from(_yes(house, letter), ADDRESS))
    assert row.disposition == "ignored"
