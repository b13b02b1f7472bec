"""Who a message is from: exactly one strictly parsed address, or nobody."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import idna

LONGEST_FROM = 2000
_MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[^"<>,:;()\\]+|.', re.DOTALL)
_LOCAL = re.compile(r"""[^\s"<>(),:;@\\\[\]\x00-\x1f\x7f]{1,64}|"[^"\\\x00-\x1f\x7f]{1,62}\"""")
_DOMAIN = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*")
_ADDRESS_LIKE = re.compile(r"[^\s\"<>(),:;@\x00-\x1f]{1,128}@[^\s\"<>(),:;@\x00-\x1f]{1,253}")
_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


def normalise(address: str) -> str | None:
    """The spelling by which addresses compare: ASCII lower case, the domain as A-labels; None for no address."""
    local, at, domain = address.strip().rpartition("@")
    host = _host(domain)
    if not at or host is None or not _LOCAL.fullmatch(local):
        return None
    return f"{local.translate(_ASCII_LOWER)}@{host}"


def _host(domain: str) -> str | None:
    """A domain name as lower-case A-labels, or None."""
    domain = domain.removesuffix(".").translate(_ASCII_LOWER)
    if not domain.isascii():
        try:
            domain = idna.encode(domain, uts46=True).decode("ascii")
        except (UnicodeError, ValueError, IndexError):
            return None
    return domain if len(domain) <= 253 and _DOMAIN.fullmatch(domain) else None


def senders(from_headers: Sequence[str]) -> tuple[str, ...]:
    """The normalised addresses of all From headers. Anything but exactly one means that the sender is not settled.

    The headers come as they stood on the wire, encoded words not yet decoded: a comma or an angle
    inside one must not count.
    """
    found: list[str] = []
    for value in from_headers:
        mailboxes = _mailboxes(value) if len(value) <= LONGEST_FROM else None
        if mailboxes is None:
            return ()
        found += mailboxes
    return tuple(found)


def addresses_like(value: str) -> tuple[str, ...]:
    """Whatever looks like an address in a header, for headers that prove nothing."""
    return tuple(found.translate(_ASCII_LOWER) for found in _ADDRESS_LIKE.findall(value))


@dataclass(slots=True)
class _Mailbox:
    """One entry of a From header while it is read. `angle` is what stands in angle brackets, once they open."""

    words: list[str] = field(default_factory=list)
    angle: list[str] | None = None
    closed: bool = False

    def take(self, mark: str) -> bool:
        """Add a mark; False where it makes the entry malformed."""
        if mark == "<":
            fresh, self.angle = self.angle is None, []
            return fresh
        if mark == ">":
            was_open, self.closed = self.angle is not None and not self.closed, True
            return was_open
        if self.closed:
            return not mark.strip()
        (self.words if self.angle is None else self.angle).append(mark)
        return True

    def address(self) -> str | None:
        """The entry's address, or None where it is malformed."""
        name = "".join(self.words).strip()
        if self.angle is None:
            return normalise(name)
        address = normalise("".join(self.angle)) if self.closed else None
        return address if _harmless(name, address) else None


def _harmless(name: str, address: str | None) -> bool:
    """Whether a display name names no second address outside quotes."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', "", name)
    return "@" not in bare or normalise(bare) == address


def _mailboxes(value: str) -> list[str] | None:
    """The addresses of one header; None where anything in it is malformed, or a group."""
    found, entry = [], _Mailbox()
    for mark in _outside_comments(value):
        if mark == ",":
            found.append(entry.address())
            entry = _Mailbox()
        elif mark in {":", ";", '"', "\\", ")"} or not entry.take(mark):
            return None
    found.append(entry.address())
    return None if None in found else [address for address in found if address]


def _outside_comments(value: str) -> Iterator[str]:
    """The marks that stand outside comments; an unclosed comment ends with a mark that no entry allows."""
    depth, escaped = 0, False
    for mark in _MARK.findall(value):
        if depth and escaped:
            escaped = False
        elif depth:
            escaped = mark == "\\"
            depth += (mark == "(") - (mark == ")")
            if depth == 0:
                yield " "
        elif mark == "(":
            depth = 1
        else:
            yield mark
    if depth:
        yield ")"
