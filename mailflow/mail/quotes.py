"""Which lines of a body are history: quoted with marks, copied bare, or our own letter come back."""

import re
from collections.abc import Sequence

from mailflow.mail.attribution import Strength, attribution_above, could_end, ends_wrapped
from mailflow.mail.body_lines import HISTORY_BEGINS, Divided, Part, is_quoted, split_shared
from mailflow.mail.header_block import block_end, glued_at, header_kinds, unnamed_block_end
from mailflow.mail.known_history import mark_known
from mailflow.mail.separators import Separator, is_framed, names_original, separator

_LINK_ENDS = re.compile(r"https?://\S+$")
_ONLY_LINK = re.compile(r"^\s*[<(\[]?\s?https?://\S+\s*>?\s*$")
_DATED = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}")
_MEASURE = re.compile(r"^>\s?\d{1,2}(?:[.,]\d)?\s?%\s\w")
_UNMARKED = re.compile(r"^>\s?\d|[:：>]\s*$")
"""What such a line has at least."""
_BAR = re.compile(r"[|│┃]")
_BARS = re.compile(r"^\s?[|│┃]")


def divide(lines: Sequence[str], known: frozenset[int] = frozenset()) -> Divided:
    """Tell what the sender wrote from what mail programs copied. Linear in the number of lines."""
    found = Divided(split_shared(lines), [])
    found.parts = [Part.QUOTED if is_quoted(line) else Part.OWN for line in found.lines]
    _unmark(found)
    _mark_bars(found)
    if known:
        mark_known(found, known)
    _Scan(found, known).run()
    _mark_wrapped(found)
    return found


def _unmark(found: Divided) -> None:
    """Lines that begin with a mark and quote nothing: the end of an attribution, a frame, "> 50 % done"."""
    for index, line in enumerate(found.lines):
        if found.parts[index] is not Part.QUOTED or line[0] != ">" or not _UNMARKED.search(line):
            continue
        if ends_wrapped(line) or is_framed(line) or _measures(found.lines, index):
            found.parts[index] = Part.OWN


def _measures(lines: Sequence[str], index: int) -> bool:
    """More than so many percent, on a line of its own: nobody quotes one line of a percentage."""
    if not _MEASURE.match(lines[index]):
        return False
    above, below = lines[max(0, index - 2) : index], lines[index + 1 : index + 3]
    introduced = any(other.rstrip().endswith(":") for other in above)
    return not introduced and not any(map(is_quoted, (*above, *below)))


def _mark_bars(found: Divided) -> None:
    text = "\n".join(found.lines)
    if not any(bar in text for bar in "|│┃"):
        return
    run = [bool(_BARS.match(line)) for line in found.lines]
    for index, barred in enumerate(run):
        if not barred or (index and run[index - 1]):
            continue
        end = index
        while end < len(run) and run[end]:
            end += 1
        if end > index + 1 and all(_is_bare_bar(text) for text in found.lines[index:end]):
            found.mark(index, end, Part.QUOTED)
        if not index:
            continue
        above = next((i for i in range(index - 1, max(-1, index - 4), -1) if found.lines[i].strip()), 0)
        line = found.lines[above].rstrip()
        if line.endswith(":") and could_end(line):
            found.mark(index, end, Part.QUOTED)
            if _DATED.search(line):
                found.mark(above, index)


def _is_bare_bar(line: str) -> bool:
    """Whether one bar alone stands at the beginning: no row of a table."""
    return len(_BAR.findall(line)) == 1 and len(line.strip()) > 1


