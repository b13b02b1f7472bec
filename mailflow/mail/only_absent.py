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
    said = _spelt(text)
    if len(text) > _LONGEST or "?" in text or "？" in text or not _PERSONAL.search(said):
        return False
    left = _WORD.findall(_PERSONAL.sub(" ", said))
    dated = any(_NUMBER.fullmatch(word) for word in left)
    return all(_is_around(word, dated=dated) for word in left)


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
    personal = {phrase for phrase in ABSENT if not any(of in phrase for of in OF_THINGS)}
    return re.compile("|".join(map(_pattern, sorted(personal, key=len, reverse=True))))


def _pattern(phrase: str) -> str:
    words = r"[\s']".join(map(re.escape, _spelt(phrase.removesuffix("*")).split()))
    if _UNSPACED.search(phrase):
        return words
    return rf"(?<![^\s']){words}{r'[^ ]*' if phrase.endswith('*') else ''}(?![^\s'])"


_PERSONAL = _phrases()
_FILLING = re.compile("|".join(["[0-9０-９]+", *map(re.escape, sorted(set(AROUND_UNSPACED), key=len, reverse=True))]))
