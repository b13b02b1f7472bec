import pytest

from mailflow.domain.project import ProjectState
from tests.commands.scene import DANA, OLIVIA, Scene, letters


def test_a_project_pauses_resumes_and_closes() -> None:
    scene = Scene()
    seen = []
    for verb in ("pause_project", "resume_project", "close_project", "resume_project"):
        outcome = scene.say(OLIVIA, verb)
        assert letters(outcome) == [("notice", "dana"), ("notice", "lee")]
        seen.append(scene.snapshot.state)
    assert seen == [ProjectState.PAUSED, ProjectState.ACTIVE, ProjectState.CLOSED, ProjectState.ACTIVE]


@pytest.mark.parametrize("verb", ["pause_project", "resume_project"])
def test_what_holds_already_is_acknowledged(verb: str) -> None:
    scene = Scene()
    scene.say(OLIVIA, verb)
    assert scene.say(OLIVIA, verb).changes == ()


@pytest.mark.parametrize(("verb", "possible"), [("done", False), ("status", True), ("help", True), ("question", False)])
def test_a_closed_project_answers_and_takes_no_work(verb: str, possible: bool) -> None:
    scene = Scene()
    scene.say(OLIVIA, "close_project")
    assert (scene.look(DANA, verb, 1).refused == "closed") is not possible


def test_closing_says_what_stays_open() -> None:
    outcome = Scene().look(OLIVIA, "close_project")
    assert outcome.next is not None
    assert outcome.next.values["count"] == 4


@pytest.mark.parametrize("verb", ["pause_project", "resume_project", "close_project"])
def test_only_an_owner_says_so(verb: str) -> None:
    assert Scene().look(DANA, verb).refused == "role"


def test_a_closed_project_offers_owners_to_open_it_and_tells_others_who_can() -> None:
    scene = Scene()
    scene.say(OLIVIA, "close_project")
    owner, other = scene.look(OLIVIA, "approve", 1), scene.look(DANA, "done", 1)
    assert (owner.refused, owner.choices) == ("closed", ("RESUME project",))
    assert (other.refused, other.choices, other.said.values["owners"]) == ("closed", (), {"list": ["Olivia"]})
