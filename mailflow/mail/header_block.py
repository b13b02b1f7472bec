"""Header blocks ("From: … Sent: … To: …") that a mail program prints above a mail it copies below."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mailflow.mail.history_words import LANGUAGES

_FIELDS = ("sender", "sent", "recipient", "copy", "subject")
_KINDS: dict[str, frozenset[str]] = {}
for _field in _FIELDS:
    for _words in LANGUAGES.values():
        for _word in getattr(_words, _field):
            _KINDS[_word] = _KINDS.get(_word, frozenset()) | {_field}

_LAST_LETTERS = frozenset(name[-1] for name in _KINDS)
_LONGEST_NAME = max(map(len, _KINDS)) + 4
_HEADER = re.compile(r"^[\s*_>|\-•#]{0,12}(\S[^:：\n@<]{0,40}?)[\s*_]{0,4}[:：][\s*_]{0,12}(.*)$")
_UNDATED = re.compile(r"\D*")
_ADDRESS = re.compile(r"[^\s@]@[^\s@]")
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|\d[./-]\d{1,2}[./-]\d|\d{1,2}[:.hH時时시]\d{2}|\d\s?[年월月]|\d[-\s.]+[^\W\d]{3,}[-\s.,]+\d\d"
)
_COLON = re.compile(r"[:：]")
MOST_LINES = 12


@lru_cache(maxsize=2048)
def header_kinds(line: str) -> tuple[frozenset[str], str]:
    """What header a line may be (a word may be several: "data"), and its value; nothing where it is none."""
    if len(line) > 4000:
        line = line[:4000]
    found = _HEADER.match(line)
    if found is None or len(found[1]) > _LONGEST_NAME:
        return frozenset(), ""
    name = " ".join(found[1].replace("\u200e", "").replace("\u200f", "").split()).casefold().strip("*_ ")
    return _KINDS.get(name, frozenset()), found[2].strip(" *_")


def glued_at(line: str) -> int | None:
    """Where several headers begin that share one line, as Yahoo and some phones print them."""
    if len(line) > 6000 or "@" not in line or line.count(":") + line.count("：") < 2:
        return None
    hits = [hit for colon in _COLON.finditer(line) if (hit := _name_before(line, colon.start()))]
    kinds: frozenset[str] = frozenset().union(*(kind for _, kind in hits)) if hits else frozenset()
    starts = [at for at, kind in hits if "sender" in kind and (at == 0 or not line[at - 1].isalnum())]
    if not starts or not _ADDRESS.search(line[starts[0] :]):
        return None
    if {"sender", "sent"} <= kinds and not line[: starts[0]].strip(" *_") and _DATE.search(line):
        return starts[0]
    after = {kind for at, kinds_at in hits if at > starts[0] for kind in kinds_at}
    return starts[0] if {"recipient"} & after and {"sent", "subject"} & after else None


def _name_before(line: str, colon: int) -> tuple[int, frozenset[str]] | None:
    """The longest header name that ends at the colon: a capital or a word begins it."""
    end = len(line[:colon].rstrip(" *_"))
    if line[max(0, end - 2) : end].lower()[-1:] not in _LAST_LETTERS:
        return None
    for begin in range(max(0, end - _LONGEST_NAME), end - 1):
        if not (begin == 0 or line[begin].isupper() or not line[begin - 1].isalnum()):
            continue
        kinds = _KINDS.get(line[begin:end].lower())
        if kinds:
            return begin, kinds
    return None


class _Seen:
    """What a run of lines has shown so far."""

    def __init__(self) -> None:
        self.names = 0
        self.kinds: set[str] = set()
        self.addressed = False
        self.dated = False
        self.sender_dated = False

    def add(self, kinds: frozenset[str], value: str) -> None:
        self.names += 1
        self.kinds |= kinds
        if {"sender", "recipient", "copy"} & kinds and _ADDRESS.search(value):
            self.addressed = True
        if "sent" in kinds and _DATE.search(value):
            self.dated = True
        if "sender" in kinds and _DATE.search(value) and not _ADDRESS.search(value):
            self.sender_dated = True

    def is_block(self) -> bool:
        if self.names < 2 or (self.sender_dated and not self.addressed):
            return False
        if "sender" in self.kinds and len(self.kinds) >= 2:
            return self.addressed or self.dated or (self.names >= 4 and len(self.kinds) >= 4)
        return "recipient" in self.kinds and self.addressed and len(self.kinds) >= 2 and self.dated


def block_end(lines: Sequence[str], first: int, trusted: bool = False) -> int | None:
    """The end (exclusive) of the header block that begins with `lines[first]`, or None where there is none.

    Values may be wrapped and blank lines may stand between the headers. `trusted`: a separator
    stands above, so that one header is enough.
    """
    seen, end, gap = _Seen(), first, 0
    for index in range(first, min(len(lines), first + MOST_LINES)):
        line = lines[index]
        if not line.strip(" >\t*"):
            gap += 1
            if gap > 2:
                break
            continue
        kinds, value = header_kinds(line)
        if kinds and gap and "sender" in kinds and ("sender" in seen.kinds or _stands_apart(lines, index, seen)):
            break
        if kinds:
            seen.add(kinds, value)
            end, gap = index + 1, 0
        elif gap or not seen.names or not _continues(line, seen):
            break
        else:
            end = index + 1
    if seen.is_block() or (trusted and seen.names):
        return end
    return None


def _stands_apart(lines: Sequence[str], index: int, seen: _Seen) -> bool:
    """A block begins here, below words that only look like a header: no value so far fits, and no gap follows."""
    if seen.addressed or seen.dated or index + 1 >= len(lines):
        return False
    return bool(header_kinds(lines[index + 1])[0])


def _continues(line: str, seen: _Seen) -> bool:
    """A wrapped value: addresses, or the rest of a subject."""
    if _ADDRESS.search(line):
        seen.addressed = True
        return True
    return len(line) < 100 and not line.rstrip().endswith(":")


def unnamed_block_end(lines: Sequence[str], first: int) -> int | None:
    """The end of a header block in a language that no table knows: below a client's own rule, three lines or
    more of "name: value" with an address and a date among the values."""
    end, text = first, ""
    while end < min(len(lines), first + 7) and lines[end].strip() and _HEADER.match(lines[end]):
        text += lines[end] + "\n"
        end += 1
    return end if end - first >= 3 and _ADDRESS.search(text) and _DATE.search(text) else None
