"""A mail server in this process: what is handed to its SMTP port can be read at its IMAP port."""

import asyncio
import smtplib
import ssl
import threading
from collections.abc import Callable, Collection, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from mailflow.demo.imap_server import ImapServer
from mailflow.demo.listening import settled
from mailflow.demo.smtp_server import SmtpServer

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message that the SMTP port took: when, and for whom (plus-address unfolded)."""

    at: datetime
    sender: str
    recipient: str
    raw: bytes


def mailbox_of(recipient: str) -> str:
    """The user whose mailbox takes mail for `recipient`: lower case, without its plus part."""
    local, _, domain = recipient.lower().rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


class EmbeddedMail:
    """IMAP and SMTP on free ports of loopback while the `with` block lasts. Any recipient gets a mailbox; users log in
    with their address and the one password. `now` stamps what is accepted, so that a simulated clock shows in it."""

    host = "127.0.0.1"

    def __init__(
        self,
        users: Collection[str] = (),
        password: str = "secret",  # noqa: S107 (it guards a toy on loopback)
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.password = password
        self.accepted: list[Accepted] = []
        self.imap_port = self.smtp_port = 0
        self._users, self._now = tuple(users), now
        self._changed = threading.Condition()
        self._imap, self._smtp = ImapServer(password), SmtpServer(password, self._take, tls)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="embedded mail", daemon=True)
        self._client: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._call(self._start())
        return self

    async def _start(self) -> None:
        self.imap_port = await self._imap.start()
        self.smtp_port = await self._smtp.start()
        for user in self._users:
            await self._imap.add_user(user)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._drop_client()
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def _stop(self) -> None:
        await self._smtp.stop()
        await self._imap.stop()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._loop.shutdown_asyncgens()
        await settled()

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _take(self, sender: str, recipient: str, raw: bytes) -> None:
        await self._imap.append(mailbox_of(recipient), "INBOX", raw)
        with self._changed:
            self.accepted.append(Accepted(self._now(), sender, recipient, raw))
            self._changed.notify_all()

    def refuse(self, address: str) -> None:
        """From now on, `address` does not exist as a recipient (550 5.1.1)."""
        self._smtp.refused.add(address.lower())

    def readmit(self, address: str) -> None:
        """Take back `refuse`."""
        self._smtp.refused.discard(address.lower())

    def wait_for(self, enough: Callable[[list[Accepted]], bool], seconds: float = 10) -> bool:
        """Until `enough` says so of what has been accepted; False when `seconds` have passed first."""
        with self._changed:
            return self._changed.wait_for(lambda: enough(self.accepted), seconds)

    def submit(self, sender: str, recipient: str, raw: bytes) -> None:
        """Send by SMTP, as a person's mail program does."""
        if self._client is None:
            self._client = smtplib.SMTP(self.host, self.smtp_port, local_hostname="localhost", timeout=10)
        try:
            self._client.sendmail(sender, [recipient], raw)
        except (smtplib.SMTPServerDisconnected, OSError):
            self._drop_client()
            raise

    def _drop_client(self) -> None:
        if self._client is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._client.quit()
            self._client.close()
            self._client = None

    def append(self, user: str, raw: bytes, folder: str = "INBOX") -> None:
        """Put a message into a folder without SMTP; it does not count as accepted."""
        self._call(self._imap.append(user, folder, raw))

    def messages(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """What lies in that folder, oldest first."""
        return self._call(self._imap.messages(user, folder))

    def disconnect(self) -> None:
        """Cut every IMAP connection that is open now."""
        self._call(self._imap.disconnect())
