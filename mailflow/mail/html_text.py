"""HTML to text in one linear walk: what is shown, with quotations marked, without what nobody wrote."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from mailflow.mail.body_lines import HISTORY_BEGINS
from mailflow.mail.css_look import LONGEST_STYLE
from mailflow.mail.html_hidden import Sight
from mailflow.mail.html_marks import (
    BLOCKS,
    HISTORY_IDS,
    HISTORY_NAMES,
    QUOTE_CLASSES,
    SIGNATURE_CLASSES,
    SIGNATURE_IDS,
    SPACE,
    SPACED,
    STRUCK,
    TOP_BORDER,
    UNSHOWN,
)
from mailflow.mail.html_quotes import LeftOut, indents, only_quotations_follow
from mailflow.mail.html_sheets import Overloaded, settled

_SPACES = re.compile(r" {2,}")
_SPACED_OUT = ("\n", "  ", "\t", "\r", "\f", "\u200b")
CLIENT_RULE = "_" * 32
MOST_ELEMENTS = 100_000
LINES_BELOW = 8
# One for all: to set one up costs as much as to parse a short mail.
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=False, huge_tree=True)


@dataclass(slots=True)
class HtmlText:
    """An HTML part as text: quotations marked with ``>``, what follows `HISTORY_BEGINS` is history.

    `signature` holds what mail programs mark as one; `unwritten` what was struck out or hidden. `left_out` is what
    stands below, where only the opening was wanted: nothing, only quotations, or what may be history or not.
    """

    text: str = ""
    signature: str = ""
    unwritten: str = ""
    left_out: LeftOut = LeftOut.NOTHING


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
            spaced_out = not keep and any(space in text for space in _SPACED_OUT)
            self.current.append(SPACE.sub(" ", text) if spaced_out else text)

    def end(self, always: bool = False) -> None:
        """End the line; an empty one stands only where `always`, or where a hard space holds it open."""
        joined = "".join(self.current) if self.current else ""
        line = joined.strip()
        if not line and not always and "\xa0" in joined:
            always = bool(self.lines) and bool(self.lines[-1].strip("> "))
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
    """One pass over the tree, without recursion; `opening`: up to a while after history seems to begin."""

    def __init__(self, sight: Sight, opening: bool = False) -> None:
        self.sight = sight
        self.opening = opening
        self.last: int | None = None
        self.left_out = LeftOut.UNKNOWN
        self.quoted = False
        self.body, self.signature, self.unwritten = _Writer(), _Writer(), _Writer()
        self.out = self.body
        self.aside: etree._Element | None = None
        self.kept = 0

    def run(self, root: etree._Element) -> HtmlText:
        """Walk everything below `root`."""
        skipped: etree._Element | None = None
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in islice(events, 2 * MOST_ELEMENTS):
            if self.last is not None and len(self.body.lines) > self.last:
                break
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
        else:
            self.left_out = LeftOut.NOTHING
        return HtmlText(self.body.text(), self.signature.text(), self.unwritten.text(), self.left_out)

    def _history_shows(self) -> None:
        """Where only the opening is wanted, some more lines are enough."""
        if self.opening and self.last is None and self.out is self.body:
            self.last = len(self.body.lines) + LINES_BELOW

    def _quotation_shows(self, element: etree._Element) -> None:
        """The first quotation: mostly there is nothing but quotations below."""
        if self.opening and not self.quoted and self.out is self.body:
            self.quoted = True
            if only_quotations_follow(element):
                self.left_out = LeftOut.QUOTATIONS
                self._history_shows()

    def _write(self, text: str | None) -> None:
        if not text:
            return
        if self.sight.faded and self.out is self.body:
            self.unwritten.write(text)
            self.unwritten.end()
        else:
            self.out.write(text, self.kept > 0)

    def _enter(self, element: etree._Element) -> bool:
        tag = element.tag
        if tag in UNSHOWN:
            return False
        if tag == "br":
            self.out.end(True)
            return True
        style = (element.get("style") or "")[: LONGEST_STYLE + 1]
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
            self._history_shows()
        if tag == "blockquote" and not indents(element, style):
            out.depth += 1
            self._quotation_shows(element)
        elif tag == "div" and style and TOP_BORDER.search(style):
            out.write(CLIENT_RULE)
            out.end()
            self._history_shows()
        elif tag == "hr":
            out.write("_____________")
        elif tag == "li":
            out.write("- ")

    def _put_aside(self, element: etree._Element, tag: str, style: str) -> None:
        """Signatures and what was struck out or hidden go elsewhere."""
        if tag in STRUCK or self.sight.hides(element, style):
            self.aside, self.out = element, self.unwritten
        elif tag != "body" and _signs(element):
            self.aside, self.out = element, self.signature

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        self.kept -= tag == "pre"
        self.sight.leave(element)
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
        if tag == "blockquote" and not indents(element, style):
            out.depth = max(0, out.depth - 1)
            out.gap()


_MONSTER = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,20})[\s/][^<>]{20000,}>")
"""A tag whose attributes the parser would compare each with each; pictures that are written out in one go, too."""
_STYLED = re.compile(r"<(?:style|link)", re.I)
_ENDS = re.compile(r"</(?:body|html)\b[^<>]{0,100}>", re.I)
"""The parser would lose what stands behind them, and mail programs show it."""


class HtmlPart:
    """An HTML part, parsed once. Any input at all gives an answer, in linear time."""

    def __init__(self, html: str) -> None:
        bare = html.replace("\x00", "").replace(HISTORY_BEGINS, "").replace("\u200b", "")
        self._html = _ENDS.sub("", _MONSTER.sub(r"<\1 hidden>", bare))
        self._root = _parse(self._html)
        if self._root is not None and _STYLED.search(self._html) is not None:
            self._settle(self._root)

    def _settle(self, root: etree._Element) -> None:
        """With what its style sheets hide; where they are too much to look at, nothing of it is shown."""
        try:
            plain = settled(root)
        except Overloaded:
            self._root = None
        else:
            self._root = root if plain is None else _parse(plain)

    def text(self, opening: bool = False) -> HtmlText:
        """What it shows; `opening`: little more than what stands above the history, where that is told at sight."""
        return HtmlText() if self._root is None else _Walk(Sight(self._html), opening).run(self._root)


def _parse(html: str) -> etree._Element | None:
    try:
        return etree.fromstring(html.encode("utf-8", "replace"), parser=_PARSER)
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


def _signs(element: etree._Element) -> bool:
    kind, identity = element.get("class"), element.get("id")
    if (kind and SIGNATURE_CLASSES.search(kind)) or (identity and SIGNATURE_IDS.match(identity)):
        return True
    return element.get("data-smartmail") == "gmail_signature" or element.get("name") == "messageSignatureSection"


def _tight(element: etree._Element, style: str) -> bool:
    """Outlook's paragraphs stand without a gap between them."""
    kind = element.get("class") or ""
    return "Mso" in kind or "margin:0" in style.replace(" ", "") or "margin: 0" in style
