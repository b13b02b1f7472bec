"""Getting a logged-in SMTP connection, or one clear line why there is none."""

import asyncio
import ipaddress
import socket
import ssl
from dataclasses import dataclass, field
from typing import Literal

import aiosmtplib

from mailflow.transports.access_token import access_token
from mailflow.transports.faults import network_fault, one_line
from mailflow.transports.interfaces import LoginFault, TransportFault
from mailflow.transports.smtp_verdict import Reply

Tls = Literal["implicit", "starttls", "loopback-plain"]


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """How to reach the mail server that takes our letters, and the envelope sender. No `user`: no login.

    With a `user`, either `password` or `token_command` (XOAUTH2) is given. `tls` is "implicit", "starttls" or
    "loopback-plain"; the last is refused for any other address. `ca_file` names certificates to believe instead of
    the system's. Times are seconds; the one for the final answer is at least RFC 5321's ten minutes.
    """

    host: str
    port: int
    tls: Tls
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token_command: str | None = field(default=None, repr=False)
    connections: int = 2
    local_hostname: str | None = None
    ca_file: str | None = None
    connect_timeout: float = 20.0
    command_timeout: float = 60.0
    final_timeout: float = 600.0
    probe_after: float = 20.0
    drop_after: float = 240.0


class Unavailable(Exception):
    """No connection: the fault, and the server's answer where there was one."""

    def __init__(self, fault: TransportFault, reply: Reply | None = None) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.reply = reply or Reply(0, str(fault))


class Client(aiosmtplib.SMTP):
    """It hangs up at once: TLS's own farewell would need the event loop to run on until the server answers."""

    def close(self) -> None:
        """End the connection, and leave nothing of it open."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()
        super().close()


async def log_in(settings: SmtpSettings, context: ssl.SSLContext | None) -> Client:
    """A connection that is ready for MAIL. Raises Unavailable."""
    client = _client(settings, context)
    try:
        await client.connect()
        await _authenticate(client, settings)
    except (aiosmtplib.SMTPException, OSError, TimeoutError, LoginFault, TransportFault) as fault:
        client.close()
        raise _unavailable(settings, fault) from fault
    return client


def tls_context(settings: SmtpSettings) -> ssl.SSLContext | None:
    """What TLS believes; None where there is none. Raises TransportFault for what cannot be."""
    if settings.tls == "loopback-plain":
        if not _is_loopback(settings.host):
            raise TransportFault(
                f'SMTP {settings.host}: tls = "loopback-plain" is for this machine only. Use "implicit" or "starttls".'
            )
        return None
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as fault:
        raise TransportFault(
            f"SMTP: ca_file {settings.ca_file} cannot be read: {one_line(fault)}. Correct smtp.ca_file."
        ) from fault


def _client(settings: SmtpSettings, context: ssl.SSLContext | None) -> Client:
    return Client(
        hostname=settings.host,
        port=settings.port,
        local_hostname=settings.local_hostname or _local_hostname(),
        timeout=settings.connect_timeout,
        use_tls=settings.tls == "implicit",
        start_tls=settings.tls == "starttls",
        tls_context=context,
    )


async def _authenticate(client: Client, settings: SmtpSettings) -> None:
    await client._ehlo_or_helo_if_needed()
    if settings.user is None:
        return
    if settings.token_command is not None:
        token = await asyncio.to_thread(access_token, settings.token_command)
        await client.auth_xoauth2(settings.user, token)
    elif settings.password is None:
        raise LoginFault(
            f"SMTP {settings.host}: no password for {settings.user}. Set smtp.password or MAILFLOW_SMTP_PASSWORD."
        )
    else:
        await client.login(settings.user, settings.password)


def _unavailable(settings: SmtpSettings, fault: Exception) -> Unavailable:
    where = f"SMTP {settings.host}:{settings.port}"
    if isinstance(fault, LoginFault):
        return Unavailable(fault, Reply(535, str(fault)))
    if isinstance(fault, TransportFault):
        return Unavailable(fault)
    if isinstance(fault, aiosmtplib.SMTPResponseException) and fault.code > 0:
        return _refused(where, settings, fault)
    if isinstance(fault, aiosmtplib.SMTPException) and not isinstance(fault.__cause__, OSError):
        return Unavailable(TransportFault(f"{where}: {one_line(fault)}"))
    cause = fault.__cause__ if isinstance(fault.__cause__, OSError) else fault
    return Unavailable(network_fault("SMTP", settings.host, settings.port, cause))


def _refused(where: str, settings: SmtpSettings, fault: aiosmtplib.SMTPResponseException) -> Unavailable:
    reply = Reply(fault.code, fault.message)
    said = f"{reply.code} {reply.status} {reply.words}".replace("  ", " ")
    if isinstance(fault, aiosmtplib.SMTPAuthenticationError) and reply.code >= 500:
        key = "token_command" if settings.token_command is not None else "password"
        return Unavailable(
            LoginFault(f"{where} refused {settings.user}: {said}. Check smtp.user and smtp.{key}."), reply
        )
    return Unavailable(TransportFault(f"{where} refuses us: {said}"), reply)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def _local_hostname() -> str:
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"
