"""What a file is by its content, whatever its name says, and whether it may be passed on.

Signatures are looked up in puremagic's table; nothing is opened or unpacked.
"""

import re
from dataclasses import dataclass

import puremagic

from mailflow.mail.file_endings import (
    ALIKE,
    ARCHIVES,
    KNOWN_AT_SIGHT,
    MAIL,
    OLD_DOCUMENTS,
    PAGES,
    PROGRAMS,
    READABLE,
    SCRIPTS,
    TYPES,
    WITH_MACROS,
    ZIPPED_DOCUMENTS,
)
from mailflow.mail.file_names import ending

UNKNOWN = "application/octet-stream"
_LOOKED_AT = 64 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"dex\n",
    b"L\x00\x00\x00\x01\x14\x02\x00",
    b"\x00asm",
    b"!<arch>",
)
_ARCHIVES = (
    b"PK\x05\x06",
    b"Rar!",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"MSCF",
    b"xar!",
    b"ISc(",
    b"\x60\xea",
    b"\x78\x9f\x3e\x22",
)
_DISK_IMAGES = ((b"CD001", 0x8001), (b"ustar", 257))
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|meta|img|a\s|form|\?xml|!entity)", re.IGNORECASE
)
_SCRIPT = re.compile(
    rb"#!|<\?php|<%|@?echo\s+off|\s*(?:powershell|cmd(?:\.exe)?)\s|\[InternetShortcut\]"
    rb"|\[Desktop Entry\]|Windows Registry Editor",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`type` by content; `claimed` the name's, where that is another; `risk` as `Enclosed` has it."""

    type: str
    claimed: str = ""
    risk: str = ""


def sniff(content: bytes, name: str) -> Sniffed:
    """What the content looks like. Looks at its beginning only; raises nothing for any bytes."""
    head, last = content[:_LOOKED_AT], ending(name)
    kind, endings = _kind(head, last)
    disguised = _disguised(kind, endings, last, head)
    claimed = TYPES.get(last, f".{last}") if disguised else ""
    return Sniffed(kind, claimed, _risk(head, last, kind) or ("disguised" if disguised else ""))


def _kind(head: bytes, last: str) -> tuple[str, frozenset[str]]:
    """The type of that beginning, and the endings that fit it."""
    text = _is_text(head)
    if text and _PAGE.search(head[:1024].lstrip()):
        return ("image/svg+xml" if b"<svg" in head[:1024].lower() else "text/html"), PAGES
    if text and _SCRIPT.match(head.lstrip(b"\xef\xbb\xbf \t\r\n")):
        return "text/x-script", SCRIPTS
    if not text and head.startswith(_PROGRAMS):
        return "application/x-executable", PROGRAMS
    found = _signatures(head, last)
    fitting = [(end, kind) for end, kind in found if end == last or _same(end, last)] or ([] if text else found)
    if head.startswith(_ZIP) and fitting is found:
        return "application/zip", frozenset(end for end, _ in found)
    if fitting:
        return _named(fitting, last), frozenset(end for end, _ in found)
    return ("text/csv" if last == "csv" else "text/plain") if text else UNKNOWN, frozenset()


def _named(fitting: list[tuple[str, str]], last: str) -> str:
    """The type of the ending where the content bears it out, else the surest that has a name."""
    if last in TYPES and any(end == last for end, _ in fitting):
        return TYPES[last]
    return next((kind for _, kind in fitting if kind), UNKNOWN)


def _signatures(head: bytes, last: str) -> list[tuple[str, str]]:
    """Endings and types whose signature stands there, the surest first; one of two octets bears out a name, and is no
    evidence against it."""
    try:
        found = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError, IndexError):
        return []
    named = [(one.extension.lstrip(".").lower(), one.mime_type, one.confidence) for one in found]
    return [(end, kind) for end, kind, sure in named if sure >= 0.3 or (end == last and sure >= 0.2)]


def _is_text(head: bytes) -> bool:
    if b"\x00" in head or not head:
        return False
    try:
        head[:-3].decode("utf-8") if len(head) == _LOOKED_AT else head.decode("utf-8")
    except UnicodeDecodeError:
        return not any(octet < 9 or 14 <= octet < 27 or 28 <= octet < 32 for octet in head[:2048])
    return not any(octet < 7 for octet in head[:2048])


def _same(one: str, other: str) -> bool:
    return any(one in group and other in group for group in ALIKE)


def _disguised(kind: str, endings: frozenset[str], last: str, head: bytes) -> bool:
    """Whether the name promises something else than the content is."""
    if last in endings or any(_same(one, last) for one in endings):
        return False
    if kind in ("application/x-executable", "text/html", "image/svg+xml", "text/x-script"):
        return last not in (PROGRAMS | SCRIPTS | PAGES | READABLE | {""})
    if last in ZIPPED_DOCUMENTS and head.startswith(_ZIP):
        return False
    if last in OLD_DOCUMENTS and head.startswith(_OLE):
        return False
    if last in READABLE:
        return not _is_text(head)
    return last in KNOWN_AT_SIGHT


def _risk(head: bytes, last: str, kind: str) -> str:
    if kind == "application/x-executable" or last in PROGRAMS:
        return "program"
    if kind == "text/x-script" or last in SCRIPTS:
        return "script"
    if kind in ("text/html", "image/svg+xml") or last in PAGES:
        return "page"
    if last in WITH_MACROS or last in OLD_DOCUMENTS or head.startswith(_OLE):
        return "macros"
    if last in MAIL:
        return "mail"
    return "archive" if _packed(head, last) else ""


def _packed(head: bytes, last: str) -> bool:
    if last in ARCHIVES or head.startswith(_ARCHIVES):
        return True
    if head.startswith(_ZIP):
        return last not in ZIPPED_DOCUMENTS
    return any(head[at : at + len(mark)] == mark for mark, at in _DISK_IMAGES)
