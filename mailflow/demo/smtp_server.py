"""An SMTP server in this process that hands what it accepts to a function."""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailflow.demo.listening import stop_listening

Deliver = Callable[[str, str, bytes], Awaitable[None]]
logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of what it does itself

LIMIT = 50 * 1024 * 1024


class SmtpServer:
    """Everything here runs in the event loop that called `start`. Recipients in `refused` are answered 550 5.1.1."""

    def __init__(self, password: str, deliver: Deliver, tls: ssl.SSLContext | None = None) -> None:
        self.refused: set[str] = set()
        self._password = password.encode()
        self._deliver = deliver
        self._tls = tls
        self._server: asyncio.Server | None = None
        self._transports: set[asyncio.Transport] = set()

    async def start(self) -> int:
        """Listen on a free port of loopback; the port."""
        self._server = await asyncio.get_running_loop().create_server(self._session, "127.0.0.1", 0, backlog=256)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def _session(self) -> asyncio.Protocol:
        return _Session(
            self._transports,
            self,
            hostname="localhost",
            ident="ESMTP",
            data_size_limit=LIMIT,
            enable_SMTPUTF8=True,
            tls_context=self._tls,
            auth_require_tls=False,
            authenticator=self._authenticate,
            loop=asyncio.get_running_loop(),
        )

    def _authenticate(
        self, server: object, session: object, envelope: object, mechanism: str, given: Any
    ) -> AuthResult:
        right = isinstance(given, LoginPassword) and given.password == self._password
        return AuthResult(success=right, handled=False)

    async def handle_RCPT(  # noqa: N802 (the name is aiosmtpd's)
        self, server: object, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Accept a recipient unless it is among the refused."""
        if address.lower() in self.refused:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: object, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Deliver to each recipient, and only then say so."""
        for recipient in envelope.rcpt_tos:
            await self._deliver(envelope.mail_from or "", recipient, envelope.original_content or b"")
        return "250 2.0.0 Accepted"

    async def stop(self) -> None:
        """Stop listening and cut what is open."""
        if self._server is not None:
            await stop_listening(self._server)
        for transport in list(self._transports):
            transport.abort()


class _Session(SMTP):
    """aiosmtpd's protocol, which tells who is connected."""

    def __init__(self, transports: set[asyncio.Transport], handler: object, **options: Any) -> None:
        super().__init__(handler, **options)
        self._open = transports

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._mine = cast("asyncio.Transport", transport)
        self._open.add(self._mine)

    def connection_lost(self, error: Exception | None) -> None:
        self._open.discard(self._mine)
        super().connection_lost(error)
