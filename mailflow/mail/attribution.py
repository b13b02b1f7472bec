"""Attribution lines ("On Tue, Bob wrote:"): the sentence a mail program writes above what it quotes."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from mailflow.mail.history_words import PRONOUNS, every

MOST_LINES = 4
_MOST_CHARACTERS = 420


# French for "one wrote"; after the verb it only begins a date: "Bob wrote on 30 November".
_BEFORE_DATES = frozenset(("on",))


class Strength(IntEnum):
    """How much speaks for an attribution: `WEAK` needs a quoted line beneath it, `STRONG` stands alone."""

    NONE = 0
    WEAK = 1
    STRONG = 2


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in words)


_TOKEN = re.compile(r"[^\W\d_](?:[\w'’/\u0300-\u036f\u0900-\u0dff\u0e00-\u0e7f]|\(-?\w{1,3}\)|-\w)*")
_GLUED_VERBS = tuple(verb for verb in every("verbs") if ord(verb[-1]) >= 0x2E80)
_SPACED_VERBS: dict[str, tuple[str, ...]] = {}
for _verb in every("verbs"):
    if ord(_verb[-1]) < 0x2E80:
        _last = _TOKEN.findall(_verb)[-1] if _TOKEN.findall(_verb) else _verb
        _SPACED_VERBS[_last] = (*_SPACED_VERBS.get(_last, ()), _verb)
_WRITTEN_AFTER = re.compile(r"(?<=[\w>)])(wrote|schrieb|écrit|escribió|escreveu|ha scritto)(?=\s*[:：])", re.IGNORECASE)
_OPENER = re.compile(rf"(?:{_any(every('openers'))})(?=[\s\d,.])", re.IGNORECASE)
_WEEKDAY = re.compile(rf"(?:{_any(every('weekdays'))})(?![\w@-])", re.IGNORECASE)
_MARK = re.compile(r"^[\s\-—–_*>|\"“”'‹«\[\(‪‏‎]+")
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"']{1,64}@[^\s<>()\[\]:;,\"']{1,255}", re.ASCII)
_BRACKETED_END = re.compile(
    r"(?:<[^<>]{0,200}@[^<>]{0,200}>+|\([^()]{0,120}@[^()]{0,120}\)|\[[^\[\]]{0,120}@[^\[\]]{0,120}\])[\s\"”»]*[:：]?\s*$"
)
_NAMED_ADDRESS = re.compile(r"^\s*[^<>(),;:!?]{1,60}\s<[^<>\s]{3,200}@[^<>\s]{1,200}>,?(?:\s\d{1,2}\.?)?\s*$")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{1,2}[-\s/.]\w{3,12}\.?[-\s/.,]\s?'?\d{2,4})(?!\d)|\d\s?[年월月日년일]|พ\.ศ\."
)
_TIME = re.compile(
    r"(?<!\d)\d{1,2}\s?[:.hH時时시]\s?\d{2}(?!\d)|(?<!\d)\d{1,2}\s?(?:am|pm|a\.m\.|p\.m\.)(?!\w)", re.IGNORECASE
)
# Some of each verb below: a line without any of them is not searched.
_WRITING = ("wrote", "schr", "écr", "scr", "skrev", "nap")
_NUMBER = re.compile(r"\d{1,2}")
_DATE_START = re.compile(
    r"[<(\[]?\d{1,4}(?:[./:-]\d|\s?[年월月년日일]|\.?,?\s+(?:de\s+|d['’])?[^\W\d]{2,}[.॰]?,?\s+(?:de\s+)?\d|\.\s\d)|(?:上午|下午|오전|오후)"
)
_SHARED = re.compile(
    r"(?:\s|(?<=\w)-{2,}\s?|(?<=[.!?]))"
    r"(?=(?:on|am|le|el|il|em|op|den|w dniu)\s[^\n]{4,300}?[\s>)]"
    r"(?:wrote|schrieb|écrit|escribió|escreveu|schreef|scritto|skrev|napisał)[^\n]{0,80}[:：]\s*-*$)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…](?:\s+[\"“]?[A-ZÀ-Þ])[^@]*?\s\w+\s\w+\s")
_LOWER_WORDS = re.compile(r"(?:^|\s)[a-zà-þ]{2,}(?=\s|$|,)")
_NAME_START = re.compile(r"[\"'“‘«„]?(?:[A-ZÀ-ÞА-ЯЁІЇЄҐΑ-Ω]|[^\x00-\u024f]|[\w.+-]+@)")
_BEHIND = "-*_>" + "".join(filter(str.isspace, map(chr, range(0x3001))))
_DASHED_END = re.compile(r"\w\s?-{2,}\s*$")


_FRAMED = re.compile(r"^\s*-{2,}\s?[^\n]{3,200}\s?-{2,}\s*[:：]?\s*$")


_FULL_NAME = re.compile(
    r"^\s*[A-ZÀ-ÞА-Я][\w'’.-]+(?:\s[A-ZÀ-ÞА-Я][\w'’.-]*){1,3}\s"
    r"(?:wrote|schrieb|escribió|a écrit|ha scritto|escreveu|schreef|skrev|kirjoitti|napisał\w*|написала?|пишет|пише)"
    r"\s?:\s*$"
)
_WRAPPED_END = re.compile(rf"^>[\s,]?\s?(?:{_any(every('verbs'))})\s?[:：]\s*$", re.IGNORECASE)
_COLON_WITHIN = re.compile(r":\s+\S")
_EMBEDDED = re.compile(
    r"(?:^|(?<=\s))(?:on|am|le|el|il giorno|il|em|op|den)\s(?:[^\n:]|:\d){8,200}?[\s>)]"
    r"(?:wrote|schrieb|a écrit|ha scritto|escribió|escreveu|schreef|skrev)"
    r"(?:\s[^\n:]{1,80})?\s?:(?=\s+\S)",
    re.IGNORECASE,
)


def _dated(text: str) -> bool:
    if _NUMERIC_DATE.search(text):
        return True
    time = _TIME.search(text)
    return bool(time and _NUMBER.search(text[: time.start()] + " " + text[time.end() :]))


def _start(text: str) -> int:
    """How like an attribution's beginning: 3 an opening word, 2 a weekday or date, 1 a name, 0 not at all."""
    bare = _MARK.sub("", text)
    if _OPENER.match(bare):
        return 3
    if _WEEKDAY.match(bare) or _DATE_START.match(bare):
        return 2
    return 1 if _NAME_START.match(bare) else 0


