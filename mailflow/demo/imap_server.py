"""An IMAP server in this process, over mailboxes that live in memory."""

import asyncio
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from proxyprotocol.sock import SocketInfo
from pymap.backend.dict import Config, Identity, Login
from pymap.concurrent import Subsystem
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import UserMetadata
from pysasl.hashing import Cleartext

from mailflow.demo.listening import stop_listening

BACKLOG = 256


class _Settings(Config):
    """pymap's settings, without its look-ups of host names and its slow password hashes."""

    @property
    def greeting(self) -> bytes:
        return b"Embedded IMAP server ready"


def _settings() -> _Settings:
    return _Settings(
        Namespace(passlib_cfg=None, proxy_protocol="noop"),
        host="127.0.0.1",
        port=0,
        demo_data=False,
        demo_user="",
        demo_password="",
        tls_enabled=False,
        reject_dnsbl=False,
        hash_context=Cleartext(),
        cpu_subsystem=Subsystem.for_asyncio(),
        invalid_user_sleep=0.0,
    )


class ImapServer:
    """Everything here runs in the event loop that called `start`."""

    def __init__(self, password: str) -> None:
        self._password = password
        self._settings = _settings()
        self._login = Login(self._settings)
        self._imap = IMAPServer(self._login, self._settings)
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> int:
        """Listen on a free port of loopback; the port."""
        self._settings.apply_context()
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=BACKLOG)
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._converse(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: writer.transport.abort())  # also where it was cancelled before it began

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.CancelledError):
            await self._imap(reader, writer, SocketInfo.get(writer, None, unique_id=uuid4().bytes))
        with suppress(ConnectionError, asyncio.CancelledError):
            await writer.wait_closed()

    async def add_user(self, user: str) -> None:
        """A mailbox for `user`, where there is none yet."""
        if user not in self._login.users_dict:
            metadata = UserMetadata(self._settings, user, password=self._password)
            await Identity(user, self._login, None, frozenset()).set(metadata)

    async def _folder(self, user: str, folder: str) -> Any:
        async with Identity(user, self._login, None, frozenset()).new_session() as session:
            boxes = session.mailbox_set
        with suppress(ValueError):
            if folder.upper() != "INBOX":
                await boxes.add_mailbox(folder)
        return await boxes.get_mailbox(folder)

    async def append(self, user: str, folder: str, raw: bytes) -> None:
        """One more message in a folder of `user`, both made where missing."""
        await self.add_user(user)
        box = await self._folder(user, folder)
        await box.append(AppendMessage(raw, datetime.now(UTC), frozenset()), recent=True)

    async def messages(self, user: str, folder: str) -> list[bytes]:
        """What lies in that folder, oldest first."""
        box = await self._folder(user, folder)
        return list(_bytes_of([message async for message in box.messages()]))

    async def disconnect(self) -> None:
        """Cut every connection that is open now."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=2)

    async def stop(self) -> None:
        """Stop listening and cut what is open."""
        if self._server is not None:
            await stop_listening(self._server)
        await self.disconnect()


def _bytes_of(messages: list[Any]) -> Iterator[bytes]:
    for message in messages:
        yield bytes(message._content)
