"""Sending: letters queued, claimed, written, committed, transmitted; against aiosmtplib alone with the same bytes."""

import asyncio
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import aiosmtplib

from bench.crowd import ADDRESS, Clock, Pocket, installation, populate
from mailflow.transports.interfaces import Outgoing
from mailflow.transports.memory import MemoryInbox
from mailflow.transports.smtp import SmtpRelay, SmtpSettings
from tests.servers.smtp_sink import running as sink

CONNECTIONS = 4


def main(count: int) -> None:
    with sink() as port, tempfile.TemporaryDirectory() as name:
        clock = Clock()
        prebuilt = _written(Path(name) / "a", clock, count)
        bare = asyncio.run(_bare(port, prebuilt))
        ours, sent = _mailflow(Path(name) / "b", clock, count, port)
        print(
            f"sending of {sent} letters of {_size(prebuilt):.1f} KiB on average to smtp-sink, mailflow over {CONNECTIONS} connections"
        )
        print(f"  aiosmtplib alone, prebuilt bytes {len(prebuilt) / bare:8.0f} letters/s")
        print(f"  mailflow                         {sent / ours:8.0f} letters/s")
        print(f"  ratio {(sent / ours) / (len(prebuilt) / bare):.2f} (aim 0.50)")


def _written(folder: Path, clock: Clock, count: int) -> list[Outgoing]:
    folder.mkdir()
    pocket = Pocket()
    daemon = installation(folder, MemoryInbox("bench"), pocket, clock)
    populate(daemon, clock, count)
    clock.now += timedelta(minutes=1)
    daemon.once()
    daemon.close()
    return pocket.letters[:count]


def _size(letters: list[Outgoing]) -> float:
    return sum(len(letter.raw) for letter in letters) / len(letters) / 1024


async def _bare(port: int, letters: list[Outgoing]) -> float:
    """Seconds for all letters, one after the other on one kept-open connection."""
    began = time.perf_counter()
    async with aiosmtplib.SMTP(hostname="127.0.0.1", port=port, use_tls=False, start_tls=False) as client:
        for letter in letters:
            await client.sendmail(ADDRESS, [letter.to], letter.raw)
    return time.perf_counter() - began


def _mailflow(folder: Path, clock: Clock, count: int, port: int) -> tuple[float, int]:
    folder.mkdir()
    relay = SmtpRelay(SmtpSettings("127.0.0.1", port, "loopback-plain", ADDRESS, connections=CONNECTIONS))
    daemon = installation(folder, MemoryInbox("bench"), relay, clock)
    populate(daemon, clock, count)
    clock.now += timedelta(minutes=1)
    while daemon.announcer.announce(clock()):
        pass
    began = time.perf_counter()
    while daemon.deliverer.deliver():
        pass
    took = time.perf_counter() - began
    sent = daemon.store.outbox.counts().get("sent", 0)
    daemon.close()
    return took, sent
