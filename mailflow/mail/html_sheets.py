"""Style sheets that hide something, written into the elements that they hide, by css-inline."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from css_inline import CSSInliner, InlineError
from lxml import etree

from mailflow.mail.css_look import look
from mailflow.mail.css_motion import STILL, Motions, motions
from mailflow.mail.css_sources import sheets_of

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
_TYPE = re.compile(r"^[\w*|\\-]+")
"""The name of an element: there is one already where an alternative stands beside it."""
_COMMA = re.compile(r",(?![^()]*\))")
# What css-inline does not know, and what holds wherever a mail is read, or of a text's first line or letter.
_HOLDING = re.compile(
    r":(?:lang|dir)\([^()]*\)|:(?:read-only|defined|scope)(?![\w-])|::?first-(?:line|letter)(?![\w-])"
    r"|:not\(\s*:(?!(?:first|last|only|nth|empty|root|is|where|has|not|lang|link|any-link|checked|disabled|enabled)\b)"
    r"[\w-]+(?:\([^()]*\))?\s*\)",
    re.I,
)
_NTH_OF = re.compile(r":nth-(?:last-)?child\([^()]*?\sof\s((?:[^()]|\([^()]*\))*)\)", re.I)
_GONE = ";display:none!important"
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
    sheets = [_MARKS.sub(" ", sheet) for sheet in sheets_of(root)]
    rules = [rule for sheet in sheets for rule in _rules_of(sheet)]
    if moving := [one for sheet in sheets if (one := motions(sheet)) != STILL]:
        rules = _stopped(rules, root, moving)
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


def _stopped(rules: list[tuple[str, str]], root: etree._Element, moving: Sequence[Motions]) -> list[tuple[str, str]]:
    """The rules, and the styles in the elements, with what an animation takes away as it is in the end."""
    named = Motions(frozenset().union(*(m.ending for m in moving)), frozenset().union(*(m.beginning for m in moving)))
    for element in root.iter():
        style = element.get("style") if isinstance(element.tag, str) else None
        if style and named.takes(style):
            element.set("style", f"{style}{_GONE}")
    return [(selector, f"{style}{_GONE}" if named.takes(style) else style) for selector, style in rules]


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
    return tuple(_flattened(sheet))


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
    """A selector without what css-inline does not know: lists of alternatives, languages and the like, as if they
    held."""
    waiting, found = [_known(selector)], list[str]()
    while waiting and len(found) + len(waiting) < MOST_SELECTORS:
        one = waiting.pop()
        either = _ANY_OF.search(one)
        if either is None:
            found.append(one)
        else:
            before, after = one[: either.start()], one[either.end() :]
            beside = bool(before) and before[-1] not in " >+~"
            pieces = (_TYPE.sub("", each.strip()) if beside else each.strip() for each in _COMMA.split(either[1]))
            waiting += [f"{before}{each}{after}" or "*" for each in pieces]
    return found + waiting


def _known(selector: str) -> str:
    held = _HOLDING.sub("", _NTH_OF.sub(r":is(\1)", selector)) if ":" in selector else selector
    return re.sub(r"^(?=\s*$)|(?<=[\s>+~])\s*$", "*", held.strip()) if held != selector else selector


def _joined(outer: str, inner: str) -> str:
    """The selector of a block inside another: at-rules of no sight end in ``@``, others are as if not there."""
    inner = re.sub(r"/\*.*?\*/", "", inner, flags=re.DOTALL).strip()
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
