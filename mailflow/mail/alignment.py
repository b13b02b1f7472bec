"""Whose word counts for whom: a domain speaks for itself and for what lies below it, up to the registered name."""

from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from mailflow.mail.sender import normalise


def aligned(signer: str, domain: str) -> bool:
    """Whether `signer` may speak for mail from `domain`: the same, or a parent that somebody registered.

    Never a child, a sister, or a public suffix (``co.uk``, ``github.io``).
    """
    speaker, spoken_for = host(signer), host(domain)
    if not speaker or not spoken_for:
        return False
    return speaker == spoken_for or (spoken_for.endswith(f".{speaker}") and _is_registered(speaker))


def same_organisation(one: str, other: str) -> bool:
    """Whether two domains belong under one registered name."""
    first, second = host(one), host(other)
    return bool(first) and (first == second or (_registered(first) != "" and _registered(first) == _registered(second)))


def host(domain: str) -> str:
    """A domain as lower-case A-labels; empty for none."""
    address = normalise(f"x@{domain}") or ""
    return address.partition("@")[2]


def domain_of(address: str) -> str:
    """The domain of an address."""
    return address.rpartition("@")[2]


def _is_registered(domain: str) -> bool:
    return _registered(domain) != ""


@lru_cache(maxsize=1024)
def _registered(domain: str) -> str:
    """The registered name at the end of a domain (``acme.co.uk``); empty for a public suffix."""
    return _suffixes().privatesuffix(domain) or ""


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    """The list that is bundled with its package: 10,000 rules, read when a parent is first met."""
    return PublicSuffixList()
