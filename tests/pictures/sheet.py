"""Pages that show many letters beside each other, each as wide as a reader's screen."""

from collections.abc import Mapping, Sequence
from email import message_from_bytes
from html import escape
from pathlib import Path

from mailflow.demo.clients import body_of
from mailflow.flows.desk import sketched, write_at
from mailflow.letters.samples import samples
from mailflow.mail.compose import Mailbox
from mailflow.shipped import furnished

MAILBOX = Mailbox("projects@acme.example", "Acme projects")

MEASURE = Path(__file__).with_name("measure.js")


def pages(language: str) -> dict[str, str]:
    """Every sample letter's HTML, by its name; letters of the same name are numbered."""
    desk, found = furnished(MAILBOX), dict[str, str]()
    for number, sample in enumerate(samples(), 1):
        raw = write_at(desk, sketched(sample, language)).raw
        found[f"{number:03} {sample.name}"] = body_of(message_from_bytes(raw), "text/html")
    return found


def sheet(letters: Mapping[str, str], width: int, height: int) -> str:
    """A page with all of them in a row, as tall as `height`."""
    return _page(letters, width, height, "")


def measuring(letters: Mapping[str, str], width: int) -> str:
    """A page whose title says of each letter how many pixels it is too wide, and which of its words are too pale."""
    return _page(letters, width, 600, f"<script>{MEASURE.read_text(encoding='utf-8')}</script>")


def _page(letters: Mapping[str, str], width: int, height: int, script: str) -> str:
    style = (
        "body { margin: 0; display: flex; gap: 8px; background: #888; font: 13px sans-serif }"
        f" iframe {{ width: {width}px; height: {height - 20}px; border: 0; flex: none; background: #fff }}"
        " @media (prefers-color-scheme: dark) { iframe { background: #121212 } }"
    )
    frames = "".join(
        f'<div>{escape(name)}<br><iframe title="{escape(name)}" srcdoc="{escape(html)}"></iframe></div>'
        for name, html in letters.items()
    )
    return f"<!doctype html><meta charset='utf-8'><title></title><style>{style}</style>{script}<body>{frames}</body>"


def in_rows(letters: Mapping[str, str], most: int) -> Sequence[dict[str, str]]:
    """The letters, `most` to a sheet."""
    items = list(letters.items())
    return [dict(items[start : start + most]) for start in range(0, len(items), most)]
