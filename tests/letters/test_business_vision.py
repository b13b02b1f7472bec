"""Where the business goes stands in letters of projects that say nothing of their own."""

from dataclasses import replace

import pytest

from mailflow.mail.compose import Composer
from mailflow.mail.mail_parts import Part
from tests.letters.desk import MAILBOX, all_samples, head_of, sources

LINE = "Work that people are glad to hand over."


def written(name: str, own: str | None = None) -> str:
    sample = all_samples()[name]
    letter, facts = sample.letters[0]
    if own is not None:
        facts = replace(facts, vision=own)  # type: ignore[type-var]
    composer = Composer(sources(), replace(MAILBOX, vision=LINE))
    return " ".join(composer.render([Part(letter, facts)], head_of(sample)).text.split())


@pytest.mark.parametrize("name", ["digest", "round_up", "invitation"])
def test_a_project_without_a_vision_inherits_that_of_the_business(name: str) -> None:
    assert LINE in written(name, "")


@pytest.mark.parametrize("name", ["digest", "round_up"])
def test_a_vision_of_its_own_goes_before_it(name: str) -> None:
    assert LINE not in written(name)


def test_an_invitation_has_both() -> None:
    told = written("invitation")
    assert LINE in told
    assert "A shop that loads before you blink." in told
