"""A reply cut into lines as the sender meant them, and lines into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from mailflow.commands.reading.tables import in_bars, rows_of
from mailflow.commands.reading.units import MARKS, composed, plain
from mailflow.commands.words import Lexicon
from mailflow.domain.reading import ReplyText

LONGEST_HEADING = 5
LONGEST_SENTENCE = 1000
WRAPS_FROM = 45
WRAPPED_AT = 64
_BULLET = re.compile(r"^\s*(?:[-*+•·▪–—>]+\s+|\[[ xX✓✔]?\]\s*|\(?(?P<mark>\d{1,2})[.)]\s+(?=\S)|\(?[a-h]\)\s+)+")
_BOX = re.compile(r"^\s*(?:[-*+•·▪–—]\s*)?(?:(?P<ticked>\[[xX✓✔]\]|☑|✅|✔)|(?P<open>\[\s?\]|[☐□⬜🔲❌✗✘]))")
_MARK = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s+(?=\S)")
_STOPS = re.compile(r"[.!?;।]+[\")']*(?=\s|$)|\.{2,}(?=\s|$)")
_OFFER = re.compile(r"^\W*(?:to|if|once|or|for example|you can)\b[^:]{0,200}\breply: ", re.IGNORECASE)
_MARKS = " \t\u00a0*•-–"
_DAY_AND_MONTH = re.compile(r"\d{1,2}\.\d{1,2}")
_DAY = re.compile(r"(?:^|\D)\d{1,2}$")
_QUOTED = re.compile(r"([\"'])(?P<said>[^\"'\s]+ [^\"'\s]+)\1[.!]?")
_SMILEY = re.compile(r"(?<=\s)(?:[:;=]-?[DPpOo]|[xX]D+)(?=[\s.!,;]|$)")
_HEADING = re.compile(
    r"\s*(?:#{1,6}\s+(?P<hash>[^#\d]{2,60}?)\s*#*|(?P<mark>\*{1,2}|_{1,2})(?P<bold>[^*_\d]{2,60}?)(?P=mark))\s*:?\s*"
)
_DIGIT = re.compile(r"\d")
_CHOICE = re.compile(r"(?:\b(?:y ?/ ?n|yes ?(?:/|or) ?no)\W*|[\[({]\s?\?+\s?[\])}]\W*)$", re.IGNORECASE)
COURTEOUS = 3
UNDONE = frozenset("🚫⏳⌛🔄🚧🔜⛔🛑👎○❌✗✘")
DOUBTFUL = frozenset("❓🤞🤔🙃🤡")
IRONIC = (" /s", " /jk", " /j", "</s>", "</sarcasm>")
_NEGATED = re.compile(r"(?:^|\s)!\w")
_FIRST_WORD = re.compile(r"\s*([^\W\d_]+)")
_PERCENT_BEFORE = re.compile(r"(?<![\w%])%(\d{1,3})(?![\w%])")
_NAME = re.compile(r"\. ?[^\W\d_]{2,}")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it was meant: wrapped lines are rejoined.

    `text` is what the sender wrote, `body` the same in plain characters without its bullet. `mark` is
    the number of a numbered list. `quoted` is the line of ours it stands under, `number` its place in the text.
    `open_box`: an empty check box stands before it, or a mark of what is not done or not meant at either end.
    `project` is the code of the project that the line names before its colon, or that stands above it as a heading.
    `leads`: it is short, opens a paragraph, and a list stands right below it; `between`: above it, too, so that it may
    be what is said of the item above.
    """

    text: str
    body: str
    mark: int | None = None
    quoted: str = ""
    subject: bool = False
    bulleted: bool = False
    paragraph: int = 0
    number: int = 0
    open_box: bool = False
    leads: bool = False
    between: bool = False
    project: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of a line up to its stop; `asks`: it ends in a question mark.
    `start` is its place in the line."""

    text: str
    asks: bool = False
    start: int = 0


def lines_of(reply: ReplyText, lexicon: Lexicon) -> list[Line]:
    """The subject where it counts, then the text's lines."""
    found = [line_of(reply.subject, subject=True)] if reply.subject.strip() else []
    quoted = {inline.line: inline.quoted for inline in reply.inline}
    paragraph = 1
    previous = ""
    rows = rows_of(in_bars(reply.lines), lexicon) if "|" in reply.text or "\t" in reply.text else {}
    for number, raw in enumerate(reply.lines):
        if number in rows:
            if rows[number]:
                row = line_of(rows[number], number=number + 1, quoted=quoted.get(number, ""), paragraph=paragraph)
                found.append(replace(row, text=raw.strip()))
        elif not raw.strip() or is_offer(raw, lexicon):
            paragraph += 1
        elif found and not found[-1].subject and number not in quoted and _continues(previous, raw, lexicon):
            found[-1] = _rejoined(found[-1], raw)
        else:
            parts = _enumerated(raw)
            found += [line_of(p, number=number + 1, quoted=quoted.get(number, ""), paragraph=paragraph) for p in parts]
        previous = raw
    return _unquoted(_leading([replace(line, body=spoken(line.body, lexicon)) for line in found]))


