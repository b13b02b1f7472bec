"""Text in HTML that nobody sees: out of sight, struck out, faint, tiny, or of the colour of what is behind it."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

from mailflow.mail.css_look import Colour, Look, colour_of, look

LEAST_CONTRAST = 1.2
"""By WCAG 2: 1 for the same colour, 21 for black on white; readable text has 3 or more."""
LEAST_OPACITY, LEAST_SIZE = 0.1, 2.0
_VARIABLE = re.compile(r"--[\w-]+\s*:")


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element hands on to those inside: pixels, and the colours of letters and of what is behind them."""

    colour: Colour = (0.0, 0.0, 0.0, 1.0)
    ground: Colour = (1.0, 1.0, 1.0, 1.0)
    size: float = 16.0
    opacity: float = 1.0
    faded: bool = False


class Sight:
    """What is seen of each element, asked on the way through a document: `hides` at its beginning, `leave` at its end.

    `faded`: what stands here has the colour of its ground, or no size; an element inside may have others.
    """

    def __init__(self, html: str) -> None:
        self._variables = "var(" in html and _VARIABLE.search(html) is not None
        self._stack: list[tuple[etree._Element | None, _Around]] = [(None, _Around())]

    @property
    def faded(self) -> bool:
        """Whether nobody sees what is written here."""
        return self._stack[-1][1].faded

    def hides(self, element: etree._Element, style: str) -> bool:
        """Whether nobody sees anything in the element. Is asked of nothing inside what it hides."""
        if element.get("hidden") is not None or element.get("popover") is not None or _folded(element):
            return True
        colour, ground = element.get("color") or element.get("text"), element.get("bgcolor")
        if not (style or colour or ground):
            return False
        seen = look(style)
        if seen.unseen or seen.struck or (seen.variable and self._variables):
            return True
        around = self._stack[-1][1]
        inside = _inside(around, seen, colour, ground)
        if inside.opacity < LEAST_OPACITY:
            return True
        if inside is not around:
            self._stack.append((element, inside))
        return False

    def leave(self, element: etree._Element) -> None:
        """The element is behind us."""
        if self._stack[-1][0] is element:
            self._stack.pop()


def _folded(element: etree._Element) -> bool:
    """Shown only once somebody opens it, or from its end to its beginning."""
    if element.tag == "details":
        return element.get("open") is None
    return element.tag == "bdo" and element.get("dir", "").lower() == "rtl"


@lru_cache(maxsize=4096)
def _inside(around: _Around, seen: Look, colour: str | None, ground: str | None) -> _Around:
    """What holds inside an element of that look, with those attributes."""
    letters = seen.colour or (colour_of(colour) if colour else None)
    behind = seen.ground or (colour_of(ground) if ground else None)
    if letters is None and behind is None and seen.size is None and seen.opacity == 1.0:
        return around
    inside = around
    if behind is not None:
        inside = replace(inside, ground=_over(behind, around.ground))
    if letters is not None:
        inside = replace(inside, colour=letters)
    if seen.size is not None:
        inside = replace(inside, size=seen.size * (around.size if seen.relative else 1.0))
    inside = replace(inside, opacity=inside.opacity * seen.opacity)
    return replace(inside, faded=inside.size < LEAST_SIZE or _fades(inside))


def _fades(inside: _Around) -> bool:
    shown = _over(inside.colour, inside.ground)
    light, dark = sorted((_luminance(shown), _luminance(inside.ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05) < LEAST_CONTRAST


def _over(colour: Colour, ground: Colour) -> Colour:
    """A colour that the ground shines through."""
    red, green, blue = (colour[3] * c + (1 - colour[3]) * g for c, g in zip(colour[:3], ground[:3], strict=True))
    return (red, green, blue, 1.0)


def _luminance(colour: Colour) -> float:
    red, green, blue = (min(1.0, max(0.0, c)) for c in colour[:3])
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
