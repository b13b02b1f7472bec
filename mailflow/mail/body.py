"""The parts of a message that its sender wrote, picked from the MIME tree.

Attached and forwarded messages are never entered, attachments never read: what is quoted that way
must not speak for the sender.
"""

from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message

from mailflow.mail.calendar_reply import method_of
from mailflow.mail.charset import decode, printable
from mailflow.mail.file_endings import TYPES
from mailflow.mail.file_names import safe_name
from mailflow.mail.flowed import unflow
from mailflow.mail.headers import as_text, without_encoded_words
from mailflow.mail.message import Attachment

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
_NO_FILES = (
    "application/pgp-signature",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-encrypted",
    "application/applefile",
)


class TooComplex(Exception):
    """More parts, or nested more deeply, than the limits allow."""


@dataclass(slots=True)
class Body:
    """What the walk found so far."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    forwarded: bool = False
    calendar: str | None = None
    method: str = ""
    octets: int = 0


def pick(root: Message, *, parts: int, depth: int, characters: int, octets: int) -> Body:
    """The body and the attachments, each with its content up to `octets`. Raises TooComplex beyond `parts` or
    `depth`."""
    body = Body(octets=octets)
    for count, (part, is_root) in enumerate(_leaves(root, depth), start=1):
        if count > parts:
            raise TooComplex
        _take(body, part, characters, is_root=is_root)
    return body


def _leaves(root: Message, depth: int) -> Iterator[tuple[Message, bool]]:
    """Everything that holds no parts of its own, attached messages among it, in reading order."""
    waiting = [(root, 0)]
    while waiting:
        part, level = waiting.pop()
        if level > depth:
            raise TooComplex
        children = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(children, list):
            waiting += [(child, level + 1) for child in reversed(children) if isinstance(child, Message)]
        else:
            yield part, part is root


def _take(body: Body, part: Message, characters: int, *, is_root: bool) -> None:
    kind = part.get_content_type()
    if kind.startswith("message/"):
        body.forwarded = body.forwarded or kind == "message/rfc822"
        body.attachments.append(_attachment(part, kind, body.octets))
    elif kind == "text/calendar" and body.calendar is None:
        body.calendar = _text(part, kind)[:characters]
        body.method = method_of(body.calendar, _parameters(part).get("method", ""))
    elif kind in ("text/plain", "text/html") and not _is_file(part, is_root=is_root):
        texts = body.plain if kind == "text/plain" else body.html
        left = characters - sum(map(len, texts))
        if left > 0:
            texts.append(_text(part, kind)[:left])
    elif kind not in _NO_FILES:
        body.attachments.append(_attachment(part, kind, body.octets))


def _is_file(part: Message, *, is_root: bool) -> bool:
    """Whether a text part is a file that was sent along and no part of the letter."""
    disposition = str(part.get("content-disposition", "")).partition(";")[0].strip().lower()
    if disposition in ("", "inline"):
        return not is_root and bool(_file_name(part))
    return True


def _text(part: Message, kind: str) -> str:
    given = _parameters(part)
    text = decode(_octets(part), given.get("charset", ""))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind == "text/plain" and given.get("format", "").lower() == "flowed":
        return unflow(text, delsp=given.get("delsp", "").lower() == "yes")
    return text


def _parameters(part: Message) -> dict[str, str]:
    """The parameters of the Content-Type, the first of each name; none where it is malformed."""
    try:
        found = part.get_params([])
    except (ValueError, LookupError, TypeError, AttributeError):
        return {}
    given: dict[str, str] = {}
    for name, value in found:
        given.setdefault(name.lower(), printable(value[2] if isinstance(value, tuple) else str(value or "")))
    return given


def _octets(part: Message) -> bytes:
    """A part's decoded content; what is broken in the encoding costs what is broken only."""
    payload = part.get_payload()
    if not isinstance(payload, str):
        return b""
    if _encoding(part) == "base64":
        return _from_base64(payload.encode("utf-8", "surrogateescape"))
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AssertionError):
        content = None
    return content if isinstance(content, bytes) else payload.encode("utf-8", "surrogateescape")


def _encoding(part: Message) -> str:
    return str(part.get("content-transfer-encoding", "")).strip().lower()


def _from_base64(octets: bytes) -> bytes:
    """Base64 as mail has it: without padding, cut in the middle, or with a list's footer under it."""
    packed = octets.translate(None, b"\r\n\t ")
    bare = packed.rstrip(b"=")
    if bare.translate(None, _BASE64):
        bare = b"".join(_base64_lines(octets))
    return b64decode(bare[: len(bare) // 4 * 4] + _last_group(bare[len(bare) // 4 * 4 :]))


def _last_group(rest: bytes) -> bytes:
    return b"" if len(rest) < 2 else rest + b"=" * (4 - len(rest))


def _base64_lines(octets: bytes) -> Iterator[bytes]:
    """The lines up to the first that is no base64 any more."""
    for line in octets.splitlines():
        letters = line.strip()
        bare = letters.rstrip(b"=")
        if bare.translate(None, _BASE64):
            return
        yield bare
        if bare != letters:
            return


def _attachment(part: Message, kind: str, most: int) -> Attachment:
    size = _size(part)
    content = _content(part, kind) if size <= most else None
    return Attachment(
        name=_file_name(part) or _name_for(kind),
        type=kind,
        size=size if content is None else len(content),
        content=content,
        content_id=str(part.get("content-id", "")).strip().strip("<>").lower(),
        inline=str(part.get("content-disposition", "")).strip().lower().startswith("inline"),
    )


def _content(part: Message, kind: str) -> bytes | None:
    """A file's octets. A message is written out anew, which may differ from it in its line ends."""
    if not kind.startswith("message/"):
        return _octets(part)
    try:
        inner = part.get_payload()
        return (
            b"".join(each.as_bytes() for each in inner if isinstance(each, Message)) if isinstance(inner, list) else b""
        )
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError):
        return None


def _size(part: Message) -> int:
    """The decoded size, reckoned and not decoded."""
    payload = part.get_payload()
    if not isinstance(payload, str):
        return 0
    return len(payload) * 3 // 4 if _encoding(part) == "base64" else len(payload)


def _name_for(kind: str) -> str:
    """What a file is called that has no name of its own."""
    if kind.startswith("message/"):
        return "message.eml"
    last = next((last for last, named in TYPES.items() if named == kind), "")
    return f"file.{last}" if last else "file"


def _file_name(part: Message) -> str:
    """The name that a part gives itself, made safe; nothing where it gives none."""
    if not any("name" in str(part.get(header, "")).lower() for header in ("content-disposition", "content-type")):
        return ""
    try:
        name = part.get_filename("") or ""
        if "\ufffd" in name:
            name = _with_decoded_headers(part).get_filename("") or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        name = ""
    return safe_name(_with_controls(name), "")


def _with_controls(name: str) -> str:
    """Encoded words decoded, what is unseen in them left for `safe_name` to show."""
    return without_encoded_words(as_text(name)) if "=?" in name else as_text(name)


def _with_decoded_headers(part: Message) -> Message:
    """A part's headers, raw octets in them read as what they look like."""
    view = Message()
    for name, value in part.raw_items():
        view[name] = as_text(str(value))
    return view
