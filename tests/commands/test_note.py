import pytest

from mailflow.domain.people import Person
from tests.commands.scene import DANA, IRIS, OLIVIA, Scene, letters


@pytest.mark.parametrize("person", [DANA, OLIVIA, IRIS])
def test_a_note_is_filed_for_anybody_and_is_never_an_error(person: Person) -> None:
    scene = Scene()
    before = scene.snapshot.milestones
    outcome = scene.say(person, "note", text="Nice weather here")
    assert (outcome.refused, letters(outcome)) == ("", [])
    assert scene.records[-1].data["text"] == "Nice weather here"
    assert scene.snapshot.milestones == before


def test_a_note_counts_as_a_report() -> None:
    scene = Scene()
    scene.say(DANA, "note", text="busy, more tomorrow")
    assert scene.snapshot.members["dana"].reported_at == scene.now


@pytest.mark.parametrize(("milestone", "number"), [(1, 1), (9, None), (None, None)])
def test_a_note_about_a_milestone_is_filed_beside_it(milestone: int | None, number: int | None) -> None:
    assert Scene().look(DANA, "note", milestone, text="see attachment").changes[0].about.number == number


def test_a_note_in_a_closed_project_is_filed() -> None:
    scene = Scene()
    scene.say(OLIVIA, "close_project")
    assert scene.look(DANA, "note", text="It was a pleasure").refused == ""