def _ends_in_verb(text: str, verb_end: int) -> bool:
    return not re.search(r"\w", text[verb_end:])


def _tail_is_name(text: str, verb_end: int) -> bool:
    """After the verb only a name, an address or a date may stand: "schrieb Bob <b@x>:"."""
    tail = text[verb_end:].strip(" :：-*")
    if _dated(tail) or _ADDRESS.search(tail):
        return True
    return len(tail.split()) <= 5 and len(_LOWER_WORDS.findall(tail)) <= 2


def strength(text: str) -> Strength:
    """How surely one logical line is an attribution."""
    return _strength(text) if 6 <= len(text) <= _MOST_CHARACTERS else Strength.NONE


@lru_cache(maxsize=256)
def _strength(text: str) -> Strength:
    """Kept, since a mail's two parts have the same lines."""
    if _FULL_NAME.match(text):
        return Strength.STRONG
    if _FRAMED.match(text) and _last_verb(text) is not None:
        return Strength.STRONG
    begins = _start(text)
    closed = _closed(text)
    if not begins or not (
        closed or ">" in text or "@" in text or text.rstrip(" -*_)").lower().endswith(("wrote", "a écrit"))
    ):
        return Strength.NONE
    verb = _last_verb(text)
    if verb is None:
        return _without_verb(text, begins, closed)
    return _with_verb(text, verb, begins, closed)


def _closed(text: str) -> bool:
    """Does it end in a colon, whatever marks stand behind, or in dashes?"""
    if text.rstrip(_BEHIND).endswith((":", "：")):
        return True
    return "--" in text and bool(_DASHED_END.search(text))


def _last_verb(text: str) -> int | None:
    """Where the last word for "wrote" ends."""
    small = text.lower()
    end = -1
    spaced = not _SPACED_VERBS.keys().isdisjoint(_TOKEN.findall(small))
    for token in _TOKEN.finditer(small) if spaced else ():
        verbs = _SPACED_VERBS.get(token[0])
        if verbs and any(_ends_there(small, verb, token.end()) for verb in verbs):
            end = token.end()
    for verb in () if small.isascii() else _GLUED_VERBS:
        found = small.rfind(verb)
        if found >= 0:
            end = max(end, found + len(verb))
    if end < 0:
        glued = _WRITTEN_AFTER.search(text) if ":" in text or "：" in text else None
        return glued.end() if glued else None
    return min(end, len(text))


def _ends_there(small: str, verb: str, end: int) -> bool:
    begin = end - len(verb)
    return begin >= 0 and small.startswith(verb, begin) and (begin == 0 or not small[begin - 1].isalnum())


def _with_verb(text: str, verb_end: int, begins: int, closed: bool) -> Strength:
    at_end = _ends_in_verb(text, verb_end)
    if not at_end and not _tail_is_name(text, verb_end):
        return _without_verb(text, begins, closed)
    if _told(text, verb_end):
        return Strength.NONE
    dated, addressed = _dated(text), bool(_ADDRESS.search(text))
    if _SENTENCE.search(text[:verb_end]) and not (addressed and dated):
        return Strength.NONE
    if not closed and not (at_end and dated and addressed):
        return Strength.WEAK if dated or addressed else Strength.NONE
    if begins >= 2 and (dated or addressed):
        return Strength.STRONG
    if begins == 1 and (addressed or dated) and _name_like(text, verb_end):
        return Strength.STRONG
    return Strength.WEAK if len(text) <= 120 else Strength.NONE


