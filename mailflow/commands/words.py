"""Vocabularies: what a language's data file says, compiled once for reading."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from mailflow.commands.typos import Typos
from mailflow.commands.units import split_words

VALUED = ("numbers", "ordinals", "fractions", "weekdays", "months", "days", "lengths")
Value = int | str
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase can mean: its tags, and the value of those that have one (``weekdays`` → 4)."""

    tags: frozenset[str]
    values: Mapping[str, Value] = field(default_factory=dict)

    def joined(self, other: "Entry") -> "Entry":
        """Both meanings in one."""
        return Entry(self.tags | other.tags, {**other.values, **self.values})


class PhraseTable:
    """Finds the longest known phrase at a place, in time that does not grow with the vocabulary."""

    def __init__(self, entries: Mapping[Phrase, Entry]) -> None:
        self.entries = dict(entries)
        longest: dict[str, int] = {}
        for phrase in entries:
            longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
        self.longest = longest

    def at(self, words: list[str], start: int) -> tuple[int, Entry] | None:
        """The length and meaning of the longest phrase that begins at `start`."""
        most = self.longest.get(words[start], 0)
        for length in range(min(most, len(words) - start), 0, -1):
            entry = self.entries.get(tuple(words[start : start + length]))
            if entry is not None:
                return length, entry
        return None


class Lexicon:
    """One language's words, laid over English."""

    def __init__(self, sources: Iterable[Mapping[str, Any]]) -> None:
        ordered = list(sources)
        self.expand = _expansions(ordered)
        self.suffixes = {k: v for source in reversed(ordered) for k, v in source.get("suffixes", {}).items()}
        self.phrases = PhraseTable(_layered(ordered, _entries))
        self.heads = PhraseTable(_layered(ordered, _heads))
        self.sets = _sets(ordered)
        self.languages = {k: v for source in reversed(ordered) for k, v in source.get("languages", {}).items()}
        self.day_first: bool | None = ordered[0].get("day_first") or None
        self.abbreviations = frozenset(a for source in ordered for a in source.get("abbreviations", ()))
        alone = {phrase[0]: entry.tags for phrase, entry in self.phrases.entries.items() if len(phrase) == 1}
        self.typos = Typos((w for phrase in self.phrases.entries for w in phrase), self.set("not_typos"), alone)

    def set(self, name: str) -> frozenset[str]:
        """The plain words listed under that name."""
        return self.sets.get(name, frozenset())


class Words:
    """All vocabularies of an installation."""

    def __init__(self, sources: Mapping[str, Mapping[str, Any]]) -> None:
        self._sources = dict(sources)
        self._lexicons = {language: self._build(language) for language in sources}

    @classmethod
    def from_toml(cls, texts: Mapping[str, str]) -> "Words":
        """Vocabularies from the text of their files, by language. English must be among them."""
        return cls({language: tomllib.loads(text) for language, text in texts.items()})

    def lexicon(self, language: str) -> Lexicon:
        """The words of somebody who writes that language: theirs and English."""
        short = language.replace("_", "-").split("-")[0].lower()
        return self._lexicons.get(short) or self._lexicons["en"]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a vocabulary."""
        return tuple(sorted(self._sources))

    def _build(self, language: str) -> Lexicon:
        own = self._sources[language]
        return Lexicon([own] if language == "en" else [own, self._sources["en"]])


def _phrase(text: str) -> Phrase:
    return tuple(split_words(text))


def _expansions(sources: list[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    return {k: tuple(v.split()) for source in reversed(sources) for k, v in source.get("expand", {}).items()}


def _entries(source: Mapping[str, Any]) -> dict[Phrase, Entry]:
    found: dict[Phrase, Entry] = {}
    for tag in ("words", "time"):
        for name, texts in source.get(tag, {}).items():
            for text in texts:
                _add(found, text, Entry(frozenset({name if tag == "words" else f"time_{name}"})))
    for name in VALUED:
        for text, value in source.get(name, {}).items():
            _add(found, text, Entry(frozenset({name}), {name: value}))
    return found


def _heads(source: Mapping[str, Any]) -> dict[Phrase, Entry]:
    found: dict[Phrase, Entry] = {}
    for command, texts in source.get("heads", {}).items():
        for text in texts:
            _add(found, text, Entry(frozenset({command})))
    return found


def _add(found: dict[Phrase, Entry], text: str, entry: Entry) -> None:
    phrase = _phrase(text)
    if phrase:
        found[phrase] = entry.joined(found[phrase]) if phrase in found else entry


def _layered(sources: list[Mapping[str, Any]], read: Any) -> dict[Phrase, Entry]:
    """The entries of all sources; where two know a phrase, the first one's meaning stands."""
    merged: dict[Phrase, Entry] = {}
    for source in reversed(sources):
        merged.update(read(source))
    return merged


def _sets(sources: list[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    merged: dict[str, frozenset[str]] = {}
    for source in sources:
        for name, words in source.get("sets", {}).items():
            merged[name] = merged.get(name, frozenset()) | frozenset(words)
    return merged
