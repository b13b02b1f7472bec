"""Absence notes that no header tells apart from a person's mail: known by their words, where several agree."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from mailflow.domain.reading import Context
from mailflow.mail.absence_words import ABSENT, ANSWERING, COURTESIES, NOT_NOW, PROMISES, REPORTS, RETURNS
from mailflow.mail.automatic import ABSENT_SUBJECTS, SAYS_AUTOMATIC
from mailflow.mail.message import InboundMessage

_LONGEST_NOTE = 4000
OPENING = 800
"""How much of a text says what it is."""

_GREETING = 4
_SENTENCE = re.compile(r"(?<!\d)[.!?]\s+|[。！？]|\n\s*\n")
_CLAUSE = re.compile(r"[,;:–—]")
# "I'll send 3 when I return": a number that no date goes on with is somebody's work.
_WORK = re.compile(
    r"(?<![\d./:-])\b\d{1,2}\b(?![./:-]?\d)(?:\s*[,;:!]|\s*$|\s+(?:will|when|is|are|and|as|on|at|follows?|done|later|then|for)\b)"
)
_DIGIT = re.compile(r"\d")
# "Can we move 4 to Friday?": a question about something numbered, and a milestone that needs, waits or is to be done.
_ABOUT_WORK = re.compile(
    r"\b\d{1,2}\b[^.!?\n]{0,60}\?|\b\d{1,2} (?:needs?|waits?|comes?|starts?|follows?|braucht)\b"
    r"|\b(?:i|will|then|i'll) (?:do|start|begin|send|deliver) \d",
    re.IGNORECASE,
)
# The vowel signs of Devanagari are no letters, and part of a word.
_WORD = re.compile(r"[\w\u0900-\u0963\u0966-\u097f]+")
_TAG = re.compile(r"<[^<>]{0,500}>")
# Languages whose words are told apart by spaces: everything before the CJK blocks.
_SPACED = re.compile("[\x00-\u2dff]")
_SHORTEST_WORD = 4
_STEM = 5


def absence_note(message: InboundMessage, context: Context) -> str | None:
    """Notes without any header: their text says so, or several of its sentences agree and none is of work."""
    written = message.text if message.text is not None else message.html or ""
    text = own_words(written)
    if _says(text[:OPENING], SAYS_AUTOMATIC):
        return "auto_reply"
    if not _says(text, ABSENT) or _says(text, REPORTS) or _ABOUT_WORK.search(_unquoted(written)):
        return None
    if any(_promises_work(sentence, context) for sentence in _SENTENCE.split(_unquoted(written))):
        return None
    agreeing = sum(_says(text, group) for group in COURTESIES)
    alone = message.subject.casefold().startswith(ABSENT_SUBJECTS) or _nothing_else(written)
    return "auto_reply" if agreeing >= (1 if alone else 2) else None


def _nothing_else(written: str) -> bool:
    """Whether every sentence is of an absence, now, and of what absence notes say besides."""
    kinds = (ABSENT, *COURTESIES)
    for sentence in _SENTENCE.split(_unquoted(written)):
        said = own_words(sentence)
        greets = len(said.split()) <= _GREETING and not _DIGIT.search(said)
        if _says(said, NOT_NOW) or _WORK.search(sentence) or not (greets or any(_says(said, k) for k in kinds)):
            return False
    return True


def _promises_work(sentence: str, context: Context) -> bool:
    """ "I'll start the feeders when I'm back": what no machine says, unless it is of an answer."""
    clauses = [said for said in map(own_words, _CLAUSE.split(sentence)) if not _says(said, ANSWERING)]
    if any(_says(said, PROMISES) for said in clauses):
        return True
    said = own_words(sentence)
    return _says(said, RETURNS) and not _says(said, ANSWERING) and _names_their_work(said, context)


def _names_their_work(said: str, context: Context) -> bool:
    """Whether a word stands there of what the sender's milestones are called, however it ends."""
    return not _stems(said).isdisjoint(_stems(own_words(" ".join(_titles(context)))))


def _stems(said: str) -> set[str]:
    return {word[:_STEM] for word in said.split() if len(word) >= _SHORTEST_WORD}


def _titles(context: Context) -> Iterator[str]:
    """What the sender's milestones are called."""
    theirs = context.person.id if context.person is not None else None
    for snapshot in context.snapshots:
        yield from (one.title for one in snapshot.milestones.values() if one.assignee == theirs)


def _unquoted(text: str) -> str:
    return "\n".join(line for line in text[:_LONGEST_NOTE].split("\n") if not line.startswith(">"))


def own_words(text: str) -> str:
    """The beginning of a text as bare lower-case words, quoted lines left out."""
    return f" {' '.join(_WORD.findall(_untagged(_unquoted(text)).casefold()))} "


def _untagged(text: str) -> str:
    return _TAG.sub(" ", text) if "<" in text else text


def _says(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether one of the phrases stands in the text as whole words."""
    by_word, others = _sought(phrases)
    named = by_word.keys() & text.split()
    return any(phrase in text for word in named for phrase in by_word[word]) or any(one in text for one in others)


@lru_cache(maxsize=32)
def _sought(phrases: tuple[str, ...]) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """What to look for in a text with one space around its words, by the longest whole word of each phrase."""
    by_word: dict[str, tuple[str, ...]] = {}
    others: list[str] = []
    for phrase in phrases:
        open_ended = phrase.endswith("*")
        whole = phrase.split()[:-1] if open_ended else phrase.split()
        if whole and _SPACED.match(phrase):
            word = max(whole, key=len)
            by_word[word] = (*by_word.get(word, ()), f" {phrase[:-1]}" if open_ended else f" {phrase} ")
        else:
            others.append(f" {phrase[:-1]}" if open_ended else phrase)
    return by_word, tuple(others)
