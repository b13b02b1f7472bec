"""Which lines of a body are history: quoted with marks, copied bare, or our own letter come back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from mailflow.domain.reading import line_hash
from mailflow.mail.attribution import Strength, attribution_above, could_end, embedded, shared_line
from mailflow.mail.header_block import block_end, glued_at, header_kinds, unnamed_block_end
from mailflow.mail.separators import Separator, names_original, separator

_LINK_ENDS = re.compile(r"https?://\S+$")
_ONLY_LINK = re.compile(r"^\s*[<(\[]?\s?https?://\S+\s*>?\s*$")
_PLAINED = re.compile(r"\s?[<(\[](?:https?://|mailto:)[^>)\]\s]*[>)\]]|(?<!\w)[*_]|[*_](?!\w)")
_STRUCK = re.compile(r"~~[^~\n]{1,300}~~")
HISTORY_BEGINS = "\ue000"
_QUOTED = re.compile(r"^[ \t]{0,4}(?:[>＞]|&gt;)")
_INITIALS = re.compile(r"^\s?[A-Z]{2,4}>\s")
_BARS = re.compile(r"^\s?[|│┃]\s?(?=\S|$)")
_POINTING = re.compile(r"<<<\s*$|^>+\s*https?://\S+\s*<+\s*$")
_UNSEEN = re.compile(r"[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad\u034f]")
MOST_LINES = 8_000
_EMPTY_QUOTES = re.compile(r"^([>|] ?\n)\1{3,}", re.MULTILINE)
_MOST_JOINED = 5


class Part(IntEnum):
    """What a line is."""

    OWN = 0
    QUOTED = 1
    HISTORY = 2


@dataclass(slots=True)
class Divided:
    """A body's lines and what each of them is. `forward`: a mark says that somebody's mail is passed on."""

    lines: list[str]
    parts: list[Part]
    forward: bool = False
    marked: bool = field(default=False)

    def mark(self, start: int, end: int, part: Part = Part.HISTORY) -> None:
        """Lines `start` to `end` (exclusive) are `part`."""
        self.parts[start:end] = [part] * (end - start)


def is_quoted(line: str) -> bool:
    """A line with a quoting mark before it."""
    if not _QUOTED.match(line):
        return bool(_INITIALS.match(line))
    return not _POINTING.search(line) and not line.startswith(">From ")


def divide(lines: Sequence[str], known: frozenset[int] = frozenset()) -> Divided:
    """Tell what the sender wrote from what mail programs copied. Linear in the number of lines."""
    found = Divided(_split_shared(lines), [])
    found.parts = [Part.QUOTED if is_quoted(line) else Part.OWN for line in found.lines]
    _mark_bars(found)
    if known:
        _mark_known(found, known)
    _Scan(found, known).run()
    _mark_wrapped(found)
    return found


def _split_shared(lines: Sequence[str]) -> list[str]:
    """Lines where an attribution or header block is glued to what stands before it, cut in two."""
    result: list[str] = []
    for line in lines:
        at = None
        if len(line) > 20 and ":" in line:
            at = shared_line(line)
            if at is None:
                at = glued_at(line)
        inside = embedded(line) if at is None and len(line) > 60 and ":" in line else None
        if inside is not None:
            result += [line[: inside[0]].rstrip(), line[slice(*inside)], line[inside[1] :]]
        elif at is None or not line[:at].strip():
            result.append(line)
        else:
            result += [line[:at] if separator(line[:at]) else line[:at].rstrip(" -"), line[at:]]
    return result


def _mark_bars(found: Divided) -> None:
    run = [bool(_BARS.match(line)) for line in found.lines]
    for index, barred in enumerate(run):
        if not barred or not index or run[index - 1]:
            continue
        above = next((found.lines[i] for i in range(index - 1, max(-1, index - 4), -1) if found.lines[i].strip()), "")
        if above.rstrip().endswith(":") and could_end(above):
            end = index
            while end < len(run) and run[end]:
                end += 1
            found.mark(index, end, Part.QUOTED)


def _mark_known(found: Divided, known: frozenset[int]) -> None:
    """Lines of letters of ours are history, alone or wrapped into several."""
    lines = found.lines
    filled = [bool(line.strip()) for line in lines]
    for index, line in enumerate(lines):
        if filled[index] and found.parts[index] is not Part.HISTORY and _is_known(line, known):
            found.mark(index, index + 1)
            found.marked = True
    for index in range(len(lines)):
        if filled[index] and found.parts[index] is Part.OWN:
            _mark_wrapped_known(found, index, filled, known)
    _mark_between_known(found, filled)
    _mark_echoes(found, filled, known)


def _is_known(line: str, known: frozenset[int]) -> bool:
    if line_hash(line) in known:
        return True
    return ("<" in line or "*" in line or "[" in line) and line_hash(_PLAINED.sub("", line[:2000])) in known


def _mark_wrapped_known(found: Divided, index: int, filled: Sequence[bool], known: frozenset[int]) -> None:
    joined = found.lines[index]
    if len(joined) > 1000:
        return
    for end in range(index + 1, min(index + _MOST_JOINED, len(filled))):
        if not filled[end]:
            return
        joined = f"{joined} {found.lines[end].strip()}"
        if _is_known(joined, known):
            found.mark(index, end + 1)
            found.marked = True
            return


def _mark_between_known(found: Divided, filled: Sequence[bool]) -> None:
    """A line of one or two words between known lines came with them."""
    texts = [index for index, full in enumerate(filled) if full]
    for before, here, after in zip(texts, texts[1:], texts[2:], strict=False):
        if found.parts[here] is not Part.OWN or len(found.lines[here].split()) > 2:
            continue
        if found.parts[before] is Part.HISTORY and found.parts[after] is Part.HISTORY:
            found.mark(here, here + 1)


def _mark_echoes(found: Divided, filled: Sequence[bool], known: frozenset[int]) -> None:
    """Words of theirs that a letter of ours quoted are known together with the line of ours below them."""
    texts = [index for index, full in enumerate(filled) if full]
    for at in range(len(texts) - 2, -1, -1):
        here, below = texts[at], texts[at + 1 : at + 1 + _MOST_JOINED]
        if found.parts[here] is Part.OWN and found.parts[below[0]] is Part.HISTORY:
            joined = found.lines[here]
            for line in below:
                joined = f"{joined} {found.lines[line].strip()}"
                if line_hash(joined) in known:
                    found.mark(here, here + 1)


class _Scan:
    """One pass from the top for the places where history begins."""

    def __init__(self, found: Divided, known: frozenset[int]) -> None:
        self.found = found
        self.lines = found.lines
        self.known = known
        self.free = 0
        self.run_begins = True
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
            self._look_for_forward(index)
            self.free = index + 1
            return index + 1
        end = self._history(index, line)
        return index + 1 if end is None else end

    def _look_for_forward(self, index: int) -> None:
        """A mark of passing on is a run's first line that holds anything."""
        if index == 0 or self.found.parts[index - 1] is not Part.QUOTED:
            self.run_begins = True
        bare = self.lines[index].lstrip("> \t")
        if self.run_begins and bare:
            self.found.forward |= separator(bare) is Separator.FORWARDED
            self.run_begins = False

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
        return self._bare(start, index + 1)

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
        if not quoted and end - start > 1 and any(is_quoted(line) for line in self.lines[start:end]):
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


def clean(text: str) -> list[str]:
    """The body's lines: one kind of line end, no unseen characters, long runs of empty lines made short.

    What stands below `MOST_LINES` lines is nothing that anybody typed, and left out.
    """
    text = _UNSEEN.sub(
        "", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u0085", "\n")
    )
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\x00", "").replace("\x0c", "\n")
    text = _STRUCK.sub("", text) if "~~" in text else text
    text = _EMPTY_QUOTES.sub(r"\1\1", re.sub(r"\n{5,}", "\n\n\n\n", text))
    return text.split("\n", MOST_LINES)[:MOST_LINES]
