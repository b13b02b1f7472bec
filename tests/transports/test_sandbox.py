"""What a worker promises, wherever it works; and what only a process of its own can promise."""

import os
import signal
import sys
import threading
import types
from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from mailflow.transports.interfaces import Found, Sending
from mailflow.transports.sandbox import Broken, InProcess, Sandbox, Worker
from mailflow.transports.sandbox_pool import Pool
from tests.transports import sandbox_work as work


def _made_up(base: int, item: int) -> int:
    return item


_made_up.__module__, _made_up.__qualname__ = "made_up_later", "add"


class WorkerContract:
    """For every Worker."""

    def test_results_come_in_the_order_of_the_items(self, worker: Worker[int]) -> None:
        assert worker.run(work.add, list(range(50))) == list(range(100, 150))

    def test_no_items_give_no_results(self, worker: Worker[int]) -> None:
        assert worker.run(work.add, []) == []

    def test_an_item_that_raises_costs_only_itself(self, worker: Worker[int]) -> None:
        first, second, third = worker.run(work.divide, [1, 0, 2])
        assert (first, third) == (100.0, 50.0)
        assert isinstance(second, Broken)
        assert (second.reason, second.text.split(":")[0]) == ("crashed", "ZeroDivisionError at sandbox_work.py")

    def test_endless_recursion_costs_only_itself(self, worker: Worker[int]) -> None:
        (result,) = worker.run(work.go_deep, [0])
        assert isinstance(result, Broken)
        assert worker.run(work.add, [1]) == [101]

    def test_jobs_may_be_started_before_others_are_done(self, worker: Worker[int]) -> None:
        jobs = [worker.start(work.add, [n, n + 1]) for n in range(5)]
        assert [job.results() for job in jobs] == [[100 + n, 101 + n] for n in range(5)]

    def test_results_can_be_asked_for_twice(self, worker: Worker[int]) -> None:
        job = worker.start(work.add, [1])
        assert job.results() == job.results() == [101]

    def test_any_thread_may_start_a_job(self, worker: Worker[int]) -> None:
        got: dict[int, object] = {}

        def ask(n: int) -> None:
            got[n] = worker.run(work.add, [n])

        threads = [threading.Thread(target=ask, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert got == {n: [100 + n] for n in range(8)}

    def test_domain_values_come_back_as_they_are(self, worker: Worker[int]) -> None:
        (result,) = worker.run(work.values, [1])
        assert result == (
            Found(1, 2),
            datetime(2026, 12, 4, tzinfo=UTC),
            Sending.SENT,
            frozenset({1}),
            {"a": b"b"},
            ZoneInfo("Asia/Manila"),
            None,
        )

    def test_closing_twice_is_harmless(self, worker: Worker[int]) -> None:
        worker.close()
        worker.close()


class TestInProcess(WorkerContract):
    @pytest.fixture
    def worker(self) -> Worker[int]:
        return InProcess(work.make_base)

    def test_a_setup_that_fails_breaks_every_item(self) -> None:
        (broken,) = InProcess(work.broken_setup).run(work.add, [1])
        assert isinstance(broken, Broken)
        assert (broken.reason, broken.text.split(":")[0]) == ("unavailable", "ValueError at sandbox_work.py")


class TestPool(WorkerContract):
    @pytest.fixture
    def worker(self) -> Iterator[Worker[int]]:
        pool = Pool(lambda: Sandbox(work.make_base), 2)
        yield pool
        pool.close()

    def test_a_large_batch_is_shared_out(self, worker: Worker[int]) -> None:
        assert len(set(worker.run(work.where, list(range(40))))) == 2

    def test_a_second_process_is_not_made_for_little(self, worker: Worker[int]) -> None:
        assert len({worker.run(work.where, [0])[0] for _ in range(4)}) == 1


class TestSandbox(WorkerContract):
    @pytest.fixture
    def worker(self) -> Iterator[Worker[int]]:
        sandbox = Sandbox(work.make_base, cpu_seconds=0.3, memory_mib=64)
        yield sandbox
        sandbox.close()

    def test_it_is_another_process(self, worker: Worker[int]) -> None:
        assert worker.run(work.where, [0]) != [os.getpid()]

    def test_one_process_serves_all_jobs(self, worker: Worker[int]) -> None:
        assert worker.run(work.where, [0]) == worker.run(work.where, [0])

    @pytest.mark.parametrize(
        ("function", "items"),
        [(work.loop_from, [1, 3, 5]), (work.backtrack, ["aa", "a" * 40 + "b", "a"])],
        ids=["python", "inside a library"],
    )
    def test_an_item_that_takes_too_long_is_too_slow_and_the_others_get_through(
        self, worker: Worker[int], function: object, items: list[object]
    ) -> None:
        first, guilty, last = worker.run(function, items)  # type: ignore[arg-type]
        assert guilty == Broken("too_slow", "too much CPU time")
        assert not isinstance(first, Broken)
        assert not isinstance(last, Broken)

    def test_waiting_does_not_count_as_working(self, worker: Worker[int]) -> None:
        assert worker.run(work.slow_wall, [0.5]) == [0.5]

    def test_time_is_counted_anew_for_each_item(self, worker: Worker[int]) -> None:
        assert not [r for r in worker.run(work.backtrack, ["a" * 17 + "b"] * 60) if isinstance(r, Broken)]

    def test_an_item_that_takes_the_process_with_it_costs_only_itself(self, worker: Worker[int]) -> None:
        first, guilty, last = worker.run(work.die_at, [1, 3, 5])
        assert (first, last) == (1, 5)
        assert guilty == Broken("crashed", f"the worker process was ended by signal {int(signal.SIGSEGV)}")

    def test_an_item_that_takes_too_much_memory_costs_only_itself(self, worker: Worker[int]) -> None:
        assert worker.run(work.grab, [1, 500, 2]) == [1 << 20, Broken("crashed", "too much memory"), 2 << 20]

    def test_a_process_that_was_killed_while_idle_is_replaced_without_a_victim(self, worker: Worker[int]) -> None:
        (pid,) = worker.run(work.where, [0])
        assert isinstance(pid, int)
        os.kill(pid, signal.SIGKILL)
        assert worker.run(work.add, [1, 2]) == [101, 102]

    def test_a_signal_to_the_whole_group_leaves_it_to_its_parent(self, worker: Worker[int]) -> None:
        (pid,) = worker.run(work.where, [0])
        assert isinstance(pid, int)
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(pid, number)
        assert worker.run(work.where, [0]) == [pid]

    def test_what_a_function_prints_does_not_get_between_the_results(
        self, worker: Worker[int], capfd: pytest.CaptureFixture[str]
    ) -> None:
        assert worker.run(work.say, ["loud"]) == ["loud"]

    def test_an_answer_that_would_act_when_unpickled_is_refused(self, worker: Worker[int]) -> None:
        for result in worker.run(work.act, range(5)):
            assert isinstance(result, Broken)
            assert "is not a value" in result.text

    def test_items_that_cannot_be_handed_over_are_the_callers_fault(self, worker: Worker[int]) -> None:
        with pytest.raises(TypeError):
            worker.start(work.where, [threading.Lock()])

    def test_secrets_of_the_environment_stay_outside(
        self, worker: Worker[int], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MAILFLOW_SMTP_PASSWORD", "hunter2")
        sandbox = Sandbox(work.make_base)
        try:
            assert sandbox.run(work.environment, ["MAILFLOW_SMTP_PASSWORD"]) == [None]
        finally:
            sandbox.close()

    def test_large_items_and_results_pass(self, worker: Worker[int]) -> None:
        big = b"x" * 3_000_000
        sandbox = Sandbox(bytes)
        try:
            assert sandbox.run(bytes.__add__, [big, big]) == [big, big]
        finally:
            sandbox.close()

    def test_a_setup_that_fails_breaks_every_item_with_its_words(self) -> None:
        sandbox = Sandbox(work.broken_setup)
        try:
            assert sandbox.run(work.add, [1, 2]) == [Broken("unavailable", "ValueError: no such template")] * 2
        finally:
            sandbox.close()

    def test_a_function_that_the_process_cannot_find_breaks_its_job_alone(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sandbox = Sandbox(work.make_base)
        late = types.ModuleType("made_up_later")
        late.add = _made_up  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "made_up_later", late)
        try:
            assert all(isinstance(result, Broken) for result in sandbox.run(late.add, [1, 2]))
            assert sandbox.run(work.add, [1]) == [101]
        finally:
            sandbox.close()

    def test_closing_breaks_what_is_under_way_and_leaves_no_process(self) -> None:
        sandbox = Sandbox(work.make_base, cpu_seconds=60)
        (pid,) = sandbox.run(work.where, [0])
        under_way = sandbox.start(work.loop_from, [3, 4])
        waiting = sandbox.start(work.add, [1])
        sandbox.close()
        assert all(isinstance(result, Broken) for result in under_way.results() + waiting.results())
        assert isinstance(pid, int)
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)

    def test_after_closing_everything_is_broken(self) -> None:
        sandbox = Sandbox(work.make_base)
        sandbox.close()
        assert sandbox.run(work.add, [1]) == [Broken("unavailable", "closed")]