class _Scan:
    """One pass from the top for the places where history begins."""

    def __init__(self, found: Divided, known: frozenset[int]) -> None:
        self.found = found
        self.lines = found.lines
        self.known = known
        self.free = 0
        self.quotes_follow = _next_texts(found)

    def run(self) -> None:
        index = 0
        while index < len(self.lines):
            index = self._step(index)

    def _step(self, index: int) -> int:
        line = self.lines[index]
        if not line or line.isspace():
            return index + 1
        part = self.found.parts[index]
        if part is Part.QUOTED:
            self.free = self._past_quoted(index)
            return self.free
        end = self._history(index, line)
        return index + 1 if end is None else end

    def _past_quoted(self, index: int) -> int:
        """The end of a run of quoted lines: a mark of passing on is its first line that holds anything."""
        end = index
        while end < len(self.lines) and self.found.parts[end] is Part.QUOTED:
            end += 1
        first = next((bare for line in self.lines[index:end] if (bare := line.lstrip("> \t"))), "")
        self.found.forward |= separator(first) is Separator.FORWARDED
        return end

    def _history(self, index: int, line: str) -> int | None:
        """Where to go on after the history that begins here, or None where none does."""
        if line.startswith(HISTORY_BEGINS):
            return self._bare(index, index + 1)
        kind = separator(line)
        if kind in (Separator.ORIGINAL, Separator.FORWARDED):
            return self._separated(index, kind)
        if kind is Separator.REPLY_ABOVE:
            return self._to_end(index)
        if kind is Separator.RULE:
            return self._ruled(index)
        return self._headed(index) or self._attributed(index, line)

    def _separated(self, index: int, kind: Separator) -> int:
        forwarded = kind is Separator.FORWARDED
        self.found.forward |= forwarded
        head = block_end(self.lines, _skip_blank(self.lines, index + 1), trusted=True) or index + 1
        return self._bare(index, head, lazy=forwarded)

    def _ruled(self, index: int) -> int | None:
        below = _skip_blank(self.lines, index + 1)
        end = block_end(self.lines, below) if below < len(self.lines) else None
        if end is None and below < len(self.lines) and glued_at(self.lines[below]) is not None:
            end = below + 1
        if end is None and len(self.lines[index].strip()) >= 30:
            end = unnamed_block_end(self.lines, below)
        return None if end is None else self._bare(index, end)

    def _headed(self, index: int) -> int | None:
        line = self.lines[index]
        if glued_at(line) is not None:
            return self._bare(index, index + 1)
        if ":" not in line and "：" not in line:
            return None
        if not header_kinds(line)[0]:
            return None
        end = block_end(self.lines, index)
        if end is None:
            return None
        start = index
        while start > self.free and (not self.lines[start - 1].strip() or names_original(self.lines[start - 1])):
            start -= 1
        return self._bare(start, end)

    def _attributed(self, index: int, line: str) -> int | None:
        if not could_end(line):
            return None
        start, sure = attribution_above(self.lines, index, self.free)
        if sure is Strength.NONE or (sure is Strength.WEAK and not self._quote_near(index + 1)):
            return None
        colon_below = index + 1 < len(self.lines) and self.lines[index + 1].strip() in {":", "："}
        return self._bare(start, index + 1 + colon_below)

    def _quote_near(self, index: int) -> bool:
        """Is the next line that holds anything a quoted one?"""
        below = self.quotes_follow[index] if index < len(self.quotes_follow) else None
        return below is not None and below - index <= 5 and self.found.parts[below] is Part.QUOTED

    def _bare(self, start: int, end: int, lazy: bool = False) -> int:
        """History begins at `start`, its introduction ends at `end`: marked lines follow, or the rest is history."""
        below = self.quotes_follow[end] if end < len(self.quotes_follow) else None
        self.found.mark(start, end)
        self.free = end
        if below is None:
            return end
        quoted = self.found.parts[below] is Part.QUOTED
        marked = (line for line in self.lines[start:end] if is_quoted(line) and not ends_wrapped(line))
        if not quoted and end - start > 1 and any(marked):
            quoted = True
        if not quoted or (lazy and self._lazily_quoted(below)):
            return self._to_end(end)
        return end

    def _lazily_quoted(self, index: int) -> bool:
        """Only some of a forwarded mail's lines are marked: an unmarked one follows a marked one at once."""
        for at in range(index, len(self.lines) - 1):
            here, following = self.lines[at].strip("> \t"), self.lines[at + 1].strip()
            if self.found.parts[at] is Part.QUOTED and here and following and self.found.parts[at + 1] is Part.OWN:
                return True
        return False

    def _to_end(self, start: int) -> int:
        self.found.mark(start, len(self.lines))
        self.found.ended = start
        return len(self.lines)


def _next_texts(found: Divided) -> list[int | None]:
    """For every line, the first line from there on that holds anything."""
    result: list[int | None] = [None] * (len(found.lines) + 1)
    for index in range(len(found.lines) - 1, -1, -1):
        line = found.lines[index]
        result[index] = result[index + 1] if not line or line.isspace() else index
    return result


def _skip_blank(lines: Sequence[str], index: int) -> int:
    while index < len(lines) and not lines[index].strip():
        index += 1
    return index


def _mark_wrapped(found: Divided) -> None:
    """The rest of a quoted line that was wrapped on its way lost its mark."""
    parts, lines = found.parts, found.lines
    for index in range(1, len(lines) - 1):
        if (
            parts[index] is Part.OWN
            and parts[index - 1] is Part.QUOTED
            and parts[index + 1] is Part.QUOTED
            and _is_rest(lines[index - 1].rstrip(), lines[index])
        ):
            found.mark(index, index + 1, Part.QUOTED)


def _is_rest(above: str, line: str) -> bool:
    if not line.strip() or len(line) > 500:
        return False
    return (len(above) >= 60 and above[-1] not in ".!?:;") or bool(_LINK_ENDS.search(above) or _ONLY_LINK.match(line))
