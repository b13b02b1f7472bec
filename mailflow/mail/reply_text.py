"""The text that a sender newly wrote, out of everything that a mail carries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mailflow.domain.reading import Inline, ReplyText
from mailflow.mail.alike import AHEAD, bare, begins_alike
from mailflow.mail.body_lines import HISTORY_BEGINS, Divided, Part, clean
from mailflow.mail.furniture import without_banners
from mailflow.mail.html_quotes import LeftOut
from mailflow.mail.html_text import HtmlPart, HtmlText
from mailflow.mail.message import InboundMessage
from mailflow.mail.only_absent import only_absent
from mailflow.mail.quotes import divide
from mailflow.mail.signature import without_signature

_REPLY_SUBJECT = re.compile(
    r"^\s*(?:\[[^\]]{0,40}\]\s*)?(?:re|aw|antw?|sv|vs|odp|ref|res|r|rif|tr|ynt|atb|vá|bls|回复|回覆|答复|答覆|返信|답장|회신|отв|відп|ha|fw|fwd|wg|rv|enc|doorst|vl|i|pd|trs|转发|轉寄|転送|전달|переслано|tr|vb|továbbítás)"
    r"\s?(?:\[\d+\]|\(\d+\))?\s?[:：]",
    re.IGNORECASE,
)
_FORWARD_SUBJECT = re.compile(
    r"^\s*(?:fw|fwd|wg|rv|enc|doorst|vl|pd|trs|转发|轉寄|転送|전달|переслано|vb)\s?[:：]", re.IGNORECASE
)
_NAME = re.compile(r"[^\W\d_][\w'’\-]+")


@dataclass(frozen=True, slots=True)
class _Body:
    """What one part of the message says."""

    text: str
    signature: str = ""
    inline: tuple[Inline, ...] = ()
    forward: bool = False
    history: str = ""
    divided: Divided | None = None


def reply_text(message: InboundMessage, known: frozenset[int] = frozenset()) -> ReplyText:
    """What the sender newly wrote in `message`; `known` are the line hashes of letters that may come back.

    The text part is read first, the HTML part where it is all there is. Where both stand and say
    different things, `disagrees` is True and `alternative` holds what the HTML part says.
    """
    names = _names(message)
    plain = None if message.text is None or not message.text.strip() else _read(message.text, known, names)
    page = None if message.html is None or not message.html.strip() else HtmlPart(message.html)
    body, alternative = plain or _Body(""), None
    if page is not None and plain is None:
        body = _read_html(page, known, names)
    elif page is not None and plain is not None:
        body, alternative = _compared(plain, page, known, names)
    subject = "" if _answers(message) else message.subject.strip()
    forward = body.forward or message.forwarded or bool(_FORWARD_SUBJECT.match(message.subject) and body.history)
    absent = only_absent(body.text)
    return ReplyText(body.text, subject, body.signature, body.inline, forward, alternative, absent=absent)


def _answers(message: InboundMessage) -> bool:
    return bool(message.in_reply_to or message.references or _REPLY_SUBJECT.match(message.subject))


def _names(message: InboundMessage) -> frozenset[str]:
    """Words of the sender's own name, as the From header gives it."""
    shown = message.first("from").split("<")[0]
    local = [] if message.sender is None else message.sender.split("@")[0].replace(".", " ").split()
    return frozenset(word.casefold() for word in (*_NAME.findall(shown), *local) if len(word) > 1)


def _read(text: str, known: frozenset[int], names: frozenset[str]) -> _Body:
    return _body(_lines(text.replace(HISTORY_BEGINS, ""), known), names)


def _read_html(page: HtmlPart, known: frozenset[int], names: frozenset[str]) -> _Body:
    found = page.text()
    return _shown(found, _lines(found.text, known), known, names)


