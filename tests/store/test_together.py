"""Several threads and several processes on one database."""

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from mailflow.domain.record import Change
from mailflow.store import Busy, Store
from tests.store.samples import CODE, NOW, arrival, milestone, opened, queue, queued

WORKERS = 4


def at_once(work: Callable[[int], list[int]]) -> list[int]:
    """What several threads that begin together come back with."""
    gate = threading.Barrier(WORKERS)

    def run(number: int) -> list[int]:
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(WORKERS) as pool:
        return [found for results in pool.map(run, range(WORKERS)) for found in results]


def test_no_letter_is_claimed_twice(store: Store, url: str) -> None:
    queue(store, [queued(f"a/{n}", f"person{n}") for n in range(200)])

    def claim(number: int) -> list[int]:
        with closing(Store.open(url)) as own:
            found: list[int] = []
            while letters := own.outbox.claim(NOW, 7, f"daemon{number}"):
                found += [letter.id for letter in letters]
            return found

    ids = at_once(claim)
    ids += [letter.id for letter in store.outbox.claim(NOW, 999, "last")]
    assert sorted(ids) == sorted({row.id for row in store.outbox.rows()})


def test_no_message_is_begun_twice(store: Store, url: str) -> None:
    store.journal.receive([arrival(uid) for uid in range(1, 201)])

    def begin(number: int) -> list[int]:
        with closing(Store.open(url)) as own:
            found: list[int] = []
            while kept := own.journal.begin(7, NOW, f"daemon{number}"):
                found += [one.id for one in kept]
            return found

    ids = at_once(begin)
    ids += [kept.id for kept in store.journal.begin(999, NOW)]
    assert sorted(ids) == sorted({row.id for row in store.journal.messages()})
    assert {row.attempts for row in store.journal.messages()} == {1}


def test_threads_share_a_store_and_a_ledger_has_no_gaps(store: Store) -> None:
    opened(store, CODE, "other")

    def work(number: int) -> list[int]:
        seqs = []
        for step in range(10):
            codes = [CODE, "other"] if (number + step) % 2 else ["other", CODE]
            with store.projects.unit(codes, NOW) as unit:
                change = Change("progress", milestone(1), "dana", {"percent": step, "text": str(number)})
                seqs += [record.seq for record in unit.append(CODE, [change])]
        store.close()
        return seqs

    assert sorted(at_once(work)) == list(range(7, 7 + 10 * WORKERS))
    assert store.projects.snapshot(CODE).seq == 6 + 10 * WORKERS


def test_an_occasion_queued_by_several_at_once_becomes_one_letter(store: Store) -> None:
    def work(number: int) -> list[int]:
        queue(store, [queued(f"reminder/{n}") for n in range(50)])
        store.close()
        return []

    at_once(work)
    assert len(store.outbox.rows()) == 50


def test_the_same_mail_received_by_several_at_once_is_one_message(store: Store) -> None:
    def work(number: int) -> list[int]:
        for uid in range(1, 21):
            try:
                store.journal.receive([arrival(uid)])
            except Busy:
                store.journal.receive([arrival(uid)])
        store.close()
        return []

    at_once(work)
    assert len(store.journal.messages()) == 20


def append_in_process(url: str, number: int) -> None:
    """One process's part: open, migrate where nobody has yet, append and queue."""
    store = Store.open(url)
    store.projects.create(CODE)
    store.journal.receive([arrival(None, rfc_id=f"<{number}@x>")])
    for step in range(10):
        with store.projects.unit([CODE], NOW) as unit:
            unit.append(CODE, [Change("note", milestone(1), "dana", {"text": f"{number} {step}"})])
            unit.queue([queued(f"receipt/{number}/{step}"), queued(f"shared/{step}")])
    store.close()


@pytest.mark.parametrize("kind", ["fresh", "migrated"])
def test_processes_share_a_database_from_its_first_moment(url: str, kind: str) -> None:
    if kind == "migrated":
        Store.open(url).close()
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=append_in_process, args=(url, number)) for number in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with closing(Store.open(url)) as store:
        assert [record.seq for record in store.projects.ledger(CODE)] == list(range(1, 31))
        assert len(store.outbox.rows()) == 40
        assert len(store.journal.messages()) == 3


def test_a_store_that_a_thread_left_open_does_not_hold_others_up(tmp_path: Path) -> None:
    with closing(Store.open(f"sqlite://{tmp_path}/x.db", busy_seconds=1)) as store:
        opened(store)
        reader = threading.Thread(target=lambda: (store.projects.snapshot(CODE), store.close()))
        reader.start()
        reader.join()
        queue(store, [queued("a/1")])
        assert len(store.outbox.rows()) == 1
