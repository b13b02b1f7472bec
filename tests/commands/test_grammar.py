"""Replies read against a small project, by table."""

import tomllib
from dataclasses import replace
from typing import Any

import pytest

from mailflow.commands.grammar import grammar
from mailflow.domain.milestone import DateRequest, State
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import MINUTES, Answered, ReplyText
from tests.commands.reading_room import (
    CODE,
    DANA,
    NOW,
    OLIVE,
    REPLIES,
    asking,
    context,
    in_words,
    misread,
    project,
    read,
    words,
)

TABLE = [
    pytest.param(group, id="-".join(str(group[key]) for key in ("by", "letter", "about") if group[key]))
    for group in tomllib.loads((REPLIES / "readings.toml").read_text("utf-8"))["replies"]
]


def lines_of(name: str) -> list[str]:
    return [line.replace("\\n", "\n") for line in (REPLIES / name).read_text("utf-8").split("\n") if line.strip()]


@pytest.mark.parametrize("group", TABLE)
def test_reply_asks_for(group: dict[str, Any]) -> None:
    against = context(group["by"], about=group["about"], letter=group["letter"])
    assert not (wrong := misread(group["cases"], against)), wrong


def test_said_plainly_is_done() -> None:
    said = {text: read(text) for text in lines_of("always_done.txt")}
    wrong = [
        f"{text!r}: {in_words(found)}"
        for text, found in said.items()
        if ("done", 3, "clear") not in [(a.verb, a.milestone, a.confidence) for a in found.asked] or found.unclear
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("about", [0, 3])
def test_negated_hedged_future_conditional_asked_or_reported_is_never_done(about: int) -> None:
    assert not (wrong := asking(lines_of("never_done.txt"), context(about=about), {"done"}, 3)), wrong


IDIOMS_OF_DOERS = ("consider it", "so done", "well done", "done for")


def test_nothing_that_is_not_done_is_approved() -> None:
    swapped = [
        text.replace("done", "approved").replace("finished", "approved").replace("completed", "approved")
        for text in lines_of("never_done.txt")
        if not any(idiom in text.lower() for idiom in IDIOMS_OF_DOERS)
    ]
    assert not (wrong := asking(swapped, context("olive", about=3), {"approve"})), wrong


DECISIONS = {"approve", "accept_date", "paid", "cancel", "agree", "decline"}


@pytest.mark.parametrize(
    ("by", "about", "letter", "name"),
    [
        ("olive", 0, "", "never_decided.txt"),
        ("olive", 3, "review", "never_approved.txt"),
        ("dana", 0, "invitation", "never_agreed.txt"),
    ],
)
def test_what_decides_nothing_plainly_is_never_a_decision(by: str, about: int, letter: str, name: str) -> None:
    assert not (wrong := asking(lines_of(name), context(by, about=about, letter=letter), DECISIONS)), wrong


def test_stranger_asks_for_nothing() -> None:
    assert read("3 is done", context(person=None)).asked == ()


def test_line_is_what_the_sender_wrote() -> None:
    said = read("Hi,\n- I’ve finished 3 🎉\nThanks")
    assert [(a.verb, a.line) for a in said.asked] == [("done", "- I’ve finished 3 🎉")]


def test_wrapped_line_is_rejoined() -> None:
    said = read("I have been working on the last details of the page all day long and milestone\n3 is finished now")
    assert in_words(said) == "done 3"
    assert "milestone 3 is finished now" in said.asked[0].line


def test_context_is_said() -> None:
    assert read("Done!", context(about=3)).asked[0].from_context
    assert not read("3 done", context(about=3)).asked[0].from_context


def test_what_is_written_beats_the_context() -> None:
    assert in_words(read("4 is done", context(about=3))) == "done 4"


def test_bare_done_to_a_letter_of_several_is_asked_with_those() -> None:
    items = tuple(Ref(CODE, "milestone", n) for n in (2, 4, 5))
    letter = Answered("check_in", "dana", Ref(CODE), "m", items=items)
    said = read("Done!", replace(context(), letter=letter))
    assert in_words(said) == "? unclear"
    assert said.unclear[0].choices == ("DONE 2", "DONE 4", "DONE 5")


def test_bare_done_is_asked_where_the_state_has_changed_since() -> None:
    snapshot = project()
    revised = replace(snapshot.milestones[3], state=State.REVISING, version=9)
    snapshot = replace(snapshot, milestones={**snapshot.milestones, 3: revised})
    letter = Answered("check_in", "dana", Ref(CODE, "milestone", 3, version=4), "m")
    against = replace(context(snapshots=(snapshot,)), letter=letter)
    assert in_words(read("Done!", against)) == "? unclear"
    assert in_words(read("3 is done", against)) == "done 3"


def test_talk_of_something_else_takes_the_context_away() -> None:
    assert in_words(read("Started 4.\n\nDone!", context(about=3))) == "start 4; ? unclear"


def test_number_in_two_projects_is_asked_unless_the_project_is_named() -> None:
    two = (project(), project("zoo-app"))
    assert in_words(read("3 done", context(snapshots=two))) == "? unclear"
    assert read("3 done", context(snapshots=two)).unclear[0].choices == ("DONE acme-site 3", "DONE zoo-app 3")
    assert [a.project for a in read("acme 3 done", context(snapshots=two)).asked] == ["acme-site"]
    assert [a.project for a in read("zoo-app: 3 is done", context(snapshots=two)).asked] == ["zoo-app"]


def test_choice_that_names_the_project_is_understood() -> None:
    two = (project(), project("zoo-app"))
    assert [(a.verb, a.project, a.milestone) for a in read("DONE zoo-app 3", context(snapshots=two)).asked] == [
        ("done", "zoo-app", 3)
    ]


def test_letter_settles_the_project() -> None:
    two = (project(), project("zoo-app"))
    assert [a.project for a in read("3 done", context(snapshots=two, letter="check_in")).asked] == [CODE]


def test_answer_under_our_line_is_about_what_it_names() -> None:
    said = read("done\nstill at 40%", quoted={0: "3. Checkout, due Friday 4 December", 1: "#4 Launch"})
    assert in_words(said) == "done 3; progress 4 40%"


def test_good_line_applies_where_another_fails() -> None:
    assert in_words(read("3 is done\n99 is done")) == "done 3; ? no_such_milestone"


def test_subject_and_body_are_two_lines() -> None:
    assert in_words(read("", subject="3 is done")) == "done 3"
    assert in_words(read("Done!", subject="Milestone 3")) == "done 3"
    assert in_words(read("3 is not done", subject="3 is done")).endswith("? contradiction")
    assert in_words(read("3 is done", subject="Status")) == "done 3"


def test_parts_that_disagree_are_asked() -> None:
    same = grammar(ReplyText("3 is done", alternative="3 is done."), context(), words())
    other = grammar(ReplyText("3 is done", alternative="4 is done"), context(), words())
    assert in_words(same) == "done 3"
    assert {one.reason for one in other.unclear} == {"contradiction"}
    assert not other.asked


def test_owner_accepting_where_work_and_date_are_open_is_asked() -> None:
    snapshot = project()
    request = DateRequest(NOW.date(), "dana", NOW)
    open_date = replace(snapshot.milestones[5], request=request)
    both = replace(open_date, state=State.SUBMITTED)
    for milestone, expected in ((open_date, "accept_date 5"), (both, "? unclear")):
        found = replace(snapshot, milestones={**snapshot.milestones, 5: milestone})
        assert in_words(read("accept 5", context("olive", snapshots=(found,)))) == expected


def test_plain_reply_to_a_question_is_its_answer() -> None:
    letter = Answered("question", "olive", Ref(CODE, "question", 7), "m")
    said = read("Hi Dana,\nthe blue one, please.\nOlive", replace(context("olive"), letter=letter))
    assert in_words(said) == "answer Q7"
    assert said.asked[0].text == "the blue one, please."


@pytest.mark.parametrize("letter", ["question", "change_request", MINUTES])
def test_an_owner_who_only_is_not_there_has_answered_nothing(letter: str) -> None:
    asked_of = replace(context("olive"), letter=Answered(letter, "olive", Ref(CODE, "question", 7), "m"))
    text = "Estoy fuera de la oficina"
    assert in_words(grammar(ReplyText(text, absent=True), asked_of, words())) == "note"
    assert in_words(grammar(ReplyText(text), asked_of, words())) != "note"


def test_observer_may_ask_for_the_status_and_nothing_more() -> None:
    assert in_words(read("status", context("iris"))) == "status"
    assert in_words(read("3 is done", context("iris"))) == "? role"


def test_owner_here_may_be_contractor_there() -> None:
    here, there = project(), project("zoo-app")
    members = {**there.members, "olive": replace(there.members["olive"], role=Role.CONTRACTOR)}
    milestones = {n: replace(m, assignee="olive") for n, m in there.milestones.items()}
    there = replace(there, members=members, milestones=milestones)
    said = read("zoo-app 3 is done", context("olive", snapshots=(here, there)))
    assert in_words(said) == "done 3"


def test_notes_are_one_and_courtesy_is_none() -> None:
    text = (
        "Hi Olive,\nThe client asked for more blue on the page.\n3 is done\n"
        "He also wants a bigger logo somewhere.\nThanks,\nDana"
    )
    said = read(text)
    assert in_words(said) == "note; done 3"
    assert said.asked[0].text == "The client asked for more blue on the page.\nHe also wants a bigger logo somewhere."


def test_revision_has_its_points_and_its_date() -> None:
    said = read("REVISE 3: footer overlaps; logo blurry; by Friday", context("olive"))
    assert said.asked[0].corrections == ("footer overlaps", "logo blurry")
    listed = read("REVISE 3\n1. footer overlaps\n2. logo blurry", context("olive"))
    assert listed.asked[0].corrections == ("footer overlaps", "logo blurry")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BLOCKED 4: waiting for your logo", "waiting for your logo"),
        ("stuck on 4, need the API key", "need the API key"),
        ("4 is blocked because the API is down", "the API is down"),
        ("I'm stuck with milestone 4. The API key is missing.", "The API key is missing"),
        ("QUESTION: which font?", "which font?"),
        ("3 is done. Which one is next?", "Which one is next?"),
        ("CHANGE: net 14 instead of net 30", "net 14 instead of net 30"),
        ("CANNOT 3: too busy", "too busy"),
        ("HELP done", "done"),
        ("LANGUAGE Spanish", "es"),
        ("TIMEZONE Asia/Manila", "Asia/Manila"),
    ],
)
def test_text_of_a_command(text: str, expected: str) -> None:
    assert read(text).asked[-1].text == expected


def test_more_than_twenty_commands_are_not_read() -> None:
    snapshot = project()
    one = snapshot.milestones[1]
    many = replace(snapshot, milestones={n: replace(one, number=n, title=f"Part {n}", tasks=()) for n in range(1, 60)})
    assert len(read("\n".join(f"{n} is done" for n in range(1, 60)), context(snapshots=(many,))).asked) == 20


def test_order_of_dates_is_the_locale_s() -> None:
    british = replace(DANA, locale="en-GB")
    german = replace(OLIVE, language="de")
    assert in_words(read("NEW DATE 5: 03/04", context(person=british))) == "date_request 5 2027-04-03"
    assert in_words(read("MOVE 5 to 03/04", context("olive", person=german))) == "move 5 2027-04-03"
