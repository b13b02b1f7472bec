"""Rows of a table, as the lines they stand for: "| 1 | done | sent the files |" is "1 - done. sent the files"."""

import re
from collections.abc import Iterator, Sequence

from mailflow.commands.reading.units import split_words
from mailflow.commands.words import Lexicon

_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
_PERCENT = re.compile(r"\d{1,3} ?%")
_NUMBERED = re.compile(r"\W*(?:m|milestone )?\d{1,3}\b(?!\s*%)", re.IGNORECASE)
FEWEST_BARS = 2
MEASURES = frozenset({"%", "percent", "progress %", "% done"})
STATES = frozenset({"done", "complete", "ready", "started", "blocked", "negation"})


def rows_of(lines: Sequence[str], lexicon: Lexicon) -> dict[int, str]:
    """What each line of a table says, by its place; "" for a heading and a rule.

    A table whose columns are not known for what they are (a plan beside what is) stays as it was written.
    """
    said: dict[int, str] = {}
    for table in _tables(lines):
        heads = lexicon.set("table_heads")
        headed = all(cell.strip("*_ ").lower() in heads for cell in _cells(lines[table[0]]))
        if not (headed or _NUMBERED.match(lines[table[0]]) or _states_all(lines, table, lexicon)):
            continue
        heads_here = _cells(lines[table[0]]) if headed else []
        names = 2 if headed and _names_twice(_cells(lines[table[0]])) else 1
        for place in table:
            if not (headed or _says_state(_cells(lines[place])[1:], lexicon)):
                continue
            line = _as_line(_measured(_cells(lines[place]), heads_here), names)
            said[place] = "" if _RULE.fullmatch(lines[place]) else line
        if headed:
            said[table[0]] = ""
    return said


def in_bars(lines: Sequence[str]) -> list[str]:
    """The lines, with bars for the tabs of a table that was pasted from a sheet."""
    return [line.replace("\t", " | ") if line.count("\t") >= FEWEST_BARS else line for line in lines]


def _tables(lines: Sequence[str]) -> Iterator[list[int]]:
    table: list[int] = []
    for place, line in enumerate(lines):
        if line.count("|") >= FEWEST_BARS:
            table.append(place)
        elif table:
            yield table
            table = []
    if table:
        yield table


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _states_all(lines: Sequence[str], table: list[int], lexicon: Lexicon) -> bool:
    """Whether each of several rows says behind its name how it stands."""
    return len(table) > 1 and all(_says_state(_cells(lines[place])[1:], lexicon) for place in table)


def _says_state(cells: list[str], lexicon: Lexicon) -> bool:
    """Whether the cell behind the name says how it stands: "done", "60%", "not started"; and not when, or who."""
    words = split_words(cells[0]) if cells else []
    found = lexicon.phrases.at(words, 0) if words else None
    stands = found is not None and not STATES.isdisjoint(found[1].tags)
    return stands or (bool(words) and _PERCENT.fullmatch(cells[0]) is not None)


def _names_twice(heads: list[str]) -> bool:
    """ "#" beside "Milestone"."""
    return len(heads) > 2 and heads[0].strip("*_ .").lower() in {"#", "no", "nr"} and heads[1].lower() != "status"


def _measured(cells: list[str], heads: list[str]) -> list[str]:
    """The cells, with the sign behind a number that stands under "%"."""
    signs = [head.strip("*_ .").lower() in MEASURES for head in heads] + [False] * len(cells)
    return [f"{cell}%" if sign and cell.isdigit() else cell for cell, sign in zip(cells, signs, strict=False)]


def _as_line(cells: list[str], names: int) -> str:
    name, rest = " ".join(cells[:names]), [cell for cell in cells[names:] if cell]
    if rest and _PERCENT.fullmatch(rest[0]):
        return f"{name} - {rest[0]}"
    return f"{name} - {'. '.join(rest)}" if rest else name
