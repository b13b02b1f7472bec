"""A body as DKIM hashes it (RFC 6376, 3.4), in time that grows with its length alone."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from hashlib import sha256

_SPACES = re.compile(rb"[\t ]+")


def digest_fits(body: bytes, claimed: str, canonicalization: str) -> bool:
    """Whether `claimed` (base64) is the SHA-256 of that body, its lines ended by CRLF."""
    way = canonicalization.partition("/")[2] or "simple"
    if way not in ("simple", "relaxed"):
        return False
    try:
        return sha256(_relaxed(body) if way == "relaxed" else _simple(body)).digest() == b64decode(
            claimed, validate=True
        )
    except (Base64Error, ValueError):
        return False


def _simple(body: bytes) -> bytes:
    return _without_last_lines(body) + b"\r\n"


def _relaxed(body: bytes) -> bytes:
    lines = (_SPACES.sub(b" ", line).rstrip(b" ") for line in body.split(b"\r\n"))
    text = _without_last_lines(b"\r\n".join(lines))
    return text + b"\r\n" if text else b""


def _without_last_lines(body: bytes) -> bytes:
    end = len(body)
    while body.endswith(b"\r\n", 0, end):
        end -= 2
    return body[:end]
