"""The project's own reply-text cases: every client layout in every language, and those written one by one."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from mailflow.domain.reading import line_hash
from mailflow.mail.message import InboundMessage

FOLDER = Path(__file__).resolve().parent.parent / "corpus" / "reply_text"
HISTORY = """Hi,

this is where Acme website stands today.

3. Homepage design, due Friday 4 December
4. Footer, due Friday 11 December
DONE 4
APPROVE 3
Milestone 5 is finished.

All the best
Acme projects"""


@dataclass(frozen=True)
class Case:
    """A message and what its sender wrote."""

    name: str
    message: InboundMessage
    expect: str
    known: frozenset[int] = frozenset()
    forward: bool | None = None
    signature: str | None = None


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _wrapped(line: str) -> str:
    """As Gmail wraps a long attribution: before the address, at the bracket."""
    return line.replace("<projects", "<\nprojects").replace("(projects", "(\nprojects")


def _paragraphs(text: str) -> str:
    return "".join(f"<div>{escape(line) or '<br>'}</div>" for line in text.split("\n"))


def _mso(text: str) -> str:
    lines = (escape(line) or "<o:p>&nbsp;</o:p>" for line in text.split("\n"))
    return "".join(f"<p class=MsoNormal><span style='font-size:11.0pt'>{line}</span></p>" for line in lines)


def _header_html(block: str) -> str:
    rows = (escape(row).split(":", 1) if ":" in row else escape(row).split("：", 1) for row in block.split("\n"))
    return "<br>\n".join(f"<b>{name}:</b>{value}" for name, value in rows)


def _filled(words: dict[str, str]) -> dict[str, str]:
    return {
        **words,
        "history": HISTORY,
        "quoted": _quoted(HISTORY),
        "quoted_apple": _quoted(HISTORY),
        "gmail_wrapped": _wrapped(words["gmail"]),
        "gmail_html": escape(words["gmail"]),
        "own_html": _paragraphs(words["own"]),
        "own_html_mso": _mso(words["own"]),
        "history_html": _paragraphs(HISTORY),
        "history_mso": _mso(HISTORY),
        "outlook_html": _header_html(words["outlook"]),
    }


def layout_cases() -> Iterator[Case]:
    """Each layout in each language."""
    languages = tomllib.loads((FOLDER / "languages.toml").read_text(encoding="utf-8"))
    layouts = tomllib.loads((FOLDER / "layouts.toml").read_text(encoding="utf-8"))
    for language, words in languages.items():
        filled = _filled(words)
        for layout, shape in layouts.items():
            parts = {kind: shape[kind].format(**filled) for kind in ("text", "html") if kind in shape}
            message = InboundMessage(subject="Re: Acme website: check-in", in_reply_to="<x@acme.example>", **parts)
            expect = shape.get("expect", "{own}").format(**filled)
            yield Case(f"{layout}-{language}", message, expect, forward=shape.get("forward", False))


def single_cases() -> Iterator[Case]:
    """Cases written one by one: ``=== name`` begins a message, ``--- text``, ``--- html``, ``--- known`` and
    ``--- expect`` its parts; ``@`` lines below the name are headers."""
    for file in sorted(FOLDER.glob("*.cases")):
        for block in file.read_text(encoding="utf-8").split("\n=== ")[1:]:
            yield _single(file.stem, block)


def _single(stem: str, block: str) -> Case:
    head, *sections = block.split("\n--- ")
    name, *lines = head.split("\n")
    parts = {title: body for title, _, body in (section.partition("\n") for section in sections)}
    fields = dict(line[1:].split(": ", 1) for line in lines if line.startswith("@"))
    name_and_address = fields.get("from", "")
    address = name_and_address.split("<")[-1].rstrip(">")
    message = InboundMessage(
        subject=fields.get("subject", ""),
        in_reply_to=fields.get("in-reply-to", ""),
        senders=(address,) if address else (),
        headers={"from": (name_and_address,)} if name_and_address else {},
        text=parts.get("text"),
        html=parts.get("html"),
    )
    known = frozenset(line_hash(line) for line in parts.get("known", "").split("\n") if line.strip())
    forward = {"yes": True, "no": False}.get(fields.get("forward", ""))
    return Case(f"{stem}: {name.strip()}", message, parts["expect"].strip("\n"), known, forward, parts.get("signature"))


def every_case() -> list[Case]:
    """All of them."""
    return [*layout_cases(), *single_cases()]
