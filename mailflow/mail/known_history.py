"""Lines of our own letters that come back, whatever a mail program put before or around them."""

import re
from collections.abc import Sequence

from mailflow.domain.reading import line_hash
from mailflow.mail.body_lines import Divided, Part

_PLAINED = re.compile(r"\s?[<(\[](?:https?://|mailto:)[^>)\]\s]*[>)\]]|(?<!\w)[*_]|[*_](?!\w)")
_MOST_JOINED = 5
_SHORTEST_WRAPPED = 40


def mark_known(found: Divided, known: frozenset[int]) -> None:
    """Lines of letters of ours are history, alone or wrapped into several."""
    lines = found.lines
    filled = [bool(line.strip()) for line in lines]
    own = [index for index, part in enumerate(found.parts) if part is Part.OWN and filled[index]]
    for index in own:
        if _is_known(lines[index], known):
            found.parts[index] = Part.HISTORY
    for index in own:
        if found.parts[index] is Part.OWN and _may_begin(found, index):
            _mark_wrapped_known(found, index, filled, known)
    if Part.HISTORY in found.parts:
        _mark_between_known(found, filled)
        _mark_echoes(found, filled, known)


def _may_begin(found: Divided, index: int) -> bool:
    """A line that was wrapped is long and begins a paragraph, or follows a short or a known one."""
    if len(found.lines[index]) < _SHORTEST_WRAPPED:
        return False
    return not index or found.parts[index - 1] is not Part.OWN or len(found.lines[index - 1]) < _SHORTEST_WRAPPED


def _is_known(line: str, known: frozenset[int]) -> bool:
    if line_hash(line) in known:
        return True
    if not any(mark in line for mark in ("*", "_", "://", "mailto:")) or not any(mark in line for mark in "<*["):
        return False
    return line_hash(_PLAINED.sub("", line[:2000])) in known


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
