"""Invitations as calendars read them, judged by a parser that had no part in writing them."""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.letter import Event, Phrase
from mailflow.mail.calendar_file import calendar_file
from mailflow.mail.mailbox import Mailbox
from tests.letters.desk import MAILBOX, composed

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import vobject

NOW = datetime(2026, 12, 4, 15, 0, 1, 999, tzinfo=UTC)
STARTS = datetime(2026, 12, 8, 8, tzinfo=UTC)
TOKEN = "meetmeetmeetmeetmeetmeetmeetmeetmeetmee"
CALL = Event(
    method="REQUEST",
    uid=f"{TOKEN}.1.acme-site",
    sequence=2,
    starts=STARTS,
    ends=STARTS + timedelta(minutes=30),
    summary=Phrase("{project}: call", {"project": "Acme website"}),
    lines=((Phrase("Question {number}", {"number": 7}), "Cards, or transfer; or both?\nPlease say."),),
    location="https://meet.example/acme?a=1,2;b",
    attendee="Dana Kim",
    address="dana@studio.example",
)


def plain(phrase: Phrase) -> str:
    return phrase.text.format_map(phrase.values)


def written(event: Event) -> bytes:
    return calendar_file(event, plain, Mailbox("projects@acme.example", "Acme projects"), NOW)


def read(octets: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return vobject.readOne(octets.decode())


def test_a_second_parser_finds_the_call_as_it_is() -> None:
    found = read(written(CALL))
    event = found.vevent
    assert (found.method.value, found.version.value) == ("REQUEST", "2.0")
    assert (event.uid.value, event.sequence.value, event.status.value) == (CALL.uid, "2", "CONFIRMED")
    assert (event.dtstart.value, event.dtend.value) == (CALL.starts, CALL.ends)
    assert event.dtstamp.value == NOW.replace(microsecond=0)
    assert event.summary.value == "Acme website: call"
    assert event.description.value == "Question 7: Cards, or transfer; or both?\nPlease say."
    assert event.location.value == CALL.location


def test_answers_go_to_the_mailbox_under_the_call_s_own_plus_address() -> None:
    event = read(written(CALL)).vevent
    assert event.organizer.value == f"mailto:projects+{TOKEN}@acme.example"
    assert event.organizer.params["CN"] == ["Acme projects"]


def test_nobody_s_address_stands_there_but_the_reader_s() -> None:
    event = read(written(CALL)).vevent
    (attendee,) = event.attendee_list
    assert attendee.value == "mailto:dana@studio.example"
    assert attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]
    assert attendee.params["RSVP"] == ["TRUE"]


def test_a_cancellation_is_one() -> None:
    found = read(written(replace(CALL, method="CANCEL")))
    assert (found.method.value, found.vevent.status.value) == ("CANCEL", "CANCELLED")


def test_lines_end_in_crlf_and_are_no_longer_than_75_octets() -> None:
    octets = written(replace(CALL, attendee="Ünal " * 40, summary=Phrase("ß" * 300)))
    lines = octets.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75


HOSTILE = st.text(st.characters(codec="utf-8"), max_size=80)


@given(HOSTILE, HOSTILE, HOSTILE)
def test_no_word_of_anybody_s_becomes_a_line_of_its_own(name: str, words: str, summary: str) -> None:
    event = replace(CALL, attendee=name, lines=((Phrase("Question"), words),), summary=Phrase("{x}", {"x": summary}))
    octets = written(event)
    names = {line.partition(b":")[0].partition(b";")[0] for line in unfolded(octets)}
    assert names <= {
        *(b"BEGIN", b"END", b"PRODID", b"VERSION", b"CALSCALE", b"METHOD", b"UID", b"SEQUENCE", b"DTSTAMP", b"DTSTART"),
        *(b"DTEND", b"SUMMARY", b"DESCRIPTION", b"LOCATION", b"STATUS", b"TRANSP", b"ORGANIZER", b"ATTENDEE"),
    }
    assert len(read(octets).vevent.attendee_list) == 1


@pytest.mark.parametrize(
    "words", ["x\r\nATTENDEE:mailto:eve@evil.example", "x\nEND:VEVENT", "\u2028BEGIN:VALARM", "\x0b"]
)
def test_line_breaks_in_words_stay_inside_them(words: str) -> None:
    event = read(written(replace(CALL, attendee=words, location=words, lines=((Phrase("Question"), words),)))).vevent
    assert len(event.attendee_list) == 1
    assert not list(event.components())


def unfolded(octets: bytes) -> Iterator[bytes]:
    return (line for line in octets.replace(b"\r\n ", b"").split(b"\r\n") if line)


@pytest.mark.parametrize(
    ("sample", "method"), [("meeting", "REQUEST"), ("meeting-moved", "REQUEST"), ("meeting-cancelled", "CANCEL")]
)
def test_the_letter_carries_it_as_its_last_alternative(sample: str, method: str) -> None:
    mail = message_from_bytes(composed(sample).raw)
    parts = [part.get_content_type() for part in mail.get_payload()]  # type: ignore[union-attr]
    assert parts == ["text/plain", "text/html", "text/calendar"]
    part: Any = mail.get_payload()[2]  # type: ignore[index]
    assert (part.get_param("method"), part.get_content_charset()) == (method, "utf-8")
    found = read(part.get_payload(decode=True))
    assert found.method.value == method
    assert found.vevent.organizer.value.endswith(f"@{MAILBOX.domain}")
