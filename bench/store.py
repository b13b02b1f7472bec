"""What the store costs: messages received, begun, read against their context, applied, answered and filed.

    python bench/store.py [URL]

Prints milliseconds for each message and each letter, and the ratio to bare sqlite3 that writes one
row with the same bytes for each message, both with commits of 200 that survive a power cut.
"""

import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mailflow.domain.disposition import Disposition
from mailflow.domain.letter import Intent
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.record import Change
from mailflow.store import Arrival, Frozen, Kept, Lookup, Queued, Settled, Store, Unit, pack_lines

MESSAGES, BATCH = 10_000, 200
RAW = b"Received: from here by there\r\n" * 70
NOW = datetime.now(UTC)
CODES = [f"project-{n}" for n in range(10)]
spent: defaultdict[str, float] = defaultdict(float)


@contextmanager
def timed(step: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    spent[step] += time.perf_counter() - start


def prepare(store: Store) -> None:
    for number, code in enumerate(CODES):
        store.people.save(Person(f"p{number}", f"Person {number}", (f"p{number}@x.example",)))
        store.projects.create(code)
        with store.projects.unit([code], NOW) as unit:
            unit.append(code, [Change("member", Ref(code), None, {"person": f"p{number}", "role": "contractor"})])
            for m in range(1, 9):
                about = Ref(code, "milestone", m)
                unit.append(code, [Change("milestone", about, None, {"title": f"Part {m}", "due": "2026-12-04"})])


def take_in(store: Store, first: int) -> None:
    with timed("receive"):
        store.journal.receive(
            [
                Arrival("bench", "INBOX", 1, uid, RAW, f"<{uid}@x.example>", f"p{uid % 10}@x.example", NOW)
                for uid in range(first, first + BATCH)
            ]
        )
    with timed("begin"):
        kept = store.journal.begin(BATCH, NOW)
    with timed("contexts"):
        store.journal.contexts([Lookup(f"p{one.id % 10}@x.example", (), NOW) for one in kept])
    with timed("apply and commit"), store.projects.unit(CODES, NOW) as unit:
        for one in kept:
            with unit.attempt():
                apply(unit, one)
    with timed("file"):
        filings = store.journal.to_file("bench", "INBOX", BATCH)
        store.journal.filed("bench", "INBOX", 1, {f.uid: ("Processed", 2, f.uid) for f in filings})


def apply(unit: Unit, kept: Kept) -> None:
    code, person = CODES[kept.id % 10], f"p{kept.id % 10}"
    unit.claim(kept.id, f"key{kept.id}", f"<{kept.id}@x.example>", f"{person}@x.example")
    about = Ref(code, "milestone", kept.id % 8 + 1)
    unit.append(code, [Change("progress", about, person, {"percent": kept.id % 100})], message=kept.id)
    intent = Intent("receipt", person, about, f"receipt/m{kept.id}/{person}", {"items": []}, cause=kept.id)
    unit.queue([Queued(intent, f"token{kept.id}", NOW)])
    unit.dispose(kept.id, Disposition.HANDLED, "ok")


def send_out(store: Store) -> int:
    sent = 0
    while True:
        with timed("claim"):
            letters = store.outbox.claim(NOW, BATCH, "bench")
        if not letters:
            return sent
        with timed("freeze and settle"):
            settled: list[Settled] = []
            for first in range(0, len(letters), BATCH):
                wave = letters[first : first + BATCH]
                frozen = [Frozen(one.id, RAW, pack_lines(range(20)), "Receipt") for one in wave]
                store.outbox.advance(settled, frozen, NOW)
                settled = [Settled(one.id, "sent") for one in wave]
            store.outbox.settle(settled, NOW)
        sent += len(letters)


def yardstick(folder: Path) -> float:
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.executescript(
        "PRAGMA journal_mode=wal; PRAGMA synchronous=full; CREATE TABLE m (id INTEGER PRIMARY KEY, r BLOB)"
    )
    start = time.perf_counter()
    for first in range(0, MESSAGES, BATCH):
        bare.execute("BEGIN IMMEDIATE")
        bare.executemany("INSERT INTO m VALUES (?, ?)", [(first + n, RAW) for n in range(BATCH)])
        bare.execute("COMMIT")
    bare.close()
    return time.perf_counter() - start


def main() -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        bare = yardstick(folder)
        store = Store.open(sys.argv[1] if len(sys.argv) > 1 else f"sqlite://{folder}/mailflow.db")
        prepare(store)
        for first in range(1, MESSAGES, BATCH):
            take_in(store, first)
        taken = sum(spent.values())
        sent = send_out(store)
        store.close()
    for step, seconds in spent.items():
        print(f"{step:20}{seconds / MESSAGES * 1000:8.3f} ms")
    print(f"{'a message in all':20}{taken / MESSAGES * 1000:8.3f} ms, {bare / taken:.2f} of bare sqlite3's speed")
    print(f"{'a letter in all':20}{(sum(spent.values()) - taken) / sent * 1000:8.3f} ms")


if __name__ == "__main__":
    main()
