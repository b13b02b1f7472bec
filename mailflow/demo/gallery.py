"""A folder of letters that a browser can leaf through: each as .eml and as a page, and an index."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from html import escape
from pathlib import Path

from mailflow.demo.clients import body_of

STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
li { margin: .2rem 0; } a { color: inherit; } small { opacity: .7; }
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One letter to show, and what to call it."""

    name: str
    raw: bytes
    note: str = ""


def write_gallery(folder: Path, title: str, pictures: Sequence[Picture]) -> Path:
    """Write every letter and an index page into `folder`; the index's path."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [_written(folder, number, picture) for number, picture in enumerate(pictures, 1)]
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title><style>{STYLE}</style><h1>{escape(title)}</h1><ol>{''.join(rows)}</ol></html>"
    )
    index = folder / "index.html"
    index.write_text(page, encoding="utf-8")
    return index


def _written(folder: Path, number: int, picture: Picture) -> str:
    stem = f"{number:03}-{re.sub(r'[^a-z0-9]+', '-', picture.name.lower()).strip('-')}"
    mail = message_from_bytes(picture.raw)
    subject = str(make_header(decode_header(str(mail["Subject"]))))
    html, text = body_of(mail, "text/html"), body_of(mail, "text/plain")
    (folder / f"{stem}.eml").write_bytes(picture.raw)
    (folder / f"{stem}.html").write_text(html or f"<pre>{escape(text)}</pre>", encoding="utf-8")
    (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    links = " ".join(f'<a href="{stem}.{kind}">{kind}</a>' for kind in ("html", "txt", "eml"))
    note = f" <small>{escape(picture.note)}</small>" if picture.note else ""
    return f"<li><b>{escape(picture.name)}</b> {escape(subject)} {links}{note}</li>"
