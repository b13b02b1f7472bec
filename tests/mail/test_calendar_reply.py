"""Answers of calendars: what is read from them, and that nothing in them does harm."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.demo.calendars import CALENDARS, answer, invited
from mailflow.demo.clients import Correspondent
from mailflow.domain.meeting import Rsvp
from mailflow.mail.calendar_reply import CalendarReply, calendar_reply, method_of
from mailflow.mail.read import read
from tests.letters.desk import all_samples, composed

DANA = Correspondent("Dana Kim", "dana@studio.example")
NOW = datetime(2026, 12, 5, 10, tzinfo=UTC)
SAMPLE = all_samples()["meeting"]
LETTER = composed("meeting").raw


def answered(says: str = "ACCEPTED", calendar: str = "google", **more: object) -> CalendarReply:
    message = read(answer(LETTER, DANA, says, NOW, calendar, **more))  # type: ignore[arg-type]
    assert message.method in ("REPLY", "COUNTER")
    found = calendar_reply(message.calendar or "", NOW)
    assert found is not None
    return found


@pytest.mark.parametrize("calendar", CALENDARS)
@pytest.mark.parametrize("says", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_each_calendar_s_answer_is_read(says: str, calendar: str) -> None:
    found = answered(says, calendar, comment="From the train.")
    assert (found.answer, found.address, found.text) == (Rsvp(says.lower()), DANA.address, "From the train.")
    assert (found.uid, found.sequence, found.stamp) == (invited(LETTER)["UID"], 0, NOW)
    assert found.starts == SAMPLE.letters[0][1].starts  # type: ignore[attr-defined]


@pytest.mark.parametrize("calendar", CALENDARS)
def test_another_time_that_is_asked_for_is_a_wish(calendar: str) -> None:
    later = NOW + timedelta(days=4)
    found = answered("TENTATIVE", calendar, instead=later)
    assert (found.wish, found.starts, found.answer) == (later, None, Rsvp.TENTATIVE)


EVENT = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n{}END:VEVENT\r\nEND:VCALENDAR\r\n"
ATTENDEE = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:dana@studio.example\r\n"


@pytest.mark.parametrize(
    "lines",
    [
        "UID:u\r\n",
        ATTENDEE,
        f"UID:u\r\n{ATTENDEE}{ATTENDEE}",
        "UID:u\r\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:dana@studio.example\r\n",
        "UID:u\r\nATTENDEE;PARTSTAT=X-YES:mailto:dana@studio.example\r\n",
        f"UID:u\r\n{ATTENDEE}SEQUENCE:many\r\n",
        f"UID:u\r\n{ATTENDEE}DTSTART:yesterday\r\nDTSTAMP:20261399T990000Z\r\nSEQUENCE:x\r\n",
    ],
)
def test_what_is_no_one_attendee_s_answer_sets_none(lines: str) -> None:
    assert calendar_reply(EVENT.format(lines), NOW) is None


def test_a_stamp_from_the_future_counts_as_now_and_a_whole_day_is_no_instant() -> None:
    found = calendar_reply(EVENT.format(f"UID:u\r\n{ATTENDEE}DTSTAMP:20990101T000000Z\r\nDTSTART:20261208\r\n"), NOW)
    assert found == CalendarReply("u", "dana@studio.example", Rsvp.ACCEPTED, NOW)


@given(st.one_of(st.text(), st.lists(st.sampled_from(EVENT.format(ATTENDEE).split("\r\n"))).map("\r\n".join)))
def test_no_text_at_all_raises(text: str) -> None:
    calendar_reply(text, NOW)
    calendar_reply(EVENT.format(text), NOW)


@pytest.mark.parametrize(
    ("text", "named", "method"),
    [
        ("BEGIN:VCALENDAR\nMETHOD:REPLY\n", "", "REPLY"),
        ("BEGIN:VCALENDAR\nmethod: counter\n", "", "COUNTER"),
        ("BEGIN:VCALENDAR\nMETHOD:REPLY\n", "request", "REQUEST"),
        ("BEGIN:VCALENDAR\nSUMMARY:METHOD:REPLY\n", "", ""),
    ],
)
def test_the_method_is_the_part_s_or_else_the_calendar_s_own(text: str, named: str, method: str) -> None:
    assert method_of(text, named) == method
