from mailflow.domain.milestone import State
from mailflow.domain.reading import Confidence
from tests.commands.scene import DANA, LEE, OLIVIA, Scene, letters


def test_cancelling_tells_whoever_worked_on_it() -> None:
    scene = Scene()
    outcome = scene.say(OLIVIA, "cancel", 1, text="we keep the old one")
    assert scene.snapshot.milestones[1].state is State.CANCELLED
    assert letters(outcome) == [("notice", "dana")]


def test_cancelling_needs_a_reason() -> None:
    outcome = Scene().look(OLIVIA, "cancel", 1)
    assert (outcome.refused, outcome.choices) == ("no_reason", ("cancel 1: ",))


def test_cancelled_twice_is_acknowledged_once() -> None:
    scene = Scene()
    scene.say(OLIVIA, "cancel", 1, text="not needed")
    again = scene.say(OLIVIA, "cancel", 1, text="not needed")
    assert (again.changes, again.intents, again.refused) == ((), (), "")


def test_what_was_approved_is_not_cancelled() -> None:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "approve", 1)
    assert scene.look(OLIVIA, "cancel", 1, text="not needed").refused == "approved"


def test_cancelling_the_last_open_one_completes_the_project() -> None:
    scene = Scene()
    for person, number in ((DANA, 1), (DANA, 2), (LEE, 3)):
        scene.say(person, "done", number)
        scene.say(OLIVIA, "approve", number)
    outcome = scene.say(OLIVIA, "cancel", 4, text="later")
    assert ("completion", "dana") in letters(outcome)


def test_cancelling_everything_is_no_completion() -> None:
    scene = Scene()
    for number in (1, 2, 3, 4):
        outcome = scene.say(OLIVIA, "cancel", number, text="the money is gone")
    assert [letter for letter, _ in letters(outcome)] == []


def test_a_probable_reading_never_cancels() -> None:
    assert Scene().look(OLIVIA, "cancel", 1, text="x", confidence=Confidence.PROBABLE).refused == "unclear"
