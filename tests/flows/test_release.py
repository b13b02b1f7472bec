"""A message that was set aside and is released: read as a person's, and no more believed than any other."""

import re
from email import message_from_bytes

import pytest

from mailflow.domain.milestone import State
from tests.flows.conftest import Office
from tests.routes.company import CODE

AUTOMATIC = b"Auto-Submitted: auto-replied\r\n"
LISTED = b"List-Id: <team.example>\r\nPrecedence: bulk\r\n"


def state(office: Office) -> State:
    return office.store.projects.snapshot(CODE).milestones[1].state


def take(office: Office, raw: bytes) -> int:
    """Accept a message, act on it; its id."""
    message = office.receiver.accept(raw)
    office.receiver.work()
    return message


def reason(office: Office, message: int) -> str:
    row = office.store.journal.message(message)
    assert row is not None
    return row.reason


def test_what_was_taken_for_a_machines_is_carried_out_once_released(office: Office) -> None:
    message = take(office, AUTOMATIC + office.answer("dana", "DONE 1"))
    assert (reason(office, message), state(office)) == ("auto_reply", State.PLANNED)
    assert office.store.journal.release(message)
    office.receiver.work()
    assert (reason(office, message), state(office)) == ("ok", State.SUBMITTED)
    assert not office.store.journal.release(message), "it has left records now"


def test_what_a_released_message_asks_for_takes_the_proof_that_it_always_takes(office: Office) -> None:
    forged = b"\r\n".join(
        [
            b"From: Dana Kim <dana@studio.example>",
            b"To: projects@northwind.example",
            b"Subject: done",
            b"Date: Mon, 02 Nov 2026 08:00:00 +0000",
            b"Message-ID: <forged@evil.example>",
            b"",
            b"DONE 1",
        ]
    )
    message = take(office, LISTED + forged)
    assert reason(office, message) == "list_mail"
    assert office.store.journal.release(message)
    office.receiver.work()
    assert (reason(office, message), state(office)) == ("unproven", State.PLANNED)


def test_our_own_mail_stays_our_own(office: Office) -> None:
    message = take(office, b"X-Mailflow-Loop: 1\r\n" + office.answer("dana", "DONE 1"))
    office.store.journal.release(message)
    office.receiver.work()
    assert (reason(office, message), state(office)) == ("own_mail", State.PLANNED)


def test_another_message_with_the_same_id_is_read_once_released(office: Office) -> None:
    first = office.answer("dana", "START 1")
    take(office, first)
    name = message_from_bytes(first)["Message-ID"].encode()
    second = take(office, re.sub(rb"(?im)^(message-id: *)<[^>]+>", rb"\1" + name, office.answer("dana", "DONE 1")))
    assert reason(office, second) == "same_id"
    assert office.store.journal.release(second)
    office.receiver.work()
    assert (reason(office, second), state(office)) == ("ok", State.SUBMITTED)


@pytest.mark.parametrize("text", ["DONE 1", "Thanks a lot."])
def test_what_waits_still_is_not_released(office: Office, text: str) -> None:
    message = office.receiver.accept(office.answer("dana", text))
    assert not office.store.journal.release(message)


def test_a_stranger_stays_one(office: Office) -> None:
    raw = office.answer("dana", "DONE 1").replace(b"dana@studio.example", b"dana@elsewhere.example")
    message = take(office, raw)
    assert reason(office, message) == "unproven"
    assert office.store.journal.release(message)
    office.receiver.work()
    assert (reason(office, message), state(office)) == ("unproven", State.PLANNED)
