"""Log lines that say what happened and to which id, in one line each: nobody's words, nobody's address."""

import logging
import re
import unicodedata
from traceback import extract_tb
from types import TracebackType
from typing import cast

OURS = "mailflow"
HIDDEN = "[address]"
LONGEST = 1000
_ADDRESS = re.compile(r"""[^\s<>()\[\],;:"'|=]+@[^\s<>()\[\],;:"'|]+""")
_STEERING = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_BEYOND_ASCII = re.compile(r"[^ -~]")


def begin(level: int) -> None:
    """Log to standard error from that level on. Of other people's libraries, warnings and worse: what they say below
    that is what goes over the wire."""
    handler = logging.StreamHandler()
    handler.setFormatter(Discreet("%(levelname)s %(name)s: %(message)s"))
    handler.addFilter(ours_or_grave)
    logging.basicConfig(level=level, handlers=[handler])


def ours_or_grave(record: logging.LogRecord) -> bool:
    """Whether a record is ours, or somebody else's warning."""
    return record.name.partition(".")[0] == OURS or record.levelno >= logging.WARNING


def concealed(text: str) -> str:
    """One line without addresses and without anything that steers a terminal."""
    flat = " ".join(text.split())
    shown = _BEYOND_ASCII.sub(lambda found: "?" if unicodedata.category(found[0]) in _STEERING else found[0], flat)
    return _ADDRESS.sub(HIDDEN, shown)[:LONGEST]


class Discreet(logging.Formatter):
    """Of an exception it says the kind and the places, not the text: that may quote a mail."""

    def format(self, record: logging.LogRecord) -> str:
        """The record in one line, and a line for each place of an exception."""
        record.message = record.getMessage()
        line = concealed(self.formatMessage(record))
        return f"{line}\n{_places(record.exc_info)}" if record.exc_info and record.exc_info[0] else line


def _places(info: object) -> str:
    kind, _, trace = cast("tuple[type[BaseException], BaseException, TracebackType | None]", info)
    places = [f"  {one.filename}:{one.lineno} in {one.name}" for one in extract_tb(trace)]
    return "\n".join([*places, f"  {kind.__name__}"])
