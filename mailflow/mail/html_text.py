"""HTML to text in one linear walk: what is shown, with quotations marked, without what nobody wrote."""

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml import html as lxml_html

from mailflow.mail.quotes import HISTORY_BEGINS

_HISTORY_NAMES = frozenset(("quote", "messageReplySection"))
_BLOCKS = frozenset(
    ["p", "div", "table", "tr", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "section", "article", "header", "footer", "center", "dl", "dt", "dd", "form", "hr", "body", "address", "figure", "main", "nav", "aside", "tbody", "thead", "fieldset"]
)
_UNSHOWN = frozenset(["head", "style", "script", "title", "meta", "link", "noscript", "template", "object", "svg", "select", "option", "textarea", "button", "iframe", "audio", "video", "map"])
_SPACED = frozenset(["p", "h1", "h2", "h3", "blockquote", "ul", "ol", "table"])
_STRUCK = frozenset(("s", "strike", "del"))
_QUOTE_CLASSES = re.compile(r"(?:^|\s)(?:protonmail_quote|tutanota_quote|yahoo_quoted|zmail_extra|zmail_extra_hr|moz-email-headers-table|ms-outlook-mobile-reference-message|gmail_extra_quote|WordSection0|quoted-text|iwcReplyHistory|front-blockquote-quote|hs_reply_quote|mcntOriginal|freebird_quote|nylas-quote-body|spark_quote|OutlookMessageHeader|x_OutlookMessageHeader|mail_quote|mailbox_quote|airmail_quote|reply_original)(?:\s|$)", re.I)
_HISTORY_IDS = re.compile(
    r"^(?:x_|m_-?\d+_?)*(?:divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|isReplyContent|mail-editor-reference-message-container|origbody|yahoo_quoted\w*|ydp\w+yahoo_quoted\w*|replySplit|zimbraReply|quotedMessage|mailcontentDiv|forwardbody\w*|stopSpelling|tutanota_quote|divtagdefaultwrapperReply)$",
    re.I,
)
_ATTRIBUTION_CLASSES = re.compile(r"(?:^|\s)(?:gmail_attr|moz-cite-prefix|moz-forward-container|gmail_attribution)(?:\s|$)", re.I)
_SIGNATURE_CLASSES = re.compile(r"(?:^|\s)(?:x_|m_-?\d+)*(?:gmail_signature(?:_prefix)?|moz-signature|protonmail_signature_block(?:-user|-proton)?|ms-outlook-mobile-signature|yahoo_signature|apple-signature|zmail-signature|signature|mail-signature|email-signature|tutanota-signature|bloop_sign|elided-text-signature|ydp\w*signature)(?:\s|$)", re.I)
_SIGNATURE_IDS = re.compile(r"^(?:x_|m_-?\d+)*(?:Signature|AppleMailSignature|ms-outlook-mobile-signature|ms-outlook-mobile-body-separator-line|gmail_signature|mail-signature|divSignature|bloop_sign\S*|protonmail_signature\S*|_rc_sig|signature|isSignature)$", re.I)
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|font-size\s*:\s*(?:0(?:\.\d*)?(?:px|pt|em|rem|%)?|1(?:\.\d*)?(?:px|pt))\s*(?:;|$|!)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$|!)|max-height\s*:\s*0|line-height\s*:\s*0(?:px|pt|%)?\s*(?:;|$|!)[^\"]*overflow\s*:\s*hidden|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{3,}px|clip\s*:\s*rect\(0|(?<![\w-])(?:height|width)\s*:\s*0(?:px|pt)?\s*;[^\"]*overflow\s*:\s*hidden|overflow\s*:\s*hidden[^\"]*(?<![\w-])(?:height|width)\s*:\s*0(?:px|pt)?\s*(?:;|$)|(?<![-\w])color\s*:\s*transparent)",
    re.I,
)
_COLOR = re.compile(r"(?<![-\w])color\s*:\s*([^;]+)", re.I)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.I)
_WHITE = re.compile(r"^\s*(?:#fff(?:fff)?|white|rgba?\(\s*255\s*,\s*255\s*,\s*255\s*(?:,\s*1(?:\.0*)?\s*)?\))\s*(?:!important)?\s*$", re.I)
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_TOP_BORDER = re.compile(r"border\s*:\s*none\s*;\s*border-top\s*:\s*solid\s+#?\w+\s+[\d.]+pt|border-top\s*:\s*(?:1px|1\.0pt|\.5pt)?\s*solid\s+#?(?:b5c4df|e1e1e1|bbb|ccc)|border-width\s*:\s*1pt (?:medium|none) (?:medium|none)|border-style\s*:\s*solid none none", re.I)
_INDENT = re.compile(r"border\s*:\s*(?:none|0|medium none)|border-left\s*:\s*none", re.I)
_SHEET = re.compile(r"<style\b[^>]{0,200}>(.*?)</style", re.IGNORECASE | re.DOTALL)
_AT_RULE = re.compile(r"@(?:media|supports)[^{}]{0,300}\{(?:[^{}]{0,2000}\{[^{}]{0,2000}\}){0,500}[^{}]{0,2000}\}")
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_SIMPLE_NAME = re.compile(r"^[.#][\w-]+$")
_SPACE = re.compile(r"[ \t\r\n\f\u200b]+")
_LONGEST_STYLE = 1000
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
            self.current.append(text if keep else _SPACE.sub(" ", text))

    def end(self, always: bool = False) -> None:
        """End the line; an empty one stands only where `always`."""
        line = re.sub(r" {2,}", " ", "".join(self.current)).strip() if self.current else ""
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
        if tag in _UNSHOWN:
            return False
        if tag == "br":
            self.out.end(True)
            return True
        style = (element.get("style") or "")[:_LONGEST_STYLE]
        if tag in _BLOCKS:
            self._open_block(element, tag, style)
        elif tag in ("td", "th") and self.out.current:
            self.out.write(" ")
        if self.aside is None:
            self._put_aside(element, tag, style)
        self.kept += tag == "pre"
        self._write(element.text)
        return True

    def _open_block(self, element: etree._Element, tag: str, style: str) -> None:
        out = self.out
        if tag in _SPACED and not _tight(element, style):
            out.gap()
        else:
            out.end()
        if _begins_history(element):
            out.lines.append(HISTORY_BEGINS)
        if tag == "blockquote" and not _indents(element, style):
            out.depth += 1
        elif tag == "div" and style and _TOP_BORDER.search(style):
            out.write(CLIENT_RULE)
            out.end()
        elif tag == "hr":
            out.write("_____________")
        elif tag == "li":
            out.write("- ")

    def _put_aside(self, element: etree._Element, tag: str, style: str) -> None:
        """Signatures and what was struck out or hidden go elsewhere."""
        if tag in _STRUCK or element.get("hidden") is not None or self._unseen(element, style):
            self.aside, self.out = element, self.unwritten
        elif tag != "body" and _signs(element):
            self.aside, self.out = element, self.signature

    def _unseen(self, element: etree._Element, style: str) -> bool:
        if (style or element.get("color")) and (_LINE_THROUGH.search(style) or _hides(element, style)):
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
        if tag in _BLOCKS:
            self._close_block(element, tag)
        self._write(element.tail)

    def _close_block(self, element: etree._Element, tag: str) -> None:
        out, style = self.out, element.get("style") or ""
        out.end()
        if tag in _SPACED and not _tight(element, style):
            out.gap()
        if tag == "blockquote" and not _indents(element, style):
            out.depth = max(0, out.depth - 1)
            out.gap()


