import pytest

from mailflow.domain.milestone import State
from tests.commands.scene import DANA, LEE, OLIVIA, OTTO, Scene, day, letters


@pytest.mark.parametrize(
    ("verb", "more"),
    [
        ("done", {}),
        ("progress", {"percent": 60}),
        ("start", {}),
        ("task_done", {"task": 1}),
        ("blocked", {"text": "no logo"}),
        ("date_request", {"day": day("2026-12-08")}),
        ("decline", {"text": "booked"}),
    ],
)
def test_undo_leaves_the_milestone_as_it_was(verb: str, more: dict[str, object]) -> None:
    scene = Scene()
    before = scene.snapshot.milestones[1]
    scene.say(DANA, verb, 1, **more)
    assert scene.snapshot.milestones[1] != before
    outcome = scene.undo(DANA)
    assert scene.snapshot.milestones[1] == before
    assert outcome.refused == ""


def test_undo_of_an_undo_puts_it_back() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    done = scene.records[-1]
    scene.say(DANA, "undo", undoable=(done,))
    assert scene.snapshot.milestones[1].state is State.PLANNED
    assert scene.undo(DANA).refused == "nothing_to_undo"


def test_nothing_to_take_back_is_said() -> None:
    outcome = Scene().undo(DANA)
    assert (outcome.refused, outcome.changes) == ("nothing_to_undo", ())


def test_an_owner_does_not_take_back_what_a_contractor_said() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    outcome = scene.say(OLIVIA, "undo", undoable=(scene.records[-1],))
    assert (outcome.refused, outcome.changes) == ("nothing_to_undo", ())


def test_an_owner_may_take_back_another_owners_decision() -> None:
    scene = Scene(owners=("olivia", "otto"))
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "approve", 1)
    outcome = scene.say(OTTO, "undo", undoable=(scene.records[-1],))
    assert letters(outcome) == [("notice", "olivia"), ("notice", "dana")]
    assert scene.snapshot.milestones[1].state is State.SUBMITTED


def test_a_contractor_does_not_take_back_an_owners_decision() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "revise", 1, text="blurred")
    assert scene.say(DANA, "undo", undoable=(scene.records[-1],)).refused == "nothing_to_undo"


def test_several_things_in_one_message_are_taken_back_together() -> None:
    scene = Scene()
    before = scene.snapshot.milestones
    scene.say(DANA, "done", 1)
    scene.say(DANA, "progress", 2, percent=50)
    undoable = tuple(r for r in scene.records if r.person == "dana")
    outcome = scene.say(DANA, "undo", undoable=undoable)
    assert scene.snapshot.milestones == before
    assert outcome.said.values["what"] == {
        "list": [{"words": "done", "mark": " 1"}, {"words": "progress", "mark": " 2"}]
    }


def test_whoever_may_have_heard_of_it_is_told_with_what_was_taken_back() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    seq = scene.snapshot.seq
    outcome = scene.undo(DANA)
    assert letters(outcome) == [("notice", "olivia")]
    assert outcome.intents[0].facts["takes_back"] == [seq]


def test_what_nobody_heard_of_is_taken_back_quietly() -> None:
    scene = Scene()
    scene.say(DANA, "progress", 1, percent=60)
    assert letters(scene.undo(DANA)) == []


def test_an_owners_decision_taken_back_is_told_to_the_contractor() -> None:
    scene = Scene(owners=("olivia", "otto"))
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "approve", 1)
    assert letters(scene.undo(OLIVIA)) == [("notice", "otto"), ("notice", "dana")]
    assert scene.snapshot.milestones[1].state is State.SUBMITTED


@pytest.mark.parametrize(("hours", "refused"), [(23, ""), (25, "too_late")])
def test_a_decision_can_be_taken_back_for_a_day(hours: int, refused: str) -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "approve", 1)
    scene.later(hours=hours)
    assert scene.undo(OLIVIA).refused == refused


def test_a_report_can_be_taken_back_later_too() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.later(days=3)
    assert scene.undo(DANA).refused == ""


@pytest.mark.parametrize("decision", ["approve", "revise", "cancel"])
def test_what_the_owner_has_decided_since_is_asked_of_the_owner(decision: str) -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, decision, 1, text="a reason")
    before = scene.snapshot.milestones[1]
    outcome = scene.undo(DANA)
    assert scene.snapshot.milestones[1] == before
    assert letters(outcome) == [("question", "olivia")]
    assert scene.snapshot.questions[1].milestone == 1
    assert scene.snapshot.questions[1].text == "UNDO: Homepage design"
    assert outcome.intents[0].facts["takes_back"] is True


@pytest.mark.parametrize(
    ("verb", "decision", "more"),
    [
        ("date_request", "accept_date", {}),
        ("date_request", "keep_date", {}),
        ("date_request", "move", {"day": day("2026-12-09")}),
    ],
)
def test_a_date_that_was_decided_is_asked_of_the_owner(verb: str, decision: str, more: dict[str, object]) -> None:
    scene = Scene()
    scene.say(DANA, verb, 1, day=day("2026-12-08"))
    scene.say(OLIVIA, decision, 1, **more)
    assert letters(scene.undo(DANA)) == [("question", "olivia")]


def test_an_answered_question_is_not_taken_back() -> None:
    scene = Scene()
    scene.say(DANA, "question", text="Which font?")
    scene.say(OLIVIA, "answer", question=1, text="Inter")
    scene.undo(DANA)
    assert not scene.snapshot.questions[1].open


def test_a_declined_milestone_that_somebody_else_has_is_not_taken_back() -> None:
    scene = Scene()
    scene.say(DANA, "decline", 1, text="booked")
    scene.say(OLIVIA, "assign", 1, person="lee")
    scene.undo(DANA)
    assert scene.snapshot.milestones[1].assignee == "lee"


def test_somebody_elses_work_in_between_does_not_matter() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(LEE, "done", 3)
    scene.undo(DANA)
    assert (scene.snapshot.milestones[1].state, scene.snapshot.milestones[3].state) == (State.PLANNED, State.SUBMITTED)
