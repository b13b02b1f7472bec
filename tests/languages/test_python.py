"""Sentences are found wherever Python says them, and one that is put together is an error."""

from pathlib import Path

import pytest

from tests.languages import templates
from tests.languages.python import Message, Unfollowed, messages_in


def found(tmp_path: Path, source: str) -> list[Message]:
    (tmp_path / "commands").mkdir()
    (tmp_path / "commands" / "some.py").write_text(source)
    return [text for _, _, text in messages_in(tmp_path)]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ('phrase("It is done.", a=1)', ["It is done."]),
        ('Phrase("a" if x else "b")', ["a", "b"]),
        ('def f(x):\n    text = "a"\n    if x:\n        text = "b"\n    return phrase(text)', ["a", "b"]),
        ('WHY = {"x": "a", "y": "b"}\ndef f(x):\n    return Phrase(WHY[x])', ["a", "b"]),
        ('WHY = {"x": "a"}\ndef f(x):\n    return Phrase(WHY.get(x, "b"))', ["a", "b"]),
        ('def f(text):\n    return Phrase(text)\nx = refused("why", "a", "b")', ["a"]),
        ('Offer("to go", "GO {number}", "where", values=v)', ["to go", "GO {number}", "where"]),
        ('counted("{count} day", "{count} days", n)', [("{count} day", "{count} days")]),
        ('BOTH = {"x": ("a", "b")}\ndef f(x):\n    return counted(*BOTH[x], 2)', [("a", "b")]),
        ('gaps = {"risk": {"words": "a mail"}}', ["a mail"]),
        ('Phrase("{percent} %")', []),
        ("Phrase(said.text(row, 'x'))", []),
    ],
)
def test_sentence_is_followed_to_where_it_is_written(tmp_path: Path, source: str, texts: list[Message]) -> None:
    assert found(tmp_path, source) == texts


@pytest.mark.parametrize(
    "source", ['Phrase("a" + x)', 'phrase(f"{x} is done")', 'def f(x):\n    t = "a"\n    t = t + "b"\n    phrase(t)']
)
def test_sentence_that_is_put_together_is_an_error_with_its_line(tmp_path: Path, source: str) -> None:
    with pytest.raises(Unfollowed, match=r"mailflow/commands/some\.py:\d+: "):
        found(tmp_path, source)


def test_template_sentences_are_found_in_both_their_forms(tmp_path: Path) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "body.txt").write_text('{{ _("a {b}", b=f.b) }}{{ ngettext("{n} day", "{n} days", f.n) }}')
    assert [text for _, _, text in templates.messages_in(tmp_path)] == ["a {b}", ("{n} day", "{n} days")]
