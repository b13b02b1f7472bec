"""How results reach a person or a script. Colours only on a terminal; control characters nowhere."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text


def harmless(text: object) -> str:
    """Text from outside, with what could steer a terminal or reorder a line shown as a box."""
    return "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs") else "\N{WHITE SQUARE}" for c in str(text)
    )


def lines_of_json(rows: Iterable[Mapping[str, object]]) -> None:
    """One object a line."""
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False, default=_plain))


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
    Console(soft_wrap=False).print(grid)


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return "" if value is None else harmless(value)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    return str(value)
