"""Header fields: unfolded and decoded, by lower-case name."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from binascii import a2b_qp
from collections.abc import Iterable

from mailflow.mail.charset import decode, printable

_FOLD = re.compile(r"\r?\n(?=[ \t])|\r|\n")
_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,64})\?([bBqQ])\?([^?]*)\?=")
_MESSAGE_ID = re.compile(r"<\s*([^<>\s]{1,998})\s*>")
MOST_REFERENCES = 200


def as_text(value: str) -> str:
    """A header value as it stood on the wire, on one line; octets beyond ASCII read as UTF-8 or Western."""
    flat = _FOLD.sub("", value) if "\n" in value or "\r" in value else value
    if flat.isascii():
        return flat.strip()
    return decode(flat.encode("utf-8", "surrogateescape")).strip()


def decoded(value: str) -> str:
    """A header value for people: encoded words decoded, control characters gone."""
    text = as_text(value)
    return printable(without_encoded_words(text) if "=?" in text else text)


def without_encoded_words(text: str) -> str:
    """Neighbouring words of one charset are joined before decoding: some mailers cut characters in two."""
    pieces: list[str] = []
    pending, charset, end = b"", "", 0
    for word in _ENCODED_WORD.finditer(text):
        gap = text[end : word.start()]
        name, octets = word.group(1).partition("*")[0].lower(), _octets(word.group(2), word.group(3))
        if pending and (gap.strip() or name != charset):
            pieces.append(decode(pending, charset))
            pending = b""
        if gap.strip() or end == 0:
            pieces.append(gap)
        pending, charset, end = pending + octets, name, word.end()
    pieces.append(decode(pending, charset))
    pieces.append(text[end:])
    return "".join(pieces)


def _octets(encoding: str, text: str) -> bytes:
    if encoding in "qQ":
        return a2b_qp(text.encode("utf-8", "replace"), header=True)
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    try:
        return b64decode(letters + "=" * (-len(letters) % 4))
    except Base64Error:
        return text.encode("utf-8", "replace")


def message_ids(values: Iterable[str]) -> tuple[str, ...]:
    """The Message-IDs in those header values, in angle brackets, in their order; the last ones where there are many."""
    found = [f"<{bare}>" for value in values for bare in _MESSAGE_ID.findall(value)]
    return tuple(found[-MOST_REFERENCES:])


def by_name(fields: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Raw fields by lower-case name, unfolded."""
    found: dict[str, list[str]] = {}
    for name, value in fields:
        found.setdefault(name.lower(), []).append(as_text(value))
    return found
