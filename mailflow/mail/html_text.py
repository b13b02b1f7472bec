"""HTML to text in one linear walk: what is shown, with quotations marked, without what nobody wrote."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from mailflow.mail.body_lines import HISTORY_BEGINS
from mailflow.mail.html_marks import (
    BACKGROUND,
    BLOCKS,
    COLOR,
    HIDDEN,
    HISTORY_IDS,
    HISTORY_NAMES,
    INDENT,
    LINE_THROUGH,
    QUOTE_CLASSES,
    SIGNATURE_CLASSES,
    SIGNATURE_IDS,
    SIMPLE_NAME,
    SPACE,
    SPACED,
    STRUCK,
    TOP_BORDER,
    UNSHOWN,
    WHITE,
)

_LONGEST_STYLE = 1000
_LONGEST_SHEET = 200_000
_SPACES = re.compile(r" {2,}")
_SPACED_OUT = re.compile(r"[\t\r\n\f\u200b]|  ")
_BRACE = re.compile(r"[{}]")
CLIENT_RULE = "_" * 32
MOST_ELEMENTS = 100_000


@dataclass(slots=True)
class HtmlText:
    """An HTML part as text: quotations marked with ``>``, what follows `HISTORY_BEGINS` is history.

    `signature` holds what mail programs mark as one; `unwritten` what was struck out or hidden.
    """

    text: str = ""
    signature: str = ""
    unwritten: str = ""


@dataclass(slots=True)
class _Writer:
    """Lines as they come."""

    lines: list[str] = field(default_factory=list)
    current: list[str] = field(default_factory=list)
    depth: int = 0

    def write(self, text: str, keep: bool = False) -> None:
        if keep and "\n" in text:
            for piece in text.replace("\r\n", "\n").split("\n")[:-1]:
                self.current.append(piece)
                self.end(True)
            text = text.replace("\r\n", "\n").split("\n")[-1]
        if text:
            self.current.append(text if keep or not _SPACED_OUT.search(text) else SPACE.sub(" ", text))

    def end(self, always: bool = False) -> None:
        """End the line; an empty one stands only where `always`."""
        line = "".join(self.current).strip() if self.current else ""
        if "  " in line:
            line = _SPACES.sub(" ", line)
        self.current.clear()
        if line or always:
            self.lines.append("> " * min(self.depth, 3) + line if self.depth else line)

    def gap(self) -> None:
        """An empty line, once."""
        self.end()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * min(self.depth, 3) if self.depth else "")

    def text(self) -> str:
        self.end()
        return "\n".join(self.lines)


class _Walk:
    """One pass over the tree, without recursion."""

    def __init__(self, hidden: frozenset[str] = frozenset()) -> None:
        self.hidden = hidden
        self.body, self.signature, self.unwritten = _Writer(), _Writer(), _Writer()
        self.out = self.body
        self.aside: etree._Element | None = None
        self.kept = 0

    def run(self, root: etree._Element) -> HtmlText:
        """Walk everything below `root`."""
        skipped: etree._Element | None = None
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in islice(events, 2 * MOST_ELEMENTS):
            if skipped is not None:
                if event == "end" and element is skipped:
                    skipped = None
                    self._write(element.tail)
            elif event in ("comment", "pi"):
                self._write(element.tail)
            elif event == "end":
                self._leave(element)
            elif not self._enter(element):
                skipped = element
        return HtmlText(self.body.text(), self.signature.text(), self.unwritten.text())

    def _write(self, text: str | None) -> None:
        if text:
            self.out.write(text, self.kept > 0)

    def _enter(self, element: etree._Element) -> bool:
        tag = element.tag
        if tag in UNSHOWN:
            return False
        if tag == "br":
            self.out.end(True)
            return True
        style = (element.get("style") or "")[:_LONGEST_STYLE]
        if tag in BLOCKS:
            self._open_block(element, tag, style)
        elif tag in ("td", "th") and self.out.current:
            self.out.write(" ")
        if self.aside is None and not self.out.depth:
            self._put_aside(element, tag, style)
        self.kept += tag == "pre"
        self._write(element.text)
        return True

    def _open_block(self, element: etree._Element, tag: str, style: str) -> None:
        out = self.out
        if tag in SPACED and not _tight(element, style):
            out.gap()
        else:
            out.end()
        if _begins_history(element):
            out.lines.append(HISTORY_BEGINS)
        if tag == "blockquote" and not _indents(element, style):
            out.depth += 1
        elif tag == "div" and style and TOP_BORDER.search(style):
            out.write(CLIENT_RULE)
            out.end()
        elif tag == "hr":
            out.write("_____________")
        elif tag == "li":
            out.write("- ")

    def _put_aside(self, element: etree._Element, tag: str, style: str) -> None:
        """Signatures and what was struck out or hidden go elsewhere."""
        if tag in STRUCK or element.get("hidden") is not None or self._unseen(element, style):
            self.aside, self.out = element, self.unwritten
        elif tag != "body" and _signs(element):
            self.aside, self.out = element, self.signature

    def _unseen(self, element: etree._Element, style: str) -> bool:
        if (style or element.get("color")) and _hides(element, style):
            return True
        if not self.hidden:
            return False
        if f"#{element.get('id')}" in self.hidden:
            return True
        return any(f".{name}" in self.hidden for name in (element.get("class") or "").split())

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        self.kept -= tag == "pre"
        if element is self.aside:
            self.out.end()
            self.aside, self.out = None, self.body
        if tag in BLOCKS:
            self._close_block(element, tag)
        self._write(element.tail)

    def _close_block(self, element: etree._Element, tag: str) -> None:
        out, style = self.out, element.get("style") or ""
        out.end()
        if tag in SPACED and not _tight(element, style):
            out.gap()
        if tag == "blockquote" and not _indents(element, style):
            out.depth = max(0, out.depth - 1)
            out.gap()


def html_text(html: str) -> HtmlText:
    """What an HTML part shows, as text. Any input at all gives an answer, in linear time."""
    root = _parse(html)
    return HtmlText() if root is None else _Walk(_hidden_names(root)).run(root)


def _parse(html: str) -> etree._Element | None:
    cleaned = html.replace("\x00", "").replace(HISTORY_BEGINS, "").replace("\u200b", "")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=False, huge_tree=True)
    try:
        return lxml_html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _begins_history(element: etree._Element) -> bool:
    identity = element.get("id")
    if identity and HISTORY_IDS.match(identity):
        return True
    kind = element.get("class")
    if element.get("name") in HISTORY_NAMES:
        return True
    return bool(kind and element.tag != "blockquote" and QUOTE_CLASSES.search(kind))


def _indents(element: etree._Element, style: str) -> bool:
    """A blockquote that only moves text to the right, as Gmail's "indent more" does."""
    return (
        bool(style and INDENT.search(style))
        and element.get("type") != "cite"
        and not element.get("class")
        and not element.get("cite")
    )


