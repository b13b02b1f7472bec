"""Every decision of one owner reaches the others: one row for each command of level 3, and for money."""

from collections.abc import Callable

import pytest

from mailflow.domain.authority import RIGHTS
from mailflow.domain.outcome import Outcome, Registry
from tests.commands.scene import DANA, OLIVIA, Scene, day, letters

Said = Callable[[Scene], Outcome]
REGISTRY = Registry({}, frozenset({"olivia", "otto", "dana", "lee", "iris"}))


def submitted(scene: Scene) -> Scene:
    scene.say(DANA, "done", 1)
    return scene


def asked_for_time(scene: Scene) -> Scene:
    scene.say(DANA, "date_request", 1, day=day("2026-12-08"))
    return scene


def countered(scene: Scene) -> Scene:
    scene.write("agreement", {"version": 3, "scope": "A shop", "payment": "Net 30 days."}, "agreement", 3)
    scene.say(DANA, "agree")
    scene.say(DANA, "counter", text="net 14 instead of net 30")
    return scene


def paused(scene: Scene) -> Scene:
    scene.say(OLIVIA, "pause_project")
    return scene


def approved(scene: Scene) -> Scene:
    submitted(scene).say(OLIVIA, "approve", 1)
    return scene


TOLD: dict[str, Said] = {
    "approve": lambda s: submitted(s).say(OLIVIA, "approve", 1),
    "revise": lambda s: submitted(s).say(OLIVIA, "revise", 1, text="the logo", corrections=("the logo",)),
    "accept_date": lambda s: asked_for_time(s).say(OLIVIA, "accept_date", 1),
    "keep_date": lambda s: asked_for_time(s).say(OLIVIA, "keep_date", 1),
    "move": lambda s: s.say(OLIVIA, "move", 2, day=day("2026-12-20")),
    "assign": lambda s: s.say(OLIVIA, "assign", 4, person="dana"),
    "add": lambda s: s.say(OLIVIA, "add", text="Imprint", day=day("2026-12-20"), person="dana"),
    "accept_change": lambda s: countered(s).say(OLIVIA, "accept_change", question=1),
    "keep_agreement": lambda s: countered(s).say(OLIVIA, "keep_agreement", question=1),
    "cancel": lambda s: s.say(OLIVIA, "cancel", 3, text="no longer wanted"),
    "meet": lambda s: s.say(OLIVIA, "meet", person="dana", at=s.now.replace(day=25), name="a"),
    "broadcast": lambda s: s.say(OLIVIA, "broadcast", text="We are closed on Friday."),
    "vision": lambda s: s.say(OLIVIA, "vision", text="Better bread."),
    "invite": lambda s: s.say(OLIVIA, "invite", text="Max Muster, max@studio.example", registry=REGISTRY),
    "pause_project": lambda s: s.say(OLIVIA, "pause_project"),
    "resume_project": lambda s: paused(s).say(OLIVIA, "resume_project"),
    "close_project": lambda s: s.say(OLIVIA, "close_project"),
    "paid": lambda s: approved(s).say(OLIVIA, "paid", 1),
}
FOUNDS = {"new_project"}
"""There are no other owners yet; whoever is named as one is written to as such."""


def test_no_decision_is_missing() -> None:
    assert TOLD.keys() | FOUNDS == {verb for verb, right in RIGHTS.items() if right.level >= 3}


@pytest.mark.parametrize("verb", sorted(TOLD))
def test_the_other_owners_are_told(verb: str) -> None:
    outcome = TOLD[verb](Scene(owners=("olivia", "otto")))
    assert not outcome.refused, outcome.said
    assert "otto" in {to for _, to in letters(outcome)}


@pytest.mark.parametrize("verb", sorted(TOLD.keys() - {"paid", "meet", "broadcast", "vision", "invite"}))
def test_what_is_taken_back_is_told_to_them_too(verb: str) -> None:
    scene = Scene(owners=("olivia", "otto"))
    TOLD[verb](scene)
    outcome = scene.undo(OLIVIA)
    assert outcome.changes
    assert "otto" in {to for _, to in letters(outcome)}
