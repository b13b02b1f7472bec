from dataclasses import replace

import pytest

from mailflow.domain.milestone import State
from mailflow.domain.project import AppreciationMode, Routines
from mailflow.domain.reading import Confidence
from mailflow.domain.steps.routines import routines_data
from tests.commands.scene import DANA, LEE, OLIVIA, Scene, letters


def handed_in(number: int = 1, **span: float) -> Scene:
    scene = Scene()
    scene.later(**span)
    scene.say(DANA, "done", number)
    scene.later(days=1)
    return scene


def test_approval_reaches_the_contractor_with_the_owners_words() -> None:
    scene = handed_in()
    outcome = scene.say(OLIVIA, "approve", 1, text="lovely work")
    assert scene.snapshot.milestones[1].state is State.APPROVED
    assert letters(outcome) == [("approval", "dana")]
    assert outcome.intents[0].facts["text"] == "lovely work"
    assert outcome.intents[0].facts["complete"] is False


def test_approved_twice_is_acknowledged_once() -> None:
    scene = handed_in()
    scene.say(OLIVIA, "approve", 1)
    again = scene.say(OLIVIA, "approve", 1)
    assert (again.changes, again.intents, again.refused) == ((), (), "")


@pytest.mark.parametrize("started", [False, True])
def test_what_was_never_submitted_is_not_approved(started: bool) -> None:
    scene = Scene()
    if started:
        scene.say(DANA, "progress", 1, percent=90)
    scene.say(LEE, "done", 3)
    outcome = scene.look(OLIVIA, "approve", 1)
    assert (outcome.refused, outcome.changes, outcome.choices) == ("not_submitted", (), ("approve 3",))


def test_work_sent_back_can_still_be_approved() -> None:
    scene = handed_in()
    scene.say(OLIVIA, "revise", 1, text="blurred")
    scene.say(OLIVIA, "approve", 1)
    assert scene.snapshot.milestones[1].state is State.APPROVED


def test_a_probable_reading_never_approves() -> None:
    assert handed_in().look(OLIVIA, "approve", 1, confidence=Confidence.PROBABLE).refused == "unclear"


def test_a_contractor_never_approves() -> None:
    assert handed_in().look(DANA, "approve", 1).refused == "role"


@pytest.mark.parametrize(
    ("after", "praise"),
    [
        (4, {"on_time": True, "early_days": 7, "streak": 0, "first": True, "recovered": False}),
        (11, {"on_time": True, "early_days": 0, "streak": 0, "first": True, "recovered": False}),
        (12, None),
    ],
)
def test_praise_holds_the_facts_or_is_left_out(after: int, praise: object) -> None:
    outcome = handed_in(days=after).look(OLIVIA, "approve", 1)
    assert outcome.intents[0].facts["appreciation"] == praise


@pytest.mark.parametrize("mode", [AppreciationMode.DRAFT, AppreciationMode.OFF])
def test_praise_that_the_project_does_not_want_by_itself_is_left_out(mode: AppreciationMode) -> None:
    scene = handed_in()
    scene.write("project", {"routines": routines_data(replace(Routines(), appreciation=mode))})
    assert scene.look(OLIVIA, "approve", 1).intents[0].facts["appreciation"] is None


def test_a_streak_counts_from_three() -> None:
    scene = Scene()
    for number in (5, 6, 7):
        scene.milestone(number, f"Page {number}", "dana", "2026-12-20")
        scene.say(DANA, "done", number)
        facts = scene.say(OLIVIA, "approve", number).intents[0].facts
    assert facts["appreciation"] == {"on_time": True, "early_days": 27, "streak": 3, "first": False, "recovered": False}


def test_a_late_one_ends_a_streak() -> None:
    scene = Scene()
    for number, due in ((5, "2026-12-20"), (6, "2026-11-20"), (7, "2026-12-20"), (8, "2026-12-20")):
        scene.milestone(number, f"Page {number}", "dana", due)
        scene.say(DANA, "done", number)
        scene.later(minutes=1)
        outcome = scene.say(OLIVIA, "approve", number)
    facts = {"on_time": True, "early_days": 27, "streak": 0, "first": False, "recovered": False}
    assert outcome.intents[0].facts["appreciation"] == facts


def test_who_keeps_a_date_after_one_that_was_late_has_recovered() -> None:
    scene = Scene()
    for number, due in ((5, "2026-11-20"), (6, "2026-12-20")):
        scene.milestone(number, f"Page {number}", "dana", due)
        scene.say(DANA, "done", number)
        facts = scene.say(OLIVIA, "approve", number).intents[0].facts
    assert facts["appreciation"] == {
        "on_time": True,
        "early_days": 27,
        "streak": 0,
        "first": False,
        "recovered": True,
    }


def test_the_last_approval_completes_the_project_and_everybody_hears_of_it() -> None:
    scene = Scene()
    scene.say(OLIVIA, "cancel", 4, text="not needed")
    for person, number in ((DANA, 1), (DANA, 2), (LEE, 3)):
        scene.say(person, "done", number)
        outcome = scene.say(OLIVIA, "approve", number)
    assert scene.snapshot.complete()
    assert letters(outcome) == [("approval", "lee"), *(("completion", p) for p in ("olivia", "dana", "lee", "iris"))]
    assert outcome.intents[0].facts["complete"] is True


def test_the_other_owners_are_told() -> None:
    scene = Scene(owners=("olivia", "otto"))
    scene.say(DANA, "done", 1)
    assert letters(scene.look(OLIVIA, "approve", 1)) == [("approval", "dana"), ("notice", "otto")]