def _leading(lines: list[Line]) -> list[Line]:
    """The lines, those marked that stand above a list as its heading: "COMPLETED THIS WEEK"."""
    for place, (line, below) in enumerate(pairwise(lines)):
        above = lines[place - 1] if place else None
        between = above is not None and above.bulleted
        opens = above is None or above.subject or above.paragraph != line.paragraph
        short = len(line.body.split()) <= LONGEST_HEADING and line.body[-1:] not in {".", "!", "?", ","}
        plain_text = not (line.subject or line.bulleted or line.quoted or _DIGIT.search(line.body))
        if opens and short and plain_text and below.bulleted and not below.quoted:
            lines[place] = replace(line, leads=not between or line.body[:1].isupper(), between=between)
    return lines


def spoken(body: str, lexicon: Lexicon) -> str:
    """A line without any marks, in which marks were spoken: "3 done full stop"."""
    if not lexicon.spoken_marks or not body.isascii() or any(mark in body for mark in ".,:;!?"):
        return body
    return lexicon.spoken.sub(lambda found: lexicon.spoken_marks[found[1].lower()], body)


def _unquoted(lines: list[Line]) -> list[Line]:
    """A reply whose only words stand in quotation marks, as they stood in the letter: “done 3”."""
    said = [line for line in lines if len(line.body.split()) > COURTEOUS or _DIGIT.search(line.body)]
    quoted = _QUOTED.fullmatch(said[0].body) if len(said) == 1 else None
    if quoted is None or said[0].quoted or any(line.body.endswith(":") for line in lines):
        return lines
    return [replace(line, body=quoted["said"]) if line is said[0] else line for line in lines]


def is_offer(line: str, lexicon: Lexicon) -> bool:
    """Whether this is a line of a letter of ours that came back unmarked: ``To approve it, reply: APPROVE 3``."""
    if _OFFER.match(line) is not None:
        return True
    before, colon, _ = line.strip(_MARKS).lower().partition(": ")
    return bool(colon) and (before in lexicon.set("offer") or _offers(before.rstrip(), lexicon))


def _offers(lead: str, lexicon: Lexicon) -> bool:
    """Whether these words lead to an offer in the reader's language: "si está terminado, responde"."""
    first = lead.split(maxsplit=1)[:1]
    return bool({*first} & lexicon.set("offer_begin")) and lead.endswith(tuple(lexicon.set("offer_end")))


def line_of(raw: str, *, number: int = 0, quoted: str = "", subject: bool = False, paragraph: int = 0) -> Line:
    """One line as it stands, its bullet taken off."""
    body = _PERCENT_BEFORE.sub(r"\1%", _SMILEY.sub(" ", plain(composed(raw))))
    bullet = _BULLET.match(body)
    mark = int(bullet["mark"]) if bullet and bullet["mark"] else None
    box = _BOX.match(raw)
    written = (body[bullet.end() :] if bullet else body).strip()
    if (heading := _HEADING.fullmatch(body)) is not None and len(written.split()) <= LONGEST_HEADING + 1:
        written = f"{(heading['hash'] or heading['bold']).strip().rstrip(':')}:"
    ticked = box is not None and box["ticked"] is not None and written[:1] not in MARKS
    return Line(
        text=raw.strip(),
        body=f"✔ {written}" if ticked else written.lstrip("; "),
        mark=mark,
        quoted=quoted,
        subject=subject,
        bulleted=bullet is not None,
        paragraph=paragraph,
        number=number,
        open_box=(box is not None and box["open"] is not None) or _is_undone(raw.strip()),
    )


def _is_undone(text: str) -> bool:
    """Whether a mark at either end says that it is not so, or not meant: an hourglass, a cross, "/s", a lone star."""
    if not text.isascii():
        first, last = text.lstrip("-*+•·▪–— ")[:1], text.rstrip("\ufe0f .!")[-1:]
        return first in UNDONE or ((last in UNDONE or last in DOUBTFUL) and MARKS.isdisjoint(text))
    text = text.rstrip(" .!")
    starred = text.endswith("*") and text.count("*") == 1 and text[-2:-1].isalnum()
    return starred or text.endswith(IRONIC) or ("!" in text and _NEGATED.search(text) is not None)