def _hides(element: etree._Element, style: str) -> bool:
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
    style = (element.get("style") or "")[:_LONGEST_STYLE]
    found = BACKGROUND.search(style)
    background = found[1] if found else element.get("bgcolor")
    return bool(background) and not WHITE.match(background or "") and "transparent" not in (background or "")


def _hidden_names(root: etree._Element) -> frozenset[str]:
    """Classes (``.x``) and ids (``#x``) that the style sheet hides or strikes out, whatever the screen."""
    names: set[str] = set()
    for sheet in islice(root.iter("style"), 20):
        for selector, style in _rules((sheet.text or "")[:_LONGEST_SHEET]):
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
                    yield selector[:_LONGEST_STYLE], sheet[begin : brace.start()][:_LONGEST_STYLE]


def _signs(element: etree._Element) -> bool:
    kind, identity = element.get("class"), element.get("id")
    if (kind and SIGNATURE_CLASSES.search(kind)) or (identity and SIGNATURE_IDS.match(identity)):
        return True
    return element.get("data-smartmail") == "gmail_signature" or element.get("name") == "messageSignatureSection"


def _tight(element: etree._Element, style: str) -> bool:
    """Outlook's paragraphs stand without a gap between them."""
    kind = element.get("class") or ""
    return "Mso" in kind or "margin:0" in style.replace(" ", "") or "margin: 0" in style
