"""Signatures: what stands below the last word of a mail to say who wrote it, with a delimiter or without."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mailflow.mail.furniture import ends_mail, is_device_mark, is_footer
from mailflow.mail.signature_lines import (
    CLOSING,
    CLOSING_AND_NAME,
    DELIMITER,
    GREETING,
    LIST_RULE,
    MAIL,
    POSTSCRIPT,
    RULE,
    THANKING,
    WIDEST,
    WORD,
    answers,
    is_contact,
    is_dashed_name,
    is_lone_name,
    is_role,
    name_like,
    signs,
    speaks,
)

MOST_LINES = 25


@dataclass(frozen=True, slots=True)
class Parted:
    """A stretch of text without its signature, and the signature."""

    own: tuple[str, ...]
    signature: tuple[str, ...] = ()


def without_signature(lines: Sequence[str], names: frozenset[str] = frozenset(), first: bool = True) -> Parted:
    """The lines without marks of mail programs, disclaimers, footers and signature.

    `names` are lower-case words of the sender's own name: a last line of nothing else is a signature.
    `first`: nothing that the sender wrote stands above these lines.
    """
    own = list(lines)
    signature: list[str] = []
    for find in (_furniture_at, _delimiter_at, _closing_at, _contact_at, _name_at, _bare_closing_at):
        own = _trimmed(own)
        cut = find(own, names)
        if cut is None:
            continue
        begin, end = cut if first or cut[0] else (0, len(own))
        signature = own[begin:end] + signature
        own = own[:begin] + own[end:]
    return Parted(tuple(_trimmed(own)), tuple(_trimmed(signature)))


def _trimmed(lines: list[str]) -> list[str]:
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return lines[first:last]


_Cut: TypeAlias = tuple[int, int] | None


def _furniture_at(lines: list[str], names: frozenset[str]) -> _Cut:
    """A mobile mark, disclaimer or footer, and all that follows; only itself where nothing stands before it."""
    starts = True
    for index, line in enumerate(lines):
        if not line.strip():
            starts = True
            continue
        if RULE.match(line):
            continue
        if is_device_mark(line) or is_footer(line) or (starts and ends_mail(_paragraph(lines, index))):
            return _from_rule_above(lines, index)
        starts = line.rstrip().endswith((".", "!", ":", "*")) or len(line) < 60
    return None


def _paragraph(lines: list[str], index: int) -> str:
    """A line and the next ones of its paragraph, as one."""
    end = index + 1
    while end < min(len(lines), index + 4) and lines[end].strip():
        end += 1
    return lines[index] if end == index + 1 else " ".join(line.strip() for line in lines[index:end])


def _from_rule_above(lines: list[str], index: int) -> _Cut:
    begin = index
    while begin and _is_rule(lines[begin - 1]):
        begin -= 1
    if begin:
        lines[begin - 1] = lines[begin - 1].rstrip(" —–")
        return begin, _before_postscript(lines, index + 1)
    after = index + 1
    if is_device_mark(lines[index]):
        return 0, after
    while after < len(lines) and lines[after].strip():
        after += 1
    return 0, after


def _is_rule(line: str) -> bool:
    return not line.strip() or bool(DELIMITER.match(line) or RULE.match(line) or LIST_RULE.match(line))


def _before_postscript(lines: list[str], start: int) -> int:
    for index in range(start, len(lines)):
        if POSTSCRIPT.match(lines[index]):
            return index
    return len(lines)


def _delimiter_at(lines: list[str], names: frozenset[str]) -> _Cut:
    for index, line in enumerate(lines):
        if DELIMITER.match(line) and ("--" in line or _signed_below(lines, index + 1)):
            return _below_delimiter(lines, index)
        if RULE.match(line) and index and _short_tail(lines, index + 1):
            return index, _before_postscript(lines, index + 1)
    return None


def _below_delimiter(lines: list[str], index: int) -> _Cut:
    if any(line.strip() for line in lines[:index]):
        return index, _before_postscript(lines, index + 1)
    after = index + 1
    while after < len(lines) and not lines[after].strip():
        after += 1
    while after < len(lines) and lines[after].strip():
        after += 1
    return 0, after


def _signed_below(lines: list[str], start: int) -> bool:
    first = next((line for line in lines[start:] if line.strip()), "")
    return signs(first) or is_device_mark(first) or is_footer(first)


def _short_tail(lines: list[str], start: int) -> bool:
    """What stands below a rule looks like a signature: few, short lines that are no sentences."""
    if len(lines) - start > 2 * MOST_LINES:
        return False
    below = [line for line in lines[start:] if line.strip()]
    if not below or len(below) > 14 or any(len(line) > WIDEST and not is_contact(line) for line in below):
        return False
    if len(below) <= 2 and all(is_lone_name(line) or (signs(line) and CLOSING.match(line)) for line in below):
        return True
    if any(speaks(line) or line.rstrip().endswith(("?", ".", ":")) for line in below):
        return False
    return any(is_contact(line) or is_role(line) for line in below)


def _closing_at(lines: list[str], names: frozenset[str]) -> _Cut:
    """The last closing phrase with a name (or nothing but signature lines) beneath or beside it."""
    for index in range(len(lines) - 1, max(0, len(lines) - MOST_LINES) - 1, -1):
        if index == 0:
            return None
        line = lines[index]
        if len(line) > 80 or not line.strip():
            continue
        strong = bool(CLOSING.match(line))
        if strong or THANKING.match(line):
            end = _signature_end(lines, index + 1, names)
            if end > index + 1 or strong:
                return _closings_above(lines, index), end
        elif _with_name(line, names):
            return index, _signature_end(lines, index + 1, names, named=True)
    return None


def _closings_above(lines: list[str], index: int) -> int:
    """Closings stack ("Thanks," over "Best regards,"): the first of them."""
    above = index
    while above > 1 and _closes(lines[above - 1]):
        above -= 1
    while above < index and not lines[above].strip():
        above += 1
    return above


def _closes(line: str) -> bool:
    return not line.strip() or bool(CLOSING.match(line) or THANKING.match(line))


def _with_name(line: str, names: frozenset[str]) -> bool:
    found = CLOSING_AND_NAME.match(line)
    if found is None:
        return False
    words = found["name"].casefold().strip(" .,").split()
    if words and words[0] in names:
        return True
    return name_like(found["name"]) and found["name"][:1].isupper() and len(words) <= 3 and not answers(words[0])


def _signature_end(lines: list[str], start: int, names: frozenset[str], named: bool = False) -> int:
    """How far the signature below a closing reaches; `start` itself where what follows is no signature."""
    end, seen = start, 0
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip():
            continue
        if POSTSCRIPT.match(line) or (not signs(line) and not (seen and _below_contact(lines, index))):
            return end if seen or named else start
        if not seen and not named and not _opens_signature(line, names):
            return start
        seen += 1
        end = index + 1
    return len(lines) if seen or named else start


def _opens_signature(line: str, names: frozenset[str]) -> bool:
    words = line.casefold().strip(" *_,.-–—").split()
    if words and words[0] in names:
        return True
    if not words or (answers(words[0]) and len(words) <= 2):
        return False
    return name_like(line) or is_contact(line) or is_role(line)


def _below_contact(lines: list[str], index: int) -> bool:
    """Company slogans and the like between or below contact lines still belong to the signature."""
    near = lines[max(0, index - 3) : index] + lines[index + 1 : index + 4]
    return len(lines[index]) < WIDEST and any(map(is_contact, near)) and not speaks(lines[index])


def _contact_at(lines: list[str], names: frozenset[str]) -> _Cut:
    """A last paragraph of name and contact lines, without any delimiter above it."""
    begin = len(lines)
    contacts = 0
    for index in range(len(lines) - 1, max(0, len(lines) - 14), -1):
        line = lines[index]
        if not line.strip():
            if contacts:
                break
            continue
        if not signs(line):
            return None
        contacts += is_contact(line)
        begin = index
    if begin < len(lines) and _lists_people(lines, begin):
        return None
    if not contacts or begin >= len(lines) or begin == 0 or not name_like(lines[begin]) or lines[begin - 1].strip():
        return None
    return None if answers(lines[begin]) or len(lines) - begin < 2 else (begin, len(lines))


def _lists_people(lines: list[str], begin: int) -> bool:
    """A list of people below a colon, or with addresses of several, is content."""
    above = next((line.rstrip() for line in reversed(lines[:begin]) if line.strip()), "")
    addresses = {mail.lower() for line in lines[begin:] for mail in MAIL.findall(line)}
    return above.endswith((":", "：")) or len(addresses) > 1


def _name_at(lines: list[str], names: frozenset[str]) -> _Cut:
    """A last line that is nothing but the sender's name, or looks like one."""
    if len(lines) < 2:
        return None
    last = lines[-1]
    words = [word.casefold() for word in WORD.findall(last)]
    known = bool(words) and len(words) <= 4 and bool(names) and all(word in names for word in words)
    above = next((line for line in reversed(lines[:-1]) if line.strip()), "")
    if known or is_dashed_name(last, above):
        return len(lines) - 1, len(lines)
    begin = _lone_names(lines)
    return None if begin is None else (begin, len(lines))


def _lone_names(lines: list[str]) -> int | None:
    """Where a last paragraph begins that is nothing but a name (and a firm), below text that has ended."""
    begin = len(lines)
    while begin and lines[begin - 1].strip():
        begin -= 1
    above = [line.strip() for line in lines[:begin] if line.strip()]
    if not above or above[-1].endswith((":", ",", "：")) or (len(above) == 1 and GREETING.match(above[0])):
        return None
    return begin if _is_name_block(lines[begin:]) else None


def _is_name_block(block: list[str]) -> bool:
    if len(block) == 1 and any(mark in block[0] for mark in "|·•") and is_contact(block[0]):
        return True
    if not block or len(block) > 3 or not is_lone_name(block[0]):
        return False
    return len(block) == 1 or any(map(is_role, block[1:]))


def _bare_closing_at(lines: list[str], names: frozenset[str]) -> _Cut:
    if len(lines) > 1 and CLOSING.match(lines[-1]):
        return len(lines) - 1, len(lines)
    return None
