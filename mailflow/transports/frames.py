"""Blocks of bytes over a pipe."""

import os
import select
import struct
import time

_LENGTH = struct.Struct(">Q")
_PIECE = 1 << 20


class Ended(Exception):
    """The other end is closed."""


class Overdue(Exception):
    """Nothing complete came in time."""


def write_frame(fd: int, block: bytes) -> None:
    """All of `block`. Raises Ended."""
    left = memoryview(_LENGTH.pack(len(block)) + block)
    try:
        while left:
            left = left[os.write(fd, left) :]
    except BrokenPipeError as fault:
        raise Ended from fault


def read_frame(fd: int, seconds: float | None = None) -> bytes:
    """One block. Raises Ended, or Overdue after `seconds`."""
    deadline = None if seconds is None else time.monotonic() + seconds
    (length,) = _LENGTH.unpack(_read(fd, _LENGTH.size, deadline))
    return _read(fd, length, deadline)


def _read(fd: int, length: int, deadline: float | None) -> bytes:
    pieces, missing = [], length
    while missing:
        if deadline is not None:
            _await(fd, deadline)
        piece = os.read(fd, min(missing, _PIECE))
        if not piece:
            raise Ended
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)


def _await(fd: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    if not poll.poll(max(deadline - time.monotonic(), 0) * 1000):
        raise Overdue
