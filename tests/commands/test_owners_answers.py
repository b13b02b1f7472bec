"""An owner's everyday answers: to a wish for a date, to drafted praise; who was paid, and who takes over."""

from dataclasses import replace
from datetime import date

import pytest

from mailflow.domain.milestone import DateRequest
from tests.commands.reading_room import NOW, context, misread, project, read


def wishing(day: int):
    """The letter that asks an owner for the 20th, milestone 3 waiting for that day."""
    snapshot = project()
    asked = replace(snapshot.milestones[3], request=DateRequest(date(2026, 12, day), "dana", NOW))
    snapshot = replace(snapshot, milestones={**snapshot.milestones, 3: asked})
    return context("olive", about=3, letter="date_request", snapshots=(snapshot,))


@pytest.mark.parametrize(
    "text",
    [
        "Yes, the 20th is fine.",
        "The 20th works for me",
        "Go ahead, the 20th is okay",
        "Fine by me, the 20th it is",
        "Yes, she can have until the 20th.",
    ],
)
def test_the_day_that_was_asked_for_is_accepted_by_its_name(text: str) -> None:
    assert not (wrong := misread({text: "accept_date 3 2026-12-20"}, wishing(20))), wrong


@pytest.mark.parametrize(
    "text",
    [
        "The 20th is fine",
        "Yes, the 20th is fine.",
    ],
)
def test_another_day_than_the_one_asked_for_is_asked_about(text: str) -> None:
    assert not [one for one in read(text, wishing(22)).asked if one.verb != "note"]


@pytest.mark.parametrize(
    "text",
    [
        "The 20th is not fine",
        "Yes, the 20th is fine if Marcus agrees.",
        "If the 20th is fine with Marcus it's fine with me",
        "The 20th might be fine, let me ask Marcus",
        "I'll let you know tomorrow whether the 20th is fine",
        "Is the 20th fine with Marcus?",
    ],
)
def test_a_day_that_is_doubted_is_not_accepted(text: str) -> None:
    assert not [one for one in read(text, wishing(20)).asked if one.verb in {"accept_date", "move"}]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Yes, please send it, it's lovely.", "send"),
        ("Lovely, please send it.", "send"),
        ("send it, she'll love it", "send"),
        ("That's perfect, send.", "send"),
        ("please do send it", "send"),
        ("No, not this one please, skip it.", "skip"),
        ("No, please don't send this one.", "skip"),
        ("not this time, skip", "skip"),
        ("No need, skip.", "skip"),
    ],
)
def test_drafted_praise_is_sent_or_left_out_in_ones_own_words(text: str, verb: str) -> None:
    said = read(text, context("olive", letter="appreciation_draft"))
    assert [one.verb for one in said.asked] == [verb]
    assert not said.unclear


@pytest.mark.parametrize(
    "text",
    [
        "Please don't send it yet.",
        "send it only if Marcus agrees",
        "I'll send it myself",
        "Should we send it?",
        "send it tomorrow",
        "I'd rather you didn't send it",
        "send it, but not to Lee",
        "skip it or send it, I don't care",
    ],
)
def test_a_draft_is_neither_sent_nor_left_out_on_a_condition_or_later(text: str) -> None:
    said = read(text, context("olive", letter="appreciation_draft"))
    assert not [one for one in said.asked if one.verb in {"send", "skip"}]


@pytest.mark.parametrize(
    "text",
    [
        "paid dana, milestone 3, ref 88213",
        "Paid Dana for milestone 3, ref 88213",
        "Dana has been paid for 3, reference 88213.",
        "I paid Dana yesterday, milestone 3.",
        "Transferred 600 to Dana for no. 3, reference 88213",
        "paid dana, 3, EUR 1900, ref DB-77",
    ],
)
def test_who_was_paid_is_no_part_of_what_was_paid_for(text: str) -> None:
    said = read(text, context("olive"))
    assert [(one.verb, one.milestone) for one in said.asked] == [("paid", 3)]
    assert not said.unclear


@pytest.mark.parametrize(
    "text",
    ["not paid dana yet, milestone 3", "has dana been paid for 3?", "I'll pay Dana for 3 tomorrow", "paid half of 3"],
)
def test_what_is_not_paid_yet_is_not_recorded(text: str) -> None:
    assert not [one for one in read(text, context("olive")).asked if one.verb == "paid"]


def test_a_polite_question_may_hand_a_milestone_over() -> None:
    cases = {
        "Please can you give the checkout to Lee? Dana has dropped out.": "assign 3 lee",
        "Could you hand 3 over to Lee please?": "assign 3 lee",
    }
    assert not (wrong := misread(cases, context("olive"))), wrong
    said = read("Could Lee take over 3?", context("olive"))
    assert [one.verb for one in said.asked] == ["question"]