def html_text(html: str) -> HtmlText:
    """What an HTML part shows, as text. Any input at all gives an answer, in linear time."""
    root = _parse(html)
    return HtmlText() if root is None else _Walk(_hidden_names(html)).run(root)


def _parse(html: str) -> etree._Element | None:
    cleaned = html.replace("\x00", "").replace(HISTORY_BEGINS, "").replace("\u200b", "")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=False, huge_tree=True)
    try:
        return lxml_html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _begins_history(element: etree._Element) -> bool:
    identity = element.get("id")
    if identity and _HISTORY_IDS.match(identity):
        return True
    kind = element.get("class")
    if element.get("name") in _HISTORY_NAMES:
        return True
    return bool(kind and element.tag != "blockquote" and _QUOTE_CLASSES.search(kind))


def _indents(element: etree._Element, style: str) -> bool:
    """A blockquote that only moves text to the right, as Gmail's "indent more" does."""
    return bool(style and _INDENT.search(style)) and element.get("type") != "cite" and not element.get("class") and not element.get("cite")


def _hides(element: etree._Element, style: str) -> bool:
    if _HIDDEN.search(style):
        return True
    color = _COLOR.search(style)
    shown = color[1] if color else element.get("color")
    if shown is None or not _WHITE.match(shown):
        return False
    return not any(map(_is_dark, (element, *islice(element.iterancestors(), 40))))


def _is_dark(element: etree._Element) -> bool:
    """Has this element a background of its own that white letters show on?"""
    style = (element.get("style") or "")[:_LONGEST_STYLE]
    found = _BACKGROUND.search(style)
    background = found[1] if found else element.get("bgcolor")
    return bool(background) and not _WHITE.match(background or "") and "transparent" not in (background or "")


def _hidden_names(html: str) -> frozenset[str]:
    """Classes (``.x``) and ids (``#x``) that the style sheet hides or strikes out, whatever the screen."""
    names: set[str] = set()
    for sheet in islice(_SHEET.finditer(html), 20):
        for rule in islice(_RULE.finditer(_AT_RULE.sub("", sheet[1][:200_000])), 5000):
            if _HIDDEN.search(rule[2]) or _LINE_THROUGH.search(rule[2]):
                names.update(name.strip() for name in rule[1].split(",") if _SIMPLE_NAME.match(name.strip()))
    return frozenset(names)


def _signs(element: etree._Element) -> bool:
    kind, identity = element.get("class"), element.get("id")
    if (kind and _SIGNATURE_CLASSES.search(kind)) or (identity and _SIGNATURE_IDS.match(identity)):
        return True
    return element.get("data-smartmail") == "gmail_signature" or element.get("name") == "messageSignatureSection"


def _tight(element: etree._Element, style: str) -> bool:
    """Outlook's paragraphs stand without a gap between them."""
    kind = element.get("class") or ""
    return "Mso" in kind or "margin:0" in style.replace(" ", "") or "margin: 0" in style
