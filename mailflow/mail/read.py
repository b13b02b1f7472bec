"""From bytes to an InboundMessage. Whatever the bytes are, nothing but `Unreadable` is raised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import Message
from email.utils import parsedate_to_datetime

from mailparser.addresses import parse_address_header
from mailparser.dates import parse_mail_date
from mailparser.exceptions import MailParserError

from mailflow.mail.body import TooComplex, pick
from mailflow.mail.headers import by_name, decoded, message_ids
from mailflow.mail.message import InboundMessage
from mailflow.mail.mime_tree import head_alone, mime_tree
from mailflow.mail.sender import addresses_like, normalise, senders
from mailflow.mail.token import without_subject_tags

_DELIVERY_HEADERS = ("delivered-to", "x-original-to", "x-envelope-to", "envelope-to", "x-delivered-to")
_ADDRESSED_BY = ("to", "cc", *_DELIVERY_HEADERS, "resent-to")
_MOST_BOUNDARIES = 150
_MOST_BOUNDARY_LINES = 5000
_LONGEST_ADDRESS_LIST = 16_000
_UNREADABLE = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    MessageError,
    MailParserError,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one message may cost; beyond it is set aside. Files beyond `files`, or larger than `file_octets` each or
    `files_octets` together, are named and not kept."""

    size: int = 10 * 1024 * 1024
    header_octets: int = 64 * 1024
    headers: int = 256
    parts: int = 100
    depth: int = 20
    characters: int = 1024 * 1024
    files: int = 20
    file_octets: int = 10 * 1024 * 1024
    files_octets: int = 25 * 1024 * 1024


class Unreadable(Exception):
    """A message that cannot be read; `reason` names a disposition reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the headers alone say. `references` holds In-Reply-To, too; `addressed` whatever looks like an address.

    `report`: it says of itself that it is a delivery report; which letter it is about stands in its body.
    """

    message_id: str = ""
    senders: tuple[str, ...] = ()
    addressed: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    report: bool = False


def peek(raw: bytes) -> Envelope:
    """The headers that identify a message. Cheap, and never raises: what is unreadable is empty."""
    try:
        fields = by_name(_raw_items(head_alone(_head(raw, Limits().header_octets))))
    except (*_UNREADABLE, RecursionError):
        return Envelope()
    return Envelope(
        message_id=_first_id(fields),
        senders=senders(fields.get("from", ())),
        addressed=_addressed(fields),
        references=message_ids(_all(fields, "in-reply-to", "references")),
        subject=decoded(_first(fields, "subject")),
        date=_written_at(_first(fields, "date")),
        report=_is_report(fields),
    )


def _is_report(fields: Mapping[str, Sequence[str]]) -> bool:
    standard = _first(fields, "content-type").lower().startswith("multipart/report")
    return standard or "x-failed-recipients" in fields or "mailer-daemon" in _first(fields, "from").lower()


def _written_at(value: str) -> datetime | None:
    """The instant that a Date header names; without a zone it counts as UTC."""
    try:
        found = parsedate_to_datetime(value)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def read(raw: bytes, limits: Limits | None = None) -> InboundMessage:
    """The message that these bytes are. Raises `Unreadable` where they are none, or too much of one."""
    limits = limits or Limits()
    _refuse_too_much(raw, limits)
    try:
        return _read(raw, limits)
    except (TooComplex, RecursionError) as fault:
        raise Unreadable("too_complex") from fault
    except _UNREADABLE as fault:
        raise Unreadable("malformed") from fault


def _refuse_too_much(raw: bytes, limits: Limits) -> None:
    """What would be costly to parse is refused before it is parsed."""
    if len(raw) > limits.size:
        raise Unreadable("too_large")
    if len(_head(raw, limits.header_octets + 1)) > limits.header_octets:
        raise Unreadable("too_complex")
    declared = raw.count(b"oundary=") + raw.count(b"OUNDARY=")
    long = len(raw) > len(b"\n--") * _MOST_BOUNDARY_LINES
    if declared > _MOST_BOUNDARIES or (long and raw.count(b"\n--") > _MOST_BOUNDARY_LINES):
        raise Unreadable("too_complex")


