from dataclasses import replace

import pytest

from mailflow.domain.outcome import Outcome
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from tests.commands.scene import CODE, DANA, IRIS, OLIVIA, Scene, letters, sentence


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


def in_reply(scene: Scene, text: str, line: str = "") -> Outcome:
    answered = scene.answered("check_in", "project", None, DANA)
    return scene.say(DANA, "note", text=text, line=line or text, answered=answered)


def test_plain_words_in_reply_to_a_check_in_are_a_report() -> None:
    scene = Scene()
    assert sentence(in_reply(scene, "Slow week, more on Friday.")) == "Thank you, your report is noted."
    assert scene.records[-1].data["shared"] is True


def test_what_is_marked_as_a_note_stays_with_the_owner() -> None:
    scene = Scene()
    in_reply(scene, "my laptop broke", "NOTE: my laptop broke")
    assert "shared" not in scene.records[-1].data


def test_a_mail_that_holds_a_check_in_beside_something_else_counts_as_one() -> None:
    scene = Scene()
    letter = scene.answered("reminder", "milestone", 1, DANA)
    bundle = replace(letter, items=(Ref(CODE, "milestone", 1), Ref(CODE, "check_in")))
    scene.say(DANA, "note", 1, text="on track", answered=bundle)
    assert scene.records[-1].data["shared"] is True
    scene.say(DANA, "note", 1, text="on track", answered=letter)
    assert "shared" not in scene.records[-1].data
