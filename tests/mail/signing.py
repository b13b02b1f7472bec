"""Mail that is really signed, for tests: by dkimpy, with keys made once, at any instant."""

import base64
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any
from unittest import mock

import dkim
from nacl.signing import SigningKey

SELECTOR = "s1"
USUAL = ("from", "to", "subject", "date", "message-id", "mime-version")


def _prime(bits: int, seed: int) -> int:
    """A prime with its two highest bits set; the same for the same seed."""
    import random

    source = random.Random(seed)
    while True:
        found = source.getrandbits(bits) | 1 | (3 << (bits - 2))
        if all(found % small for small in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31)) and all(
            pow(base, found - 1, found) == 1 for base in (2, 3, 5, 7)
        ):
            return found


@cache
def rsa_key(bits: int = 1024, seed: int = 1, exponent: int = 65537) -> tuple[bytes, str]:
    """The private key as PEM and the public one as a TXT record."""
    while True:
        p, q = _prime(bits // 2, seed), _prime(bits // 2, seed + 1000)
        order = (p - 1) * (q - 1)
        seed += 1
        if p != q and order % exponent:
            break
    private = pow(exponent, -1, order)
    numbers = (0, p * q, exponent, private, p, q, private % (p - 1), private % (q - 1), pow(q, -1, p))
    pem = base64.encodebytes(_der(*numbers)).decode()
    public = base64.b64encode(_der(p * q, exponent)).decode()
    return (
        f"-----BEGIN RSA PRIVATE KEY-----\n{pem}-----END RSA PRIVATE KEY-----\n".encode(),
        f"v=DKIM1; k=rsa; p={public}",
    )


def _der(*numbers: int) -> bytes:
    return _sequence(b"".join(_integer(number) for number in numbers))


def _integer(number: int) -> bytes:
    octets = number.to_bytes(number.bit_length() // 8 + 1, "big")
    return b"\x02" + _length(len(octets)) + octets


def _sequence(content: bytes) -> bytes:
    return b"\x30" + _length(len(content)) + content


def _length(number: int) -> bytes:
    if number < 0x80:
        return bytes([number])
    octets = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return bytes([0x80 | len(octets)]) + octets


@cache
def ed25519_key() -> tuple[bytes, str]:
    key = SigningKey(bytes(range(32)))
    return base64.b64encode(bytes(key)), f"v=DKIM1; k=ed25519; p={base64.b64encode(bytes(key.verify_key)).decode()}"


def signed(
    raw: bytes,
    domain: str = "studio.example",
    *,
    at: datetime,
    fields: Sequence[str] = USUAL,
    key: bytes | None = None,
    algorithm: str = "rsa-sha256",
    selector: str = SELECTOR,
    identity: str | None = None,
    way: tuple[str, str] = ("relaxed", "relaxed"),
    length: bool = False,
    add: Mapping[str, str] | None = None,
    drop: Sequence[str] = (),
) -> bytes:
    """`raw` with a signature on top. `add` puts tags into it or replaces them, `drop` takes them out."""
    private = key or (ed25519_key()[0] if algorithm.startswith("ed25519") else rsa_key()[0])
    signer = dkim.DKIM(raw, signature_algorithm=algorithm.encode())
    build = signer.gen_header

    def altered(tags: list[Any], *rest: Any, **options: Any) -> bytes:
        kept = [(name, value) for name, value in tags if name.decode() not in {*drop, *(add or {})}]
        extra = [(name.encode(), value.encode()) for name, value in (add or {}).items()]
        tags[:] = [*kept[:-1], *extra, kept[-1]]
        return build(tags, *rest, **options)

    with mock.patch.object(signer, "gen_header", altered), mock.patch("dkim.time.time", at.timestamp):
        header = signer.sign(
            selector.encode(),
            domain.encode(),
            private,
            identity=identity.encode() if identity else None,
            canonicalize=(way[0].encode(), way[1].encode()),
            include_headers=[name.encode() for name in fields],
            length=length,
        )
    return header.rstrip() + b"\r\n" + raw


def keys(
    domain: str = "studio.example", record: str | None = None, selector: str = SELECTOR
) -> dict[str, tuple[str, ...]]:
    """What the DNS says where that domain signs with the usual key."""
    return {f"{selector}._domainkey.{domain}": (record or rsa_key()[1],)}


def with_field(raw: bytes, name: str, value: str, *, last: bool = False) -> bytes:
    """`raw` with one more field, on top or at the end of its header."""
    line = f"{name}: {value}\r\n".encode()
    return re.sub(rb"\r\n\r\n", b"\r\n" + line + b"\r\n", raw, count=1) if last else line + raw
