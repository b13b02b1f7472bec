"""Style sheets that hide something, written into the elements that they hide, by css-inline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from css_inline import CSSInliner, InlineError
from lxml import etree

from mailflow.mail.css_look import look

LONGEST_SHEET = 200_000
MOST_WORK, DEEPEST = 20_000_000, 200
"""Rules times elements, and elements in each other, beyond which a document is not looked at."""

_TOKEN = re.compile(r"/\*.*?(?:\*/|$)|\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?|\\.|[{}]|;", re.DOTALL)
_MARKS = re.compile(r"<!--|-->")
_ELSEWHERE = re.compile(
    r"@(?:[\w-]*keyframes|font-face|page|counter-style|property|font-feature-values|view-transition)", re.I
)
_PRINT = re.compile(r"@media\s+(?:only\s+)?(?:print|speech|embossed|aural|braille|tty)\b(?!\s*,)", re.I)
_DARK = re.compile(r"@media\b[^{}]*\bprefers-color-scheme\s*:\s*dark", re.I)
_OF_COLOUR = re.compile(r"(?:^|;)[^;:]*(?:color|background|fill)\b[^;]*", re.I)
_NOT_INLINED = re.compile(r"data-css-inline", re.I)
_ANY_OF = re.compile(r":(?:is|where|matches|-webkit-any|-moz-any)\(((?:[^()]|\([^()]*\))*)\)", re.I)
_COMMA = re.compile(r",(?![^()]*\))")
_LANGUAGE = re.compile(r":lang\([^()]*\)", re.I)
MOST_SELECTORS = 50


@dataclass(frozen=True, slots=True)
class _Block:
    """What a brace opened: for which elements, whether for dark screens only, and the declarations so far."""

    selector: str
    dark: bool
    declarations: list[str]


class Overloaded(Exception):
    """More style than any mail has."""


def settled(root: etree._Element) -> str | None:
    """The document with what its sheets say of sight written into the elements; None where they hide nothing.

    Raises Overloaded.
    """
    sheets = [sheet.text or "" for sheet in root.iter("style")]
    rules = tuple(rule for sheet in sheets for rule in _rules_of(sheet))
    if not any(_hides(style) for _, style in rules):
        return None
    if len(rules) * sum(1 for _ in root.iter()) > MOST_WORK or _depth(root) > DEEPEST:
        raise Overloaded
    css = "\n".join(f"{selector}{{{style}}}" for selector, style in rules)
    inliner = CSSInliner(inline_style_tags=False, load_remote_stylesheets=False, extra_css=css)
    try:
        return str(inliner.inline(_NOT_INLINED.sub("data-x", etree.tostring(root, encoding="unicode", method="html"))))
    except (InlineError, ValueError) as fault:
        raise Overloaded from fault


def _depth(root: etree._Element) -> int:
    """How many elements stand in each other."""
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


@lru_cache(maxsize=1024)
def _hides(style: str) -> bool:
    """Whether a rule may hide a text, alone or with colours from elsewhere."""
    seen = look(style)
    pale = seen.colour is not None and (seen.colour[3] < 0.5 or min(seen.colour[:3]) > 0.7)
    dark = seen.ground is not None and seen.ground[3] > 0.1 and min(seen.ground[:3]) < 0.9
    small = seen.size is not None and seen.size < (0.6 if seen.relative else 6)
    return seen.unseen or seen.struck or seen.variable or seen.opacity < 0.6 or pale or dark or small


@lru_cache(maxsize=32)
def _rules_of(sheet: str) -> tuple[tuple[str, str], ...]:
    """Kept, since a mail program has one style sheet for all its mails."""
    if len(sheet) > LONGEST_SHEET:
        raise Overloaded
    return tuple(_flattened(_MARKS.sub(" ", sheet)))


def _flattened(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and their declarations, whatever the screen: what holds in some window counts in all of them. A rule
    inside another one applies to what is inside; what is open at the end ends there."""
    waiting: list[_Block] = [_Block("", False, [])]
    begin = 0
    for token in _TOKEN.finditer(sheet):
        mark = token[0]
        if mark not in "{};":
            continue
        text = sheet[begin : token.start()]
        begin = token.end()
        if mark == "{":
            outer = waiting[-1]
            dark = outer.dark or _DARK.match(text.strip()) is not None
            waiting.append(_Block(_joined(outer.selector, text.strip()), dark, []))
        elif mark == ";":
            waiting[-1].declarations.append(text)
        elif len(waiting) > 1:
            yield from _rule(waiting.pop(), text)
    while len(waiting) > 1:
        yield from _rule(waiting.pop(), sheet[begin:])
        begin = len(sheet)


def _rule(block: _Block, last: str) -> Iterator[tuple[str, str]]:
    """Colours for a dark screen are meant for a ground that is dark there without saying so."""
    style = ";".join([*block.declarations, last])
    if block.dark:
        style = _OF_COLOUR.sub("", style)
    if block.selector and style.strip() and not block.selector.startswith("@"):
        yield from ((one, style) for one in _alternatives(block.selector))


def _alternatives(selector: str) -> list[str]:
    """A selector without what css-inline does not know: lists of alternatives, and languages, as if they held."""
    waiting, found = [_LANGUAGE.sub("", selector)], list[str]()
    while waiting and len(found) + len(waiting) < MOST_SELECTORS:
        one = waiting.pop()
        either = _ANY_OF.search(one)
        if either is None:
            found.append(one)
        else:
            before, after = one[: either.start()], one[either.end() :]
            waiting += [f"{before}{each.strip()}{after}" for each in _COMMA.split(either[1])]
    return found + waiting


def _joined(outer: str, inner: str) -> str:
    """The selector of a block inside another: at-rules of no sight end in ``@``, others are as if not there."""
    inner = re.sub(r"/\*.*?\*/", " ", inner, flags=re.DOTALL).strip()
    if outer == "@" or _ELSEWHERE.match(inner) or _PRINT.match(inner):
        return "@"
    if inner.startswith("@"):
        return outer
    if not outer:
        return inner
    outers = outer.split(",")[:20]
    pieces = [
        one.replace("&", each) if "&" in one else f"{each} {one}" for each in outers for one in inner.split(",")[:20]
    ]
    return ",".join(pieces)[:5000]
