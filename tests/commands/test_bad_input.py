"""What cannot be, and what leaves something out: asked about by name, with words to send that are understood."""

import pytest

from mailflow.domain.reading import Unclear
from tests.commands.reading_room import context, read
from tests.commands.scene import DANA, OLIVIA, Scene

WANTING = [
    ("dana", "can we move 1 to 31 February?", "invalid"),
    ("dana", "NEW DATE 1: soon", "no_date"),
    ("dana", "NEW DATE 3: 03/04", "order"),
    ("dana", "move 3 to Monday 25 December", "weekday"),
    ("dana", "can we move 3 to 20 November 2026?", "past"),
    ("dana", "AWAY 3 Jan to 20 Dec", "span"),
    ("dana", "150% on 1", "percent"),
    ("olive", "MOVE 2 to 31 April", "invalid"),
    ("olive", "MOVE 2 to 1 January 2020", "past"),
    ("olive", "REVISE 3", "reason"),
    ("olive", "CANCEL 2", "reason"),
    ("olive", "ASSIGN 2 to zoe", "nobody"),
    ("olive", "MEET zoe Friday 10:00", "nobody"),
]


def asked(by: str, text: str) -> Unclear:
    said = read(text, context(by))
    assert said.asked == ()
    return said.unclear[0]


@pytest.mark.parametrize(("by", "text", "why"), WANTING)
def test_what_is_wanting_has_a_name(by: str, text: str, why: str) -> None:
    assert asked(by, text).why == why


@pytest.mark.parametrize(
    ("by", "text", "choices"),
    [
        ("dana", "DONE 6", ("DONE 1", "DONE 2", "DONE 3")),
        ("dana", "1.7 done", ("DONE 1.1", "DONE 1.2")),
        ("dana", "START", ("START 1", "START 2", "START 3")),
        ("olive", "ASSIGN 2 to zoe", ("ASSIGN 2 to lee",)),
        ("olive", "MEET zoe Friday 10:00", ("MEET dana Friday 10:00", "MEET lee Friday 10:00")),
    ],
)
def test_words_are_offered_that_would_do(by: str, text: str, choices: tuple[str, ...]) -> None:
    assert asked(by, text).choices == choices
    for words in choices:
        said = read(words, context(by))
        assert said.asked, words
        assert said.unclear == (), words


@pytest.mark.parametrize("text", ["MEET Friday 10:00: prices", "MEET dana Friday 10:00", "MEET tomorrow 10:00"])
def test_a_call_with_nobody_unknown_is_planned(text: str) -> None:
    assert [a.verb for a in read(text, context("olive")).asked] == ["meet"]


@pytest.mark.parametrize("text", ["PAID 1 USD 900", "PAID 1 $900 ref 22", "PAID 1 900 USD"])
def test_a_sum_beside_a_number_is_no_milestone(text: str) -> None:
    assert [(a.verb, a.milestone) for a in read(text, context("olive")).asked] == [("paid", 1)]


FILLED = {"date": "18 December", "reason": "not needed", "what to change": "the logo", "name": "lee"}


def filled(words: str) -> str:
    """Offered words as they are sent, with something in the place of what the reader adds."""
    found = next((hint for hint in FILLED if words.endswith(f" {hint}")), "")
    return words.removesuffix(found) + FILLED.get(found, "which one?" if words.endswith(":") else "")


@pytest.mark.parametrize("verb", ["done", "progress", "start", "blocked", "unblocked", "date_request", "decline"])
def test_what_a_contractor_is_offered_instead_is_understood_as_the_same(verb: str) -> None:
    outcome = Scene().look(DANA, verb, 3)
    assert outcome.refused == "not_assignee"
    for words in outcome.choices:
        assert [a.verb for a in read(filled(words), context()).asked] == [verb], words


@pytest.mark.parametrize("verb", ["approve", "revise", "cancel", "paid", "accept_date", "keep_date", "move"])
def test_what_an_owner_is_offered_instead_is_understood_as_the_same(verb: str) -> None:
    outcome = Scene().look(OLIVIA, verb, 9)
    assert outcome.refused == "no_such_milestone"
    for words in outcome.choices:
        assert [a.verb for a in read(filled(words), context("olive")).asked] == [verb], words


def test_an_owners_question_is_for_whom_it_names() -> None:
    (question,) = read("QUESTION dana: which one?", context("olive")).asked
    assert (question.verb, question.person, question.text) == ("question", "dana", "which one?")
