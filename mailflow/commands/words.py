"""Vocabularies: what a language's data file says, compiled once for reading."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import zip_longest
from typing import Any

from mailflow.commands.reading.typos import Typos
from mailflow.commands.reading.units import expanded, split_words, token_pattern

INFLECTED = frozenset(
    {
        "done",
        "weak_done",
        "started",
        "approve",
        "paid",
        "cancel",
        "blocked",
        "unblocked",
        "arrival",
        "receiving",
        "away",
    }
)
"""Lists in which a participle of one gender and number stands for all of them."""

VALUED = ("numbers", "ordinals", "fractions", "weekdays", "months", "days", "lengths", "feasts")
Value = int | str
Phrase = tuple[str, ...]
Reader = Callable[[str], Phrase]
_ADDRESS = re.compile(r"\S+@\S+")
"""Its words are of no language."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase can mean: its tags, and the value of those that have one (``weekdays`` → 4).

    `twin` is the English word whose part it plays in a sentence, where the rules ask for a word ("bis": until).
    """

    tags: frozenset[str]
    values: Mapping[str, Value] = field(default_factory=dict)
    twin: str = ""

    def has(self, tag: str) -> bool:
        """Whether this can mean `tag`."""
        return tag in self.tags

    def joined(self, other: "Entry") -> "Entry":
        """Both meanings in one."""
        return Entry(self.tags | other.tags, {**other.values, **self.values}, self.twin or other.twin)


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
    """One language's words, laid over English.

    `english` is English alone, by which this language's people are read where they write English.
    """

    def __init__(self, own: Mapping[str, Any], english: "Lexicon | None" = None) -> None:
        self.english = english
        self._source = own
        ordered = [own] if english is None else [own, english._source]
        self.expand = _expansions(ordered)
        self.suffixes = _mapping(ordered, "suffixes")
        self.prefixes = _mapping(ordered, "prefixes")
        self.languages = _mapping(ordered, "languages")
        self.spoken_marks = _mapping(ordered, "spoken_marks")
        self.spoken = re.compile(rf"\s*\b({'|'.join(self.spoken_marks) or '(?!)'})\b", re.IGNORECASE)
        self.orders: Mapping[str, tuple[str, ...]] = {k: tuple(v) for k, v in own.get("orders", {}).items()}
        self.clitics = frozenset(own.get("sets", {}).get("clitics", ()))
        phrases = own_phrases = _with_forms(_entries(own, self._phrase), own.get("inflected", ()))
        self.own_words: frozenset[str] = frozenset(word for phrase in phrases for word in phrase)
        if english is not None:
            phrases = {
                **_known_heads(own, self._phrase),
                **english.phrases.entries,
                **phrases,
                **(twins := _twins(own, phrases, english, self._phrase)),
            }
            self.own_words = self.own_words | {w for phrase in twins for w in phrase} | own.get("expand", {}).keys()
        self.phrases: PhraseTable = PhraseTable(phrases)
        heads = _heads(own, self._phrase)
        self.own_heads = PhraseTable(heads)
        self.heads: PhraseTable = self.own_heads if english is None else PhraseTable({**english.heads.entries, **heads})
        self.sets = _sets(ordered, own_phrases)
        self.token = token_pattern(self.sets)
        self.dotted_days = bool(own.get("dotted_days"))
        self.verb_second = bool(own.get("verb_second"))
        self.compounds = bool(own.get("compounds"))
        self.case_endings: tuple[str, ...] = tuple(own.get("case_endings", ()))
        self.verb_first = bool(own.get("verb_first"))
        self.past: tuple[str, ...] = tuple(own.get("past", ()))
        self.day_first: bool | None = own.get("day_first") or None
        self.abbreviations = frozenset(a for source in ordered for a in source.get("abbreviations", ()))
        self.typos = self._typos() if english is None else Typos(())

    def in_words_of(self, text: str) -> "Lexicon":
        """These words, or English alone where the text has words of English and none of this language's own, and begins
        no command as this language does ("RESPUESTA Q7: use the blue one" is what a tapped button leads to)."""
        if self.english is None:
            return self
        words = {word for word in split_words(_ADDRESS.sub(" ", text)) if word[0].isalnum()}
        if "'" in text:
            words = {part for word in words for part in expanded(word, self)}
        english, own = words & self.english.own_words, words & self.own_words
        alone = english - own or len(english) > 1
        return self.english if alone and not own - english and not self._begins(text, self.english) else self

    def _begins(self, text: str, english: "Lexicon") -> bool:
        """Whether a line begins with the words of a command, as this language has them and English has not."""
        lines = filter(None, (split_words(line[:80]) for line in text.splitlines()))
        return any(self.own_heads.at(words, 0) and not english.heads.at(words, 0) for words in lines)

    def _phrase(self, text: str) -> Phrase:
        """The words of a phrase as they come in a sentence; English has its phrases in full."""
        words = split_words(text)
        if not self.clitics.isdisjoint(words) and len(words) > 1:
            words = [word for word in words if word not in self.clitics] or words
        return tuple(words if self.english is None else (part for word in words for part in expanded(word, self)))

    def _typos(self) -> Typos:
        alone = {phrase[0]: entry.tags for phrase, entry in self.phrases.entries.items() if len(phrase) == 1}
        return Typos((w for phrase in self.phrases.entries for w in phrase), self.set("not_typos"), alone)

    def set(self, name: str) -> frozenset[str]:
        """The plain words listed under that name."""
        return self.sets.get(name, frozenset())


class Words:
    """All vocabularies of an installation."""

    def __init__(self, sources: Mapping[str, Mapping[str, Any]]) -> None:
        self._sources = dict(sources)
        self._lexicons = {"en": Lexicon(sources["en"])}

    @classmethod
    def from_toml(cls, texts: Mapping[str, str]) -> "Words":
        """Vocabularies from the text of their files, by language. English must be among them."""
        return cls({language: tomllib.loads(text) for language, text in texts.items()})

    def lexicon(self, language: str) -> Lexicon:
        """The words of somebody who writes that language: theirs and English."""
        short = language.replace("_", "-").split("-")[0].lower()
        if short not in self._lexicons and short in self._sources:
            self._lexicons[short] = Lexicon(self._sources[short], self._lexicons["en"])
        return self._lexicons.get(short) or self._lexicons["en"]

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a vocabulary."""
        return tuple(sorted(self._sources))

    @cached_property
    def _helps(self) -> Mapping[tuple[str, ...], str]:
        """The words by which each language asks for help."""
        asking = {
            tuple(split_words(text)): language
            for language, source in sorted(self._sources.items(), reverse=True)
            for text in source.get("heads", {}).get("help", ())
        }
        return {phrase: language for phrase, language in asking.items() if language != "en"}

    def help_in(self, text: str) -> str:
        """The language that a text asks for help in, and for nothing else ("AYUDA!"); else, and for English, empty."""
        return self._helps.get(tuple(w for w in split_words(text[:100]) if w.isalpha() or len(w) > 1), "")

    @cached_property
    def urgent(self) -> frozenset[str]:
        """The words of all languages that call something urgent."""
        return frozenset(word for one in self._sources.values() for word in one.get("sets", {}).get("urgent", ()))

    @cached_property
    def denying(self) -> frozenset[str]:
        """The words of all languages that deny what follows them."""
        return frozenset(word for one in self._sources.values() for word in one.get("words", {}).get("negation", ()))

    def lacking(self, language: str) -> frozenset[str]:
        """What English has words for and that language has none: ``words.opener``, ``heads.invite``."""
        return _sections(self._sources["en"]) - _sections(self._sources[language])


