"""Times of day, shares, days beside work, absences told twice: what a mail of several sentences says besides."""

import pytest

from tests.commands.reading_room import context, read


def _said(text: str, about: int = 0, letter: str = "check_in") -> tuple[list[str], int]:
    found = read(text, context(about=about, letter=letter))
    named = ((one.verb, one.milestone, one.task, one.percent, one.day, one.until) for one in found.asked)
    return [" ".join(str(p) for p in parts if p is not None) for parts in named if parts[0] != "note"], len(
        found.unclear
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 is finished, last screw went in about half seven last night.", ["done 5"]),
        ("Launch is done, I locked up at half past nine.", ["done 4"]),
        ("5 is done. We started at quarter to six this morning.", ["done 5"]),
        ("4 is finished, the van came around quarter past four.", ["done 4"]),
        ("5 is at 60%, I was here till ten past eight last night.", ["progress 5 60"]),
        ("Half of 5 is done.", ["progress 5 50"]),
        ("5: half done", ["progress 5 50"]),
    ],
)
def test_times_of_day_measure_no_work(text: str, expected: list[str]) -> None:
    assert _said(text) == (expected, 0)


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("Forty-five of the sixty chairs are done and the machine's going like a train.", 75),
        ("Nine out of twelve windows are finished.", 75),
        ("12 of the 16 panels have been installed.", 75),
        ("Launch: nine of twelve sewn.", 75),
        ("Launch: 9 of 12 cut", 75),
    ],
)
def test_a_share_of_what_is_counted_is_progress(text: str, percent: int) -> None:
    assert _said(text, about=4, letter="reminder") == ([f"progress 4 {percent}"], 0)


@pytest.mark.parametrize(
    "text",
    [
        "Nine of the twelve windows are missing.",
        "Nine of the twelve windows are not done.",
        "Four of the six lads came to the party.",
        "I'm on chapter 2 of 7.",
        "I get rather a lot of these and half of them while I'm under a roof.",
        "Sorry for asking a third time.",
        "The third coat dries slowly.",
        "See you on the slip on Monday week.",
        "Going to be a late one tonight.",
        "We spent two days moving sand about with buckets.",
        "I'll be back on the 28th to start the letters.",
        "I'll sand that patch back and shoot it again over the weekend.",
        "Away and enjoy the sun.",
        "He sat in the sun all morning.",
        "Good morning from Bergen, where it rains.",
        "Tell Olive she was right about the paint.",
        "Lee told the pub that the launch is done. I'd love that to be true!",
        "I'm on the late shift tonight.",
        "Got lost for two days in the hills.",
    ],
)
def test_what_is_said_in_passing_asks_for_nothing(text: str) -> None:
    assert _said(text) == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "My lad gets married on the Saturday and we're all off to Wales, so I'm away from Thursday 17 December "
                "to Monday 21 December."
            ),
            ["away 2026-12-17 2026-12-21"],
        ),
        (
            (
                "Hi, next week is a feast and I will be with my family. I am not working from Monday 7 December until "
                "Wednesday 9 December."
            ),
            ["away 2026-12-07 2026-12-09"],
        ),
        ("I'm feeling better, thank you, and I'm back at my machine from today.", ["back"]),
        ("I'm back at my desk now.", ["back"]),
        (
            "We're in Wales for a wedding. I'm off from 17 to 21 December, back on the 22nd.",
            ["away 2026-12-17 2026-12-21"],
        ),
    ],
)
def test_days_away_are_those_that_are_named_most_exactly(text: str, expected: list[str]) -> None:
    assert _said(text) == (expected, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Dear Olive, the launch is complete and ready for your review. It is at the address that I sent on Monday.",
            ["done 4"],
        ),
        ("It is back in and done.", ["done 3"]),
        ("The checkout is done again and as flat as a table.", ["done 3"]),
        ("Almost finished! Three doors to go, and then the handles.", ["progress 3"]),
        (
            "The checkout is done except for the hems on two of them. My aunt did the same once, so it must be right.",
            ["progress 3"],
        ),
        ("The launch is finished, apart from the varnish. So call it two thirds.", ["progress 4 67"]),
        ("The cart can be ticked off.", ["task_done 3 1"]),
        ("The task with the payment form can be ticked off, it works since this morning.", ["task_done 3 2"]),
        ("Cart's in and oiled, so you can cross that off.", ["task_done 3 1"]),
        ("Cart is finished and labelled. The payment form I will do when the wind is down.", ["task_done 3 1"]),
        ("Can't paint. They've parked the crane right alongside.", ["blocked 3"]),
        ("I've had to down tools on the checkout, the paint that came is the grey one.", ["blocked 3"]),
        ("I'm dead in the water on the checkout till then.", ["blocked 3"]),
        ("Started laying out the boards this morning, chalk only.", ["start 3"]),
        ("Is 3 really due on the 21st or was that the old schedule?", ["question 3"]),
        ("The checkout is in progress, I think 2 more days.", ["start 3"]),
    ],
)
def test_the_sentence_that_matters_is_heard_whatever_stands_beside_it(text: str, expected: list[str]) -> None:
    assert _said(text, about=3, letter="reminder") == (expected, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Can't blog.",
        "Cannot launch.",
        "You can cross that off once the glue is dry.",
        "The cart can be ticked off tomorrow.",
        "The cart can't be ticked off.",
        "It is done, I think. Would be nice.",
        "Lee says the checkout is done.",
        "Twelve of the twelve windows are done?",
    ],
)
def test_no_completion_and_no_refusal_is_read_where_none_was_meant(text: str) -> None:
    commands, _ = _said(text, about=3, letter="reminder")
    assert [one for one in commands if one.startswith(("done", "task_done", "decline"))] == []


@pytest.mark.parametrize(
    "text",
    [
        "I'll know more by the weekend.",
        "I'll ring the depot on Monday.",
        "He'll be back on the 28th to sign the book.",
        "Varnish takes two days to go off in this damp.",
        "Concrete takes 3 days to set here.",
        "I've lost two days of work on the launch.",
        "Two of the six bearings were cracked.",
    ],
)
def test_days_of_others_and_of_things_are_no_wish(text: str) -> None:
    assert _said(text, about=4, letter="reminder") == ([], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twelve of the sixteen seats are covered.", ["progress 3 75"]),
        ("The checkout is at 20%, not at 50%.", ["progress 3 20"]),
        ("I'd say we're at 90.", ["progress 3 90"]),
        ("I've filled it and sanded it flush, so 3's ready for another look.", ["done 3"]),
        ("Cart and payment form work now, you can tick both.", ["task_done 3 1", "task_done 3 2"]),
        ("They never sent the keys and without them I can't do the checkout.", ["blocked 3"]),
        ("Everything else is done.", ["progress 3"]),
        ("It takes two more days.", ["date_request 3 2026-12-06"]),
        ("The checkout will be ready by the weekend, I'll know more on Monday.", ["date_request 3 2026-12-06"]),
    ],
)
def test_what_is_said_of_the_work_in_passing_words_is_heard(text: str, expected: list[str]) -> None:
    assert _said(text, about=3, letter="reminder") == (expected, 0)
