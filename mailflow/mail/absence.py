"""When somebody is back, as their absence note says: "until 11 December", "wieder ab 14.12.", "12月14日に戻ります"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from mailflow.mail.message import InboundMessage

_LONGEST = 4000
_FARTHEST = timedelta(days=800)
# A day without a year is the next one of that name; one that was a month ago at most was just missed.
_MISSED = timedelta(days=31)
_BEFORE, _AFTER = 45, 24

# How the months begin, in the languages that notes are written in.
_MONTHS = (
    "jan ene gen ocak sty січ янв tammi",
    "feb fév fev şub lut лют фев helmi",
    "mar mär mrt maa берез мар marz maalis",
    "apr abr avr kwie квіт апр huhti nisa",
    "may mai mei maj mag трав май мая touko",
    "jun juin giu czer черв июн kesä hazi",
    "jul juil lug lipc лип июл heinä temm",
    "aug ago aoû aou sierp серп авг elok ağu",
    "sep sett sete wrze верес сен syys eyl",
    "oct okt ott outu paź жовт окт loka ekim",
    "nov lis листоп ноя marras kası",
    "dec dez dic déc des gru груд дек joulu aral",
)
_STEMS = {stem: number for number, stems in enumerate(_MONTHS, 1) for stem in stems.split()}
# Days of the week that begin as a month does.
_WEEKDAYS = frozenset({"maandag", "maanantai", "maanantaina", "mardi", "martes", "martedì", "marți"})
_LONGEST_FIRST = sorted(_STEMS, key=len, reverse=True)

_ISO = re.compile(r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)")
_POINTED = re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?:\s?(?P<year>20\d\d|\d\d(?!\d)))?")
_SLASHED = re.compile(r"(?<![\d/])(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>20\d\d)(?!\d)")
_NAMED = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s(?:de\s|of\s)?(?P<name>[^\W\d_]{3,})\.?"
    r"(?:,?\s(?:de\s)?(?P<year>20\d\d))?"
)
_AMERICAN = re.compile(
    r"(?P<name>[^\W\d_]{3,})\.?\s(?P<day>\d{1,2})(?:st|nd|rd|th)?(?!\d|[.:]\d)(?:,?\s(?P<year>20\d\d))?"
)
_EASTERN = re.compile(r"(?:(?P<year>20\d\d)\s?[年년]\s?)?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]")
_SENTENCE_ENDS = re.compile(r"[.!?]\s+(?=[^\W\d_])|\n\s*\n|[。！？]")

_RETURNS_BEFORE = re.compile(
    r"(?<!\w)(?:back|return\w*|re-?open\w*|wieder|zurück|retour|reviens|reviendr\w+|vuelv\w+|regres\w+|reincorpor\w+|volto|volt\w+"
    r"|retorn\w+|rientr\w+|torn\w+|terug|wrac\w+|wróc\w+|поверн\w+|верн\w+|выйду|tillbaka|åter|tilbage|tilbake|palaa\w*"
    r"|ab(?: dem)?|resum\w+)(?!\w)",
    re.IGNORECASE,
)
_RETURNS_AFTER = re.compile(
    r"\s?(?:'?\w{2}\s)?(?:\w+\s){0,2}(?:wieder|weer|dön\w+|terug|zurück|tillbaka|tilbage|tilbake)"
    r"|[にのから]{0,2}(?:戻|復帰|出社)|(?:返回|回来|回到|之前)|[에부터]{0,2}\s?(?:복귀|돌아|출근)",
    re.IGNORECASE,
)
_UNTIL_BEFORE = re.compile(
    r"(?<!\w)(?:until|till|til|through|thru|to|bis|jusqu\W?\w*|au|hasta|al|fino|all|até|tot|t/m|do|до|по|till|til)(?!\w)[^;:]{0,22}$",
    re.IGNORECASE,
)
_UNTIL_AFTER = re.compile(r"\s?(?:asti|saakka|tarihine|\w{1,3}\skadar|kadar|まで|까지|止)")


def back_on(message: InboundMessage) -> date | None:
    """The first day on which the writer of an absence note is there again; None where no day is told for sure.

    "Back on the 14th" is that day, "until the 11th" the day after. A day and a month that may change places
    (12/07/2026) tell nothing.
    """
    if message.date is None:
        return None
    written = f"{message.subject}\n\n{message.text or message.html or ''}"[:_LONGEST]
    sent = message.date.date()
    until: date | None = None
    for begin, end, day in _days(written, sent):
        before, after = _around(written, begin, end)
        if _RETURNS_BEFORE.search(before) or _RETURNS_AFTER.match(after):
            return day
        if _UNTIL_BEFORE.search(before) or _UNTIL_AFTER.match(after):
            until = until or day + timedelta(days=1)
    return until


def _around(text: str, begin: int, end: int) -> tuple[str, str]:
    """What stands near before and after, within the sentence."""
    return _SENTENCE_ENDS.split(text[max(0, begin - _BEFORE) : begin])[-1], text[end : end + _AFTER]


def _days(text: str, sent: date) -> Iterator[tuple[int, int, date]]:
    """Every day that the text names, from the top: where it stands, and which one."""
    found: dict[int, tuple[int, date]] = {}
    for pattern in (_ISO, _EASTERN, _SLASHED, _POINTED, _NAMED, _AMERICAN):
        for match in pattern.finditer(text):
            day = _day(match, sent)
            if day is not None and match.start() not in found:
                found[match.start()] = (match.end(), day)
    for begin, (end, day) in sorted(found.items()):
        yield begin, end, day


def _day(match: re.Match[str], sent: date) -> date | None:
    parts = match.groupdict()
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        if first <= 12 and second <= 12 and first != second:
            return None
        month, number = (first, second) if second > 12 else (second, first)
    else:
        month = month_of(parts["name"]) if "name" in parts else int(parts["month"])
        number = int(parts["day"])
    return _next(parts.get("year"), month, number, sent)


def month_of(name: str) -> int:
    """The month that begins so, in any of those languages; 0 where none does."""
    small = name.casefold()
    if small in _WEEKDAYS:
        return 0
    return next((_STEMS[stem] for stem in _LONGEST_FIRST if small.startswith(stem)), 0)


def _next(year: str | None, month: int, number: int, sent: date) -> date | None:
    """That day of the year given, or of the year in which it comes next."""
    try:
        if year is not None:
            day = date(int(year) + (2000 if len(year) == 2 else 0), month, number)
        else:
            day = date(sent.year, month, number)
            day = day if day >= sent - _MISSED else date(sent.year + 1, month, number)
    except ValueError:
        return None
    return day if sent - _MISSED <= day <= sent + _FARTHEST else None
