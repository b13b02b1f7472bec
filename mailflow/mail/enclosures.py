"""The files of a message as evidence: what each is, what is kept of them, and what nobody sent as a file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from mailflow.domain.enclosed import PICTURE, Enclosed
from mailflow.mail.body import TNEF
from mailflow.mail.file_types import sniff
from mailflow.mail.message import Attachment, InboundMessage
from mailflow.mail.own_pictures import own_pictures, referenced
from mailflow.mail.picture_size import is_tiny
from mailflow.mail.read import Limits
from mailflow.mail.winmail import unwrapped

_LINK = re.compile(r"\bhttps?://[^\s<>\"'`\u00ab\u00bb\u201c\u201d\u2018\u2019\\^{}|]{3,500}", re.IGNORECASE)
_TRAILING = ".,;:!?)]}*_~>"
MOST_LINKS = 20


@dataclass(frozen=True, slots=True)
class Enclosures:
    """What came with a message; `contents` are the bytes of what is to be kept, by their SHA-256."""

    files: tuple[Enclosed, ...] = ()
    contents: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def enclosures(message: InboundMessage, known: frozenset[int], limits: Limits) -> Enclosures:
    """The files of the message in its order. `known` are the line hashes of letters that may be quoted in it."""
    if not message.attachments:
        return Enclosures()
    attached = [one for each in message.attachments for one in _unwrapped(each)]
    shown = frozenset(referenced(message.html))
    own = own_pictures(message, known) if shown else frozenset[str]()
    found = [(_described(one, shown, own), one.content or b"") for one in attached]
    kept = list(_within(found, limits))
    return Enclosures(tuple(one for one, _ in kept), {one.sha256: content for one, content in kept if one.kept})


def links(text: str) -> tuple[str, ...]:
    """The web addresses in a text, each once, in their order."""
    found = (match[0].rstrip(_TRAILING) for match in _LINK.finditer(text))
    return tuple(dict.fromkeys(one for one in found if one.isprintable()))[:MOST_LINKS]


def _unwrapped(attachment: Attachment) -> Sequence[Attachment]:
    """What Outlook wrapped into a winmail.dat, in its place."""
    if attachment.type not in TNEF and attachment.name.lower() != "winmail.dat":
        return (attachment,)
    return unwrapped(attachment.content or b"") or (attachment,)


def _described(attachment: Attachment, shown: frozenset[str], own: frozenset[str]) -> Enclosed:
    if attachment.content is None:
        return Enclosed(attachment.name, attachment.type, attachment.size, left="large")
    if not attachment.content:
        return Enclosed(attachment.name, attachment.type, 0, left="empty")
    kind = sniff(attachment.content, attachment.name)
    risk = "mail" if attachment.type.startswith("message/") else kind.risk
    inline = kind.type.startswith("image/") and (attachment.inline or attachment.content_id in shown)
    aside = inline and attachment.content_id in shown and attachment.content_id not in own
    return Enclosed(
        name=attachment.name,
        type=kind.type,
        size=attachment.size,
        sha256=sha256(attachment.content).hexdigest(),
        left=PICTURE if aside or (inline and is_tiny(attachment.content)) else "",
        risk=risk,
        claimed=kind.claimed,
        inline=inline,
    )


def _within(found: Sequence[tuple[Enclosed, bytes]], limits: Limits) -> Iterator[tuple[Enclosed, bytes]]:
    """What the limits allow is kept; of the same file twice, one."""
    count, octets, seen = 0, 0, set[str]()
    for one, content in found:
        if one.kept and one.sha256 in seen:
            continue
        if one.kept and count >= limits.files:
            yield replace(one, left="many"), b""
        elif one.kept and octets + one.size > limits.files_octets:
            yield replace(one, left="total"), b""
        else:
            yield one, content
            count, octets = count + one.kept, octets + one.size * one.kept
            seen.add(one.sha256)