def _expansions(sources: list[Mapping[str, Any]]) -> dict[str, tuple[str, ...]]:
    return {k: tuple(v.split()) for source in reversed(sources) for k, v in source.get("expand", {}).items()}


def _entries(source: Mapping[str, Any], phrase: Reader) -> dict[Phrase, Entry]:
    found: dict[Phrase, Entry] = {}
    for tag in ("words", "time"):
        for name, texts in source.get(tag, {}).items():
            for text in texts:
                _add(found, phrase(text), Entry(frozenset({name if tag == "words" else f"time_{name}"})))
    for name in VALUED:
        for text, value in source.get(name, {}).items():
            _add(found, phrase(text), Entry(frozenset({name}), {name: value}))
    return found


def _with_forms(found: dict[Phrase, Entry], groups: Sequence[Sequence[str]]) -> dict[Phrase, Entry]:
    """With the other forms of each word that ends as one of a group does ("terminado": "terminada", "terminados")."""
    forms: dict[Phrase, Entry] = {}
    for phrase, entry in found.items() if groups else ():
        if INFLECTED.isdisjoint(entry.tags):
            continue
        for form in zip_longest(*(_forms_of(word, groups) for word in phrase)):
            agreeing = tuple(other or word for other, word in zip(form, phrase, strict=True))
            forms.setdefault(agreeing, entry)
    return {**forms, **found}


