"""Completions with something ordinary around them, and what stands beside one and takes it back."""

import pytest

from tests.commands.reading_room import asking, context, misread, read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("All five templates are finished and back in the folder.", "done 5"),
        ("G'day, blog templates done mate", "done 5"),
        ("blog templates are finished tho", "done 5"),
        ("Templates finished, everything works, no dramas.", "done 5"),
    ],
)
def test_a_completion_may_count_greet_and_go_on(text: str, said: str) -> None:
    assert said in misread({text: "nothing"}, context(about=5))
    assert not read(text, context(about=5)).unclear


@pytest.mark.parametrize(
    "text",
    [
        "Finished it but the form keeps freezing",
        "3 is done as in dead",
        "done, but the client hates it",
        "four of the five templates are finished",
        "all five templates will be finished tomorrow",
    ],
)
def test_a_turn_behind_a_completion_is_asked_about(text: str) -> None:
    assert not (wrong := asking([text], context(about=5), {"done"})), wrong


def test_a_command_that_was_meant_instead_replaces_the_one_before_it() -> None:
    cases = {
        "Approve 3. Sorry, I meant approve 5.": "approve 5",
        "Approve 3, I meant approve 5": "approve 5",
    }
    assert not (wrong := misread(cases, context("olive"))), wrong
    assert not asking(["Paid 3. Oops, meant paid 5"], context("olive"), {"paid"}, 3)


@pytest.mark.parametrize("text", ["I'm out of paint for 3", "find somebody else for 3", "count me out for 3"])
def test_whoever_bows_out_in_passing_declines_nothing_before_they_are_asked(text: str) -> None:
    assert not asking([text], context(), {"decline"})


def test_a_plain_agreement_settles_a_fine_before_it() -> None:
    assert not (wrong := misread({"fine. agreed.": "agree"}, context(letter="invitation"))), wrong


def test_an_exclamation_asks_nothing() -> None:
    said = read("How lovely, the footer especially!", context("olive", about=3, letter="review"))
    assert "question" not in [one.verb for one in said.asked]
    assert [one.verb for one in read("How soon is 3 ready", context("olive")).asked] == ["question"]


def test_before_the_weekend_is_no_later_than_its_friday() -> None:
    said = read("I promise 3 will be finished before the weekend", context())
    assert "date_request" not in [one.verb for one in said.asked]


def test_what_was_ticked_beside_a_day_is_no_heading_of_ours() -> None:
    said = read("hero image ✅ footer tomorrow", context(about=1))
    assert ("task_done", 1, 1) in [(one.verb, one.milestone, one.task) for one in said.asked]
