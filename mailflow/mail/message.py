"""A message as it was read: decoded, normalised, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came along. `name` is safe to show and to store under; `size` counts decoded octets.

    `type` is what the message claims. `content` is None where it is larger than the limits allow. `content_id` is the
    name, in lower case, by which the HTML part can show it; `inline`: it is meant to be shown in the text.
    """

    name: str
    type: str
    size: int
    content: bytes | None = field(default=None, repr=False)
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """One message that somebody sent us.

    `senders` are the addresses of its From headers, normalised: anything but exactly one is nobody.
    `recipients` are the normalised addresses of To, Cc and the delivery headers, plus-parts kept.
    `text` and `html` are the body's parts, decoded, unflowed, joined where there are several; never
    from attached or forwarded messages or from attachments; None where there is no such part.
    `headers` holds every header's decoded values by lower-case name. `content_type` and
    `report_type` are the whole message's. `forwarded`: another message is attached to it.
    `calendar` is an iCalendar part's text and `method` its METHOD.
    """

    message_id: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    text: str | None = None
    html: str | None = None
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    forwarded: bool = False
    calendar: str | None = None
    method: str = ""
    content_type: str = "text/plain"
    report_type: str = ""
    size: int = 0
    raw: bytes = field(default=b"", repr=False)

    @property
    def sender(self) -> str | None:
        """The one address that this message is from, or None where that is not settled."""
        return self.senders[0] if len(self.senders) == 1 else None

    @property
    def content_key(self) -> str:
        """The same for the same message, whatever way it came and however often."""
        parts = (self.message_id, *self.senders, self.subject, self.text or "", self.html or "")
        return sha256("\x00".join(parts).encode("utf-8", "replace")).hexdigest()

    def first(self, name: str) -> str:
        """The first value of the header `name` (lower-case), or nothing."""
        values = self.headers.get(name)
        return values[0] if values else ""
