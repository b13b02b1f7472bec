"""Pure functions run in a process of their own, within limits, on the second core."""

import queue
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

from mailflow.transports.frames import Ended, Overdue
from mailflow.transports.pickles import pickled
from mailflow.transports.sandbox_process import SetupFailed, WorkerProcess
from mailflow.transports.sandbox_worker import told

S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)
T = TypeVar("T")
R = TypeVar("R")

CLOSED = "closed"
"""What is said of an item that was waiting when its worker was put away."""


@dataclass(frozen=True, slots=True)
class Broken:
    """No result: the item used up its time, or raised, or took the process with it; or, through no fault of the item,
    there is no process that could work on it."""

    reason: Literal["too_slow", "crashed", "unavailable"]
    text: str


class Pending(Generic[R]):
    """Results that are being worked out, in the order of their items."""

    def __init__(self) -> None:
        self._done = threading.Event()
        self._results: list[R | Broken] = []

    @property
    def done(self) -> bool:
        """Whether there are all."""
        return self._done.is_set()

    def results(self) -> list[R | Broken]:
        """All of them, as soon as there are all; a Broken in the place of each that failed."""
        self._done.wait()
        return self._results

    def settle(self, results: list[R | Broken]) -> None:
        """Called once, by the worker."""
        self._results = results
        self._done.set()


class Worker(Protocol[S_co]):
    """Applies functions to items with a state of its own, made once."""

    def start(self, function: Callable[[S_co, T], R], items: Sequence[T]) -> Pending[R]:
        """Begin; does not wait. First come, first served, from any thread."""

    def run(self, function: Callable[[S_co, T], R], items: Sequence[T]) -> list[R | Broken]:
        """Start, and wait for the results."""

    def close(self) -> None:
        """End; what is still waiting becomes Broken. Never raises."""


class InProcess(Generic[S]):
    """A Worker in this very process: nothing is limited but exceptions."""

    def __init__(self, setup: Callable[[], S]) -> None:
        self._setup = setup
        self._state: list[S] = []
        self._lock = threading.Lock()

    def start(self, function: Callable[[S, T], R], items: Sequence[T]) -> Pending[R]:
        """As `Worker.start`, but done when it returns."""
        pending = Pending[R]()
        with self._lock:
            pending.settle([self._apply(function, item) for item in items])
        return pending

    def run(self, function: Callable[[S, T], R], items: Sequence[T]) -> list[R | Broken]:
        """As `Worker.run`."""
        return self.start(function, items).results()

    def close(self) -> None:
        """Nothing to end."""

    def _apply(self, function: Callable[[S, T], R], item: T) -> R | Broken:
        reason: Literal["crashed", "unavailable"] = "unavailable"
        try:
            if not self._state:
                self._state.append(self._setup())
            reason = "crashed"
            return function(self._state[0], item)
        except Exception as fault:  # noqa: BLE001 (that is what it is for)
            return Broken(reason, told(fault))


@dataclass(slots=True)
class _Job:
    function: Callable[..., Any]
    items: Sequence[Any]
    frame: bytes
    pending: Pending[Any]


class Sandbox(Generic[S]):
    """A Worker in one other process. Functions and `setup` go by reference: they have to be importable by name.
    An item that takes more than `cpu_seconds`, or more than `memory_mib` beyond what the process has after its setup,
    is Broken and costs the process, which is replaced; the others get their results all the same."""

    def __init__(self, setup: Callable[[], S], *, memory_mib: int | None = 256, cpu_seconds: float = 2) -> None:
        self._setup = pickled(setup)
        self._limits = (cpu_seconds, memory_mib or 0)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._closed = False
        self._lock = threading.Lock()
        self._process: WorkerProcess | None = None
        self._thread = threading.Thread(target=self._serve, name="sandbox", daemon=True)
        self._thread.start()

    def start(self, function: Callable[[S, T], R], items: Sequence[T]) -> Pending[R]:
        """As `Worker.start`. Raises what pickle raises for items that cannot be handed over."""
        items = list(items)
        job = _Job(function, items, _frame(function, items), Pending())
        with self._lock:
            if self._closed:
                job.pending.settle([_CLOSED] * len(items))
            else:
                self._jobs.put(job)
        return job.pending

    def run(self, function: Callable[[S, T], R], items: Sequence[T]) -> list[R | Broken]:
        """As `Worker.run`."""
        return self.start(function, items).results()

    def close(self) -> None:
        """As `Worker.close`; the process has ended when it returns."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._jobs.put(None)
        if (process := self._process) is not None:
            process.kill()
        self._thread.join()

    def _serve(self) -> None:
        self._warm_up()
        while (job := self._jobs.get()) is not None:
            job.pending.settle(self._results(job))
        self._replace()

    def _warm_up(self) -> None:
        with suppress(SetupFailed, OSError):  # told to whoever comes first with a job
            self._ready()

    def _ready(self) -> WorkerProcess:
        if self._process is None:
            self._process = WorkerProcess(*self._limits)
            try:
                self._process.set_up(self._setup)
            except SetupFailed:
                self._replace()
                raise
        return self._process

    def _results(self, job: _Job) -> list[Any]:
        results: list[Any] = []
        while len(results) < len(job.items) and not self._closed:
            frame = job.frame if not results else _frame(job.function, job.items[len(results) :])
            try:
                process = self._hand_over(frame)
            except (SetupFailed, OSError) as fault:
                self._replace()
                return results + [Broken("unavailable", str(fault))] * (len(job.items) - len(results))
            self._collect(process, len(job.items), results)
        return results + [_CLOSED] * (len(job.items) - len(results))

    def _hand_over(self, frame: bytes) -> WorkerProcess:
        for _ in range(2):  # the first may have been ended from outside while it had nothing to do
            process = self._ready()
            try:
                process.send(frame)
            except Ended:
                self._replace()
            else:
                return process
        raise SetupFailed("the worker process ends at once")

    def _collect(self, process: WorkerProcess, count: int, results: list[Any]) -> None:
        """Read results until all are there, or one is Broken for want of an answer."""
        try:
            while len(results) < count:
                good, value = process.receive()
                results.append(value if good else Broken("crashed", value))
        except Overdue:
            self._replace()
            results.append(Broken("too_slow", "no answer for a minute"))
        except Ended:
            too_slow, text = process.cause_of_death()
            self._replace()
            results.append(Broken("too_slow" if too_slow else "crashed", text))

    def _replace(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.release()


_CLOSED = Broken("unavailable", CLOSED)


def _frame(function: Callable[..., Any], items: Sequence[Any]) -> bytes:
    return pickled((function, items))
