"""How often somebody is answered."""

from datetime import UTC, datetime, timedelta

import pytest

from mailflow.domain.letter import Intent
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered
from mailflow.flows.answering import _answers_answer, _pause, pause

NOW = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "hours"), [(0, 0), (2, 0), (3, 0.5), (4, 1), (5, 2), (7, 8), (8, 16), (9, 24), (50, 24), (10_000, 24)]
)
def test_answers_to_answers_wait_the_longer_the_more_there_were_and_a_day_at_most(before: int, hours: float) -> None:
    assert _pause(before, asked=False) == timedelta(hours=hours)
    assert _pause(before, asked=True) == timedelta(hours=24 if hours else 0)


@pytest.mark.parametrize(
    ("letter", "hours", "goes_round"),
    [("receipt", 1, True), ("status", 6, True), ("receipt", 7, False), ("check_in", 1, False), ("challenge", 1, False)],
)
def test_only_what_answers_an_answer_soon_goes_round(letter: str, hours: float, goes_round: bool) -> None:
    answered = Answered(letter, "dana", Ref("acme-site"), "<a@acme.example>", NOW - timedelta(hours=hours))
    assert _answers_answer(answered, NOW) is goes_round
    assert not _answers_answer(None, NOW)


def test_an_answer_of_before_waits_for_nothing() -> None:
    assert pause(Intent("receipt", "dana", Ref("acme-site"), "receipt/m1/dana")) == timedelta(0)
