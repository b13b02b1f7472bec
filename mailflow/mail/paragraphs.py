"""The plain text of a letter in lines that mail clients leave whole when they quote them."""

import re

WIDTH = 70
"""Two marks of quotation before it, and a line still fits where programs break at 72 or 76."""
WRAPPED = 60
"""A line that long which another one follows was wrapped by whoever typed it."""
_BLANKS = re.compile(r"\n{3,}")
_INDENT = re.compile(r"\s*(?:[-○◐◆↻✓■▲△●] +)?")
_LISTED = re.compile(r"[-*•○✓]\s|\(?\w{1,2}[.)]\s")
_QUOTED = re.compile(r"\s*> ")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
OFFER = "reply:"
FEWEST_WORDS = 3
"""On a line of its own, less than that could have been written by anybody, and stand as a command."""


def tidy(text: str, offer: str = OFFER) -> str:
    """Lines of at most 70 characters, never two blank ones together, no space at an end.

    A line that offers words to type, `offer` being what stands before them, is never broken: its second half would
    stand as a command.
    """
    lines: list[str] = []
    for line in without_controls(text).split("\n"):
        bare = line.rstrip()
        lines += [bare] if len(bare) <= WIDTH or offer in bare else _wrapped(bare)
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip("\n") + "\n"


def excerpt(text: str, most: int) -> list[str]:
    """The lines of somebody's words, whatever separates them: `most` characters, and a mark where there was more."""
    cut = text.strip()[:most].rstrip()
    lines = [without_controls(line).strip() for line in cut.splitlines()] or [""]
    return [*lines[:-1], f"{lines[-1]} […]"] if len(cut) < len(text.strip()) else lines


def glimpse(text: str, most: int) -> str:
    """The beginning of a text, for a subject: cut between words, with a mark where there was more."""
    flat = " ".join(without_controls(text).split())
    if len(flat) <= most:
        return flat.removesuffix(".")
    return flat[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"


def reflowed(text: str) -> str:
    """Paragraphs whose lines were wrapped by hand, each as one line. Short lines and lists stay as they are."""
    lines: list[str] = []
    for line in text.strip().split("\n"):
        bare = line.strip()
        if lines and len(lines[-1]) >= WRAPPED and bare and not _LISTED.match(bare):
            lines[-1] = f"{lines[-1]} {bare}"
        else:
            lines.append(bare)
    return "\n".join(lines)


def without_controls(text: str) -> str:
    """The text without characters that no mail should hold: controls, and marks that turn the direction of text."""
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text


def _wrapped(line: str) -> list[str]:
    quoted = _QUOTED.match(line)
    match = quoted or _INDENT.match(line)
    indent = match.group() if match else ""
    hanging = indent if quoted else " " * len(indent)
    lines, current = [], indent
    for word in line[len(indent) :].split():
        if len(current) + len(word) + 1 > WIDTH and current.strip():
            lines.append(current)
            current = hanging + word
        else:
            current = f"{current} {word}" if current.strip() and not current.endswith(" ") else current + word
    return [*lines, current] if quoted else _evened([*lines, current], hanging)


def _evened(lines: list[str], hanging: str) -> list[str]:
    """The lines with no word or two alone on the last."""
    *before, line, last = ["", *lines]
    while len(last.split()) < FEWEST_WORDS < len(line.split()):
        line, _, word = line.rpartition(" ")
        last = f"{hanging}{word} {last.strip()}"
    return [*before[1:], line, last] if len(lines) > 1 and len(last) <= WIDTH else lines
