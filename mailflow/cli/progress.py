"""Progress on a terminal, while a round takes in and answers a lot of mail."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.status import Status

from mailflow.cli.output import colours
from mailflow.store import Store, StoreFault

EVERY = 0.2


@dataclass(frozen=True, slots=True)
class Tally:
    """Where an installation stands: the newest message's number, what waits, and how many letters have left."""

    newest: int
    waiting: int
    sent: int
    queued: int

    @classmethod
    def of(cls, store: Store) -> "Tally":
        """As the store has it now."""
        rows, letters = store.journal.messages(1), store.outbox.counts()
        newest = rows[0].id if rows else 0
        return cls(newest, store.journal.waiting(datetime.now(UTC)), letters.get("sent", 0), letters.get("queued", 0))

    def since(self, before: "Tally") -> str:
        """What has happened since `before`, in a few words."""
        taken, sent = self.newest - before.newest, self.sent - before.sent
        return f"{counted(taken, 'message')} taken in, {counted(sent, 'letter')} sent"


def counted(number: int, thing: str) -> str:
    """``1 letter``, ``1,200 letters``."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


@contextmanager
def shown(store: Store, before: Tally) -> Iterator[None]:
    """While the block runs, say on a terminal how far it has come. Elsewhere say nothing."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    console = Console(stderr=True, no_color=colours() is False or None)
    with console.status("connecting …") as status:
        watcher = threading.Thread(target=_watch, args=(store, before, status, done), name="progress", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


def _watch(store: Store, before: Tally, status: Status, done: threading.Event) -> None:
    while not done.wait(EVERY):
        try:
            now = Tally.of(store)
        except StoreFault:
            continue
        status.update(f"{now.since(before)}; {now.waiting:,} to be read, {now.queued:,} to be sent")
    store.close()
