"""Tokens: the unguessable name of a letter of ours, found again in whatever answers it.

A token is 64 bits of identity and 128 bits of proof, both HMACs, as 39 lower-case base32
characters. It stands in a letter's Message-ID and in the plus-part of its Reply-To; where a mail
server takes no plus-addresses, 20 characters of it in the subject (``[#…]``) do.
"""

import re
from base64 import b32decode, b32encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from hmac import compare_digest
from hmac import digest as hmac_digest

TOKEN_LENGTH = 39
NAME_LENGTH = 26
LONGEST_MAILBOX_NAME = 64 - len("+") - TOKEN_LENGTH
MOST_CANDIDATES = 200
_ID, _PROOF, _SUBJECT_PROOF = 8, 16, 4
_FULL = re.compile(r"(?<![A-Za-z0-9])[A-Za-z2-7]{39}(?![A-Za-z0-9])")
_IN_SUBJECT = re.compile(r"\[#([A-Za-z2-7]{20})\]")


def mint(keys: Sequence[bytes], occasion: str) -> str:
    """The token of the letter for that occasion; always the same one. `keys` are newest first."""
    identity = hmac_digest(keys[0], b"letter\x00" + occasion.encode("utf-8", "surrogatepass"), sha256)[:_ID]
    return _spell(identity + _proof(keys[0], identity))


def tokens_in(texts: Iterable[str], keys: Sequence[bytes]) -> tuple[str, ...]:
    """The valid tokens in plus-addresses, Message-IDs and subjects, each once, in the order found."""
    spelled = dict.fromkeys(one.lower() for one in _candidates(texts))
    tokens = (_full_token(one, keys) for one in spelled)
    return tuple(dict.fromkeys(token for token in tokens if token is not None))


def reply_address(mailbox: str, token: str) -> str:
    """The address that answers to a letter go to: the token as the mailbox's plus-part."""
    local, _, domain = mailbox.rpartition("@")
    return f"{local}+{token}@{domain}"


def message_id(token: str, domain: str) -> str:
    """The Message-ID of the letter with that token."""
    return f"<{token}@{domain}>"


def folder_name(keys: Sequence[bytes], person: str) -> str:
    """The name, 26 lower-case characters, of the board's folder for that person: 128 bits that nobody can guess."""
    return _spell(hmac_digest(keys[0], b"board\x00" + person.encode("utf-8", "surrogatepass"), sha256)[:16])


def subject_tag(token: str, keys: Sequence[bytes]) -> str:
    """The token's short form for a subject: ``[#…]``. `tokens_in` reads it back as the full token."""
    identity = b32decode(token.upper() + "=")[:_ID]
    return f"[#{_spell(identity + _subject_proof(keys[0], identity))}]"


def without_subject_tags(subject: str) -> str:
    """A subject as people wrote it."""
    return _IN_SUBJECT.sub("", subject).strip() if "[#" in subject else subject


def _candidates(texts: Iterable[str]) -> Iterator[str]:
    left = MOST_CANDIDATES
    for text in texts:
        for pattern in (_FULL, _IN_SUBJECT):
            for match in pattern.finditer(text):
                if left == 0:
                    return
                left -= 1
                yield match.group(match.lastindex or 0)


def _full_token(spelled: str, keys: Sequence[bytes]) -> str | None:
    """The canonical full token, where `spelled` is a valid one in its only spelling."""
    octets = b32decode(spelled.upper() + "=" * (-len(spelled) % 8))
    if _spell(octets) != spelled:
        return None
    identity, proof = octets[:_ID], octets[_ID:]
    prove = _proof if len(proof) == _PROOF else _subject_proof
    key = next((key for key in keys if compare_digest(prove(key, identity), proof)), None)
    return None if key is None else _spell(identity + _proof(key, identity))


def _proof(key: bytes, identity: bytes) -> bytes:
    return hmac_digest(key, b"token\x00" + identity, sha256)[:_PROOF]


def _subject_proof(key: bytes, identity: bytes) -> bytes:
    return hmac_digest(key, b"subject\x00" + identity, sha256)[:_SUBJECT_PROOF]


def _spell(octets: bytes) -> str:
    return b32encode(octets).decode("ascii").rstrip("=").lower()
