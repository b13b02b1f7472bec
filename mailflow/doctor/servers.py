"""The mailbox and the mail server: whether TLS stands, is new enough, and for how long its certificate is good."""

from collections.abc import Callable
from datetime import datetime, timedelta

from mailflow.doctor.finding import Finding, good, risk, wrong
from mailflow.transports.interfaces import TransportFault
from mailflow.transports.tls_seen import Seen

SOON = timedelta(days=14)
OLD = frozenset({"SSLv3", "TLSv1", "TLSv1.1"})


def server_finding(area: str, look: Callable[[], Seen], now: datetime) -> Finding:
    """How a server is reached."""
    try:
        seen = look()
    except TransportFault as fault:
        return wrong(area, " ".join(str(fault).split()), "`mailflow check` tries it again.")
    return tls_finding(area, seen, now)


def tls_finding(area: str, seen: Seen, now: datetime) -> Finding:
    """How a connection that stands is protected."""
    if not seen.version:
        return risk(area, "no TLS: right only because the server is this machine", 'tls = "implicit" or "starttls".')
    if seen.version in OLD:
        return wrong(area, f"it speaks {seen.version}, which is broken", "Have the server offer TLS 1.2 or 1.3.")
    left = "" if seen.until is None else f", certificate good until {seen.until:%Y-%m-%d}"
    told = f"{seen.version}, verified{left}"
    if seen.until is not None and seen.until - now < SOON:
        return wrong(area, told, "Renew the server's certificate: without it no mail moves.")
    return good(area, told)