def _told(text: str, verb_end: int) -> bool:
    """Somebody tells what he or they wrote."""
    before, after = text[:verb_end].lower().split()[:-1], text[verb_end:].lower().split()
    if before and before[-1].strip(",") in PRONOUNS:
        return not (_addresses_reader(before[-1]) and _NUMERIC_DATE.search(text) and _TIME.search(text))
    return bool(after and after[0].strip(",:") in PRONOUNS - _BEFORE_DATES)


def _addresses_reader(pronoun: str) -> bool:
    """The Bat, KMail and Gnus can say "you wrote" below a full date and time."""
    return pronoun.strip(",") in {"you", "вы", "ви", "vous", "du", "sie"}


def _name_like(text: str, verb_end: int) -> bool:
    """A name before the verb has few words in small letters; a sentence has many."""
    before = _ADDRESS.sub(" ", text[:verb_end])
    return len(_LOWER_WORDS.findall(before)) <= 4


def _without_verb(text: str, begins: int, closed: bool) -> Strength:
    ends_in_address = bool(_BRACKETED_END.search(text))
    if closed and begins and _dated(text) and (ends_in_address or _ADDRESS.search(text)) and begins < 2:
        return Strength.WEAK
    if not ends_in_address or not _dated(text) or begins < 2:
        if closed and begins >= 2 and _dated(text) and _TIME.search(text):
            return Strength.WEAK
        return Strength.NONE
    return Strength.STRONG if closed else Strength.WEAK


def _tells_of_writing(text: str) -> bool:
    small = text.casefold()
    return any(some in small for some in _WRITING)


def shared_line(text: str) -> int | None:
    """Where an attribution begins that shares its line with what the sender wrote before it."""
    if len(text) > 1000 or not _closed(text) or not _tells_of_writing(text):
        return None
    if _start(text) >= 2 and strength(text) is Strength.STRONG:
        return None
    found = _SHARED.search(text)
    if found is None or strength(text[found.end() :].strip(" -")) is not Strength.STRONG:
        return None
    return found.start()


def embedded(text: str) -> tuple[int, int] | None:
    """Begin and end of an attribution in the middle of a line, where a client put the whole mail on one."""
    searched = 60 < len(text) <= 20_000 and _COLON_WITHIN.search(text) and _tells_of_writing(text)
    found = _EMBEDDED.search(text) if searched else None
    if found is None or strength(found[0]) is not Strength.STRONG or not _NUMERIC_DATE.search(found[0]):
        return None
    return found.start(), found.end()


def ends_wrapped(line: str) -> bool:
    """The end of an attribution, wrapped before the bracket that closes its address: "> wrote:"."""
    return line.startswith(">") and len(line) < 60 and bool(_WRAPPED_END.match(line))


def could_end(text: str) -> bool:
    """A quick look: may this line be the last one of an attribution?"""
    bare = text.rstrip(" \t-*_>|")
    if not bare or len(bare) > _MOST_CHARACTERS:
        return False
    if bare[-1] in ":：" or text.rstrip()[-1:] == ">":
        return True
    return bare[-1] not in ".!?,;" and bool("@" in bare or _last_verb(bare[-24:]) is not None)


def attribution_above(lines: Sequence[str], last: int, first: int) -> tuple[int, Strength]:
    """The attribution that ends with `lines[last]`: where it starts (not before `first`), and how sure it is.

    Among the starts that fit, one with an opening word beats one with a date, which beats a bare name.
    """
    best = (0, Strength.NONE, last)
    text = ""
    for start in range(last, max(first, last - MOST_LINES + 1) - 1, -1):
        if not lines[start].strip():
            break
        text = f"{lines[start].strip()} {text}".strip()
        found = strength(text)
        rank = _start(lines[start]) if found is not Strength.NONE else 0
        opened = start < last and lines[start].rstrip().endswith(("<", "(", "["))
        if opened or (found, rank) > (best[1], best[0]) or (rank > best[0] and found >= best[1]):
            best = (rank, max(found, best[1]), start)
        elif (
            best[1] is Strength.STRONG
            and found is Strength.STRONG
            and start == best[2] - 1
            and _gives_address(lines, start)
        ):
            best = (rank, found, start)
    return best[2], best[1]


def _gives_address(lines: Sequence[str], start: int) -> bool:
    """A name and its address stand on a line of their own, above a date and the verb: "Bob <b@x>, 30"."""
    found = _NAMED_ADDRESS.match(lines[start])
    return bool(found) and not _ADDRESS.search(lines[start + 1])
