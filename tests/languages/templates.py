"""Sentences in templates: the arguments of ``_()`` and ``ngettext()``."""

from collections.abc import Iterator
from pathlib import Path

from jinja2.ext import babel_extract

from tests.languages.python import Message

KEYWORDS = ("_", "ngettext")
LEFT_OUT = "locale/"
"""What is written in a language of its own."""


def messages_in(root: Path) -> Iterator[tuple[str, int, Message]]:
    """File, line and text of every sentence that stands there itself, of the text before that of the HTML."""
    for path in sorted(root.rglob("*.txt"), key=str) + sorted(root.rglob("*.html"), key=str):
        name = path.relative_to(root).as_posix()
        if name.startswith(LEFT_OUT):
            continue
        with path.open("rb") as file:
            for line, keyword, found, _ in babel_extract(file, KEYWORDS, (), {}):
                if found:
                    yield f"templates/{name}", line, _message(keyword, found)


def _message(keyword: str, found: str | tuple[str | None, ...]) -> Message:
    texts = [text for text in ([found] if isinstance(found, str) else found) if text]
    return (texts[0], texts[1]) if keyword == "ngettext" else texts[0]
