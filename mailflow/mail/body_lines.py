"""A body's lines before anything is decided about them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from mailflow.mail.attribution import embedded, shared_line
from mailflow.mail.header_block import glued_at
from mailflow.mail.separators import separator

HISTORY_BEGINS = "\ue000"
MOST_LINES = 8_000
_EMPTY_QUOTES = re.compile(r"^([>|] ?\n)\1{3,}", re.MULTILINE)
_TWO_EMPTY_QUOTES = (">\n>", "> \n>", "|\n|", "| \n|")
_EMPTY_RUN = re.compile(r"\n{5,}")
_QUOTED = re.compile(r"^[ \t]{0,4}(?:[>＞]|&gt;)")
_INITIALS = re.compile(r"^\s?[A-Z]{2,4}>\s")
_POINTING = re.compile(r"<<<\s*$|^>+\s*https?://\S+\s*<+\s*$")
_UNSEEN = re.compile(r"[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad\u034f]")
_STRUCK = re.compile(r"~~[^~\n]{1,300}~~")


class Part(IntEnum):
    """What a line is."""

    OWN = 0
    QUOTED = 1
    HISTORY = 2


@dataclass(slots=True)
class Divided:
    """A body's lines and what each of them is. `forward`: a mark says that somebody's mail is passed on.

    `ended`: the line from which everything is history, whatever follows.
    """

    lines: list[str]
    parts: list[Part]
    forward: bool = False
    ended: int | None = None

    def mark(self, start: int, end: int, part: Part = Part.HISTORY) -> None:
        """Lines `start` to `end` (exclusive) are `part`."""
        self.parts[start:end] = [part] * (end - start)


def is_quoted(line: str) -> bool:
    """A line with a quoting mark before it."""
    head = line[:8]
    if ">" not in head and "＞" not in head and "&" not in head:
        return False
    if not _QUOTED.match(line):
        return bool(_INITIALS.match(line))
    return not ("<" in line and _POINTING.search(line)) and not line.startswith(">From ")


def clean(text: str) -> list[str]:
    """The body's lines: one kind of line end, no unseen characters, long runs of empty lines made short.

    What stands below `MOST_LINES` lines is nothing that anybody typed, and left out.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").replace("\x0c", "\n")
    if not text.isascii():
        text = _UNSEEN.sub("", text.replace("\u2028", "\n").replace("\u0085", "\n"))
        text = text.replace("\u00a0", " ").replace("\u202f", " ")
    text = _STRUCK.sub("", text) if "~~" in text else text
    text = _EMPTY_RUN.sub("\n\n\n\n", text) if "\n\n\n\n\n" in text else text
    text = _EMPTY_QUOTES.sub(r"\1\1", text) if any(run in text for run in _TWO_EMPTY_QUOTES) else text
    return text.split("\n", MOST_LINES)[:MOST_LINES]


def split_shared(lines: Sequence[str]) -> list[str]:
    """Lines where an attribution or header block is glued to what stands before it, cut in two."""
    result: list[str] = []
    for line in lines:
        at = None
        if len(line) > 20 and ":" in line:
            at = shared_line(line)
            if at is None:
                at = glued_at(line)
        inside = embedded(line) if at is None and len(line) > 60 and ":" in line else None
        if inside is not None:
            result += [line[: inside[0]].rstrip(), line[slice(*inside)], line[inside[1] :]]
        elif at is None or not line[:at].strip():
            result.append(line)
        else:
            result += [line[:at] if separator(line[:at]) else line[:at].rstrip(" -"), line[at:]]
    return result
