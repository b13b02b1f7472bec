"""The fingerprints of a letter's own lines, so that they are recognised when somebody quotes them back."""

import re
from collections.abc import Iterator
from html import unescape
from struct import pack

from mailflow.domain.reading import line_hash

_BLOCK = re.compile(r"</?(?:p|h1|h2|h3|td|tr|table|div|li|ul|ol|br|hr|body|blockquote)\b[^>]*>")
_UNSEEN = re.compile(r"<(style|title)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
FEWEST_WORDS = 3


def known_lines(text: str, html: str) -> bytes:
    """Every line of both parts as packed 8-byte hashes, largest byte first.

    Lines of one or two words are left out: people write those themselves.
    """
    hashes = {line_hash(line) for line in (*text.split("\n"), *html_lines(html)) if _telling(line)}
    return pack(f">{len(hashes)}Q", *sorted(hashes))


def html_lines(html: str) -> Iterator[str]:
    """The HTML's visible text, one line for each block."""
    visible = _TAG.sub("", _BLOCK.sub("\n", _UNSEEN.sub("", html).replace("\n", " ")))
    for line in unescape(visible).split("\n"):
        if line.strip():
            yield " ".join(line.split())


def _telling(line: str) -> bool:
    return len(line.split()) >= FEWEST_WORDS
