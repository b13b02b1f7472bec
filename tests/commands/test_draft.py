"""Praise that is drafted for an owner: SEND, SKIP, or words of their own."""

from dataclasses import replace

import pytest

from mailflow.domain.project import AppreciationMode
from mailflow.domain.reading import Answered
from tests.commands.scene import DANA, OLIVIA, Scene, letters, sentence


def drafting() -> Scene:
    scene = Scene()
    routines = replace(scene.snapshot.routines, appreciation=AppreciationMode.DRAFT)
    scene.snapshot = replace(scene.snapshot, routines=routines)
    return scene


def approved(scene: Scene, line: str = "approve 1") -> object:
    scene.say(DANA, "done", 1)
    return scene.say(OLIVIA, "approve", 1, line=line)


def draft(scene: Scene) -> Answered:
    letter = scene.answered("appreciation_draft", "milestone", 1, OLIVIA)
    return replace(letter, facts={"person": "dana", "text": "Thank you, Dana."})


def test_an_approval_on_time_is_followed_by_a_draft() -> None:
    outcome = approved(drafting())
    assert letters(outcome) == [("approval", "dana"), ("appreciation_draft", "olivia")]  # type: ignore[arg-type]
    text = str(outcome.intents[1].facts["text"])  # type: ignore[attr-defined]
    assert text == "Thank you, Dana: “Homepage design” came 11 days early."


def test_an_owner_who_wrote_something_kind_is_not_offered_more() -> None:
    scene = drafting()
    assert letters(approved(scene, "approve 1, lovely work")) == [("approval", "dana")]  # type: ignore[arg-type]


def test_send_passes_the_draft_on_once() -> None:
    scene = drafting()
    outcome = scene.say(OLIVIA, "send", answered=draft(scene))
    assert letters(outcome) == [("thanks", "dana")]
    assert outcome.intents[0].facts["text"] == "Thank you, Dana."
    scene.snapshot = replace(scene.snapshot, recent=tuple(scene.records))
    assert sentence(scene.say(OLIVIA, "send", answered=draft(scene))) == "Dana has your words already."


def test_words_of_their_own_go_out_instead() -> None:
    scene = drafting()
    outcome = scene.say(OLIVIA, "note", text="Dana, this is beautiful.", answered=draft(scene))
    assert [intent.facts["text"] for intent in outcome.intents] == ["Dana, this is beautiful."]


def test_skip_sends_nothing() -> None:
    scene = drafting()
    outcome = scene.say(OLIVIA, "skip", answered=draft(scene))
    assert (letters(outcome), outcome.changes, outcome.refused) == ([], (), "")


@pytest.mark.parametrize("verb", ["send", "skip"])
def test_without_a_draft_nothing_is_sent(verb: str) -> None:
    assert Scene().say(OLIVIA, verb).refused == "no_draft"
