"""From a delivered reply to its receipt accepted by SMTP; against a bare imapclient IDLE loop that answers at once."""

import smtplib
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from imapclient import IMAPClient

from bench.crowd import ADDRESS, MONDAY, WORDS, Clock, installation, invited, replies
from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.smtp import SmtpRelay, SmtpSettings
from tests.servers.dovecot import PASSWORD, Dovecot, running
from tests.servers.processes import free_port

PROJECTS = 20


class Sink:
    """Notes when each letter was accepted."""

    def __init__(self) -> None:
        self.accepted = threading.Semaphore(0)

    async def handle_DATA(self, server: object, session: object, envelope: object) -> str:  # noqa: N802
        self.accepted.release()
        return "250 OK"

    def forget(self) -> None:
        """Whatever was accepted until now does not count."""
        while self.accepted.acquire(blocking=False):
            pass


def main(count: int) -> None:
    sink, port = Sink(), free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with running() as server, tempfile.TemporaryDirectory() as name:
            messages = list(replies(invited(Path(name), Clock(), PROJECTS), count, WORDS[:1]))
            bare = _measured(server, "bare", messages, sink, _bare(server, port))
            ours = _measured(server, "mailflow", messages, sink, _mailflow(server, Path(name), port))
    finally:
        controller.stop()
    print(f"from delivery by LMTP to the answer accepted by SMTP, {count} replies one by one")
    for name, times in (("bare IDLE loop", bare), ("mailflow", ours)):
        p50, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
        print(f"  {name:<16} p50 {p50 * 1000:6.0f} ms   p99 {p99 * 1000:6.0f} ms")
    p50, bare_p50 = statistics.median(ours), statistics.median(bare)
    print(f"  p50 behind the bare loop by {(p50 - bare_p50) * 1000:.0f} ms (aim 100); ratio {p50 / bare_p50:.2f}")


def _measured(
    server: Dovecot, user: str, messages: list[bytes], sink: Sink, started: Callable[[], Callable[[], None]]
) -> list[float]:
    server.deliver(user)
    server.client(user).logout()
    stop = started()
    times = []
    for message in messages:
        sink.forget()
        began = time.perf_counter()
        server.deliver(user, message)
        if not sink.accepted.acquire(timeout=20):
            raise TimeoutError(f"{user}: no answer within 20 s")
        times.append(time.perf_counter() - began)
    stop()
    return times


def _bare(server: Dovecot, port: int) -> Callable[[], Callable[[], None]]:
    def start() -> Callable[[], None]:
        client = IMAPClient(server.host, server.imap, ssl=False, timeout=60)
        client.login("bare", PASSWORD)
        client.select_folder("INBOX")
        relay = smtplib.SMTP("127.0.0.1", port, local_hostname="localhost")
        stopping, seen = threading.Event(), set[int]()

        def loop() -> None:
            while not stopping.is_set():
                for uid in set(client.search()) - seen:
                    seen.add(uid)
                    client.fetch([uid], ["BODY.PEEK[]"])
                    relay.sendmail(ADDRESS, ["carl@studio.example"], b"Subject: got it\r\n\r\nThank you.\r\n")
                client.idle()
                client.idle_check(timeout=1)
                client.idle_done()

        thread = threading.Thread(target=loop, daemon=True)
        thread.start()

        def stop() -> None:
            stopping.set()
            thread.join(5)

        return stop

    return start


def _mailflow(server: Dovecot, folder: Path, port: int) -> Callable[[], Callable[[], None]]:
    def start() -> Callable[[], None]:
        inbox = ImapInbox(ImapSettings(server.host, server.imap, "loopback-plain", "mailflow", PASSWORD))
        relay = SmtpRelay(SmtpSettings("127.0.0.1", port, "loopback-plain", ADDRESS))
        daemon = installation(folder, inbox, relay, Clock(MONDAY + timedelta(minutes=2)))
        daemon.start()
        daemon.settle()
        return daemon.close

    return start
