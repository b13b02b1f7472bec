"""What a delivery report says: whose address failed, for good or for now, and which letter it was."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from flufl.bounce import all_failures

from mailflow.mail.charset import decode
from mailflow.mail.headers import as_text
from mailflow.mail.message import InboundMessage
from mailflow.mail.sender import addresses_like, normalise
from mailflow.mail.token import tokens_in

# Where one of its detectors fails on a mail that is no bounce of its kind, that is no news.
logging.getLogger("flufl.bounce").setLevel(logging.CRITICAL)

_MOST_TEXT = 256 * 1024
_LONGEST_PROSE = 64 * 1024
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# Refused for a reason that lies with the server, the size or the policy, and not with the address.
_NOT_THE_ADDRESS = re.compile(r"5\.(?:2\.[23]|3\.|4\.|5\.|6\.|7\.)")
_FLUFL_FAULTS = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)


@dataclass(frozen=True, slots=True)
class Bounce:
    """One failing address. `letters` are the tokens of the letters that the report returned or named;
    a report without one proves nothing."""

    address: str
    permanent: bool
    letters: tuple[str, ...] = ()
    status: str = ""


def report(message: InboundMessage, keys: Sequence[bytes]) -> Bounce | None:
    """What the delivery report says of the first address in it that failed, or None where it names none."""
    standard = next(_by_status(message_from_bytes(message.raw)), None)
    failing = standard or next(_by_header(message), None) or next(worded_failures(message.raw), None)
    if failing is None:
        return None
    address, permanent, status = failing
    wire = message.raw[:_MOST_TEXT].decode("latin-1")
    return Bounce(address, permanent, tokens_in([wire, *message.recipients], keys), status)


Failing = tuple[str, bool, str]


def _by_status(source: Message) -> Iterator[Failing]:
    """RFC 3464: one block of fields for each recipient."""
    for part in source.walk():
        blocks = part.get_payload() if part.get_content_type() == "message/delivery-status" else ()
        for block in blocks:
            if isinstance(block, Message):
                yield from _of_recipient(block)


def _of_recipient(block: Message) -> Iterator[Failing]:
    fields = {name.lower(): as_text(str(value)) for name, value in block.raw_items()}
    named = fields.get("original-recipient") or fields.get("final-recipient") or ""
    address = _address(named.rpartition(";")[2]) or _address(fields.get("final-recipient", "").rpartition(";")[2])
    action, found = fields.get("action", "").lower(), _STATUS.search(fields.get("status", ""))
    if address is None or action in {"delivered", "relayed", "expanded"} or (found and found.group(1) == "2"):
        return
    status = found.group() if found else ""
    yield address, _is_permanent(action, status), status


def _is_permanent(action: str, status: str) -> bool:
    given_up = action.startswith("fail")
    if _NOT_THE_ADDRESS.match(status):
        return False
    return status.startswith("5") or given_up


def _by_header(message: InboundMessage) -> Iterator[Failing]:
    for address in addresses_like(message.first("x-failed-recipients")):
        found = _STATUS.search(message.text or "")
        yield address, _is_permanent("failed", found.group() if found else ""), found.group() if found else ""


def worded_failures(raw: bytes) -> Iterator[Failing]:
    """What the hundred odd formats say in prose: address, whether for good, status."""
    try:
        temporary, permanent = all_failures(message_from_bytes(raw[:_LONGEST_PROSE]))
    except _FLUFL_FAULTS:
        return
    for octets, for_good in (*((a, True) for a in permanent), *((a, False) for a in temporary)):
        address = _address(decode(octets))
        if address is not None:
            yield address, for_good, ""


def _address(text: str) -> str | None:
    return normalise(text.strip().strip("<>"))
