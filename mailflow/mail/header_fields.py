"""A message's header fields in their order, for what depends on which stands above which."""

from collections.abc import Sequence
from email.errors import MessageError
from email.parser import BytesHeaderParser

from mailflow.mail.headers import as_text

MOST_OCTETS = 64 * 1024
Field = tuple[str, str]


def head_of(raw: bytes) -> bytes:
    """The header section, or its beginning where it is too long."""
    ends = [at for blank in (b"\n\n", b"\n\r\n") if (at := raw.find(blank, 0, MOST_OCTETS)) >= 0]
    return raw[: min(ends, default=MOST_OCTETS)]


def fields_of(raw: bytes) -> tuple[Field, ...]:
    """Every field from the top down: its lower-case name, its value on one line. Nothing where it is no header."""
    try:
        items = BytesHeaderParser().parsebytes(head_of(raw)).raw_items()
        return tuple((name.lower(), as_text(str(value))) for name, value in items)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ()


def values(fields: Sequence[Field], name: str) -> list[str]:
    """The values of the fields with that name, from the top down."""
    return [value for found, value in fields if found == name]
