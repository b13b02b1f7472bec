"""Misspelt words: one slip away from exactly one word of the vocabulary."""

from collections.abc import Collection, Hashable, Iterable, Mapping

MOST_KEPT = 4096
SHORTEST = 6
LONGEST = 18


class Typos:
    """Finds the only known word that is one insertion, omission, exchange or swap away.

    Works by comparing the words that remain when one letter is left out, so the effort depends on
    the word's length alone. Short words have too many neighbours and are left alone, and so is
    every word whose first letter differs, or that is a word itself (`real`). Words with one of `meanings`
    in common are as good as one. What was looked up is kept: people write the same words again.
    """

    def __init__(
        self, words: Iterable[str], real: Collection[str] = (), meanings: Mapping[str, Hashable] | None = None
    ) -> None:
        self._real = frozenset(real)
        self._meanings = meanings or {}
        self._near: dict[str, set[str]] = {}
        self._kept: dict[str, str | None] = {}
        for word in {w for w in words if SHORTEST <= len(w) <= LONGEST and w.isalpha()}:
            for short in _shortened(word):
                self._near.setdefault(short, set()).add(word)

    def only(self, word: str) -> str | None:
        """The word that was meant, or None where there is none or more than one."""
        if not SHORTEST - 1 <= len(word) <= LONGEST or not word.isalpha() or word in self._real:
            return None
        try:
            return self._kept[word]
        except KeyError:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            meant = self._kept[word] = self._meant_by(word)
            return meant

    def _meant_by(self, word: str) -> str | None:
        candidates = {c for short in _shortened(word) for c in self._near.get(short, ())}
        near = [c for c in candidates if c[0] == word[0] and _one_slip(word, c) and not _inflected(word, c)]
        return min(near) if len({self._meanings.get(c, c) for c in near}) == 1 else None


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _one_slip(left: str, right: str) -> bool:
    if len(left) > len(right):
        left, right = right, left
    start = 0
    while start < len(left) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    if len(left) < len(right):
        return a == b[1:]
    return a[1:] == b[1:] or (len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])


def _inflected(word: str, known: str) -> bool:
    """Whether the two differ as forms of one word do (approves, approved), which is no slip."""
    endings = ("s", "d", "r", "e", "y")
    same_stem = word[:-1] == known[:-1] or word == known[:-1] or word[:-1] == known
    return same_stem and (word[-1] in endings or len(word) < len(known))
