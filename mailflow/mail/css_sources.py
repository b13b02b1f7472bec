"""The style sheets of a document that stand in it: in their elements, or written out in links (``data:``, RFC 2397).

What would have to be loaded from elsewhere is not looked at.
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from lxml import etree

DEEPEST = 3
_WRITTEN_OUT = re.compile(r"\s*data:text/css\s*((?:;[^,;]{0,100}){0,5}),(.*)", re.IGNORECASE | re.DOTALL)
_IMPORTS = re.compile(
    r"@import\s*(?:url\(\s*)?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?<=\()(?P<bare>[^)\s\"']*))", re.IGNORECASE
)


def sheets_of(root: etree._Element) -> list[str]:
    """The texts of all its style sheets, each before those that it overrules."""
    found: list[str] = []
    for element in root.iter("style", "link"):
        if element.tag == "style":
            found += _with_imports(element.text or "", 0)
        elif "stylesheet" in (element.get("rel") or "").lower():
            found += [one for sheet in _written_out(element.get("href") or "") for one in _with_imports(sheet, 0)]
    return found


def _with_imports(sheet: str, depth: int) -> Iterator[str]:
    if depth < DEEPEST and "@import" in sheet.lower():
        for match in _IMPORTS.finditer(sheet):
            for imported in _written_out(next(one for one in (*match.groups(), "") if one is not None)):
                yield from _with_imports(imported, depth + 1)
    yield sheet


def _written_out(link: str) -> Iterator[str]:
    """The sheet that a link holds; none where it leads elsewhere."""
    match = _WRITTEN_OUT.match(link)
    if match is None:
        return
    written = unquote_to_bytes(match[2])
    try:
        octets = b64decode(written, validate=False) if ";base64" in match[1].lower() else written
    except (Error, ValueError):
        return
    yield octets.decode("utf-8", "replace")
