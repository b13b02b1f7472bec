"""Whether somebody wrote nothing but that they are not there: "Estoy fuera de la oficina hasta el 14 de diciembre."

One such sentence may be a machine's or a person's; either way it answers nothing that was asked.
"""

import re

from mailflow.mail.absence import month_of
from mailflow.mail.absence_words import ABSENT, AROUND, AROUND_UNSPACED, OF_THINGS

_LONGEST = 300
_WORD = re.compile(r"[^\s.,;:!()\[\]\"“”«»…、。！，।|/–—-]+")
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|º|ª|h)?")
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def only_absent(text: str) -> bool:
    """Whether every word is of an absence, of those who are absent, and of its days. A question never is."""
    if len(text) > _LONGEST or "?" in text or "？" in text:
        return False
    said = _spelt(text)
    if not _may_be_personal(said) or not _PERSONAL.search(said):
        return False
    left = _WORD.findall(_PERSONAL.sub(" ", said))
    dated = any(_NUMBER.fullmatch(word) for word in left)
    return all(_is_around(word, dated=dated) for word in left)


def _may_be_personal(said: str) -> bool:
    """A quick look: does any word stand in it of those of which each phrase has one?"""
    words = said.replace("'", " ").split()
    return not _ANCHORS.isdisjoint(words) or _UNSPACED.search(said) is not None or any(map(_begins_phrase, words))


def _begins_phrase(word: str) -> bool:
    return word.startswith(_OPEN_ENDED)


def _is_around(word: str, *, dated: bool) -> bool:
    if word in AROUND or _NUMBER.fullmatch(word) or (dated and month_of(word)):
        return True
    parts = word.split("'")
    if len(parts) > 1:
        return all(_is_around(part, dated=dated) for part in parts if part)
    return _UNSPACED.search(word) is not None and not _FILLING.sub("", word)


def _spelt(text: str) -> str:
    """In lower case, with one kind of apostrophe, spaces around its words."""
    return f" {' '.join(_WORD.findall(text.casefold().replace('’', chr(39))))} "


def _phrases() -> re.Pattern[str]:
    """What says that a person is not there, the longest first. What apostrophes join stands there as two words."""
    return re.compile("|".join(map(_pattern, sorted(_SAID, key=len, reverse=True))))


def _anchors() -> tuple[frozenset[str], tuple[str, ...]]:
    """The longest whole word of each phrase, and how those begin that have none."""
    spaced = [phrase for phrase in _SAID if not _UNSPACED.search(phrase)]
    words = [(phrase.endswith("*"), _spelt(phrase.removesuffix("*")).replace("'", " ").split()) for phrase in spaced]
    whole = frozenset(max(some[:-1] if opened else some, key=len) for opened, some in words if len(some) > opened)
    return whole, tuple(some[0] for opened, some in words if opened and len(some) == 1)


def _pattern(phrase: str) -> str:
    words = r"[\s']".join(map(re.escape, _spelt(phrase.removesuffix("*")).split()))
    if _UNSPACED.search(phrase):
        return words
    return rf"(?<![^\s']){words}{r'[^ ]*' if phrase.endswith('*') else ''}(?![^\s'])"


_SAID = {phrase for phrase in ABSENT if not any(of in phrase for of in OF_THINGS)}
_PERSONAL = _phrases()
_ANCHORS, _OPEN_ENDED = _anchors()
_FILLING = re.compile("|".join(["[0-9０-９]+", *map(re.escape, sorted(set(AROUND_UNSPACED), key=len, reverse=True))]))
