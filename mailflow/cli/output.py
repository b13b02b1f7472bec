"""How results reach a person or a script. Colours only on a terminal; control characters nowhere."""

import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

BOX = "\N{WHITE SQUARE}"
STEERING = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
PIPED_WIDTH = 10_000
_BEYOND_ASCII = re.compile(r"[^ -~]")


def colours() -> bool | None:
    """Whether colours may be used: False where NO_COLOR is set, else as the terminal goes."""
    return False if os.environ.get("NO_COLOR") else None


def speakable() -> None:
    """Make whatever cannot be written in the terminal's encoding a question mark, not a fault."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def harmless(text: object) -> str:
    """Text from outside, with what could steer a terminal or reorder a line shown as a box."""
    return _BEYOND_ASCII.sub(lambda found: BOX if _steers(found[0]) else found[0], str(text))


def lines_of_json(rows: Iterable[Mapping[str, object]]) -> None:
    """One object a line, in UTF-8 whatever the locale; what could steer a terminal is escaped."""
    text = "".join(f"{_escaped(json.dumps(row, ensure_ascii=False, default=_plain))}\n" for row in rows)
    click.echo(text.encode(), nl=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], empty: str) -> None:
    """Rows for a person; `empty` is said where there are none."""
    found = [[_cell(cell) for cell in row] for row in rows]
    if not found:
        click.echo(empty)
        return
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in found:
        grid.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else PIPED_WIDTH, no_color=colours() is False or None).print(grid)


def _steers(character: str) -> bool:
    return unicodedata.category(character) in STEERING


def _escaped(text: str) -> str:
    return _BEYOND_ASCII.sub(lambda found: _spelled(found[0]) if _steers(found[0]) else found[0], text)


def _spelled(character: str) -> str:
    """A character as JSON escapes it."""
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return "" if value is None else harmless(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)
