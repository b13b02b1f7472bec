"""A sentence cut into units: words and phrases of the vocabulary, numbers, and what only looks like a number."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mailflow.commands.reading.titles import Titles
    from mailflow.commands.words import Lexicon

# A letter may carry marks of its own (the vowel signs of Devanagari).
_LETTERS = r"[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0963]+[^\W\d_]*)*"
_TOKEN = r"""
    (?P<common>(?!(?:ms?|[vq])\b|(?:CURRENCIES)\s\d)LETTERS(?:'LETTERS)*(?=[\s,;!?")(]|:(?!//)|\.?$|\.\s))
  | (?P<url>(?:https?://|www\.)\S+|[^\s@<>]+@[^\s@<>]+\.[^\s@<>,;:!?]+
      |[A-Za-z0-9-]+\.(?:com|org|net|io|dev|app|co)\b(?:/\S*)?)
  | (?P<money>[$€£₱¥₹₴]\s?\d[\d,.]*[km]?|\b(?:CURRENCIES)\s?\d(?:[\d,.]*\d)?\b
      |\d(?:[\d,]*\d)?(?:\.\d+)?\s?(?:[$€£₱¥₹₴]|(?:CURRENCIES)\b)(?!\s?\d))
  | (?P<amount>\b\d{1,3}(?:,\d{3})+(?:\.\d+)?\b)
  | (?P<isodate>\b\d{4}-\d{1,2}-\d{1,2}\b)
  | (?P<date>\b\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b)
  | (?P<phone>\+\d[\d ()-]{6,}\d|\b\d{3}[- ]\d{3,4}[- ]\d{3,4}\b|\(\d{3}\)\s?\d{3}[- ]\d{4})
  | (?P<version>\bv\.?\s?\d+(?:\.\d+)*\b|\b\d+\.\d+\.\d+(?:\.\d+)*\b)
  | (?P<percent>\b\d{1,3}(?:[.,]\d+)?\s?(?:%|(?:PERCENTS)\b))
  | (?P<time>\b\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\b\.?)|\b\d{1,2}:\d{2}(?::\d{2})?\b(?!\s?%)
      |\b\d{1,2}\s?(?:[ap]\.?m\b\.?)|\b\d{1,2}\s?(?:HOURS)\b|\b\d{1,2}h\d{0,2}\b)
  | (?P<slash>\b\d{1,2}/\d{1,2}\b(?![/\d]))
  | (?P<dotted>\b\d{1,2}\.\d{1,2}\.(?=\s|$|[-,;:!?)]))
  | (?P<ordinal>\b\d{1,2}(?:ORDINALS)(?!\w))
  | (?P<question>\bq\s?\#?\d{1,4}\b)
  | (?P<task>(?:\bm|\#)?\b\d{1,3}\.\d{1,2}\b)
  | (?P<marked>(?:\bm|\bms|\#|№)\s?-?\d{1,4}\b)
  | (?P<serial>\b(?:19|20)\d{2}-\d{1,4}\b(?!-))
  | (?P<year>\b(?:19|20)\d{2}\b)
  | (?P<number>\b\d{1,4}\b(?![\d%]))
  | (?P<code>[A-Za-z_]*\d[\w-]*|\d+)
  | (?P<file>\b[\w-]+\.(?:png|jpe?g|gif|svg|pdf|docx?|xlsx?|pptx?
      |fig|psd|ai|zip|html?|css|js|ts|py|php|mp4|mov|txt|csv|json)\b)
  | (?P<with>\bw/(?:o\b)?)
  | (?P<possessive>(?<=\d)'s\b)
  | (?P<word>LETTERS(?:'LETTERS)*)
  | (?P<punct>(?P<mark>[^\s\w])(?P=mark)*)
    """.replace("LETTERS", _LETTERS)
_SLOTS = {
    "CURRENCIES": "currencies",
    "PERCENTS": "percents",
    "HOURS": "hours",
    "ORDINALS": "ordinal_endings",
}
_MARKED = r"[^\W_]+(?:[\u0300-\u036f\u0900-\u0963]+[^\W_]*)*"
_WORD = re.compile(rf"{_MARKED}(?:'{_MARKED})*|[%,.✅✔☑✓👍👌]")
_DIGITS = re.compile(r"\d+")
_SPAN = re.compile(r"(?P<count>\d{1,2})(?P<length>d|w|days?|wks?|weeks?)")
_GLUED = re.compile(r"(?:\d{1,3})?(?P<word>[^\W\d_]{4,})(?:\d{1,3})?")
_ABOUT = re.compile(r"(\d{1,3})ish")
_DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")
LONGEST_PHRASE = 8
PERCENT = frozenset({"percent", "per cent", "pct", "%"})
MARKS = frozenset("✅✔☑✓")
THUMBS = frozenset("👍👌")
UNFINISHED = "⏳⌛🔄🚧🔜❌✗✘⛔🛑"
OPAQUE = frozenset({"url", "money", "amount", "phone", "version", "code", "file", "year", "serial"})


@dataclass(slots=True)
class Unit:
    """A stretch of a sentence: what it is (`kind`), what it can mean (`tags`), and where it stands.

    `word` is its small-letter text, or in another language the English word by which the rules know it;
    `written` is then how it was written. `value` belongs to the kind: a number, a date, targets.
    """

    kind: str
    word: str
    start: int
    end: int
    tags: frozenset[str] = frozenset()
    values: Mapping[str, Any] = field(default_factory=dict)
    value: Any = None
    written: str = ""

    def has(self, tag: str) -> bool:
        """Whether this can mean `tag`."""
        return tag in self.tags


class _Plain(dict[int, str | int]):
    """Marks as they are typed on any keyboard, one character for one character."""

    def __missing__(self, code: int) -> str | int:
        character = chr(code)
        category = unicodedata.category(character)
        plain: str | int = code
        if character in MARKS or character in THUMBS:
            return self.setdefault(code, code)
        if (
            category in {"So", "Sk", "Cf", "Co", "Cn", "Cs", "Me"}
            or 0xFE00 <= code <= 0xFE0F
            or 0x1F3FB <= code <= 0x1F3FF
        ):
            plain = " "
        elif category in {"Zs", "Cc"}:
            plain = "\n" if character == "\n" else " "
        elif category == "Pd":
            plain = "-"
        elif category == "Nd":
            plain = str(unicodedata.digit(character))
        self[code] = plain
        return plain


CHECKS = frozenset("✔✅☑✓")
_PLAIN = _Plain(
    {ord(c): "'" for c in "‘’‚‛′`´ʼ"}
    | {ord(c): '"' for c in "“”„‟″«»"}
    | {ord("…"): "."}
    | {ord("％"): "%"}
    | dict.fromkeys(map(ord, "→➔➜➞⟶⇒"), ">")
    | dict.fromkeys(map(ord, UNFINISHED), ";")
    | dict.fromkeys(map(ord, "¿¡"), " ")
)


def plain(text: str) -> str:
    """`text` of the same length, with typographic marks, emoji and odd spaces made ordinary."""
    return text.translate(_PLAIN)


def split_words(text: str) -> list[str]:
    """The words of a vocabulary's phrase, as the words of a sentence come."""
    return _WORD.findall(composed(text).lower())


def composed(text: str) -> str:
    """`text` with each accented letter as one character, as most people send it."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def token_pattern(sets: Mapping[str, frozenset[str]]) -> re.Pattern[str]:
    """What a sentence is cut into, given a language's names of money, percent and hours and its ordinals' endings."""
    pattern = _TOKEN
    for slot, name in _SLOTS.items():
        longest_first = sorted(sets.get(name, ()), key=lambda word: (-len(word), word))
        pattern = pattern.replace(slot, "|".join(map(re.escape, longest_first)) or r"(?!)")
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE)


def units_of(sentence: str, lexicon: "Lexicon", titles: "Titles | None" = None) -> list[Unit]:
    """The units of one plain sentence: full titles first, then the longest known phrases."""
    tokens = list(_tokens(sentence, lexicon))
    if lexicon.clitics:
        tokens = [token for place, token in enumerate(tokens) if not place or token.word not in lexicon.clitics]
    words = [token.word for token in tokens]
    units: list[Unit] = []
    place = 0
    while place < len(tokens):
        length, unit = _title_at(tokens, words, place, titles, lexicon) or _phrase_at(tokens, words, place, lexicon)
        units.append(unit)
        place += length
    return _spoken_percents(units)


def _spoken_percents(units: list[Unit]) -> list[Unit]:
    """ "Sixty percent", "sixty five per cent" are percentages."""
    joined: list[Unit] = []
    for unit in units:
        spoken = [u for u in joined[-2:] if "numbers" in u.values]
        if unit.word in PERCENT and joined and (about := _ABOUT.fullmatch(joined[-1].word)):
            joined[-1] = Unit("percent", f"{about[1]}%", joined[-1].start, unit.end, value=int(about[1]))
            continue
        if unit.word in PERCENT and spoken and "numbers" in joined[-1].values:
            if len(spoken) == 2 and int(spoken[0].values["numbers"]) % 10:
                spoken = spoken[1:]
            value = sum(int(u.values["numbers"]) for u in spoken)
            joined[-len(spoken) :] = [Unit("percent", f"{value}%", spoken[0].start, unit.end, value=value)]
        else:
            joined.append(unit)
    return joined


def _tokens(sentence: str, lexicon: "Lexicon") -> Iterator[Unit]:
    for match in lexicon.token.finditer(sentence):
        kind = "punct" if match["mark"] else match.lastgroup or "punct"
        word = match["mark"] or match.group().lower()
        start, end = match.span()
        if kind == "punct" and word == "-" and _joins_letters(sentence, start):
            continue
        if kind == "with":
            yield Unit("word", "without" if word.endswith("o") else "with", start, end)
        elif kind == "possessive":
            yield Unit("word", "is", start, end)
        elif kind == "code" and (span := _SPAN.fullmatch(word)):
            yield from _tokens_of_span(span, start)
        elif kind == "code" and (glued := _GLUED.fullmatch(word)) and _known(glued["word"], lexicon):
            yield from _tokens_of_glued(word, start)
        elif kind in {"common", "word"}:
            for part in expanded(_shortened(word, lexicon), lexicon):
                yield Unit("word", part, start, end)
        else:
            yield Unit(kind, word, start, end, value=_value(kind, word))


def _shortened(word: str, lexicon: "Lexicon") -> str:
    """ "doooone", "yesss": a word that is drawn out, as the known one that is meant."""
    if _DRAWN_OUT.search(word) is None or _known(word, lexicon):
        return word
    shorter = (_DRAWN_OUT.sub(r"\1\1", word), _DRAWN_OUT.sub(r"\1", word))
    return next((one for one in shorter if _known(one, lexicon)), word)


def _known(word: str, lexicon: "Lexicon") -> bool:
    entry = lexicon.phrases.entries.get((word,))
    return entry is not None and bool(entry.tags)


def _tokens_of_glued(text: str, start: int) -> Iterator[Unit]:
    """ "DONE3", "3done": a word of the vocabulary and a number without the space between them."""
    for match in re.finditer(r"\d+|\D+", text):
        kind = "number" if match.group().isdigit() else "word"
        value = int(match.group()) if kind == "number" else None
        yield Unit(kind, match.group(), start + match.start(), start + match.end(), value=value)


def _tokens_of_span(span: re.Match[str], start: int) -> Iterator[Unit]:
    """ "2d", "3wks": a length of time."""
    yield Unit("number", span["count"], start, start + span.end("count"), value=int(span["count"]))
    length = "days" if span["length"].startswith("d") else "weeks"
    yield Unit("word", length, start + span.start("length"), start + span.end())


def _joins_letters(sentence: str, place: int) -> bool:
    return 0 < place < len(sentence) - 1 and sentence[place - 1].isalpha() and sentence[place + 1].isalpha()


def expanded(word: str, lexicon: "Lexicon") -> tuple[str, ...]:
    """The words that one token stands for: "can't", "c'est"."""
    known = lexicon.expand.get(word)
    if known is not None:
        return known
    if "'" not in word:
        return (word,)
    before, _, after = word.partition("'")
    if before in lexicon.prefixes and after:
        return (lexicon.prefixes[before], *expanded(after, lexicon))
    for suffix, meaning in lexicon.suffixes.items():
        if word.endswith(suffix) and len(word) > len(suffix):
            return (word[: -len(suffix)], meaning)
    return (word,)


def _value(kind: str, word: str) -> Any:
    if kind in {"number", "marked", "ordinal", "question", "percent"}:
        found = _DIGITS.search(word)
        return int(found.group()) if found else None
    if kind == "task":
        left, right = _DIGITS.findall(word)
        return int(left), int(right)
    return None


def _title_at(
    tokens: list[Unit], words: list[str], place: int, titles: "Titles | None", lexicon: "Lexicon"
) -> tuple[int, Unit] | None:
    found = titles.at(words, place) if titles is not None else None
    if found is None:
        return None
    length, places = found
    if length == 1 and (words[place],) in lexicon.phrases.entries and not _ticked(words, place):
        return None
    covered = tokens[place : place + length]
    return length, Unit("title", " ".join(t.word for t in covered), covered[0].start, covered[-1].end, value=places)


def _ticked(words: list[str], place: int) -> bool:
    """Whether a check mark stands beside this word, which so is a title, whatever else it means: "edit ✔"."""
    return not CHECKS.isdisjoint(words[max(0, place - 1) : place] + words[place + 1 : place + 2])


def _phrase_at(tokens: list[Unit], words: list[str], place: int, lexicon: "Lexicon") -> tuple[int, Unit]:
    found = lexicon.phrases.at(words, place)
    token = tokens[place]
    if found is not None and found[0] > 1 and words[place] == "may" and place and tokens[place - 1].value is not None:
        found = lexicon.phrases.at(words[: place + 1], place)  # "until 4 May I am out"
    if found is not None:
        length, entry = found
        unit = _merged(tokens[place : place + length], entry.tags, entry.values)
        if entry.twin:
            unit.written, unit.word = unit.word, entry.twin
        return length, unit
    if token.kind == "word":
        meant = lexicon.typos.only(token.word)
        found = lexicon.phrases.at([meant, *words[place + 1 : place + LONGEST_PHRASE]], 0) if meant else None
        if found is not None:
            return found[0], _merged(tokens[place : place + found[0]], found[1].tags, found[1].values)
    return 1, token


def _merged(tokens: list[Unit], tags: frozenset[str], values: Mapping[str, Any]) -> Unit:
    if len(tokens) == 1:
        tokens[0].tags, tokens[0].values = tags, values
        return tokens[0]
    words = " ".join(token.word for token in tokens)
    return Unit("word", words, tokens[0].start, tokens[-1].end, tags, values)


def is_quotation(units: list[Unit]) -> bool:
    """Whether somebody's words are only repeated."""
    last = next((u for u in reversed(units) if u.word not in {".", ",", "!"}), units[-1])
    return len(units) > 3 and units[0].word == last.word == '"'
