"""Several letters in one mail: what a plain answer to it means."""

import pytest

from mailflow.demo.clients import Correspondent, reply
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Context
from mailflow.domain.snapshot import Snapshot
from mailflow.flows.understand import Understood, understand
from tests.letters.desk import DANA, composed, milestone, project, utc
from tests.letters.test_letters import vocabularies

NOW = utc("2026-11-30 09:00")


def answer(text: str, *shown: int, about: int = 1) -> Understood:
    """A reply to a mail that leads with one milestone and shows others, too."""
    snapshot: Snapshot = project(milestone(1), milestone(2))
    items = tuple(Ref("acme-site", "milestone", number) for number in shown)
    letter = Answered("reminder", "dana", Ref("acme-site", "milestone", about), "<m@acme.example>", NOW, items)
    mail = reply(composed("reminder").raw, Correspondent("Dana Kim", DANA.addresses[0]), text, NOW)
    return understand(mail, Context(NOW, DANA, (snapshot,), letter), vocabularies())


def test_a_bare_done_to_a_letter_about_one_milestone_is_clear() -> None:
    assert [(a.verb, a.milestone) for a in answer("Done!", 1).asked] == [("done", 1)]


@pytest.mark.parametrize("text", ["Done!", "It is finished", "I'm done"])
def test_a_bare_done_to_a_letter_about_two_is_asked(text: str) -> None:
    understood = answer(text, 1, 2)
    assert [a.verb for a in understood.asked if a.verb != "note"] == []
    assert understood.unclear[0].choices[:2] == ("DONE 1", "DONE 2")


def test_what_is_written_decides() -> None:
    assert [(a.verb, a.milestone) for a in answer("2 is done", 1, 2).asked] == [("done", 2)]
