"""When a question is urgent."""

import pytest

from mailflow.commands.urgency import urgent


@pytest.mark.parametrize(
    "text",
    ["URGENT: is the server yours?", "urgent question: which key?", "which font? It is urgent.", "Dringend: welche?",
     "¿cuál? Es urgente", "терміново: який ключ?", "I need it asap"],
)  # fmt: skip
def test_who_says_urgent_means_it(text: str) -> None:
    assert urgent(text)


@pytest.mark.parametrize("text", ["which font?", "not urgent: which font?", "It is not that urgent", "nicht dringend"])
def test_everything_else_waits(text: str) -> None:
    assert not urgent(text)
