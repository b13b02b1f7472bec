"""How the servers' TLS looks from here. Every connection of ours is verified, so one that stands has been."""

import asyncio
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from mailflow.transports import imap_login, smtp_login
from mailflow.transports.smtp_connection import Connection


@dataclass(frozen=True, slots=True)
class Seen:
    """The version of TLS (empty where there is none) and the end of the certificate's time."""

    version: str = ""
    until: datetime | None = None


def imap_tls(settings: imap_login.ImapSettings) -> Seen:
    """Log in and look. Raises TransportFault."""
    client = imap_login.log_in(settings)
    try:
        return _seen(client.socket())
    finally:
        imap_login.hang_up(client)


def smtp_tls(settings: smtp_login.SmtpSettings) -> Seen:
    """Log in and look. Raises TransportFault."""
    try:
        return asyncio.run(_smtp(settings))
    except smtp_login.Unavailable as fault:
        raise fault.fault from fault


async def _smtp(settings: smtp_login.SmtpSettings) -> Seen:
    client = await smtp_login.log_in(settings, smtp_login.tls_context(settings))
    try:
        return _seen(client.get_transport_info("ssl_object"))
    finally:
        await Connection(client, settings).quit()


def _seen(connection: Any) -> Seen:
    if not isinstance(connection, ssl.SSLSocket | ssl.SSLObject):
        return Seen()
    end = (connection.getpeercert() or {}).get("notAfter")
    until = datetime.fromtimestamp(ssl.cert_time_to_seconds(end), UTC) if isinstance(end, str) else None
    return Seen(connection.version() or "", until)
