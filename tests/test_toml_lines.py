"""Every key of a TOML file is found on its line, whatever stands between."""

import pytest

from mailflow.toml_lines import line_of, lines_of

TEXT = '''top = 1
"quoted key" = 2
[table]
a = """
[not.a.table]
b = 3
"""
c = [
  "[x]",   # ] d = 4
  [1, 2],
]
dotted.key = { inner = 1, "e" = "}" }
[[list]]
name = 'one # [['
[list.sub]
f = 1
[[list]]
name = "two \\" [["
[[list.deep]]
g = 1
# [comment]
[ spaced . name ]
h = 2026-12-04
'''

LINES = {
    ("top",): 1,
    ("quoted key",): 2,
    ("table",): 3,
    ("table", "a"): 4,
    ("table", "c"): 8,
    ("table", "c", 1): 8,
    ("table", "dotted", "key"): 12,
    ("table", "dotted", "key", "inner"): 12,
    ("list", 0): 13,
    ("list", 0, "name"): 14,
    ("list", 0, "sub", "f"): 16,
    ("list", 1, "name"): 18,
    ("list", 1, "deep", 0, "g"): 20,
    ("spaced", "name", "h"): 23,
    ("table", "missing"): 3,
    ("missing",): 1,
}


@pytest.mark.parametrize(("location", "line"), LINES.items())
def test_keys_are_found_on_their_lines(location: tuple[int | str, ...], line: int) -> None:
    assert line_of(lines_of(TEXT), location) == line


def test_an_empty_file_has_a_first_line() -> None:
    assert line_of(lines_of(""), ("mail",)) == 1
