"""The title of a milestone that is to be added: what remains of its line without the date and the name."""

import re
from collections.abc import Collection

from mailflow.commands.reading.heads import Head

_LEADING = re.compile(r"^(?:(?:a|an|another|new)\s+)*milestone\b[\s:]*(?:#?\d{1,4}\s*[:.)-]\s*)?", re.I)
_PIECES = re.compile(r"\s*[,;]\s*|\s+[–—-]\s+")
_BEFORE_DATE = re.compile(
    r"\s*\b(?:due|by|on|until|till|for|to|assigned|bis|am|fällig|zum|para|el|pour|le|avant|até|до|на)$", re.I
)
AROUND = " .\"'“”:"
_FOR = re.compile(r"\s*\b(?:for|assigned to|with|to|für|para|pour|для)\s+(?P<name>[\w.-]+)$", re.I)


def title_of(body: str, head: Head, names: Collection[str]) -> str:
    """The title in the line `body` that begins with `head`; `names` are those of people."""
    for unit in reversed(head.rest):
        if unit.kind in {"date", "length"}:
            body = f"{body[: unit.start]},{body[unit.end :]}"
    start = body.find(head.text.split()[0]) if head.text.split() else len(body)
    text = _LEADING.sub("", body[max(start, 0) :].strip(" :-"))
    pieces = (_bare(piece, names) for piece in _PIECES.split(text))
    return ", ".join(piece for piece in pieces if piece)


def _bare(piece: str, names: Collection[str]) -> str:
    """A piece without the words that lead to a date or a name; nothing where it is only a name."""
    piece = piece.strip(AROUND)
    while (found := _BEFORE_DATE.search(piece)) is not None:
        piece = piece[: found.start()].rstrip()
    found = _FOR.search(piece)
    if found is not None and found["name"].casefold() in names:
        piece = piece[: found.start()]
    piece = piece.strip(AROUND)
    return "" if any(word.casefold() in names for word in piece.split()[:1]) else piece
