"""Getting a logged-in IMAP connection, or one clear line why there is none."""

import imaplib
import ipaddress
import re
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError

from mailflow.transports.access_token import access_token, xoauth2
from mailflow.transports.faults import network_fault, one_line, tls_fault
from mailflow.transports.interfaces import LoginFault, TransportFault

Tls = Literal["implicit", "starttls", "loopback-plain"]

_TRY_LATER = re.compile(r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\b|too many|try again|temporar", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """How to reach a mailbox. Either `password` or `token_command` (XOAUTH2) is given.

    `tls` is "implicit", "starttls" or "loopback-plain"; the last is refused for any other address.
    `ca_file` names certificates to believe instead of the system's. Times are seconds.
    """

    host: str
    port: int
    tls: Tls
    user: str
    password: str | None = field(default=None, repr=False)
    token_command: str | None = field(default=None, repr=False)
    connect_timeout: float = 20.0
    read_timeout: float = 60.0
    ca_file: str | None = None


def log_in(settings: ImapSettings) -> IMAPClient:
    """A connection in the authenticated state. Raises LoginFault or TransportFault."""
    client = _connect(settings)
    try:
        if settings.tls == "starttls":
            _start_tls(client, settings)
        _authenticate(client, settings)
    except BaseException:
        hang_up(client)
        raise
    return client


def hang_up(client: IMAPClient) -> None:
    """Drop the connection without a word; never raises."""
    with suppress(OSError, ValueError):
        client.shutdown()


def is_loopback(host: str) -> bool:
    """Whether `host` names this machine and nothing else."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower().rstrip(".") == "localhost"


def _connect(settings: ImapSettings) -> IMAPClient:
    if settings.tls == "loopback-plain" and not is_loopback(settings.host):
        raise TransportFault(
            f'IMAP {settings.host}: tls = "loopback-plain" is for this machine only. Use "implicit" or "starttls".'
        )
    try:
        client = IMAPClient(
            settings.host,
            settings.port,
            ssl=settings.tls == "implicit",
            ssl_context=_context(settings) if settings.tls == "implicit" else None,
            timeout=SocketTimeout(settings.connect_timeout, settings.read_timeout),
        )
    except (OSError, IMAPClientError) as fault:
        raise network_fault("IMAP", settings.host, settings.port, fault) from fault
    client._imap.debug = 0  # otherwise every body is formatted for a log nobody keeps
    # a command goes out in pieces, and Nagle would hold each back for 40 ms
    client.socket().setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return client


def _context(settings: ImapSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.ca_file)
    except OSError as fault:
        raise TransportFault(
            f"IMAP: ca_file {settings.ca_file} cannot be read: {one_line(fault)}. Correct imap.ca_file."
        ) from fault


def _start_tls(client: IMAPClient, settings: ImapSettings) -> None:
    if not client.has_capability("STARTTLS"):
        raise TransportFault(
            f'IMAP {settings.host}:{settings.port} offers no STARTTLS. Try tls = "implicit" with port 993.'
        )
    context = _context(settings)
    try:
        client.starttls(context)
    except ssl.SSLError as fault:
        raise tls_fault("IMAP", settings.host, settings.port, fault) from fault
    except (OSError, IMAPClientError) as fault:
        raise network_fault("IMAP", settings.host, settings.port, fault) from fault


def _authenticate(client: IMAPClient, settings: ImapSettings) -> None:
    if settings.token_command is not None:
        answer = _TokenAnswer(xoauth2(settings.user, access_token(settings.token_command)))
        _attempt(settings, lambda: client.sasl_login("XOAUTH2", answer), "the access token", "token_command")
    elif settings.password is None:
        raise LoginFault(
            f"IMAP {settings.host}: no password for {settings.user}. Set imap.password or MAILFLOW_IMAP_PASSWORD."
        )
    elif _needs_sasl(client, settings.user + settings.password):
        _attempt(settings, lambda: client.plain_login(settings.user, settings.password), "the password", "password")
    else:
        _attempt(settings, lambda: client.login(settings.user, settings.password), "the password", "password")


def _needs_sasl(client: IMAPClient, secret: str) -> bool:
    return not secret.isascii() or client.has_capability("LOGINDISABLED")


def _attempt(settings: ImapSettings, log_in: Callable[[], object], what: str, key: str) -> None:
    where = f"IMAP {settings.host}:{settings.port}"
    try:
        log_in()
    except LoginError as fault:
        if isinstance(fault.__context__, IMAPClientAbortError):
            raise TransportFault(f"{where}: the connection broke while logging in as {settings.user}.") from fault
        if _TRY_LATER.search(str(fault)):
            raise TransportFault(f"{where} puts {settings.user} off: {_words(fault)}.") from fault
        raise LoginFault(
            f"{where} refused {what} of {settings.user}: {_words(fault)}. Check imap.user and imap.{key}."
        ) from fault
    except (OSError, imaplib.IMAP4.error) as fault:
        raise network_fault("IMAP", settings.host, settings.port, fault) from fault


def _words(fault: Exception) -> str:
    text = re.sub(r"^b'(.*)'$", r"\1", str(fault))
    return "".join(c for c in text if c.isprintable())[:300].rstrip(". ")


class _TokenAnswer:
    """The token once; to the server's complaint, which comes as a second challenge, the empty line it waits for."""

    def __init__(self, token: bytes) -> None:
        self._left = [b"", token]

    def __call__(self, challenge: bytes) -> bytes:
        return self._left.pop() if self._left else b""
