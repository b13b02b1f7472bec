"""Functions and values that the sandbox's tests send to the worker process."""

import os
import re
import shlex
import signal
import time
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from mailflow.transports.access_token import access_token
from mailflow.transports.interfaces import Found, Sending

BASE = 100


def make_base() -> int:
    return BASE


def make_nothing(why: str) -> int:
    raise ValueError(why)


broken_setup = partial(make_nothing, "no such template")


def add(base: int, item: int) -> int:
    return base + item


def divide(base: int, item: int) -> float:
    return base / item


def where(base: int, item: object) -> int:
    return os.getpid()


def say(base: int, item: str) -> str:
    print(item)
    os.write(1, item.encode())
    return item


def loop_from(base: int, item: int) -> int:
    while item == 3:
        pass
    return item


def backtrack(base: int, item: str) -> bool:
    return re.match(r"(a+)+$", item) is not None


def die_at(base: int, item: int) -> int:
    if item == 3:
        os.kill(os.getpid(), signal.SIGSEGV)
    return item


def grab(base: int, mib: int) -> int:
    return len(bytearray(mib * 1024 * 1024))


def slow_wall(base: int, seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def environment(base: int, name: str) -> str | None:
    return os.environ.get(name)


def values(base: int, item: int) -> tuple[object, ...]:
    return (
        Found(item, 2),
        datetime(2026, 12, 4, tzinfo=UTC),
        Sending.SENT,
        frozenset({1}),
        {"a": b"b"},
        ZoneInfo("Asia/Manila"),
        None,
    )


class Reducing:
    def __init__(self, *how: object) -> None:
        self.how = how

    def __reduce__(self) -> tuple[object, ...]:
        return self.how  # type: ignore[return-value]


def act(base: int, item: int) -> object:
    return [
        Reducing(os.system, ("true",)),
        Reducing(getattr, (Found, "__init__")),
        Reducing(eval, ("1",)),
        Reducing(access_token, ("true",)),
        Reducing(shlex.split, ("true",)),
    ][item]


def go_deep(base: int, item: int) -> int:
    return go_deep(base, item + 1) + 1