def _read(raw: bytes, limits: Limits) -> InboundMessage:
    source = mime_tree(raw)
    items = _raw_items(source)
    if not items:
        raise Unreadable("malformed")
    if len(items) > limits.headers:
        raise Unreadable("too_complex")
    fields = by_name(items)
    body = pick(
        source,
        parts=limits.parts,
        depth=limits.depth,
        characters=limits.characters,
        octets=limits.file_octets,
    )
    parsed = _parsed_headers(fields)
    return InboundMessage(
        message_id=_first_id(fields),
        in_reply_to=next(iter(message_ids(fields.get("in-reply-to", ()))), ""),
        references=message_ids(fields.get("references", ())),
        senders=_agreed_senders(fields, parsed),
        recipients=_recipients(fields, parsed),
        subject=without_subject_tags(decoded(_first(fields, "subject"))),
        date=None if parsed is None else parsed.date,
        text=_joined(body.plain),
        html=_joined(body.html),
        headers={name: tuple(map(decoded, values)) for name, values in fields.items()},
        attachments=tuple(body.attachments),
        forwarded=body.forwarded,
        calendar=body.calendar,
        method=body.method,
        content_type=source.get_content_type(),
        report_type=_report_type(source),
        size=len(raw),
        raw=raw,
    )


def _head(raw: bytes, most: int) -> bytes:
    """The header section, or `most` octets where it does not end before."""
    wide = raw.find(b"\n\r\n", 0, most)
    end = wide if wide >= 0 else most
    bare = raw.find(b"\n\n", 0, end + 1 if wide >= 0 else most)
    return raw[: bare if bare >= 0 else end]


def _raw_items(source: Message) -> list[tuple[str, str]]:
    return [(name, str(value)) for name, value in source.raw_items()]


@dataclass(frozen=True, slots=True)
class _Parsed:
    """mail-parser's reading of the address and date headers: the first of each counts."""

    sender: tuple[str, ...]
    listed: tuple[str, ...]
    date: datetime | None


def _parsed_headers(fields: Mapping[str, Sequence[str]]) -> _Parsed | None:
    """None where mail-parser gives up. Its object would read display names, too, for most of the cost."""
    try:
        sender, to, cc = (_addresses(_first(fields, name)) for name in ("from", "to", "cc"))
        return _Parsed(sender, (*to, *cc), parse_mail_date(_first(fields, "date")[:_LONGEST_ADDRESS_LIST]).value)
    except (*_UNREADABLE, RecursionError):
        return None


def _agreed_senders(fields: Mapping[str, Sequence[str]], parsed: _Parsed | None) -> tuple[str, ...]:
    """Our strict reading of From, where mail-parser's is the same; two readings of one header are nobody."""
    strict = senders(fields.get("from", ()))
    if len(strict) != 1 or parsed is None:
        return strict
    return strict if parsed.sender == strict else ()


def _recipients(fields: Mapping[str, Sequence[str]], parsed: _Parsed | None) -> tuple[str, ...]:
    listed = () if parsed is None else parsed.listed
    delivered = (address for name in _DELIVERY_HEADERS for address in _addressed_in(fields, name))
    return tuple(dict.fromkeys((*listed, *delivered)))


def _addresses(value: str) -> tuple[str, ...]:
    if not value:
        return ()
    listed, _ = parse_address_header(value[:_LONGEST_ADDRESS_LIST], _no_names)
    found = (normalise(address) for _, address in listed)
    return tuple(address for address in found if address)


def _no_names(_: Sequence[str]) -> list[tuple[str, str]]:
    """What mail-parser asks for display names: there are none, and the addresses stay its own."""
    return []


def _addressed(fields: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for name in _ADDRESSED_BY for address in _addressed_in(fields, name)))


def _addressed_in(fields: Mapping[str, Sequence[str]], name: str) -> list[str]:
    return [address for value in fields.get(name, ()) for address in addresses_like(value)]


def _report_type(source: Message) -> str:
    if "report-type" not in str(source.get("content-type", "")).lower():
        return ""
    value = source.get_param("report-type", "")
    return value.lower() if isinstance(value, str) else ""


def _joined(parts: Sequence[str]) -> str | None:
    return "\n".join(parts) if parts else None


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(fields.get(name, ())), "")


def _first_id(fields: Mapping[str, Sequence[str]]) -> str:
    return next(iter(message_ids(fields.get("message-id", ()))), "")


def _all(fields: Mapping[str, Sequence[str]], *names: str) -> list[str]:
    return [value for name in names for value in fields.get(name, ())]
