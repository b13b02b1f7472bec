"""Somebody joins in the middle."""

import pytest

from mailflow.domain.outcome import Registry
from mailflow.domain.people import Role
from tests.commands.scene import DANA, LEE, OLIVIA, OTTO, Scene, letters, sentence

REGISTRY = Registry(
    {"otto@acme.example": OTTO, "lee@studio.example": LEE}, frozenset({"olivia", "lee", "otto", "dana"})
)


@pytest.mark.parametrize(
    "text",
    ["Ana Silva, ana@silva.example, to 4", "Ana Silva <ana@silva.example> to milestone 4", "ana@silva.example for 4"],
)
def test_somebody_new_joins_and_takes_a_milestone(text: str) -> None:
    scene = Scene()
    outcome = scene.say(OLIVIA, "invite", text=text, registry=REGISTRY)
    assert [change.kind for change in outcome.changes] == ["invite", "assign"]
    assert scene.snapshot.role("ana") is Role.CONTRACTOR
    assert scene.snapshot.milestones[4].assignee == "ana"
    assert outcome.person is not None
    assert outcome.person.addresses == ("ana@silva.example",)
    assert letters(outcome) == [("invitation", "ana")]


def test_somebody_who_is_known_keeps_what_is_known_of_them() -> None:
    scene = Scene()
    outcome = scene.say(OLIVIA, "invite", text="Otto L., otto@acme.example", registry=REGISTRY)
    assert (outcome.person, scene.snapshot.role("otto")) == (None, Role.CONTRACTOR)


def test_another_person_of_a_taken_name_gets_an_id_of_their_own() -> None:
    outcome = Scene().look(OLIVIA, "invite", text="Dana Ray, dana@ray.example", registry=REGISTRY)
    assert outcome.person is not None
    assert outcome.person.id == "dana-ray"


def test_whoever_had_the_milestone_hears_of_it() -> None:
    outcome = Scene().look(OLIVIA, "invite", text="Ana, ana@silva.example, to 1 and 2", registry=REGISTRY)
    assert letters(outcome) == [("invitation", "ana"), ("notice", "dana")]


def test_somebody_who_is_here_is_given_the_milestone_alone() -> None:
    scene = Scene()
    outcome = scene.say(OLIVIA, "invite", text="lee@studio.example to 4", registry=REGISTRY)
    assert [change.kind for change in outcome.changes] == ["assign"]
    assert letters(outcome) == [("notice", "lee")]


def test_somebody_who_is_here_without_more_changes_nothing() -> None:
    outcome = Scene().look(OLIVIA, "invite", text="lee@studio.example", registry=REGISTRY)
    assert (outcome.changes, outcome.refused) == ((), "")
    assert "is on" in sentence(outcome)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Ana Silva", "no_address"),
        ("Ana, ana@silva.example, to 9", "no_such_milestone"),
        ("Ana, ana@silva.example, owner", "role"),
        ("Ana, ana@silva.example, observer, to 4", "role"),
    ],
)
def test_what_cannot_be_is_said(text: str, refused: str) -> None:
    assert Scene().look(OLIVIA, "invite", text=text, registry=REGISTRY).refused == refused


def test_undo_of_an_invitation_takes_them_off_again() -> None:
    scene = Scene()
    scene.say(OLIVIA, "invite", text="Ana, ana@silva.example, to 4", registry=REGISTRY)
    scene.undo(OLIVIA)
    assert (scene.snapshot.role("ana"), scene.snapshot.milestones[4].assignee) == (None, None)


def test_contractors_invite_nobody() -> None:
    assert Scene().look(DANA, "invite", text="ana@silva.example").refused == "role"


def test_an_observer_may_be_invited() -> None:
    scene = Scene()
    outcome = scene.say(OLIVIA, "invite", text="Ana, ana@silva.example, observer", registry=REGISTRY)
    assert letters(outcome) == [("notice", "ana")]
    assert scene.snapshot.role("ana") is Role.OBSERVER
