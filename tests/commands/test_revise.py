import pytest

from mailflow.domain.milestone import State
from tests.commands.scene import DANA, OLIVIA, Scene, day, letters


@pytest.fixture
def handed_in() -> Scene:
    scene = Scene()
    scene.say(DANA, "done", 1)
    return scene


def test_a_revision_carries_its_numbered_points_and_its_date(handed_in: Scene) -> None:
    outcome = handed_in.say(OLIVIA, "revise", 1, corrections=("blurred logo", "footer"), day=day("2026-12-07"))
    milestone = handed_in.snapshot.milestones[1]
    assert (milestone.state, milestone.due, milestone.revisions) == (State.REVISING, day("2026-12-07"), 1)
    assert [c.text for c in milestone.corrections] == ["blurred logo", "footer"]
    assert letters(outcome) == [("revision", "dana")]
    facts = outcome.intents[0].facts
    assert (facts["corrections"], facts["date"]) == (["blurred logo", "footer"], "2026-12-07")
    assert (facts["was"], facts["round"]) == ("2026-12-04", 1)


def test_a_text_is_one_point(handed_in: Scene) -> None:
    handed_in.say(OLIVIA, "revise", 1, text="the logo is blurred")
    assert [c.text for c in handed_in.snapshot.milestones[1].corrections] == ["the logo is blurred"]


def test_a_revision_needs_a_reason(handed_in: Scene) -> None:
    outcome = handed_in.look(OLIVIA, "revise", 1, corrections=(" ",))
    assert (outcome.refused, outcome.choices) == ("no_reason", ("revise 1: ",))


def test_points_that_come_later_join_those_that_stand(handed_in: Scene) -> None:
    handed_in.say(OLIVIA, "revise", 1, text="blurred")
    handed_in.say(OLIVIA, "revise", 1, text="footer, too")
    assert [c.text for c in handed_in.snapshot.milestones[1].corrections] == ["blurred", "footer, too"]


def test_the_same_points_twice_are_acknowledged_once(handed_in: Scene) -> None:
    handed_in.say(OLIVIA, "revise", 1, text="blurred")
    again = handed_in.say(OLIVIA, "revise", 1, text="blurred")
    assert (again.changes, again.intents, again.refused) == ((), (), "")


def test_what_was_not_submitted_cannot_be_sent_back() -> None:
    outcome = Scene().look(OLIVIA, "revise", 1, text="blurred")
    assert (outcome.refused, outcome.choices) == ("not_submitted", ("feedback dana: ",))


def test_what_was_approved_stays_approved(handed_in: Scene) -> None:
    handed_in.say(OLIVIA, "approve", 1)
    assert handed_in.look(OLIVIA, "revise", 1, text="blurred").refused == "approved"


def test_a_second_round_is_counted(handed_in: Scene) -> None:
    handed_in.say(OLIVIA, "revise", 1, text="blurred")
    handed_in.say(DANA, "done", 1)
    assert handed_in.say(OLIVIA, "revise", 1, text="still blurred").intents[0].facts["round"] == 2
