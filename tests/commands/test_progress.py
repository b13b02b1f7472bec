import pytest

from mailflow.domain.milestone import State
from tests.commands.scene import DANA, OLIVIA, Scene, letters


@pytest.mark.parametrize("percent", [0, 1, 60, 99, 100])
def test_a_percentage_is_recorded_and_is_never_done(percent: int) -> None:
    scene = Scene()
    outcome = scene.say(DANA, "progress", 1, percent=percent)
    milestone = scene.snapshot.milestones[1]
    assert (milestone.percent, milestone.state) == (percent, State.STARTED)
    assert letters(outcome) == []


@pytest.mark.parametrize(("percent", "offered"), [(99, ()), (100, ("done 1",))])
def test_a_hundred_percent_offers_done(percent: int, offered: tuple[str, ...]) -> None:
    assert Scene(agreement=False).look(DANA, "progress", 1, percent=percent).choices == offered


def test_words_without_a_percentage_leave_the_percentage_alone() -> None:
    scene = Scene()
    scene.say(DANA, "progress", 1, percent=40)
    scene.say(DANA, "progress", 1, text="the footer is missing")
    milestone = scene.snapshot.milestones[1]
    assert (milestone.percent, milestone.last_report) == (40, "the footer is missing")


@pytest.mark.parametrize("verb", ["progress", "start", "blocked", "date_request", "decline"])
@pytest.mark.parametrize("approved", [False, True])
def test_words_about_submitted_work_are_filed_and_its_state_stays(verb: str, approved: bool) -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    if approved:
        scene.say(OLIVIA, "approve", 1)
    before = scene.snapshot.milestones[1]
    outcome = scene.say(DANA, verb, 1, text="60%", line="hm, 60% on 1", day=before.due)
    assert [change.kind for change in outcome.changes] == ["note"]
    assert outcome.changes[0].data["text"] == "hm, 60% on 1"
    assert scene.snapshot.milestones[1] == before
    assert "approved" in outcome.said.text if approved else "submitted" in outcome.said.text


def test_start_starts_and_a_second_one_is_a_report() -> None:
    scene = Scene()
    first = scene.say(DANA, "start", 1)
    scene.later(days=1)
    second = scene.say(DANA, "start", 1, line="working on 1")
    assert [first.changes[0].kind, second.changes[0].kind] == ["start", "progress"]
    milestone = scene.snapshot.milestones[1]
    assert milestone.state is State.STARTED
    assert milestone.started_at is not None
    assert milestone.started_at < scene.now == milestone.reported_at


def test_start_while_revising_keeps_it_in_revision() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "revise", 1, text="blurred")
    scene.say(DANA, "start", 1)
    assert scene.snapshot.milestones[1].state is State.REVISING


def test_a_ticked_task_names_what_is_left() -> None:
    scene = Scene()
    outcome = scene.say(DANA, "task_done", 1, task=1)
    assert [task.done for task in scene.snapshot.milestones[1].tasks] == [True, False]
    assert outcome.next is not None
    assert outcome.next.values["left"] == {"list": ["Footer"]}


def test_the_last_ticked_task_offers_done_and_is_not_done() -> None:
    scene = Scene()
    scene.say(DANA, "task_done", 1, task=2)
    outcome = scene.say(DANA, "task_done", 1, task=1)
    assert outcome.choices == ("done 1",)
    assert scene.snapshot.milestones[1].state is State.STARTED


def test_a_task_ticked_twice_is_acknowledged_once() -> None:
    scene = Scene()
    scene.say(DANA, "task_done", 1, task=2)
    again = scene.say(DANA, "task_done", 1, task=2)
    assert (again.changes, again.refused) == ((), "")


@pytest.mark.parametrize("task", [None, 0, 3, 99])
def test_a_task_that_is_not_on_the_list_is_asked_about(task: int | None) -> None:
    outcome = Scene().look(DANA, "task_done", 1, task=task)
    assert (outcome.refused, outcome.changes) == ("no_such_task", ())
    assert outcome.choices == ("1.1 done", "1.2 done")


@pytest.mark.parametrize("verb", ["progress", "start", "done"])
@pytest.mark.parametrize(("letter", "shared"), [("check_in", True), ("reminder", None)])
def test_what_answers_a_check_in_may_be_shared(verb: str, letter: str, shared: bool | None) -> None:
    scene = Scene()
    outcome = scene.look(DANA, verb, 1, text="half of it", answered=scene.answered(letter, "milestone", 1, DANA))
    assert [change.data.get("shared") for change in outcome.changes] == [shared]
