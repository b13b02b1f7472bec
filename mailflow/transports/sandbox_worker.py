"""The other side of the sandbox: a process that applies functions to items, each within its limits.

Started as ``python -m mailflow.transports.sandbox_worker CPU_SECONDS MEMORY_MIB`` with its pipes as standard input and
output; it ends when its input does, and at once when an item breaks a limit.
"""

import gc
import os
import pickle  # only ever what the parent process sent
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from mailflow.transports.frames import Ended, read_frame, write_frame
from mailflow.transports.pickles import pickled

OUT_OF_MEMORY = 77
READY, DONE, RAISED = b"ready:", b"done:", b"raised:"


def main() -> None:
    """Set up, then serve until the input ends."""
    cpu_seconds, memory_mib = float(sys.argv[1]), int(sys.argv[2])
    inward, outward = _take_pipes()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the end of the input is what ends us
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    state = _or_say(lambda: pickle.loads(read_frame(inward))(), outward)  # noqa: S301
    _limit_memory(memory_mib)
    gc.freeze()  # what lives as long as the process need not be looked through again and again
    while True:
        function, items = _or_say(lambda: pickle.loads(read_frame(inward)), outward)  # noqa: S301
        for answer in _answers(state, function, items, cpu_seconds):
            write_frame(outward, answer)


def _or_say(prepare: Callable[[], Any], outward: int) -> Any:
    """What `prepare` makes, announced as ready; where it cannot, that is said and we end."""
    try:
        prepared = prepare()
    except Ended:
        raise
    except Exception as fault:
        write_frame(outward, RAISED + said(fault).encode())
        raise Ended from fault
    write_frame(outward, READY)
    return prepared


def said(fault: BaseException) -> str:
    """An exception in one line."""
    return " ".join(f"{type(fault).__name__}: {fault}".split())[:1000]


def told(fault: BaseException) -> str:
    """What an item brought about: our own faults in their words, of others the kind and the place, since their words
    may quote the item."""
    if type(fault).__module__.partition(".")[0] == "mailflow":
        return said(fault)
    places = traceback.extract_tb(fault.__traceback__)
    where = f" at {os.path.basename(places[-1].filename)}:{places[-1].lineno}" if places else ""  # noqa: PTH119
    return f"{type(fault).__name__}{where}"


def _answers(state: Any, function: Callable[[Any, Any], Any], items: Iterable[Any], seconds: float) -> Iterable[bytes]:
    for item in items:
        signal.setitimer(signal.ITIMER_PROF, seconds)
        yield _answer(state, function, item)


def _answer(state: Any, function: Callable[[Any, Any], Any], item: Any) -> bytes:
    try:
        return DONE + pickled(function(state, item))
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as fault:  # noqa: BLE001 (whatever a hostile message brings about)
        return RAISED + told(fault).encode("utf-8", "replace")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _take_pipes() -> tuple[int, int]:
    """Our pipes under numbers of their own, so that nothing that prints gets between the frames."""
    inward, outward = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return inward, outward


def _limit_memory(mib: int) -> None:
    """`mib` on top of what there is now."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if mib <= 0 or not sys.platform.startswith("linux"):
        return
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123
        now = int(statm.read().split()[0]) * resource.getpagesize()
    most = now + mib * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


if __name__ == "__main__":
    try:
        main()
    except Ended:
        sys.exit(0)
