"""What our own mail server says of a message: believed only above the line where the message came in.

Whatever stands below the topmost Received line of the border was written by strangers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailflow.domain.authority import Aligned
from mailflow.mail.alignment import aligned, domain_of, same_organisation
from mailflow.mail.auth_results import Results, parse_results
from mailflow.mail.header_fields import Field, values

GOOGLE = "mx.google.com"
MICROSOFT = "protection.outlook.com"
_AUTH_AS = "x-ms-exchange-organization-authas"
_BETWEEN = frozenset({"received-spf", "return-path"})


@dataclass(frozen=True, slots=True)
class Authentication:
    """Whose word is taken for a sender's: the server whose Authentication-Results are believed, where they stand
    above the Received line of `border` (default: the same name); the DNS server for DKIM keys; a provider whose
    headers are known."""

    authserv_id: str = ""
    border: str = ""
    resolver: str = ""
    provider: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What was found out about a sender, by whom (``dkim``, ``border``, ``internal``), for which domain, in words."""

    aligned: Aligned
    why: str
    by: str = ""
    domain: str = ""


def said_at_border(fields: Sequence[Field], sender: str, ours: frozenset[str], trusted: Authentication) -> Said | None:
    """What the border says of `sender`; None where nothing of it is to be believed."""
    if trusted.provider == "microsoft365":
        front_door = trusted.border or MICROSOFT
        return _internal(fields, sender, ours, front_door) or _judged(_above(fields, front_door), sender, "")
    if trusted.provider == "google":
        authserv_id, border = trusted.authserv_id or GOOGLE, trusted.border or GOOGLE
        return _judged(_google(fields, border), sender, authserv_id)
    if not trusted.authserv_id:
        return None
    return _judged(_above(fields, trusted.border or trusted.authserv_id), sender, trusted.authserv_id)


def _judged(found: Sequence[str], sender: str, authserv_id: str) -> Said | None:
    """The results of that server among those headers, weighed: a failed policy outweighs a signature."""
    parsed = [one for one in map(parse_results, found) if one is not None and one.authserv_id == authserv_id.lower()]
    results = Results(authserv_id, tuple(result for one in parsed for result in one.results))
    if not results.results:
        return None
    who = authserv_id or "the border"
    if any(one.result == "fail" for one in results.of("dmarc")):
        return Said(Aligned.NO, f"{who} says that its domain does not vouch for it (dmarc=fail)")
    for one in results.of("dkim"):
        if one.result == "pass" and not one.testing and aligned(one.signer, domain_of(sender)):
            return Said(Aligned.YES, f"{who} found the signature of {one.signer} good", "border", one.signer)
    return Said(Aligned.UNKNOWN, f"{who} found no good signature of its domain")


def _above(fields: Sequence[Field], border: str) -> list[str]:
    """The Authentication-Results above the topmost line that says it was received by the border; none without it."""
    at = _border_line(fields, border)
    return [] if at is None else values(fields[:at], "authentication-results")


def _google(fields: Sequence[Field], border: str) -> list[str]:
    """Google writes its results directly below its own Received line, and above everything that it was handed."""
    at = _border_line(fields, border)
    if at is None:
        return []
    first = next((field for field in fields[at + 1 :] if field[0] not in _BETWEEN), ("", ""))
    return [first[1]] if first[0] == "authentication-results" else []


def _internal(fields: Sequence[Field], sender: str, ours: frozenset[str], front_door: str) -> Said | None:
    """Mail that never left our Microsoft 365 tenant carries no results. It is marked, by a header that the service
    takes off whatever comes from outside; and it passed no front door."""
    marks = [value.strip().lower() for value in values(fields, _AUTH_AS)]
    entered = any(_border_line(fields, name) is not None for name in (MICROSOFT, front_door))
    home = any(same_organisation(domain_of(sender), domain_of(address)) for address in ours)
    if marks != ["internal"] or entered or not home:
        return None
    return Said(Aligned.YES, "it was written inside our own tenant", "internal", domain_of(sender))


def _border_line(fields: Sequence[Field], border: str) -> int | None:
    """Where the topmost line stands that the border wrote. Comments are not taken out first: a line taken for the
    border's too high up loses trust, one overlooked would lend it to what strangers wrote."""
    name = re.escape(border.strip().lower())
    by = re.compile(rf"(?:^|[\s()])by\s+(?:[\w-]+\.)*{name}\.?(?=[\s;()]|$)")
    return next(
        (i for i, (field, value) in enumerate(fields) if field == "received" and by.search(value.lower())), None
    )