def _compared(plain: _Body, page: HtmlPart, known: frozenset[int], names: frozenset[str]) -> tuple[_Body, str | None]:
    """The HTML part is read no further than it takes to see that it says the same."""
    found = page.text(opening=True)
    if plain.divided is not None and begins_alike(plain.divided, plain.text, found):
        return plain, None
    lines = _lines(found.text, known)
    rich = _shown(found, lines, known, names)
    told = found.left_out is not LeftOut.UNKNOWN or (
        lines.ended is not None and lines.ended + AHEAD <= len(lines.lines)
    )
    if told and bare(plain.text) == bare(rich.text):
        return plain, None
    return _settle(plain, rich if found.left_out is LeftOut.NOTHING else _read_html(page, known, names))


def _shown(found: HtmlText, lines: Divided, known: frozenset[int], names: frozenset[str]) -> _Body:
    body = _body(lines, names)
    if not body.text and found.signature and not body.history:
        body = _body(divide(clean(found.signature), known), names)
    signature = "\n".join(part for part in (body.signature, found.signature) if part)
    return _Body(body.text, signature, body.inline, body.forward, f"{body.history}\n{found.unwritten}")


def _lines(text: str, known: frozenset[int]) -> Divided:
    return divide(without_banners(clean(text)), known)


def _body(found: Divided, names: frozenset[str]) -> _Body:
    texts: list[str] = []
    signatures: list[str] = []
    inline: list[Inline] = []
    for lines, quoted in _segments(found):
        parted = without_signature(without_banners(lines), names, first=not texts)
        signatures += parted.signature
        if not parted.own:
            continue
        texts += [""] if texts else []
        inline += _inline(parted.own, quoted, len(texts))
        texts += [line.rstrip() for line in parted.own]
    history = "\n".join(line for line, part in zip(found.lines, found.parts, strict=True) if part is not Part.OWN)
    return _Body("\n".join(texts), "\n".join(signatures), tuple(inline), found.forward, history, found)


def _segments(found: Divided) -> list[tuple[list[str], str]]:
    """The stretches of own lines, each with the quoted line above it."""
    result: list[tuple[list[str], str]] = []
    own: list[str] = []
    above: list[str] = []
    for line, part in zip(found.lines, found.parts, strict=True):
        if part is Part.OWN:
            own.append(line)
            continue
        if own:
            if any(text.strip() for text in own):
                result.append((own, _last_text(above)))
                above = []
            own = []
        above.append(line)
    if any(text.strip() for text in own):
        result.append((own, _last_text(above)))
    return result


def _last_text(quoted: Sequence[str]) -> str:
    """The last of those lines that holds anything, without its marks."""
    return next((bare for line in reversed(quoted) if (bare := line.lstrip("> \t").rstrip())), "")


def _inline(lines: Sequence[str], quoted: str, offset: int) -> list[Inline]:
    """The lines of the first paragraph answer the quoted line above them."""
    result: list[Inline] = []
    for index, line in enumerate(lines):
        if not quoted or not line.strip():
            break
        result.append(Inline(offset + index, quoted))
    return result


def _settle(plain: _Body, rich: _Body) -> tuple[_Body, str | None]:
    """One reading of two parts: what only the HTML part can show (struck out, quoted without marks) counts."""
    said, shown = bare(plain.text), bare(rich.text)
    if said == shown:
        return plain, None
    if said and said in shown and _within(rich.text, said, bare(plain.history)):
        return plain, None
    past = bare(rich.history)
    lines = plain.text.split("\n")
    if len(lines) > 2000:
        return plain, rich.text
    extra = [line for line in lines if bare(line) and bare(line) not in shown]
    if shown and shown in said and all(bare(line) in past or bare(line) in bare(rich.signature) for line in extra):
        return rich if not plain.inline else plain, None
    return plain, rich.text


def _within(text: str, said: str, past: str) -> bool:
    """Every line of `text` is said or past."""
    lines = [line for line in (bare(line) for line in text.split("\n")) if line]
    return len(lines) <= 2000 and all(line in said or line in past for line in lines)
