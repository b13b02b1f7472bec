"""A worker that some messages are the end of."""

import os
from collections.abc import Callable, Sequence
from typing import Any

from mailflow.domain.reading import Context
from mailflow.flows.desk import Desk, read_at
from mailflow.flows.understand import Understood
from mailflow.mail.read import read
from mailflow.transports.sandbox import Pending, Sandbox


def read_or_die(desk: Desk, sheet: tuple[bytes, Context]) -> Understood:
    raw, _ = sheet
    text = read(raw).text or ""
    if "KILL" in text:
        os._exit(9)
    while "SPIN" in text:
        pass
    return read_at(desk, sheet)


class Dangerous(Sandbox[Desk]):
    """Reading a mail with KILL in it ends the process, one with SPIN goes on for ever."""

    def __init__(self, setup: Callable[[], Desk]) -> None:
        super().__init__(setup, cpu_seconds=0.5)

    def start(self, function: Callable[[Desk, Any], Any], items: Sequence[Any]) -> Pending[Any]:
        return super().start(read_or_die if function is read_at else function, items)
