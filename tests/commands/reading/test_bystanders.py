"""What stands beside a report and reports nothing: other people's work, hearsay, what was believed, amounts, papers."""

import pytest

from tests.commands.reading_room import context, read


def _said(text: str, about: int = 0, letter: str = "check_in") -> tuple[list[str], int]:
    found = read(text, context(about=about, letter=letter))
    named = ((one.verb, one.milestone, one.task, one.percent, one.day) for one in found.asked if one.verb != "note")
    return [" ".join(str(part) for part in parts if part is not None) for parts in named], len(found.unclear)


@pytest.mark.parametrize(
    "text",
    [
        "I see Lee finished the audit and Olive completed the budget, congratulations to both!",
        "Lee finished the tiles on the ground floor, they look great.",
        "Met Lee at the gate and he reckons his audit is done.",
        "Lee's audit is finished, he showed me.",
        "She completed the inventory last week.",
        "They have finished the scaffolding next door.",
        "Somebody finished the coffee, so I had to go out.",
        "Everybody here says the house is finished because the roof is on.",
        "A man from the council rang and said the bridge is already finished.",
        "The papers say the station is completed.",
        "We thought it was done on Friday.",
        "I thought I had finished it yesterday.",
        "I believed the oven was finished.",
        "That is being sorted.",
        "It's being printed as we speak.",
        "The weather here is awful.",
        "Everything's on track over here.",
        "What is the status of my invoice 0004 from February? I've sent it twice already.",
        "Did you get my invoice? We sent it on Monday.",
    ],
)
def test_what_others_did_or_somebody_believed_is_nobodys_report(text: str) -> None:
    commands, unclear = _said(text)
    assert [one for one in commands if not one.startswith("question")] == []
    assert unclear == 0


@pytest.mark.parametrize(
    "text",
    [
        "They finished it yesterday.",
        "She says it is done.",
        "My helper finished the whole thing.",
        "I think I had finished it yesterday.",
        "I sent it twice already.",
        "The roof is finished.",
        "He finished the blog templates.",
        "Lee says the blog templates are done.",
        "Lee completed my checkout",
        "My brother reckons the launch is done",
    ],
)
def test_what_may_be_a_report_of_ones_own_is_asked_about(text: str) -> None:
    commands, unclear = _said(text, about=3, letter="reminder")
    assert commands == []
    assert unclear


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Checkout is at 35%. Weather here is 33 degrees, I envy you.", "progress 3 35"),
        ("I'm about 60% through the checkout, lost two days to the flu.", "progress 3 60"),
        ("Checkout is at 40%, I lost 3 days to a burst pipe.", "progress 3 40"),
        ("I am blocked on the launch. Everything on my side has been tested with their sandbox.", "blocked 4"),
        ("5 is 70% there. The first two sheets have been printed.", "progress 5 70"),
        ("Launch is maybe 30% along, frames are bent and I've cut about half the bars.", "progress 4 30"),
        ("3 is at 20%. A third of the screws are in.", "progress 3 20"),
        (
            "We're half done on 5. I had 14 bags of sand delivered instead of 4, but that's being sorted.",
            "progress 5 50",
        ),
        ("5 is at 50%, they brought 12 boxes rather than 2.", "progress 5 50"),
        ("I wrote that 5 is at 50% but it is only 30%.", "progress 5 30"),
        ("Yesterday I told you 3 was at 80% but it's really 65%.", "progress 3 65"),
        ("Launch is good to go, 100%, done.", "done 4"),
        ("5 is 100% finished. 5 is done.", "done 5"),
        ("I meant 5 is done, not 4.", "done 5"),
        ("Blog templates? Sure they were finished on Monday.", "done 5"),
        ("The checkout? It is done.", "done 3"),
        ("I finished the last of the blog templates this morning.", "done 5"),
        ("The last bit of the launch is done.", "done 4"),
    ],
)
def test_a_report_is_heard_beside_what_reports_nothing(text: str, expected: str) -> None:
    assert _said(text) == ([expected], 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The second box on the homepage design is ticked.", ["task_done 1 2"]),
        ("So that's the first task of 3 ticked.", ["task_done 3 1"]),
        (
            "Cart and payment form are both installed and tested, so please tick those two.",
            ["task_done 3 1", "task_done 3 2"],
        ),
        ("Hero image is built, please tick it.", ["task_done 1 1"]),
        ("The second one (footer) I just ticked off.", ["task_done 1 2"]),
    ],
)
def test_tasks_are_ticked_by_their_place_or_as_those_two(text: str, expected: list[str]) -> None:
    assert _said(text) == (expected, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 is done, this one not yet.", ["done 5"]),
        ("4 is finished. This one isn't.", ["done 4"]),
        ("Oh sure, it's all done, it built itself. No. Give me till 20 December.", ["date_request 3 2026-12-20"]),
        ("I can't take on 3 after all, my shoulder won't stand it.", ["decline 3"]),
        ("I have to decline the checkout, my doctor won't allow it. The launch I'll still do.", ["decline 3"]),
        (
            "The van is dead, I've no way of shifting the crates until Monday. Would the 18th be alright for you?",
            ["date_request 3 2026-12-18"],
        ),
        ("Give it two days before anybody walks on it.", []),
        ("Give the glue three hours before you lift it.", []),
        ("Leave it a week before you paint it.", []),
    ],
)
def test_what_is_meant_beside_the_letters_own_milestone(text: str, expected: list[str]) -> None:
    assert _said(text, about=3, letter="reminder") == (expected, 0)


@pytest.mark.parametrize(
    "text",
    [
        "I can't take on 3 now, I will start it in May.",
        "Give it two more days.",
        "Give me two days before I say more about the date.",
        "Oh sure, it's all done.",
        "It's done. No.",
        "Did 5 get done? This one not yet.",
    ],
)
def test_nothing_is_decided_or_completed_that_is_not_meant_so(text: str) -> None:
    commands, _ = _said(text, about=3, letter="reminder")
    assert [one for one in commands if one.startswith(("done", "decline", "task"))] == []
