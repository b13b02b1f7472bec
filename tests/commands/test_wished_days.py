"""Later days that are wished for in prose, and days that are named twice or by the end of them."""

import pytest

from tests.commands.reading_room import context, misread, read

WISHES = {
    "Friday week suit you?": "date_request 5 2026-12-11",
    "could I hand it in on the 11th?": "date_request 5 2026-12-11",
    "Would 11 December be possible?": "date_request 5 2026-12-11",
    "Would December 11 be acceptable for you?": "date_request 5 2026-12-11",
    "Is it okay if I send 5 on December 11?": "date_request 5 2026-12-11",
    "Can I have it to Friday the 11th?": "date_request 5 2026-12-11",
    "Can you give me till the end of the month?": "date_request 5 2026-12-31",
    "please give me up to end of December": "date_request 5 2026-12-31",
    "Can I have until EOD Friday the 11th?": "date_request 5 2026-12-11",
    "I need until Friday the 11th, close of business": "date_request 5 2026-12-11",
    "I'd need till Friday fortnight, 18 December.": "date_request 5 2026-12-18",
    "I'm asking for 11 December": "date_request 5 2026-12-11",
    "I can deliver on Thursday the 10th, not on Sunday": "date_request 5 2026-12-10",
    "It'll be Friday 11 December before you see it": "date_request 5 2026-12-11",
    "5 in two weeks from now, the server broke": "date_request 5 2026-12-15",
    "Would you mind if I handed 5 over on the Friday, 11 December?": "date_request 5 2026-12-11",
    "I could manage 5 by the 11th, would that do?": "date_request 5 2026-12-11",
    "can i turn in 5 on 12/15?": "date_request 5 2026-12-15",
    "The printer reckons a week. Can we call it 11 December?": "date_request 5 2026-12-11",
    "any shot at getting till the 11th?": "date_request 5 2026-12-11",
    "5 will be two days later, sorry.": "date_request 5 2026-12-08",
    "I'd love an extra week, so 14 December?": "date_request 5 2026-12-14",
    "I won't be able to make the 6th, my laptop died. Would the 11th be all right?": "date_request 5 2026-12-11",
    "12/15, please.": "date_request 5 2026-12-15",
}


@pytest.mark.parametrize(("text", "said"), WISHES.items(), ids=list(WISHES))
def test_a_later_day_is_asked_for_in_many_words(text: str, said: str) -> None:
    assert _days(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        "Would the 11th be possible for the visit?",
        "Can you come on the 11th?",
        "Is the meeting room free on the 11th?",
        "Would 11 December not be too early for a call?",
    ],
)
def test_a_day_for_something_else_moves_nothing(text: str) -> None:
    assert not (wrong := misread({text: "question 5"}, context(about=5))), wrong


def test_a_day_whose_order_is_open_is_asked_about() -> None:
    assert [one.reason for one in read("5 by 06/07 please").unclear] == ["unclear"]


def test_a_day_or_two_is_asked_about() -> None:
    assert [one.reason for one in read("Might need a day or two more", context(about=5)).unclear] == ["unclear"]


def test_may_is_a_month_behind_from_and_in_a_question() -> None:
    assert _days("I will be on leave from 24 May until 26 May.") == ["away None 2027-05-24"]
    assert _days("Would 26 May be possible?") == ["date_request 5 2027-05-26"]


def _days(text: str) -> list[str]:
    return [f"{one.verb} {one.milestone} {one.day}" for one in read(text, context(about=5)).asked]
