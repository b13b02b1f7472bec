"""One kept-open SMTP connection and the transactions on it."""

import re
import time
from collections.abc import Callable
from contextlib import suppress

import aiosmtplib

from mailflow.transports.interfaces import Outgoing, Sending, Sent
from mailflow.transports.smtp_login import Client, SmtpSettings
from mailflow.transports.smtp_verdict import Reply, Stage, verdict

_PLAIN = re.compile(r"[!-;=?-~]{1,64}@[!-;=?-~]{1,255}")
_LINE_END = re.compile(rb"\r\n|\r|\n")
_LOST = (aiosmtplib.SMTPException, OSError, TimeoutError)


class Lost(Exception):
    """The conversation cannot go on; nothing of the letter was transmitted."""


def acceptable(address: str) -> bool:
    """Whether `address` can stand in RCPT TO as it is."""
    return _PLAIN.fullmatch(address) is not None


def wire(raw: bytes) -> bytes:
    """A message as it follows DATA: CRLF, dots doubled, and the final dot."""
    ends = raw.count(b"\r\n")
    if raw.count(b"\n") != ends or raw.count(b"\r") != ends:
        raw = _LINE_END.sub(b"\r\n", raw)
    raw = raw.replace(b"\n.", b"\n..")
    start, end = b"." if raw.startswith(b".") else b"", b".\r\n" if raw.endswith(b"\r\n") else b"\r\n.\r\n"
    return start + raw + end


class Connection:
    """Ready for MAIL when made. `offer`, then `transmit` what was accepted; `usable` tells whether it can go on.
    Whoever offers on it again after that says so by taking away `fresh`."""

    def __init__(self, client: Client, settings: SmtpSettings) -> None:
        self._client, self._settings = client, settings
        self._size = client.supports_extension("size")
        self._eight = client.supports_extension("8bitmime")
        self._begun = False
        self._used_at = time.monotonic()
        self.fresh = True

    @property
    def usable(self) -> bool:
        """Whether a further transaction can be tried."""
        return self._client.is_connected and time.monotonic() - self._used_at < self._settings.drop_after

    async def offer(self, letter: Outgoing) -> Sent | None:
        """MAIL and RCPT. None where the recipient was accepted. Raises Lost, also where MAIL is refused on a connection
        that has been used: it may have reached a limit of its own, which says nothing about the letter."""
        await self._clear()
        self._begun = True
        reply = await self._say(self._mail(letter.raw))
        if not reply.good and not self.fresh:
            self.drop()
            raise Lost(f"{reply.code} {reply.text}")
        if not reply.good:
            return self._end(letter, Stage.MAIL, reply)
        reply = await self._say(b"RCPT TO:<%b>" % letter.to.encode("ascii"))
        return None if reply.good else self._end(letter, Stage.RCPT, reply)

    async def transmit(self, letter: Outgoing, still_ours: Callable[[], bool]) -> Sent:
        """DATA and, where it is `still_ours` then, the content of the letter that was accepted last."""
        try:
            reply = await self._say(b"DATA")
        except Lost as fault:
            return Sent(letter.id, Sending.DEFERRED, 0, "", str(fault))
        if reply.code != 354:
            return self._end(letter, Stage.DATA, reply)
        if not still_ours():
            self.drop()
            return Sent(letter.id, Sending.DEFERRED, 0, "", "not transmitted: somebody else may have taken it over")
        return await self._content(letter)

    async def _content(self, letter: Outgoing) -> Sent:
        protocol = self._client.protocol
        if protocol is None:
            return Sent(letter.id, Sending.DEFERRED, 0, "", "connection lost before the content")
        try:
            protocol.write(wire(letter.raw))
            answer = await protocol.read_response(timeout=self._settings.final_timeout)
        except _LOST as fault:
            self.drop()
            return Sent(letter.id, Sending.IN_DOUBT, 0, "", f"no answer to the content: {_said(fault)}")
        self._begun, self._used_at = False, time.monotonic()
        return self._end(letter, Stage.CONTENT, Reply(answer.code, answer.message))

    def drop(self) -> None:
        """Hang up without a word."""
        self._client.close()

    async def quit(self) -> None:
        """Say goodbye; what the server says to it means nothing."""
        with suppress(*_LOST):
            await self._client.quit(timeout=5)
        self._client.close()

    async def _clear(self) -> None:
        idle = time.monotonic() - self._used_at
        if self._begun:
            await self._expect_good(b"RSET")
            self._begun = False
        elif not self.fresh and idle > self._settings.probe_after:
            await self._expect_good(b"NOOP")

    async def _expect_good(self, command: bytes) -> None:
        if not (await self._say(command)).good:
            self.drop()
            raise Lost(f"{command.decode()} was refused")

    async def _say(self, command: bytes) -> Reply:
        try:
            answer = await self._client.execute_command(command, timeout=self._settings.command_timeout)
        except _LOST as fault:
            self._client.close()
            raise Lost(_said(fault)) from fault
        self._used_at = time.monotonic()
        return Reply(answer.code, answer.message)

    def _mail(self, raw: bytes) -> bytes:
        command = b"MAIL FROM:<%b>" % self._settings.sender.encode("ascii")
        if self._size:
            command += b" SIZE=%d" % len(raw)
        return command + b" BODY=8BITMIME" if self._eight and not raw.isascii() else command

    def _end(self, letter: Outgoing, stage: Stage, reply: Reply) -> Sent:
        in_step = 400 <= reply.code < 600 or (stage is Stage.CONTENT and reply.good)
        if reply.code == 421 or not in_step:
            self.drop()
        return Sent(letter.id, verdict(stage, reply), reply.code, reply.status, reply.words)


def _said(fault: BaseException) -> str:
    return " ".join(str(fault).split()) or type(fault).__name__
