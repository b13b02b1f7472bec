"""Which line of a TOML file each key stands on; tomllib does not tell."""

import re
from collections.abc import Iterator, Mapping

Location = tuple[int | str, ...]
_KEY = r'(?:[A-Za-z0-9_-]+|"[^"\n]*"|\'[^\'\n]*\')'
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")
_ONE_KEY = re.compile(_KEY)
_PIECE = re.compile(r'"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]|\n')


def lines_of(text: str) -> dict[Location, int]:
    """The line, from 1, of every table and key of a valid TOML text. Keys of inline tables stand on their table's."""
    found: dict[Location, int] = {}
    table: Location = ()
    for number, line in _statements(text):
        header, assignment = _TABLE.match(line), _ASSIGNMENT.match(line)
        if header:
            table = _opened(found, _keys(header.group(2)), is_list=header.group(1) == "[[")
            found.setdefault(table, number)
        elif assignment:
            found.setdefault((*table, *_keys(assignment.group(1))), number)
    return found


def line_of(lines: Mapping[Location, int], location: Location) -> int:
    """The line of a key, or of the nearest table around it that is there; 1 where nothing is."""
    return next((lines[location[:end]] for end in range(len(location), 0, -1) if location[:end] in lines), 1)


def _opened(found: Mapping[Location, int], keys: Location, *, is_list: bool) -> Location:
    """Where a table header leads: below the last entry of every list on its way."""
    path: Location = ()
    for at, key in enumerate(keys, start=1):
        path = (*path, key)
        entries = sum(1 for known in found if known[:-1] == path and isinstance(known[-1], int))
        if is_list and at == len(keys):
            path = (*path, entries)
        elif entries:
            path = (*path, entries - 1)
    return path


def _keys(dotted: str) -> Location:
    return tuple(key.strip("\"'") for key in _ONE_KEY.findall(dotted))


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """The lines on which a statement begins: not those inside long strings or lists."""
    lines = text.split("\n")
    depth, quote = 0, ""
    yield 1, lines[0]
    number = 1
    for piece in _PIECE.finditer(text):
        found = piece.group()
        if found == "\n":
            number += 1
            if not depth and not quote:
                yield number, lines[number - 1]
        elif found in ('"""', "'''"):
            quote = "" if quote == found else quote or found
        elif not quote and found in "[{":
            depth += 1
        elif not quote and found in "]}":
            depth -= 1