def _enumerated(raw: str) -> list[str]:
    """The items of a list that stands in one line: "1. done 2. 60%"."""
    first = _MARK.match(raw)
    if first is None:
        return [raw]
    starts, mark = [first.start(1)], int(first[1])
    for found in _MARK.finditer(raw, first.end()):
        if int(found[1]) == mark + len(starts):
            starts.append(found.start(1))
    return [raw[a:b] for a, b in zip(starts, [*starts[1:], len(raw)], strict=True)] if len(starts) > 1 else [raw]


def _rejoined(line: Line, raw: str) -> Line:
    return Line(
        text=f"{line.text} {raw.strip()}",
        body=f"{line.body} {plain(raw).strip()}",
        mark=line.mark,
        quoted=line.quoted,
        bulleted=line.bulleted,
        paragraph=line.paragraph,
        number=line.number,
        open_box=line.open_box,
    )


def _continues(previous: str, raw: str, lexicon: Lexicon) -> bool:
    """Whether `raw` goes on with the line before it."""
    before, after = previous.rstrip(), raw.strip()
    if not before or _BULLET.match(plain(raw)) or before[-1] in ".!?:;":
        return False
    last = _LAST_WORD.search(before)
    if last is not None and last.group(1).lower() in lexicon.set("unfinished") and len(before) > len(last.group(1)):
        return True
    if not after[:1].islower() and not (after[:1].isdigit() or len(before) >= WRAPPED_AT):
        return False
    first = after.split(None, 1)[0]
    return len(before) + 1 + len(first) > WRAPPED_AT or (len(before) >= WRAPS_FROM and after[:1].islower())


def sentences_of(body: str, lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences of a plain line."""
    start = 0
    for stop in _STOPS.finditer(body):
        if stop.group() == "." and _is_no_stop(body, start, stop.start(), lexicon):
            continue
        yield from _sentence(body, start, stop.end(), asks="?" in stop.group())
        start = stop.end()
    yield from _sentence(body, start, len(body), asks=False)


def _sentence(body: str, start: int, end: int, *, asks: bool) -> Iterator[Sentence]:
    while start < end:
        cut = end if end - start <= LONGEST_SENTENCE else body.rfind(" ", start, start + LONGEST_SENTENCE) + 1
        cut = cut if cut > start else min(end, start + LONGEST_SENTENCE)
        text = body[start:cut]
        if text.strip():
            yield Sentence(text.strip(), asks or _leaves_a_choice(text), start + len(text) - len(text.lstrip()))
        start = cut


def _leaves_a_choice(text: str) -> bool:
    """ "1 done y/n", "1 done (?)": a question without a question mark behind it."""
    return text.rstrip()[-1:] in "nNoO)]}." and _CHOICE.search(text[-20:]) is not None


def _is_no_stop(body: str, start: int, end: int, lexicon: Lexicon) -> bool:
    return _is_abbreviation(body, start, end, lexicon) or _is_dotted_day(body, end, lexicon)


def _is_dotted_day(body: str, end: int, lexicon: Lexicon) -> bool:
    """ "4. Dezember", "vom 20. bis 31.", where days are written so."""
    if not lexicon.dotted_days or not _DAY.search(body[max(0, end - 3) : end]):
        return False
    following = _FIRST_WORD.match(body, end + 1)
    if following and following[1].islower():
        return True
    entry = lexicon.phrases.entries.get((following[1].lower(),)) if following else None
    return entry is not None and ("months" in entry.values or entry.has("milestone"))


def _is_abbreviation(body: str, start: int, end: int, lexicon: Lexicon) -> bool:
    word = re.search(r"[\w.]+$", body[max(start, end - 12) : end])
    if word is None:
        return False
    text = word.group().lower()
    if _DAY_AND_MONTH.fullmatch(text):
        return _goes_on(body[end:], "-")
    if text == "no":
        return bool(re.match(r"\.\s*\d", body[end:]))
    if text in lexicon.set("person_titles"):
        return _NAME.match(body, end) is not None
    return text in lexicon.abbreviations and _goes_on(body[end:], "(0123456789")


def _goes_on(rest: str, marks: str) -> bool:
    """Whether what follows a dot is in small letters, or one of these."""
    following = rest[1:].lstrip()[:1]
    return following.islower() or (following in marks and following != "")