def _forms_of(word: str, groups: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each form of the word, the words of a phrase agreeing with each other; none where it has no such ending."""
    for group in groups:
        ending = max((e for e in group if word.endswith(e)), key=len, default="")
        if ending:
            yield from (word.removesuffix(ending) + other for other in group)
            return


def _heads(source: Mapping[str, Any], phrase: Reader) -> dict[Phrase, Entry]:
    found: dict[Phrase, Entry] = {}
    for command, texts in source.get("heads", {}).items():
        for text in texts:
            _add(found, phrase(text), Entry(frozenset({command})))
    return found


def _known_heads(source: Mapping[str, Any], phrase: Reader) -> dict[Phrase, Entry]:
    """The words that begin commands: known ones, even where they say nothing within a sentence."""
    return dict.fromkeys(_heads(source, phrase), Entry(frozenset({"head"})))


def _add(found: dict[Phrase, Entry], phrase: Phrase, entry: Entry) -> None:
    if phrase:
        found[phrase] = entry.joined(found[phrase]) if phrase in found else entry


def _twins(
    own: Mapping[str, Any], phrases: Mapping[Phrase, Entry], english: Lexicon, phrase: Reader
) -> dict[Phrase, Entry]:
    """The phrases that play an English word's part: with their own meaning, where they have none with that word's."""
    found: dict[Phrase, Entry] = {}
    for twin, texts in own.get("twins", {}).items():
        known = english.phrases.entries.get(tuple(twin.split())) or Entry(frozenset())
        for text in texts:
            entry = phrases.get(phrase(text))
            meant = known if entry is None else entry if entry.tags else entry.joined(known)
            found[phrase(text)] = replace(meant, twin=twin)
    return found


def _mapping(sources: list[Mapping[str, Any]], name: str) -> dict[str, str]:
    return {k: v for source in reversed(sources) for k, v in source.get(name, {}).items()}


def _sets(sources: list[Mapping[str, Any]], phrases: Mapping[Phrase, Entry]) -> dict[str, frozenset[str]]:
    """The sets of all sources, without the English words that mean something else in the first one."""
    merged = {name: frozenset(words) for name, words in sources[0].get("sets", {}).items()}
    for source in sources[1:]:
        meant = {phrase[0] for phrase in phrases if len(phrase) == 1}
        for name, words in source.get("sets", {}).items():
            merged[name] = merged.get(name, frozenset()) | (frozenset(words) - meant)
    return merged


def _sections(source: Mapping[str, Any]) -> frozenset[str]:
    """Every list and table of a vocabulary that has words, by section and name."""
    nested = {f"{k}.{name}" for k in ("words", "time", "sets", "heads") for name, v in source.get(k, {}).items() if v}
    return frozenset(nested | {k for k in (*VALUED, "languages", "names", "abbreviations") if source.get(k)})
