from dataclasses import replace
from decimal import Decimal

import pytest

from mailflow.domain.milestone import State
from tests.commands.scene import DANA, OLIVIA, Scene, letters


def approved() -> Scene:
    scene = Scene()
    scene.say(DANA, "done", 1)
    scene.say(OLIVIA, "approve", 1)
    priced = replace(scene.snapshot.milestones[1], amount=Decimal(1200), currency="EUR")
    scene.snapshot = replace(scene.snapshot, milestones={**scene.snapshot.milestones, 1: priced})
    return scene


@pytest.mark.parametrize("line", ["PAID 1 USD 900", "PAID 1 USD 1200", "PAID 1 €900", "paid 1, 1.000,00 EUR"])
def test_another_sum_than_was_agreed_is_asked_about(line: str) -> None:
    outcome = approved().look(OLIVIA, "paid", 1, line=line)
    assert (outcome.refused, outcome.changes, letters(outcome)) == ("another_sum", (), [])
    assert outcome.said.values["sum"] == {"money": "1200", "currency": "EUR"}


@pytest.mark.parametrize("line", ["PAID 1", "PAID 1 ref 2026-117", "PAID 1 €1,200.00", "PAID 1 1200 EUR ref 7"])
def test_the_whole_amount_is_recorded(line: str) -> None:
    scene = approved()
    assert scene.look(OLIVIA, "paid", 1, line=line).changes[0].kind == "paid"
    assert scene.snapshot.milestones[1].state is State.APPROVED
