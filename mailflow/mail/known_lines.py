"""The fingerprints of a letter's own lines, so that they are recognised when somebody quotes them back."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from struct import pack

from mailflow.domain.reading import line_hash

_BLOCK = re.compile(r"</?(?:p|h1|h2|h3|td|tr|table|div|li|ul|ol|br|hr|body|blockquote)\b[^>]*>")
_UNSEEN = re.compile(r"<(style|title)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
FEWEST_WORDS = 3
LONGEST_ECHO = 40
OPENING = 2


def known_lines(text: str, html: str) -> bytes:
    """Every line of both parts as packed 8-byte hashes, largest byte first.

    Lines of one or two words are left out, but for the name of the project and the greeting with which a letter opens:
    people write those themselves. So are words of theirs that the letter
    quotes, since they may well write them again; those are known only together with the line of ours that follows.
    """
    lines = text.split("\n")
    heads = [line for line in lines if line.strip()][:OPENING]
    hashes = {line_hash(line) for line in (*lines, *html_lines(html)) if _telling(line) or line in heads}
    quoted = list(_quoted(lines))
    hashes -= {line_hash(echo) for block, _ in quoted for echo in _stretches(block)}
    hashes |= {line_hash(pair) for block, follows in quoted for pair in _pairs(block, follows)}
    return pack(f">{len(hashes)}Q", *sorted(hashes))


def _quoted(lines: Sequence[str]) -> Iterator[tuple[list[str], str]]:
    """Each quotation, unmarked, with the line that follows it."""
    block: list[str] = []
    for line in lines:
        if line.lstrip().startswith(">"):
            block.append(line.lstrip(" >").strip())
        elif block and line.strip():
            yield block[:LONGEST_ECHO], line.strip()
            block = []


def _stretches(block: Sequence[str]) -> Iterator[str]:
    """Every run of its lines, joined: what was one line before it was wrapped is among them."""
    for start in range(len(block)):
        for end in range(start + 1, len(block) + 1):
            yield " ".join(block[start:end])


def _pairs(block: Sequence[str], follows: str) -> Iterator[str]:
    """Each of its ends, with what stands below."""
    yield from (" ".join([*block[start:], follows]) for start in range(len(block)))


def html_lines(html: str) -> Iterator[str]:
    """The HTML's visible text, one line for each block."""
    visible = _TAG.sub("", _BLOCK.sub("\n", _UNSEEN.sub("", html).replace("\n", " ")))
    for line in unescape(visible).split("\n"):
        if line.strip():
            yield " ".join(line.split())


def _telling(line: str) -> bool:
    return len(line.split()) >= FEWEST_WORDS
