"""DKIM verified by ourselves: pure, with keys that somebody else looked up.

dkimpy computes; what it overlooks (`l=`, unsigned fields, the limits of a key's record, testing mode, the clock) is
decided before it is asked.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from mailflow.domain.authority import Aligned
from mailflow.mail.alignment import aligned, domain_of
from mailflow.mail.border import Said
from mailflow.mail.dkim_body import digest_fits
from mailflow.mail.dkim_key import key_for
from mailflow.mail.dkim_signature import Signature, flaw, signatures
from mailflow.mail.header_fields import Field

Keys = Mapping[str, tuple[str, ...]]
"""The TXT records at each name, none where the name does not exist; a name that could not be looked up is missing."""

MOST_NAMES = 4
_MALFORMED = (ValueError, IndexError, KeyError, TypeError, AssertionError, AttributeError, ArithmeticError)


def key_names(fields: Sequence[Field], sender: str, now: datetime, ours: frozenset[str]) -> tuple[str, ...]:
    """The names of the keys without which nothing can be said: of signatures that would prove the sender."""
    fit = (one for one in _of_sender(fields, sender) if flaw(one, fields, now, ours) is None)
    return tuple(dict.fromkeys(one.key_name for one in fit))[:MOST_NAMES]


def verify(
    raw: bytes, fields: Sequence[Field], sender: str, keys: Keys, now: datetime, ours: frozenset[str]
) -> Said | None:
    """What the signatures of the sender's domain prove; None where there are none.

    Anything but a good one proves nothing, for or against: signatures break on their way.
    """
    found = _of_sender(fields, sender)
    if not found:
        return None
    why = ""
    for one in found:
        fault = flaw(one, fields, now, ours) or _fault(one, raw, fields, keys.get(one.key_name))
        if fault is None:
            return Said(Aligned.YES, f"{one.domain} signed it", "dkim", one.domain)
        why = why or f"the signature of {one.domain} counts as nothing: {fault}"
    return Said(Aligned.UNKNOWN, why)


def _of_sender(fields: Sequence[Field], sender: str) -> list[Signature]:
    return [one for one in signatures(fields) if one.domain and aligned(one.domain, domain_of(sender))]


def _fault(signature: Signature, raw: bytes, fields: Sequence[Field], records: Sequence[str] | None) -> str | None:
    """Why the signature is not good, or None."""
    if records is None:
        return "its key could not be looked up"
    key = key_for(signature, records)
    return key if isinstance(key, str) else _wrong(signature, raw, fields, key)


def _wrong(signature: Signature, raw: bytes, fields: Sequence[Field], key: bytes) -> str | None:
    import dkim  # it brings all of dnspython along: only where something is signed
    from dkim.canonicalization import InvalidCanonicalizationPolicyError

    try:
        message = dkim.DKIM(raw)
        if [name.decode().lower() for name, _ in message.headers] != [name for name, _ in fields]:
            return "its header can be read in two ways"
        if not _header_good(message, signature, key):
            return "it does not fit the header"
    except (dkim.DKIMException, InvalidCanonicalizationPolicyError, *_MALFORMED):
        return "it is malformed"
    fits = digest_fits(message.body, signature.digest, signature.tags.get("c", "simple/simple"))
    return None if fits else "the body was changed on its way"


def _header_good(message: Any, signature: Signature, key: bytes) -> bool:
    """Whether the signature is one of these header fields. The body's digest is among them; whether it is this
    body's is another question, so that a body which a server rewrote is told apart from a forged header."""
    headers = [(name, value) for name, value in message.headers if name.lower() == b"dkim-signature"]
    tags = {name.encode(): value.encode() for name, value in signature.tags.items() if name != "bh"}
    signed = [name.encode() for name in signature.signed]
    good: bool = message.verify_sig(tags, signed, headers[signature.index], lambda *_, **__: key)
    return good
