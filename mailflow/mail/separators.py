"""Lines that say outright that somebody else's mail begins: "-----Original Message-----" and its kin."""

import re
from enum import Enum

from mailflow.mail.history_words import every


class Separator(Enum):
    """What a line announces."""

    ORIGINAL = "original"
    FORWARDED = "forwarded"
    REPLY_ABOVE = "reply_above"
    RULE = "rule"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in words)


_DASHES = r"\-–—_=*~─━•＝－"
_ORIGINAL = re.compile(
    rf"^[\s{_DASHES}>]{{0,120}}[{_DASHES}]\s{{0,4}}(?:{_any(every('original'))})(?:\s[^:\n{_DASHES}]{{0,60}}?)?\s{{0,4}}[:：]?\s{{0,4}}[{_DASHES}]{{1,120}}",
    re.IGNORECASE,
)
_FORWARDED = re.compile(
    rf"^[\s{_DASHES}>]{{0,120}}[{_DASHES}]\s{{0,4}}(?:{_any(every('forwarded'))})(?:\s[^\n{_DASHES}]{{0,90}}?)?\s{{0,4}}[:：]?\s{{0,4}}[{_DASHES}]{{1,120}}",
    re.IGNORECASE,
)
_FORWARDED_BARE = re.compile(
    rf"^[\s>*_]{{0,20}}(?:{_any(every('forwarded'))})\s{{0,3}}[:：]\s*[*_]*\s*$", re.IGNORECASE
)
_ORIGINAL_BARE = re.compile(rf"^[\s>*_]{{0,20}}(?:{_any(every('original'))})\s{{0,3}}[:：]?\s*[*_]*\s*$", re.IGNORECASE)
_MARKS = r"^[\s>#\-—–_=*~\[(+.]*"
_REPLY_ABOVE = re.compile(
    rf"{_MARKS}(?:please\s+)?(?:reply|respond|write|type|(?:type|write) (?:your )?(?:reply|response)"
    r"|(?:enter|add) your (?:reply|response|comment))\s+(?:\w+\s+){0,3}?above\s+(?:this|the|dotted)\s+"
    r"(?:line|message|text|email|dotted line|separator)",
    re.IGNORECASE,
)
_REPLY_ABOVE_ELSEWHERE = re.compile(
    rf"{_MARKS}(?:(?:bitte )?(?:antworten sie|antworte|schreiben sie|geben sie)[^\n]{{0,30}}"
    r" (?:oberhalb|über) dieser (?:zeile|linie)"
    r"|(?:veuillez )?répondre? (?:au[- ]dessus|ci[- ]dessus)[^\n]{0,40}"
    r"|(?:por favor,? )?(?:responda|escriba)[^\n]{0,30} (?:encima|arriba|por encima) de esta línea"
    r"|rispondi(?:\s\w+)? sopra (?:a )?questa riga|(?:por favor,? )?responda acima desta linha"
    r"|antwoord boven deze (?:regel|lijn)|odpowiedz powyżej tej linii"
    r"|(?:пожалуйста,? )?(?:введите ответ|отвечайте|пишите) выше этой (?:строки|линии))",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s{0,40}(?:_{5,}|-{5,}|={4,}|─{5,}|━{5,}|\*{8,}|~{5,}|—{4,}|–{5,})\s*$")
_DATED_FORWARD = re.compile(r"^[\s>]{0,8}-{2,}\s?(?:from|forwarded by)\s[^\n]{3,80}\s?-{2,}\s*$", re.IGNORECASE)


# What Lotus Notes and Horde print above what they copy.
_PRINTED = re.compile(
    r"^\s*(?:(?:\(Embedded image moved to file: [^)\n]{1,80}\)\s?)?"
    r"(?:inactive hide details for|inaktiv details verbergen)\s"
    r"|[^\n<>]{2,60}\s-{3}\d{1,2}[./]\d{1,2}[./]\d{2,4}\s\d{1,2}[:.]\d{2}[^\n-]{0,8}-{3}"
    r"|-{3,}\s?(?:nachricht von|message from|message de|mensaje de|messaggio da|mensagem de|bericht van|wiadomość od)"
    r"\s[^\n]{3,120}?-{3,}\s*$)",
    re.IGNORECASE,
)
_FRAME = re.compile(r"^\s*>{3}\s[^\n>]{1,80}(?:<[^\n<>]{3,120}>)?[^\n>]{0,60}\d[^\n>]{0,40}>{3}\s*$")


def is_framed(line: str) -> bool:
    """GroupWise's line between marks: ">>> Bob <b@x> 11.04.2017 22:07 >>>"."""
    return line.rstrip().endswith(">>>") and len(line) < 400 and bool(_FRAME.match(line))


def separator(line: str) -> Separator | None:
    """What this line separates, or None for an ordinary line."""
    if len(line) > 600:
        line = line[:600]
    if "&nbsp;" in line:
        line = line.replace("&nbsp;", " ")
    bare = line.strip()
    if not bare:
        return None
    if ("---" in line and _PRINTED.match(line)) or is_framed(line):
        return Separator.ORIGINAL
    if bare[0] in "_-=*~─━—–" and _RULE.match(line):
        return Separator.RULE
    if bare[0] in "-–—_=*~─━•＝－" or bare[0] in ">#[(+.":
        return _dashed(line)
    return _bare(bare)


def _dashed(line: str) -> Separator | None:
    if _FORWARDED.match(line) or _DATED_FORWARD.match(line):
        return Separator.FORWARDED
    if _ORIGINAL.match(line):
        return Separator.ORIGINAL
    if _REPLY_ABOVE.match(line) or _REPLY_ABOVE_ELSEWHERE.match(line):
        return Separator.REPLY_ABOVE
    return _bare(line.strip(" *_>")) if line.lstrip()[0] in "*_>" else None


def _bare(line: str) -> Separator | None:
    if len(line) > 120:
        return None
    if (":" in line or "：" in line) and _FORWARDED_BARE.match(line):
        return Separator.FORWARDED
    if _REPLY_ABOVE.match(line) or _REPLY_ABOVE_ELSEWHERE.match(line):
        return Separator.REPLY_ABOVE
    return None


def names_original(line: str) -> bool:
    """A line that is nothing but the words for an original message, without dashes: weak by itself."""
    return len(line) < 120 and bool(_ORIGINAL_BARE.match(line))
