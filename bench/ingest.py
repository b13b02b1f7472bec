"""Ingest: replies fetched, recorded, understood, answered and filed; against fetching and parsing alone."""

import resource
import tempfile
import time
from itertools import islice
from pathlib import Path

import mailparser
from imapclient import IMAPClient

from bench.crowd import ADDRESS, Clock, installation, invited, replies, warm
from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.memory import MemoryRelay
from tests.servers.dovecot import PASSWORD, Dovecot, running

PROJECTS = 200
BATCH = 200


def main(count: int) -> None:
    with running() as server, tempfile.TemporaryDirectory() as name:
        folder, clock = Path(name), Clock()
        octets = 0
        messages = replies(invited(folder, clock, PROJECTS), count)
        while some := list(islice(messages, BATCH)):  # never all at once: the memory of this process is measured
            octets += sum(map(len, some))
            for user in ("bare", "mailflow"):
                server.append(user, some)
        bare = _bare(server)
        ours, peak, rest = _mailflow(server, folder, clock)
        worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"ingest of {count} replies of {octets / count / 1024:.1f} KiB on average, Dovecot and SQLite")
        print(f"  imapclient + mail-parser alone   {count / bare:8.0f} messages/s")
        print(f"  mailflow                         {count / ours:8.0f} messages/s   ({rest})")
        print(f"  ratio {bare / ours:.2f} (aim 0.40); peak memory of the daemon's process {peak:.0f} MiB (aim 150)")
        print(f"  and of the larger of the two workers that read and write for it {worker:.0f} MiB")


def _bare(server: Dovecot) -> float:
    began = time.perf_counter()
    client = IMAPClient(server.host, server.imap, ssl=False, timeout=60)
    client.login("bare", PASSWORD)
    client.select_folder("INBOX")
    uids = client.search()
    for start in range(0, len(uids), BATCH):
        for found in client.fetch(uids[start : start + BATCH], ["BODY.PEEK[]"]).values():
            mailparser.parse_from_bytes(found[b"BODY[]"]).subject  # noqa: B018 - the parse is the point
    client.logout()
    return time.perf_counter() - began


def _mailflow(server: Dovecot, folder: Path, clock: Clock) -> tuple[float, float, str]:
    inbox = ImapInbox(ImapSettings(server.host, server.imap, "loopback-plain", "mailflow", PASSWORD))
    daemon = installation(folder, inbox, MemoryRelay(), clock)
    receiver, _ = daemon.mailboxes[0]
    receiver.open.worker.run(warm, list(range(100)))
    began = time.perf_counter()
    taken = receiver.collect(inbox, look_back=True)
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # before anything is listed for the check below
    rows = daemon.store.journal.messages(1_000_000)
    handled = sum(row.disposition is not None for row in rows)
    queued = sum(daemon.store.outbox.counts().values())
    left = len(inbox.list("INBOX").found)
    daemon.close()
    assert taken == handled, (taken, handled)
    return took, peak, f"{handled} disposed of, {queued} letters queued, {left} left unfiled; to {ADDRESS}"
