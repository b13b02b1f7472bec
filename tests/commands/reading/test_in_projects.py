"""Which project a reply of somebody who has several is about: named, settled by the letter, or asked."""

from dataclasses import replace

import pytest

from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Asked, Context
from tests.commands.reading_room import context, project, read

CREWS = tuple(project(f"crew-{n}", title=f"Crew {n}") for n in (0, 1))
JOINT = Answered(
    "review",
    "olive",
    Ref("crew-0", "milestone", 3, 1),
    "m@acme.example",
    items=(Ref("crew-0", "milestone", 3, 1), Ref("crew-1", "milestone", 3, 1), Ref("crew-1", "milestone", 4, 1)),
)


def olive(letter: Answered | None = None) -> Context:
    return replace(context("olive", snapshots=CREWS), letter=letter)


def places(text: str, against: Context) -> list[tuple[str, str | None, int | None]]:
    said = read(text, against)
    return [(a.verb, a.project, a.milestone or a.question) for a in said.asked]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("APPROVE crew-1 3", [("approve", "crew-1", 3)]),
        ("approve crew-0 3 and crew-1 4", [("approve", "crew-0", 3), ("approve", "crew-1", 4)]),
        ("crew-1: approve 3", [("approve", "crew-1", 3)]),
        ("Crew 1: approve 3", [("approve", "crew-1", 3)]),
        ("crew-1:\n- approve 3\n- approve 4", [("approve", "crew-1", 3), ("approve", "crew-1", 4)]),
        ("crew-1:\napprove 3\n\ncrew-0:\napprove 4", [("approve", "crew-1", 3), ("approve", "crew-0", 4)]),
        ("ACCEPT DATE crew-1 5", [("accept_date", "crew-1", 5)]),
        ("ANSWER crew-1 Q7: the second", [("answer", "crew-1", 7)]),
        ("ANSWER crew-1 M4: the second", [("answer", "crew-1", 4)]),
        ("ACCEPT CHANGE crew-1 Q7", [("accept_change", "crew-1", 7)]),
        ("KEEP AGREEMENT crew-1 Q7: no", [("keep_agreement", "crew-1", 7)]),
        ("CLOSE crew-1", [("close_project", "crew-1", None)]),
        ("BROADCAST crew-1: hello", [("broadcast", "crew-1", None)]),
        ("crew-1: BROADCAST: hello", [("broadcast", "crew-1", None)]),
        ("STATUS crew-1", [("status", "crew-1", None)]),
        ("crew-1: EXPORT", [("export", "crew-1", None)]),
    ],
)
def test_a_project_that_is_named_is_meant(text: str, found: list[tuple[str, str, int | None]]) -> None:
    assert places(text, olive()) == found
    assert places(text, olive(JOINT)) == found


@pytest.mark.parametrize(
    "text",
    [
        "STATUS",
        "LIST",
        "EXPORT",
        "DIGEST now",
        "BROADCAST: hello",
        "VISION: better",
        "CLOSE project",
        "PAUSE project",
        "MEET Tuesday 15:00: prices",
        "ADD milestone: News, 12 December, for lee",
        "THANK dana: fine work",
        "What does the footer say?",
    ],
)
def test_what_happens_in_one_project_is_never_guessed_among_several(text: str) -> None:
    said = read(text, olive())
    assert said.asked == ()
    assert said.unclear[0].reason == "which_project"
    assert said.unclear[0].choices == (f"crew-0: {text}", f"crew-1: {text}")
    assert said.unclear[0].titles == ("Crew 0", "Crew 1")
    for words, crew in zip(said.unclear[0].choices, CREWS, strict=True):
        assert [a.project for a in read(words, olive()).asked] == [crew.code], words


def test_nothing_is_asked_where_only_one_project_can_be_meant() -> None:
    here, there = CREWS
    members = {**there.members, "olive": replace(there.members["olive"], role=Role.CONTRACTOR)}
    against = context("olive", snapshots=(here, replace(there, members=members)))
    assert [a.project for a in read("BROADCAST: hello", against).asked] == ["crew-0"]


@pytest.mark.parametrize(
    "text", ["approve", "APPROVE 3", "Checkout is approved", "STATUS", "accept 4", "yes, approved"]
)
def test_a_reply_to_a_letter_about_several_projects_that_names_none_is_asked(text: str) -> None:
    said = read(text, olive(JOINT))
    assert said.asked == ()
    assert said.unclear[0].choices
    for words in said.unclear[0].choices:
        assert read(words, olive(JOINT)).asked, words


def test_choices_among_projects_have_the_title_of_each() -> None:
    said = read("approve 3", olive())
    assert said.unclear[0].titles == ("Checkout (Crew 0)", "Checkout (Crew 1)")


def test_a_line_that_names_another_project_behind_its_first_is_not_taken_for_one() -> None:
    said = read("crew-0: approve 3, crew-1: approve 4", olive())
    assert [(a.project, a.milestone) for a in said.asked] in ([], [("crew-0", 3), ("crew-1", 4)])


def test_a_projects_name_completes_nothing_by_itself() -> None:
    letter = Answered("reminder", "dana", Ref("crew-0", "milestone", 3), "m@acme.example")
    against = replace(context("dana", snapshots=CREWS), letter=letter)
    found: list[Asked] = [a for text in ("crew-0: done", "Crew 0: finished!") for a in read(text, against).asked]
    assert not [a for a in found if a.verb == "done"]


def test_a_heading_that_names_a_project_reaches_no_further_than_its_paragraph() -> None:
    said = read("crew-1:\n3 is done\n\n4 is done", context("dana", snapshots=CREWS))
    assert [(a.project, a.milestone) for a in said.asked] == [("crew-1", 3)]
    assert said.unclear[0].line == "4 is done"
