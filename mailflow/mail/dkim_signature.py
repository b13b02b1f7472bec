"""DKIM signatures as they stand in a message, and whether one is fit to prove anything (RFC 6376).

Everything is looked at that can be without the key: a signature that leaves open what matters counts as nothing,
however good it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import getaddresses, parsedate_to_datetime

from mailflow.mail.alignment import host
from mailflow.mail.header_fields import Field, values
from mailflow.mail.sender import normalise

OLDEST, NEWEST = timedelta(days=7), timedelta(hours=1)
MOST_SIGNATURES = 10
LONGEST_SIGNATURE = 6000
LONGEST_ADDRESS_LIST = 16_000
SIGNED = ("from", "date", "subject", "message-id")
SINGLE = (
    *SIGNED,
    "to",
    "cc",
    "reply-to",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
)
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_SELECTOR = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_NUMBER = re.compile(r"[0-9]{1,11}")
_LONG_SPACE = re.compile(r"\s{80}")


@dataclass(frozen=True, slots=True)
class Signature:
    """One DKIM-Signature field; `index` counts them from the top. `domain` is empty where it is malformed."""

    index: int
    tags: Mapping[str, str]
    domain: str

    @property
    def key_name(self) -> str:
        """Where its key stands in the DNS; empty where it names none."""
        selector = self.tags.get("s", "")
        fit = len(selector) <= 190 and _SELECTOR.fullmatch(selector)
        return f"{selector.lower()}._domainkey.{self.domain}" if fit and self.domain else ""

    @property
    def signed(self) -> tuple[str, ...]:
        """The names of the fields that it covers, in lower case."""
        return tuple(name.strip().lower() for name in self.tags.get("h", "").split(":"))

    @property
    def digest(self) -> str:
        """The digest of the body that it claims, as base64."""
        return re.sub(r"\s", "", self.tags.get("bh", ""))


def signatures(fields: Sequence[Field]) -> tuple[Signature, ...]:
    """The message's signatures, from the top down; only the first few where there are many."""
    found = values(fields, "dkim-signature")[:MOST_SIGNATURES]
    return tuple(_signature(index, value) for index, value in enumerate(found))


def tag_list(value: str) -> dict[str, str] | None:
    """``tag=value; …`` as RFC 6376 writes it; None where it is malformed or a tag stands twice."""
    found: dict[str, str] = {}
    for pair in value.strip().removesuffix(";").split(";"):
        name, equals, said = pair.partition("=")
        name = name.strip()
        if not equals or name in found or not _TAG.fullmatch(name):
            return None
        found[name] = said.strip()
    return found


def flaw(signature: Signature, fields: Sequence[Field], now: datetime, ours: frozenset[str]) -> str | None:
    """Why this signature counts as nothing, whatever its key says; None where it may count."""
    rules = (_malformed(signature), _loose(signature), _doubled(fields), _untimely(signature, fields, now))
    return next((why for why in rules if why), None) or _replayed(signature, fields, ours)


def header_flaw(signature: Signature, fields: Sequence[Field], now: datetime, ours: frozenset[str]) -> str | None:
    """The same where a server of ours has checked the signature itself: only what it does not look at."""
    rules = (_loose(signature), _doubled(fields), _untimely(signature, fields, now))
    return next((why for why in rules if why), None) or _replayed(signature, fields, ours)


def untimely(fields: Sequence[Field], now: datetime) -> str | None:
    """Why the message's Date does not fit its arrival."""
    dates = values(fields, "date")
    written = _instant(dates[0]) if len(dates) == 1 else None
    if written is None:
        return "it has no Date"
    return None if _recent(written, now) else "it was not written in the days before it arrived"


def _signature(index: int, value: str) -> Signature:
    fit = len(value) <= LONGEST_SIGNATURE and value.isascii() and not _LONG_SPACE.search(value)
    tags = tag_list(value) if fit else None
    return Signature(index, tags or {}, host(tags.get("d", "")) if tags else "")


def _malformed(signature: Signature) -> str | None:
    tags = signature.tags
    if not signature.key_name or tags.get("v") != "1" or tags.get("q", "dns/txt") != "dns/txt":
        return "it is malformed"
    if not all(_BASE64.fullmatch(re.sub(r"\s", "", tags.get(name, ""))) for name in ("b", "bh")):
        return "it is malformed"
    if tags.get("a") not in ("rsa-sha256", "ed25519-sha256"):
        return "its algorithm is not one that counts"
    identity = tags.get("i", f"@{signature.domain}").rpartition("@")
    below = f".{host(identity[2])}".endswith(f".{signature.domain}")
    return None if identity[1] and below else "its i= does not belong to its d="


def _loose(signature: Signature) -> str | None:
    if "l" in signature.tags:
        return "it signs only the beginning of the body (l=)"
    missing = [name for name in SIGNED if name not in signature.signed]
    return f"it does not sign {missing[0].title()}" if missing else None


def _doubled(fields: Sequence[Field]) -> str | None:
    """A field that stands twice is signed once: which of them people see is anybody's guess."""
    names = [name for name, _ in fields]
    doubled = next((name for name in SINGLE if names.count(name) > 1), None)
    return f"{doubled.title()} stands twice" if doubled else None


def _untimely(signature: Signature, fields: Sequence[Field], now: datetime) -> str | None:
    for name in ("t", "x"):
        if name in signature.tags and not _NUMBER.fullmatch(signature.tags[name]):
            return "it is malformed"
    made, ends = _seconds(signature, "t"), _seconds(signature, "x")
    if made is not None and not _recent(made, now):
        return "it was not made in the days before it arrived"
    if ends is not None and (ends < now or (made is not None and ends < made)):
        return "it has expired"
    return untimely(fields, now)


def _replayed(signature: Signature, fields: Sequence[Field], ours: frozenset[str]) -> str | None:
    """Where To is signed, the mail was for whomever To and Cc name; an unsigned Cc anybody may have added."""
    if "to" not in signature.signed:
        return None
    named = [name for name in ("to", "cc") if name in signature.signed]
    reached = {address for name in named for value in values(fields, name) for address in _addresses(value)}
    return None if reached & ours else "it was sent to somebody else"


def _addresses(value: str) -> Iterator[str]:
    """The addresses of a list, their plus-parts taken off."""
    pairs = getaddresses([value]) if len(value) <= LONGEST_ADDRESS_LIST else []
    for _, written in pairs:
        local, _, domain = (normalise(written) or "").rpartition("@")
        if domain:
            yield f"{local.partition('+')[0]}@{domain}"


def _seconds(signature: Signature, tag: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(signature.tags[tag]), UTC)
    except (KeyError, OverflowError, ValueError, OSError):
        return None


def _recent(instant: datetime, now: datetime) -> bool:
    return now - OLDEST <= instant <= now + NEWEST


def _instant(value: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(value)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
