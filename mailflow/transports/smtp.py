"""Letters out, over a few kept-open SMTP connections."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from mailflow.transports.interfaces import Outgoing, Sending, Sent, always, nothing
from mailflow.transports.smtp_connection import Connection, Lost, acceptable
from mailflow.transports.smtp_login import SmtpSettings, Unavailable, log_in, tls_context
from mailflow.transports.smtp_verdict import Stage, verdict

__all__ = ["SmtpRelay", "SmtpSettings"]

T = TypeVar("T")
End = Connection | Sent | Unavailable


class SmtpRelay:
    """A Relay over SMTP. Letters go in waves, one on each connection: MAIL and RCPT on all, `before_data` once,
    DATA on all. A fault of the account, or of every connection, ends the round: what is left is not offered and has
    that fault as its result. Its event loop runs in the caller's thread, and only during a call."""

    def __init__(self, settings: SmtpSettings) -> None:
        self._settings = settings
        self._context = tls_context(settings)
        self._loop = asyncio.new_event_loop()
        self._kept: dict[int, Connection] = {}
        self._meanwhile: Callable[[], bool] = nothing

    def send(
        self,
        letters: Sequence[Outgoing],
        before_data: Callable[[Sequence[int]], None],
        still_ours: Callable[[], bool] = always,
        meanwhile: Callable[[], bool] = nothing,
    ) -> Iterator[Sequence[Sent]]:
        """As `Relay.send` says."""
        self._meanwhile = meanwhile
        if impossible := [_no_address(letter) for letter in letters if not acceptable(letter.to)]:
            yield impossible
        waiting = deque(letter for letter in letters if acceptable(letter.to))
        slots = list(range(max(self._settings.connections, 1)))
        while waiting:
            stop: Sent | None = None
            wave = {slot: waiting.popleft() for slot in slots[: len(waiting)]}
            for together in self._wave(wave, slots, waiting, before_data, still_ours):
                stop = next((one for one in together if one.sending is Sending.ACCOUNT or not slots), stop)
                yield together
            if stop is not None:
                yield [replace(stop, id=letter.id) for letter in waiting]
                return

    def check(self) -> None:
        """As `Relay.check` says."""
        try:
            self._run(self._try_out())
        except Unavailable as fault:
            raise fault.fault from fault

    def close(self) -> None:
        """As `Relay.close` says. Nothing can be sent afterwards. While another thread is in `send`, that is cut short:
        a letter on its way is then in doubt."""
        if self._loop.is_running():
            self._loop.call_soon_threadsafe(self._drop)
        elif not self._loop.is_closed():
            self._run(self._quit())
            self._loop.close()

    def _drop(self) -> None:
        for connection in self._kept.values():
            connection.drop()

    def _wave(
        self,
        wave: dict[int, Outgoing],
        slots: list[int],
        waiting: deque[Outgoing],
        before_data: Callable[[Sequence[int]], None],
        still_ours: Callable[[], bool],
    ) -> Iterator[Sequence[Sent]]:
        ends = self._run(self._filled(self._offer_all(wave)))
        for slot, end in ends.items():
            if isinstance(end, Unavailable):
                slots.remove(slot)
        accepted, ended = dict[Connection, Outgoing](), list[Sent]()
        for slot, end in ends.items():
            if isinstance(end, Connection):
                accepted[end] = wave[slot]
            elif isinstance(end, Sent):
                ended.append(end)
            elif slots:
                waiting.appendleft(wave[slot])
            else:
                ended.append(_undelivered(wave[slot], end))
        if ended:
            yield ended
        if accepted:
            before_data([letter.id for letter in accepted.values()])
            yield from self._transmit_all(accepted, still_ours)

    async def _offer_all(self, wave: dict[int, Outgoing]) -> dict[int, End]:
        ends = await asyncio.gather(*(self._offer(slot, letter) for slot, letter in wave.items()))
        return dict(zip(wave, ends, strict=True))

    async def _offer(self, slot: int, letter: Outgoing) -> End:
        while True:
            try:
                connection = await self._connection(slot)
                return await connection.offer(letter) or connection
            except Unavailable as fault:
                return fault
            except Lost as fault:
                if connection.fresh:
                    return Sent(letter.id, Sending.DEFERRED, 0, "", str(fault))

    async def _connection(self, slot: int) -> Connection:
        kept = self._kept.pop(slot, None)
        if kept is not None and kept.usable:
            kept.fresh = False
        else:
            if kept is not None:
                await kept.quit()
            kept = await self._open()
        self._kept[slot] = kept
        return kept

    async def _open(self) -> Connection:
        return Connection(await log_in(self._settings, self._context), self._settings)

    async def _try_out(self) -> None:
        await (await self._open()).quit()

    def _transmit_all(
        self, accepted: dict[Connection, Outgoing], still_ours: Callable[[], bool]
    ) -> Iterator[list[Sent]]:
        """The results in the order in which they come: one may take its ten minutes."""
        tasks = {self._loop.create_task(one.transmit(letter, still_ours)): one for one, letter in accepted.items()}
        try:
            while tasks:
                ended = self._run(self._filled(_first(tasks)))
                for task in ended:
                    del tasks[task]
                yield [task.result() for task in ended]
        finally:
            for task, connection in tasks.items():
                connection.drop()
                task.cancel()

    async def _filled(self, work: Coroutine[Any, Any, T]) -> T:
        """What comes of `work`; what there is to do meanwhile is done as long as it waits for answers."""
        task = asyncio.ensure_future(work)
        await asyncio.sleep(0)
        while not task.done() and self._meanwhile():
            await asyncio.sleep(0)
        return await task

    async def _quit(self) -> None:
        await asyncio.gather(*(connection.quit() for connection in self._kept.values()))
        self._kept.clear()
        await self._loop.shutdown_default_executor()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(work)


async def _first(tasks: dict[asyncio.Task[Sent], Connection]) -> set[asyncio.Task[Sent]]:
    return (await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))[0]


def _no_address(letter: Outgoing) -> Sent:
    return Sent(letter.id, Sending.REFUSED, 553, "5.1.3", "not an address that SMTP can carry")


def _undelivered(letter: Outgoing, fault: Unavailable) -> Sent:
    reply = fault.reply
    return Sent(letter.id, verdict(Stage.OPEN, reply), reply.code, reply.status, str(fault.fault))
