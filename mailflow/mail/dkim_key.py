"""DKIM keys as the DNS holds them, with the limits that their owners set (RFC 6376, 8301, 8463)."""

import re
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Sequence

from mailflow.mail.alignment import host
from mailflow.mail.dkim_signature import Signature, tag_list

SMALLEST, LARGEST = 1024, 8192
LARGEST_EXPONENT_BITS = 64
LONGEST_RECORD = 4096


def key_for(signature: Signature, records: Sequence[str]) -> bytes | str:
    """The record among those at the signature's name that may be used for it, spelled plainly; or why there is none."""
    found = [record for record in records if re.search(r"(?:^|;)\s*p\s*=", record)]
    if not found:
        return "there is no key for it"
    if len(found) > 1:
        return "there is more than one key for it"
    tags = tag_list(found[0]) if len(found[0]) <= LONGEST_RECORD else None
    if tags is None:
        return "its key is malformed"
    return _refused(signature, tags) or _usable(tags)


def _refused(signature: Signature, tags: dict[str, str]) -> str:
    """What the record says of itself that keeps it from being used."""
    method, _, digest = signature.tags["a"].partition("-")
    if tags.get("v", "DKIM1") != "DKIM1":
        return "its key is malformed"
    if not tags["p"]:
        return "its key has been revoked"
    if tags.get("k", "rsa") != method:
        return "its key is of another kind"
    if "h" in tags and digest not in _listed(tags["h"]):
        return "its key is not for that digest"
    if not _listed(tags.get("s", "*")) & {"*", "email"}:
        return "its key is not for mail"
    flags = _listed(tags.get("t", ""))
    if "y" in flags:
        return "its domain is only testing"
    identity = signature.tags.get("i", f"@{signature.domain}").rpartition("@")[2]
    return "its key is not for subdomains" if "s" in flags and host(identity) != signature.domain else ""


def _usable(tags: dict[str, str]) -> bytes | str:
    kind, text = tags.get("k", "rsa"), re.sub(r"\s", "", tags["p"])
    try:
        octets = b64decode(text, validate=True)
    except (Base64Error, ValueError):
        return "its key is malformed"
    wrong = _wrong_length(octets) if kind == "ed25519" else _wrong_rsa(octets)
    return wrong or f"v=DKIM1; k={kind}; p={text}".encode()


def _wrong_length(octets: bytes) -> str:
    return "" if len(octets) == 32 else "its key is malformed"


def _wrong_rsa(octets: bytes) -> str:
    from dkim.crypto import UnparsableKeyError, parse_public_key  # dkimpy brings all of dnspython along

    try:
        key = parse_public_key(octets)
        size, exponent = key["modulus"].bit_length(), key["publicExponent"]
    except (UnparsableKeyError, ValueError, IndexError, KeyError, TypeError, AssertionError):
        return "its key is malformed"
    if size < SMALLEST:
        return "its key is too short"
    fit = size <= LARGEST and exponent > 1 and exponent.bit_length() <= LARGEST_EXPONENT_BITS
    return "" if fit else "its key is malformed"


def _listed(value: str) -> set[str]:
    return {one.strip().lower() for one in value.split(":")}
