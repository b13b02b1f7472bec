"""What is a brief for a new project, and what only speaks of one."""

import pytest

from mailflow.commands.grammar import grammar
from mailflow.domain.reading import ReplyText
from tests.commands.reading_room import context, words

LINES = "Dana, dana@studio.example\n1. Login, 12 December\n2. Texts, 18 December\nThanks"


def verbs(text: str, subject: str = "", by: str = "olive") -> list[str]:
    return [asked.verb for asked in grammar(ReplyText(text, subject=subject), context(by), words()).asked]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("NEW PROJECT: Acme app", LINES),
        ("new project Acme app", LINES),
        ("", f"NEW PROJECT: Acme app\n{LINES}"),
        ("", f"Hi,\n\nnew project: Acme app\n{LINES}"),
        ("", f"Please create a new project Acme app\n{LINES}"),
    ],
)
def test_a_brief(subject: str, text: str) -> None:
    assert verbs(text, subject) == ["new_project"]


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("New project kickoff notes", "APPROVE 3"),
        ("", "New project managers will call you next week, it seems."),
        ("", "The new project is on hold."),
    ],
)
def test_what_only_speaks_of_one(subject: str, text: str) -> None:
    assert "new_project" not in verbs(text, subject)


def test_a_contractor_sets_nothing_up() -> None:
    assert "new_project" not in verbs(f"NEW PROJECT: Acme app\n{LINES}", by="dana")
