"""Text in HTML that nobody sees: by its own style, by a style sheet's, or white on white."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree

from mailflow.mail.html_marks import BACKGROUND, COLOR, HIDDEN, LINE_THROUGH, SIMPLE_NAME, WHITE

LONGEST_STYLE = 1000
_LONGEST_SHEET = 200_000
_BRACE = re.compile(r"[{}]")


def hides(element: etree._Element, style: str) -> bool:
    """Text that is not shown, or white on white."""
    if _is_unseen(style):
        return True
    shown = _color(style) or element.get("color")
    if shown is None or not WHITE.match(shown):
        return False
    return not any(map(_is_dark, (element, *islice(element.iterancestors(), 40))))


@lru_cache(maxsize=1024)
def _is_unseen(style: str) -> bool:
    return bool(style) and bool(HIDDEN.search(style) or LINE_THROUGH.search(style))


@lru_cache(maxsize=1024)
def _color(style: str) -> str | None:
    found = COLOR.search(style)
    return found[1] if found else None


def _is_dark(element: etree._Element) -> bool:
    """Has this element a background of its own that white letters show on?"""
    style = (element.get("style") or "")[:LONGEST_STYLE]
    found = BACKGROUND.search(style)
    background = found[1] if found else element.get("bgcolor")
    return bool(background) and not WHITE.match(background or "") and "transparent" not in (background or "")


def hidden_names(root: etree._Element) -> frozenset[str]:
    """Classes (``.x``) and ids (``#x``) that the style sheet hides or strikes out, whatever the screen."""
    sheets = ((sheet.text or "")[:_LONGEST_SHEET] for sheet in islice(root.iter("style"), 20))
    return frozenset[str]().union(*map(_hidden_by, sheets))


@lru_cache(maxsize=16)
def _hidden_by(sheet: str) -> frozenset[str]:
    """Kept, since a mail program has one style sheet for all its mails."""
    names: set[str] = set()
    for selector, style in _rules(sheet):
        if HIDDEN.search(style) or LINE_THROUGH.search(style):
            names.update(name.strip() for name in selector.split(",") if SIMPLE_NAME.match(name.strip()))
    return frozenset(names)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """A style sheet's selectors and their styles; what stands in an at-rule is left out."""
    depth = start = begin = 0
    selector = ""
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            if depth == 0:
                selector, begin = sheet[start : brace.start()].split("-->")[-1].split("<!--")[-1].strip(), brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                start = brace.end()
                if not selector.startswith("@"):
                    yield selector[:LONGEST_STYLE], sheet[begin : brace.start()][:LONGEST_STYLE]
