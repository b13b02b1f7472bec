"""The day of return that an automatic answer tells is noted for the owners, and moves nothing."""

from datetime import timedelta

import pytest

from mailflow.demo.clients import out_of_office
from tests.flows.conftest import Office
from tests.routes.company import CAST, CODE


def _answers(office: Office, text: str, who: str = "dana") -> list[str]:
    """What is noted once that automatic answer has come in."""
    office.now += timedelta(minutes=1)
    office.inbox.deliver(out_of_office(office.letters(who)[0], CAST[who], text, office.now))
    office.receiver.collect(office.inbox)
    return _noted(office)


def _noted(office: Office) -> list[str]:
    records = office.store.projects.snapshots([CODE], office.now - timedelta(days=1))[CODE].recent
    return [str(record.data["text"]) for record in records if record.kind == "note"]


def test_a_return_that_is_told_is_noted_once_and_nobody_is_answered(office: Office) -> None:
    day = (office.now + timedelta(days=20)).date()
    note = f"I am out of the office until {day.isoformat()}."
    back = day + timedelta(days=1)
    (noted,) = _answers(office, note)
    assert f"{back.day} {back:%B %Y}" in noted
    assert noted.startswith("Automatic answer: back on ")
    letters = len(office.letters("dana"))
    assert _answers(office, f"{note} Really.") == [noted]
    office.pass_time(seconds=2)
    assert len(office.letters("dana")) == letters
    assert set(office.reasons()) == {"auto_reply"}


@pytest.mark.parametrize("text", ["I am out of the office.", "I am out of the office until 2 January 2020.", "DONE 1"])
def test_where_no_day_to_come_is_told_nothing_is_noted(office: Office, text: str) -> None:
    assert _answers(office, text) == []


def test_an_owners_return_is_not_noted_for_the_owners(office: Office) -> None:
    day = (office.now + timedelta(days=20)).date()
    office.inbox.deliver(office.answer("dana", "QUESTION 1: which blue?"))
    office.receiver.collect(office.inbox)
    office.pass_time(hours=2)
    assert _answers(office, f"I am out of the office until {day.isoformat()}.", "olivia") == []
