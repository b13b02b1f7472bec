"""Blockquotes in HTML: which of them quote, and whether anything but quotations stands below one."""

from enum import Enum

from lxml import etree

from mailflow.mail.html_marks import INDENT

_SILENT = frozenset(("br", "div", "p", "span"))
_TELLING = ("style", "id", "class", "name")


class LeftOut(Enum):
    """What stands below the opening of an HTML part."""

    NOTHING = "nothing"
    QUOTATIONS = "quotations"
    UNKNOWN = "unknown"


def indents(element: etree._Element, style: str) -> bool:
    """A blockquote that only moves text to the right, as Gmail's "indent more" does."""
    return (
        bool(style and INDENT.search(style))
        and element.get("type") != "cite"
        and not element.get("class")
        and not element.get("cite")
    )


def only_quotations_follow(quote: etree._Element) -> bool:
    """Whether quotations and emptiness are all that stands below `quote`, to the end of the document."""
    around = [quote, *quote.iterancestors()]
    return not any(_says(one.tail) or any(map(_speaks, one.itersiblings())) for one in around)


def _speaks(element: etree._Element) -> bool:
    """Whether an element or what stands right behind it may show anything unquoted."""
    if _says(element.tail):
        return True
    if element.tag == "blockquote":
        return indents(element, element.get("style") or "")
    return any(map(_shows, element.iter()))


def _shows(element: etree._Element) -> bool:
    if element.tag not in _SILENT or _says(element.text) or _says(element.tail):
        return True
    return any(element.get(name) is not None for name in _TELLING)


def _says(text: str | None) -> bool:
    return bool(text and not text.isspace())
