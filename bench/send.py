"""Sending: letters queued, claimed, written, committed, transmitted; against aiosmtplib alone with the same bytes."""

import asyncio
import shutil
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import aiosmtplib

from bench.crowd import ADDRESS, MONDAY, Clock, installation, populate, warm
from mailflow.daemon import Daemon
from mailflow.transports.interfaces import Outgoing
from mailflow.transports.memory import MemoryInbox, MemoryRelay
from mailflow.transports.smtp import SmtpRelay, SmtpSettings
from tests.servers.smtp_sink import running as sink

CONNECTIONS = 8


def main(count: int) -> None:
    with sink() as port, tempfile.TemporaryDirectory() as name:
        first, second = Path(name) / "first", Path(name) / "second"
        monday = _waiting(first, count)
        shutil.copytree(first, second)
        prebuilt = _written(first, monday)
        bare, ours = _by_turns(second, monday, port, prebuilt)
        size = sum(len(letter.raw) for letter in prebuilt) / len(prebuilt) / 1024
        print(f"sending of {len(prebuilt)} letters of {size:.1f} KiB on average to smtp-sink, by turns")
        print(f"  aiosmtplib alone, prebuilt bytes, 1 connection {len(prebuilt) / bare:8.0f} letters/s")
        print(f"  mailflow, {CONNECTIONS} connections                        {len(prebuilt) / ours:8.0f} letters/s")
        print(f"  ratio {bare / ours:.2f} (aim 0.50)")


def _waiting(folder: Path, count: int) -> Clock:
    """A database in which one check-in waits for each of `count` contractors; the Monday morning that it is."""
    folder.mkdir()
    clock = Clock()
    daemon = installation(folder, MemoryInbox("bench"), MemoryRelay(), clock)
    populate(daemon, clock, count)
    clock.now += timedelta(minutes=1)
    daemon.once()
    clock.now = MONDAY + timedelta(days=7)
    while daemon.announcer.announce(clock()):
        pass
    daemon.close()
    return clock


def _written(folder: Path, clock: Clock) -> list[Outgoing]:
    pocket = MemoryRelay()
    daemon = installation(folder, MemoryInbox("bench"), pocket, clock)
    _deliver(daemon)
    daemon.close()
    return pocket.letters


def _deliver(daemon: Daemon) -> None:
    while daemon.deliverer.deliver():
        pass


def _by_turns(folder: Path, clock: Clock, port: int, prebuilt: list[Outgoing]) -> tuple[float, float]:
    """Seconds for all letters, prebuilt on one kept-open connection, and by mailflow: a round of one, then the same
    number of the other, so that whatever else the machine does meets both."""
    relay = SmtpRelay(SmtpSettings("127.0.0.1", port, "loopback-plain", ADDRESS, connections=CONNECTIONS))
    daemon = installation(folder, MemoryInbox("bench"), relay, clock)
    daemon.deliverer.worker.run(warm, list(range(100)))
    sent, bare, ours = 0, 0.0, 0.0
    with asyncio.Runner() as runner:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, use_tls=False, start_tls=False)
        runner.run(_connected(client))
        while True:
            began = time.perf_counter()
            some = daemon.deliverer.deliver()
            ours += time.perf_counter() - began
            if not some:
                break
            bare += runner.run(_bare(client, prebuilt[sent : sent + some]))
            sent += some
        runner.run(_parted(client))
    daemon.close()
    assert sent == len(prebuilt), (sent, len(prebuilt))
    return bare, ours


async def _connected(client: aiosmtplib.SMTP) -> None:
    await client.connect()


async def _parted(client: aiosmtplib.SMTP) -> None:
    await client.quit()


async def _bare(client: aiosmtplib.SMTP, letters: list[Outgoing]) -> float:
    began = time.perf_counter()
    for letter in letters:
        await client.sendmail(ADDRESS, [letter.to], letter.raw)
    return time.perf_counter() - began
