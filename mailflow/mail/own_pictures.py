"""Which of the pictures that stand in an HTML part stand in what the sender wrote, and which in a signature or in
quoted mail: each stands where the line above it does."""

from dataclasses import replace

from mailflow.mail.html_text import HtmlPart
from mailflow.mail.message import InboundMessage
from mailflow.mail.reply_text import reply_text

_MOST = 100
_LONGEST_TAG = 4000
_OPEN, _CLOSE = "\u27e6picture ", "\u27e7"


def referenced(html: str | None) -> tuple[str, ...]:
    """The Content-IDs that pictures in the page name, each once, in lower case."""
    return tuple(dict.fromkeys(name for _, _, name in _tags(html or "")))


def own_pictures(message: InboundMessage, known: frozenset[int] = frozenset()) -> frozenset[str]:
    """The Content-IDs of those pictures that stand among the sender's own words."""
    html = message.html or ""
    tags = _tags(html)
    if not tags:
        return frozenset()
    own = {_bare(line) for line in reply_text(replace(message, text=None), known).lines} - {""}
    shown = HtmlPart(_marked(html, tags)).text().text.split("\n")
    return frozenset(name for number, (_, _, name) in enumerate(tags) if _stands_in(shown, number, own))


def _tags(html: str) -> list[tuple[int, int, str]]:
    """Begin and end of each picture that came along, and its Content-ID."""
    found: list[tuple[int, int, str]] = []
    lower, at = html.lower(), 0
    while len(found) < _MOST and (at := lower.find("cid:", at)) >= 0:
        begin = lower.rfind("<img", max(0, at - _LONGEST_TAG), at)
        end = lower.find(">", at, at + _LONGEST_TAG)
        if begin >= 0 and end >= 0 and ">" not in lower[begin:at]:
            found.append((begin, end + 1, _name(lower[at + 4 : end])))
        at += 4
    return found


def _name(rest: str) -> str:
    for stop in "\"' \t\r\n>":
        rest = rest.partition(stop)[0]
    return rest.strip("<>/")


def _marked(html: str, tags: list[tuple[int, int, str]]) -> str:
    pieces, end = [], 0
    for number, (begin, after, _) in enumerate(tags):
        if begin >= end:
            pieces += [html[end:begin], f"{_OPEN}{number}{_CLOSE}"]
            end = after
    return "".join((*pieces, html[end:]))


def _stands_in(shown: list[str], number: int, own: set[str]) -> bool:
    """Whether the picture's own line, or the nearest one above it that says anything, is the sender's; at the top, the
    nearest one below it."""
    mark = f"{_OPEN}{number}{_CLOSE}"
    place = next((index for index, line in enumerate(shown) if mark in line), None)
    if place is None:
        return False
    said = [_bare(_without_marks(line)) for line in shown]
    nearest = next((line for line in reversed(said[: place + 1]) if line), None)
    if nearest is None:
        nearest = next((line for line in said[place:] if line), None)
    return nearest is None or nearest in own


def _without_marks(line: str) -> str:
    while _OPEN in line:
        before, _, rest = line.partition(_OPEN)
        line = before + rest.partition(_CLOSE)[2]
    return line


def _bare(line: str) -> str:
    return "".join(letter for letter in line.casefold() if letter.isalnum())
