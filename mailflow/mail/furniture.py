"""What mail programs, gateways and lists add to a mail by themselves: marks, banners, disclaimers, footers."""

import re
from collections.abc import Sequence
from functools import lru_cache

from mailflow.mail.closing_words import BANNERS, DEVICE_LINES, DEVICES, DISCLAIMERS, FOOTERS
from mailflow.mail.history_words import every

_LONGEST = 600


def _alternatives(patterns: Sequence[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns)


_PHRASES = "|".join(re.escape(phrase) for phrase in every("device"))
_DEVICE = re.compile(rf"^[\s\-–—_*>\[(]*(?:{_PHRASES})(?P<what>[^\n]{{0,110}})$", re.IGNORECASE)
# Han, kana and hangul are written without spaces: a device's name may follow them at once.
_DEVICE_WORD = re.compile(rf"(?<![^\W\u3040-\u9fff\uac00-\ud7a3])(?:{DEVICES})(?!\w)|<?https?://", re.IGNORECASE)
_SAID_OF_IT = re.compile(
    r"\s(?:is|was|are|must|should|shall|can|does|works?|ist|soll|muss|es|debe|est|doit|è|deve|é|moet|jest|ma|musi)\s\w",
    re.IGNORECASE,
)
_DEVICE_LINE = re.compile(rf"^[\s\-–—_*>]*(?:{_alternatives(DEVICE_LINES)})[\s.!*_]*$", re.IGNORECASE)
_TRAILING_LINK = re.compile(r"\s*[<(\[]\s?https?://[^\s>)\]]*\s?[>)\]]", re.IGNORECASE)
_DISCLAIMER = re.compile(rf"^[\s*_\-–—>|\[(]*(?:{_alternatives(DISCLAIMERS)})", re.IGNORECASE)
_FOOTER = re.compile(rf"^[\s*_\-–—>|\[(]*(?:{_alternatives(FOOTERS)})", re.IGNORECASE)
_BANNER = re.compile(rf"^[\s*_\-–—>|⚠️🛑❗]*(?:{_alternatives(BANNERS)})\s*$", re.IGNORECASE)
_EXCUSE = re.compile(
    r"[,;.(–-]\s?(?:(?:so|and|please|bitte|merci d|por favor) ?)?"
    r"(?:excuse|pardon|forgive|apologies|sorry for|verzeih|entschuldig|excusez|disculp|desculp|scusa)",
    re.IGNORECASE,
)
_ASKED = re.compile(r"[^.!?]{1,200}\?(?:\s|$)")
_BANNER_ENDS = re.compile(
    r"(?:[.!\]*>]|important|importante?|wichtig ist|belangrijk is|viktigt|vigtigt|ważne|важно)\s*$", re.IGNORECASE
)
_WRAPPED = range(56, 101)
_EXAMPLE_WORDS = 12


def is_device_mark(line: str) -> bool:
    """A line such as "Sent from my iPhone", in any language; not a sentence that only begins so."""
    return len(line) <= 200 and not line.isspace() and _is_device_mark(line)


@lru_cache(maxsize=512)
def _is_device_mark(line: str) -> bool:
    """Kept, since a mail's two parts have the same lines, and all mails of a phone the same mark."""
    bare = _TRAILING_LINK.sub("", line) if "://" in line else line
    if _DEVICE_LINE.match(bare) or (bare != line and _DEVICE_LINE.match(line)):
        return True
    found = _DEVICE.match(bare)
    if found is None:
        return False
    if (excuse := _EXCUSE.search(bare)) is not None and _DEVICE_WORD.search(bare[: excuse.start()]):
        return True
    if len(bare.split()) > _EXAMPLE_WORDS:
        return False
    what = found["what"].strip()
    aside = re.search(r"[,;]\s(\w+\s\w+\s\w+.*)", what)
    if (
        "?" in what
        or _SAID_OF_IT.search(what)
        or (aside and (len(aside[1].split()) > 4 or not _DEVICE_WORD.search(aside[1])))
    ):
        return False
    return bool(_DEVICE_WORD.search(bare))


def ends_mail(line: str) -> bool:
    """The first line of a disclaimer: nothing that its sender wrote follows it."""
    return len(line) > 12 and _is_disclaimer(line[:_LONGEST]) and not _ASKED.match(line)


@lru_cache(maxsize=512)
def _is_disclaimer(line: str) -> bool:
    return _DISCLAIMER.match(line) is not None


def is_footer(line: str) -> bool:
    """A line that a mailing list or a tracker adds below."""
    return len(line) < 400 and _is_footer(line)


@lru_cache(maxsize=512)
def _is_footer(line: str) -> bool:
    return _FOOTER.match(line) is not None


def without_banners(lines: Sequence[str]) -> list[str]:
    """The lines without the warnings that a gateway put on top, paragraph by paragraph."""
    index = _next_text(lines, 0)
    taken = 0
    while index < len(lines) and taken < 6:
        end = _paragraph_end(lines, index)
        banner = _banner_lines(lines, index, end)
        if not banner:
            break
        index = _next_text(lines, index + banner)
        taken += 1
    return list(lines[index:]) if taken else list(lines)


def _banner_lines(lines: Sequence[str], start: int, end: int) -> int:
    """How many of a paragraph's lines are a banner: line by line, or the whole where a sentence runs over."""
    first = lines[start].strip()
    if _is_banner(first[:_LONGEST]):
        count = 1
        while start + count < end and (
            _is_banner(lines[start + count][:_LONGEST]) or _continues(lines[start + count - 1])
        ):
            count += 1
        return count
    whole = " ".join(line.strip() for line in lines[start : min(end, start + 6)])[:_LONGEST]
    return end - start if end - start <= 6 and len(first) > 40 and _is_banner(whole) else 0


@lru_cache(maxsize=512)
def _is_banner(line: str) -> bool:
    return _BANNER.match(line.replace("’", "'")) is not None and not _ASKED.match(line.strip())


def _continues(previous: str) -> bool:
    return len(previous.rstrip()) in _WRAPPED and not _BANNER_ENDS.search(previous)


def _next_text(lines: Sequence[str], start: int) -> int:
    while start < len(lines) and not lines[start].strip(" *_-=|>\t"):
        start += 1
    return start


def _paragraph_end(lines: Sequence[str], start: int) -> int:
    while start < len(lines) and lines[start].strip():
        start += 1
    return start
