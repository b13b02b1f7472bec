"""Which milestones and tasks a run of title words may mean."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mailflow.commands.reading.typos import Typos
from mailflow.commands.reading.units import split_words
from mailflow.domain.milestone import State
from mailflow.domain.snapshot import Snapshot

FILLERS = frozenset({"a", "an", "the", "and", "of", "for", "to", "in", "on", "with", "&", "our", "new", "-"})
LONGEST_TITLE = 8
SHORTEST_BARE = 4
SHORTEST_END = 5
SHORTEST_PART = 4
SHORTEST_MISSPELT = 7


@dataclass(frozen=True, slots=True)
class Place:
    """Where a title stands: a milestone of a project, and the task's number where it is a task's."""

    project: str
    milestone: int
    task: int | None = None


@dataclass(slots=True)
class Titles:
    """The titles of all milestones and tasks somebody may write about."""

    full: dict[tuple[str, ...], list[Place]] = field(default_factory=dict)
    words: dict[str, set[Place]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    typos: Typos | None = None
    endings: tuple[str, ...] = ()
    parts: dict[str, set[Place]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        snapshots: Iterable[Snapshot],
        cut: Callable[[str], Sequence[str]],
        endings: Sequence[str] = (),
        *,
        compounds: bool = False,
    ) -> "Titles":
        """Every title of these projects; `cut` gives the words that a word of theirs comes as ("d'ouverture").

        `endings` are those of the language's cases; with `compounds` the last part of a word may stand for all of it.
        """
        titles = cls(endings=tuple(sorted(endings, key=len, reverse=True)))
        for snapshot in snapshots:
            for milestone in snapshot.milestones.values():
                if milestone.state is State.CANCELLED:
                    continue
                titles._add(milestone.title, Place(snapshot.code, milestone.number), cut)
                for number, task in enumerate(milestone.tasks, start=1):
                    titles._add(task.title, Place(snapshot.code, milestone.number, number), cut)
        titles._join_compounds()
        titles._set_apart(compounds=compounds)
        return titles

    def at(self, words: list[str], start: int) -> tuple[int, tuple[Place, ...]] | None:
        """The length and places of the longest full title that begins at `start`."""
        most = self.lengths.get(words[start], 0)
        for length in range(min(most, len(words) - start), 0, -1):
            places = self.full.get(tuple(words[start : start + length]))
            if places:
                return length, tuple(places)
        return None

    def meant(self, word: str) -> set[Place]:
        """The places of the titles that have this word, in another case, as the end of a compound, or misspelt."""
        found = self.words.get(stem(word)) or self.parts.get(self._bare(word)) or self.parts.get(f"-{word}")
        return found or self.near(word)

    def _bare(self, word: str) -> str:
        """The word without the ending of its case, where the language has any."""
        found = next((e for e in self.endings if word.endswith(e) and len(word) - len(e) >= SHORTEST_BARE), "")
        return word.removesuffix(found)

    def _set_apart(self, *, compounds: bool) -> None:
        """What title words are without their endings, and what they end in: of both only what one milestone has."""
        parts: dict[str, set[Place]] = {}
        for word, places in self.words.items() if self.endings or compounds else ():
            ends = range(SHORTEST_END, len(word) - 2) if compounds else range(0)
            for part in {*({self._bare(word)} if self.endings else ()), *(f"-{word[-length:]}" for length in ends)}:
                parts.setdefault(part, set()).update(places)
        one = {part: places for part, places in parts.items() if len({(p.project, p.milestone) for p in places}) == 1}
        self.parts = one

    def near(self, word: str) -> set[Place]:
        """The places that have the only title word one slip away from `word`."""
        if self.typos is None:
            self.typos = Typos(word for word in self.words if len(word) >= SHORTEST_MISSPELT)
        meant = self.typos.only(stem(word))
        return self.words.get(meant, set()) if meant else set()

    def _add(self, title: str, place: Place, cut: Callable[[str], Sequence[str]]) -> None:
        words = tuple(split_words(title))[:LONGEST_TITLE]
        if not words:
            return
        come = tuple(part for word in words for part in cut(word))[:LONGEST_TITLE]
        for spelt in dict.fromkeys((words, come)):
            self.full.setdefault(spelt, []).append(place)
            self.lengths[spelt[0]] = max(self.lengths.get(spelt[0], 0), len(spelt))
        for word in words:
            if word not in FILLERS and len(word) > 1:
                self.words.setdefault(stem(word), set()).add(place)

    def _join_compounds(self) -> None:
        """ "page" may mean the homepage, too: a word is of the titles in whose words it stands first or last."""
        own = {word: frozenset(places) for word, places in self.words.items()}
        for word, places in own.items():
            for length in range(SHORTEST_PART, len(word)):
                for part in (word[:length], word[-length:]):
                    if part in own:
                        self.words[part] |= places

    def fitting(self, words: Iterable[str]) -> set[Place]:
        """The places whose titles have all these words."""
        found: set[Place] | None = None
        for word in words:
            if word in FILLERS:
                continue
            places = self.words.get(stem(word), set())
            found = set(places) if found is None else found & places
        return found or set()


_CASE = re.compile("(?:ами|ями|ові|еві|ого|ому|ими|ах|ях|ам|ям|ів|їв|ей|ою|ею|ом|ем|их|ий|[аеиіоуюяьйїє])$")


def stem(word: str) -> str:
    """A word without its plural ending, of Cyrillic without its case."""
    if word[-1:] > "\u0400":
        return _CASE.sub("", word) if len(word) > SHORTEST_PART else word
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def project_names(snapshots: Iterable[Snapshot]) -> Mapping[tuple[str, ...], str]:
    """The words by which a project may be named: its code, and each word of it that no other project has."""
    names: dict[tuple[str, ...], set[str]] = {}
    for snapshot in snapshots:
        parts = tuple(snapshot.code.replace("-", " ").split())
        for phrase in {parts, *((part,) for part in parts if len(part) > 2), tuple(split_words(snapshot.title))}:
            if phrase:
                names.setdefault(phrase, set()).add(snapshot.code)
    return {phrase: next(iter(codes)) for phrase, codes in names.items() if len(codes) == 1}
