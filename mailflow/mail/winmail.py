"""Outlook's winmail.dat: the files that it wraps (TNEF). Needs the extra `winmail`; without it there are none."""

import struct
from collections.abc import Iterator
from typing import Any

from mailflow.mail.file_names import safe_name
from mailflow.mail.message import Attachment

try:
    from tnefparse import TNEF
except ImportError:  # an extra
    TNEF = None

_SIGNATURE = b"\x78\x9f\x3e\x22"
_HEAD = struct.Struct("<BHHI")
_MOST_OBJECTS = 2000
_MOST_OCTETS = 16 * 1024 * 1024


def unwrapped(content: bytes) -> tuple[Attachment, ...]:
    """The files in it; none where it cannot be read, or would be too much to read. A mail in it is not entered."""
    if TNEF is None or not _is_simple(content):
        return ()
    try:
        return tuple(_files(TNEF(content, do_checksum=False)))
    except Exception:  # noqa: BLE001 (the library raises whatever broken input makes its slices raise)
        return ()


def _is_simple(content: bytes) -> bool:
    """Whether the objects in it follow upon one another, and are few: the library copies the rest for each."""
    if not content.startswith(_SIGNATURE) or len(content) > _MOST_OCTETS:
        return False
    at = 6
    for _ in range(_MOST_OBJECTS):
        if at + _HEAD.size + 2 >= len(content):
            return True
        *_, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size + length + 2
    return False


def _files(tnef: Any) -> Iterator[Attachment]:
    for one in tnef.attachments:
        data = bytes(one.data)
        if data and not hasattr(one, "embed"):
            name = safe_name(str(one.long_filename()).strip("\x00"), "file")
            yield Attachment(name, "application/octet-stream", len(data), data)
