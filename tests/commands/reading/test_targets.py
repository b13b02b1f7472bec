"""What a sentence is about: milestones by number and by title, tasks, questions, and what only looks like them."""

import pytest

from mailflow.commands.reading.aims import Scene
from mailflow.commands.reading.dates import mark_dates
from mailflow.commands.reading.targets import mark_targets
from mailflow.commands.reading.units import plain, units_of
from tests.commands.reading.test_dates import CLOCK
from tests.commands.reading_room import project, words

SCENE = Scene.of(words().lexicon("en"), (project(),))


def about(text: str) -> list[str]:
    units = mark_targets(mark_dates(units_of(plain(text), SCENE.lexicon, SCENE.titles), CLOCK), SCENE)
    named = []
    for aim in (aim for unit in units if unit.kind == "target" for aim in unit.value):
        if aim.question is not None:
            named.append(f"Q{aim.question}")
        elif aim.number is None and aim.task is None:
            named.append("|".join(str(place.milestone) for place in aim.options))
        else:
            named.append(f"{aim.number or ''}" + (f".{aim.task}" if aim.task else ""))
    return named


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3 is done", ["3"]),
        ("milestone 3", ["3"]),
        ("milestone three is done", ["3"]),
        ("milestone no. 3", ["3"]),
        ("#3", ["3"]),
        ("m3", ["3"]),
        ("M 3", ["3"]),
        ("the third milestone", ["3"]),
        ("3rd milestone", ["3"]),
        ("3, 4 and 5 are done", ["3", "4", "5"]),
        ("milestones 3 & 4", ["3", "4"]),
        ("3-5 are done", ["3", "4", "5"]),
        ("3 to 5 are done", ["3", "4", "5"]),
        ("#3/#4", ["3", "4"]),
        ("3.2 done", ["3.2"]),
        ("task 2 of 3", ["3.2"]),
        ("tasks 1 and 2 of milestone 3", ["3.1", "3.2"]),
        ("milestone 3, task 2", ["3.2"]),
        ("Homepage design", ["1"]),
        ("the homepage", ["1"]),
        ("homepage designs", ["1"]),
        ("hompage", ["1"]),
        ("the hero image", ["1.1"]),
        ("3 (Checkout)", ["3"]),
        ("Checkout (3)", ["3"]),
        ("3: Checkout", ["3"]),
        ("design", ["1|7"]),
        ("Product pages and Checkout", ["2", "3"]),
        ("acme 3", ["3"]),
        ("Q7", ["Q7"]),
        ("question 7", ["Q7"]),
    ],
)
def test_target_is(text: str, expected: list[str]) -> None:
    assert about(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "on 3 December", "Dec 3", "at 3pm", "at 3", "by 3", "15:30", "2026-12-03", "3 days", "in 3 days", "3 weeks ago",
        "$3", "3 EUR", "1,300 euros", "v3", "version 3", "version 3.2.1", "page 3", "room 3", "call 555 123 4567",
        "https://example.com/3/4", "3 new pages", "3 bugs", "3 of the icons", "3 more screens", "3 hours", "3%",
        "net 30",
        "one of them", "two are done", "iPhone 3", "invoice 3", "logo3.png", "3 people",
    ],
)  # fmt: skip
def test_number_of_something_else_is_no_milestone(text: str) -> None:
    assert about(text) == []


def test_number_that_begins_a_clause_belongs_to_no_list() -> None:
    units = mark_targets(units_of("finished 3, 4 is next", SCENE.lexicon, SCENE.titles), SCENE)
    assert [len(unit.value) for unit in units if unit.kind == "target"] == [1, 1]
