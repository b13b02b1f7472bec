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
        bare = asyncio.run(_bare(port, prebuilt))
        ours, sent = _mailflow(second, monday, port)
        size = sum(len(letter.raw) for letter in prebuilt) / len(prebuilt) / 1024
        print(f"sending of {sent} check-ins of {size:.1f} KiB on average to smtp-sink")
        print(f"  aiosmtplib alone, prebuilt bytes, 1 connection {len(prebuilt) / bare:8.0f} letters/s")
        print(f"  mailflow, {CONNECTIONS} connections                        {sent / ours:8.0f} letters/s")
        print(f"  ratio {(sent / ours) / (len(prebuilt) / bare):.2f} (aim 0.50)")


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


async def _bare(port: int, letters: list[Outgoing]) -> float:
    """Seconds for all letters, one after the other on one kept-open connection."""
    began = time.perf_counter()
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, use_tls=False, start_tls=False) as client:
        for letter in letters:
            await client.sendmail(ADDRESS, [letter.to], letter.raw)
    return time.perf_counter() - began


def _mailflow(folder: Path, clock: Clock, port: int) -> tuple[float, int]:
    relay = SmtpRelay(SmtpSettings("127.0.0.1", port, "loopback-plain", ADDRESS, connections=CONNECTIONS))
    daemon = installation(folder, MemoryInbox("bench"), relay, clock)
    daemon.deliverer.worker.run(warm, list(range(100)))
    before = daemon.store.outbox.counts().get("sent", 0)
    began = time.perf_counter()
    _deliver(daemon)
    took = time.perf_counter() - began
    sent = daemon.store.outbox.counts().get("sent", 0) - before
    daemon.close()
    return took, sent
