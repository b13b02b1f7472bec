"""A mail's MIME tree, as the standard library parses it, in a fraction of the time where it is well formed.

The library's parser compiles an expression for each boundary and matches it against every line. A mail whose
boundaries all stand where they should is cut at them instead; any other is left to the library.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

_DEEPEST = 8
_FIELD = re.compile(r"([!-9;-~]+):[ \t]*([^\n]*\n(?:[ \t][^\n]*\n)*)")


class _Irregular(Exception):
    """Nothing to cut at sight: the library reads it."""


def mime_tree(raw: bytes) -> Message:
    """What `email.message_from_bytes` gives, but for preambles, epilogues and noted defects."""
    try:
        return _part(raw.decode("ascii", "surrogateescape"), 0)
    except _Irregular:
        return message_from_bytes(raw)


def head_alone(head: bytes) -> Message:
    """What `email.parser.BytesHeaderParser` gives of a header section, with or without the empty line that ends it."""
    try:
        return _headed(head.decode("ascii", "surrogateescape").rstrip("\r\n") + "\n\n")
    except _Irregular:
        return BytesHeaderParser().parsebytes(head)


def _part(text: str, depth: int) -> Message:
    length = _head_length(text)
    head, body = text[:length], text[length:]
    if depth > _DEEPEST:
        raise _Irregular
    part = _headed(head)
    kind = part.get_content_type()
    if kind.startswith("message/") or kind == "multipart/digest":
        raise _Irregular
    if kind.startswith("multipart/"):
        boundary = part.get_boundary()
        if boundary is None:
            raise _Irregular
        part.set_payload([_part(inner, depth + 1) for inner in _between(body, f"--{boundary}")])
    else:
        part.set_payload(body)
    return part


def _headed(head: str) -> Message:
    """A message of these headers. A line that is none, or may be two, is nothing to read at sight."""
    part, end = Message(), 0
    while field := _FIELD.match(head, end):
        part.set_raw(field[1], field[2].rstrip("\r\n"))
        end = field.end()
    if head[end:] not in ("\n", "\r\n") or head.count("\r") != head.count("\r\n"):
        raise _Irregular
    return part


def _head_length(text: str) -> int:
    """The length of the header section with the empty line that ends it."""
    if text.startswith(("\n", "\r\n")):
        return text.index("\n") + 1
    wide = text.find("\n\r\n")
    bare = text.find("\n\n", 0, wide + 1) if wide >= 0 else text.find("\n\n")
    if wide < 0 and bare < 0:
        raise _Irregular
    return bare + 2 if bare >= 0 else wide + 3


def _between(body: str, mark: str) -> Iterator[str]:
    """The parts between boundary lines, without the line ends that belong to the boundaries."""
    begin = -1
    for start, end, closes in _boundary_lines(body, mark):
        if begin >= 0:
            yield body[begin:start].removesuffix("\n").removesuffix("\r")
        if begin == start or (closes and begin < 0):
            raise _Irregular
        if closes:
            return
        begin = end
    raise _Irregular


def _boundary_lines(body: str, mark: str) -> Iterator[tuple[int, int, bool]]:
    """Begin and end of every boundary line, and whether it is the last one."""
    at = body.find(mark)
    while at >= 0:
        end = body.find("\n", at) + 1 or len(body)
        before = body[at - 1] if at else "\n"
        rest = body[at + len(mark) : end].removesuffix("\n").removesuffix("\r").rstrip(" \t")
        if before == "\r" or "\r" in rest:
            raise _Irregular
        if rest in ("", "--") and before == "\n":
            yield at, end, rest == "--"
        at = body.find(mark, end)
