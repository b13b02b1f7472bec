"""The plain text of a letter in lines that mail clients leave whole when they quote them."""

import re

WIDTH = 74
_BLANKS = re.compile(r"\n{3,}")
_INDENT = re.compile(r"\s*(?:[-*○◐◆↻✓■▲△□☑] +)?")
OFFER = "reply:"


def tidy(text: str) -> str:
    """Lines of at most 74 characters, never two blank ones together, no space at an end.

    A line that offers words to type is never broken: its second half would stand as a command.
    """
    lines: list[str] = []
    for line in text.split("\n"):
        bare = line.rstrip()
        lines += [bare] if len(bare) <= WIDTH or OFFER in bare else _wrapped(bare)
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"


def _wrapped(line: str) -> list[str]:
    match = _INDENT.match(line)
    indent = match.group() if match else ""
    hanging = " " * len(indent)
    lines, current = [], indent
    for word in line[len(indent) :].split():
        if len(current) + len(word) + 1 > WIDTH and current.strip():
            lines.append(current)
            current = hanging + word
        else:
            current = f"{current} {word}" if current.strip() and not current.endswith(" ") else current + word
    return [*lines, current]
