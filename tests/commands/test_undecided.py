"""Owners who answer a letter that wants a decision in words that make none, and verbs around their target."""

import pytest

from tests.commands.reading_room import context, in_words, read


@pytest.mark.parametrize(
    ("letter", "by", "text", "choices"),
    [
        ("review", "olive", "Lighter blue please", ("APPROVE 3", "REVISE 3: what to change")),
        ("review", "olive", "No. Too dark.", ("APPROVE 3", "REVISE 3: what to change")),
        ("date_request", "olive", "27 December at the latest", ("ACCEPT DATE 3", "KEEP DATE 3", "MOVE 3 to date")),
        ("invitation", "dana", "ok for me", ("AGREE", "CHANGE: what to change")),
    ],
)
def test_a_reply_that_speaks_of_a_decision_and_makes_none_is_asked(
    letter: str, by: str, text: str, choices: tuple[str, ...]
) -> None:
    said = read(text, context(by, about=3, letter=letter))
    assert said.unclear[-1].choices == choices
    assert {one.verb for one in said.asked} <= {"note"}


@pytest.mark.parametrize("text", ["Thanks, I'll look at it on Monday", "Why is the logo blue?"])
def test_a_reply_that_speaks_of_no_decision_is_not_asked(text: str) -> None:
    assert not read(text, context("olive", about=3, letter="review")).unclear


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("send 4 back: logo too dark", "revise 4"),
        ("put 5 off to 18 December", "move 5 2026-12-18"),
        ("keep 5 on the 6th", "keep_date 5"),
        ("tell Dana the sketch is lovely", "feedback"),
        ("it's approved", "answer"),
    ],
)
def test_verbs_are_read_around_what_they_are_about(text: str, expected: str) -> None:
    against = context("olive", letter="question") if expected == "answer" else context("olive")
    assert in_words(read(text, against)).startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "What does Dana need the extra week for?",
        "I need until Friday to look at it",
        "I have not opened it yet, so give me until tomorrow",
        "We need another week to decide",
    ],
)
def test_time_that_owners_want_for_themselves_moves_no_date(text: str) -> None:
    assert not [one for one in read(text, context("olive", about=5, letter="date_request")).asked if one.verb == "move"]


@pytest.mark.parametrize("text", ["Give her until Friday", "5 needs until Friday", "You have until Friday for 5"])
def test_time_that_owners_give_moves_the_date(text: str) -> None:
    assert in_words(read(text, context("olive", about=5))) == "move 5 2026-12-04"
