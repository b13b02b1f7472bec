"""When a question is urgent."""

import pytest

from mailflow.commands.reading.urgency import urgent
from tests.commands.reading_room import read, words


@pytest.mark.parametrize(
    "text",
    ["URGENT: is the server yours?", "urgent question: which key?", "which font? It is urgent.", "Dringend: welche?",
     "¿cuál? Es urgente", "терміново: який ключ?", "I need it asap",
     "No, which one? Urgent!", "pilne: który?", "C'est urgent : laquelle ?"],
)  # fmt: skip
def test_who_says_urgent_means_it(text: str) -> None:
    assert urgent(text, words())


@pytest.mark.parametrize(
    "text",
    [
        "which font?",
        "not urgent: which font?",
        "It is not that urgent",
        "nicht dringend",
        "it isn't urgent",
        "ce n'est pas urgent",
        "nie jest to pilne",
    ],
)
def test_everything_else_waits(text: str) -> None:
    assert not urgent(text, words())


@pytest.mark.parametrize(("text", "expected"), [("Urgent: which font?", True), ("Which font?", False)])
def test_a_question_knows_that_it_is_urgent(text: str, expected: bool) -> None:
    assert [one.urgent for one in read(text).asked] == [expected]
