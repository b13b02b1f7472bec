"""What a style attribute does to the sight of a text: taken out of sight, struck out, its colours and its size.

What each declaration means is read by tinycss2, with its escapes and comments, as a mail program does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from tinycss2 import parse_blocks_contents
from tinycss2.color5 import parse_color

from mailflow.mail.css_lengths import PIXELS, RELATIVE, Tokens, is_math, length, lengths
from mailflow.mail.css_places import RULES as HIDING
from mailflow.mail.css_places import blurred, calls, squeezed, words

LONGEST_STYLE = 10_000
MOST_DECLARATIONS = 200
FAR, FARTHEST = -99.0, 3000.0
_NAMED_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "xx-large": 32.0,
    "xxx-large": 48.0,
}

Colour = tuple[float, float, float, float]
"""Red, green, blue and opacity, each from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Look:
    """`unseen`: nobody sees it, whatever stands around it. `size` is in pixels, or (`relative`) a factor. None: as
    around it. `variable`: it rests on a custom property, whose value is not looked up."""

    unseen: bool = False
    struck: bool = False
    colour: Colour | None = None
    ground: Colour | None = None
    opacity: float = 1.0
    size: float | None = None
    relative: bool = False
    variable: bool = False


PLAIN = Look()


@lru_cache(maxsize=4096)
def look(style: str) -> Look:
    """What the declarations of a style attribute come to. A longer one than any mail program writes is not seen."""
    if not style:
        return PLAIN
    if len(style) > LONGEST_STYLE:
        return Look(unseen=True)
    found = declared(style)
    seen = Look()
    for name, value in found.items():
        rule, hides = _RULES.get(name), HIDING.get(name)
        if rule is not None:
            seen = rule(seen, value)
        if hides is not None and hides(value):
            seen = replace(seen, unseen=True)
        if (rule or hides) and "var" in calls(value):
            seen = replace(seen, variable=True)
    return replace(seen, unseen=seen.unseen or squeezed(found))


def colour_of(text: str) -> Colour | None:
    """A colour as an attribute has it."""
    return _colour(text) or _colour(f"#{text.strip()}")


@lru_cache(maxsize=1024)
def _colour(text: str) -> Colour | None:
    try:
        found = parse_color(text)
        if found is None or isinstance(found, str):
            return None
        red, green, blue = found.to("srgb").coordinates
        return (red or 0.0, green or 0.0, blue or 0.0, 1.0 if found.alpha is None else float(found.alpha))
    except (ValueError, TypeError, NotImplementedError, ArithmeticError, AttributeError):
        return None  # whatever the library makes of hostile values: what it cannot read is no colour


def declared(style: str) -> Mapping[str, Tokens]:
    """The value of each property: the last important one, or else the last."""
    found: dict[str, Tokens] = {}
    important: set[str] = set()
    for one in parse_blocks_contents(style, skip_comments=True, skip_whitespace=True)[:MOST_DECLARATIONS]:
        if one.type != "declaration" or (one.lower_name in important and not one.important):
            continue
        if one.important:
            important.add(one.lower_name)
        found.pop(one.lower_name, None)
        found[one.lower_name] = [token for token in one.value if token.type not in {"whitespace", "comment"}]
    return found


def _opacity(seen: Look, value: Tokens) -> Look:
    numbers = lengths(value)
    return replace(seen, opacity=min(1.0, max(0.0, numbers[0]))) if numbers else seen


def _filtered(seen: Look, value: Tokens) -> Look:
    for token in value:
        if token.type == "function" and token.lower_name == "opacity":
            seen = _opacity(seen, token.arguments)
        elif token.type == "function" and token.lower_name == "alpha":
            seen = replace(seen, opacity=min((n / 100 for n in lengths(token.arguments)), default=1.0))
        elif token.type == "url" or (token.type == "function" and blurred(token)):
            seen = replace(seen, unseen=True)
    return seen


def _coloured(seen: Look, value: Tokens) -> Look:
    found = _colour(_text(value))
    if found is None and calls(value) & _UNREADABLE:
        return replace(seen, unseen=True)
    return replace(seen, colour=found) if found is not None else seen


def _grounded(seen: Look, value: Tokens) -> Look:
    """The colour in a background; of a gradient the first one. Pictures are not loaded."""
    for token in value:
        if token.type == "function" and "gradient" in token.lower_name:
            return _grounded(seen, token.arguments)
        found = _colour(token.serialize())
        if found is not None:
            return replace(seen, ground=found)
    return replace(seen, unseen=True) if calls(value) & _UNREADABLE else seen


def _sized(seen: Look, value: Tokens) -> Look:
    """The first size in ``font-size`` and ``font``."""
    for token in value:
        if token.type == "ident" and token.lower_value in _NAMED_SIZES:
            return replace(seen, size=_NAMED_SIZES[token.lower_value], relative=False)
        if token.type == "percentage":
            return replace(seen, size=token.value / 100, relative=True)
        if is_math(token):
            return replace(seen, size=length(token) or 0.0, relative=False)
        if token.type == "dimension" or (token.type == "number" and token.value == 0):
            unit = "px" if token.type == "number" else token.lower_unit
            if unit in PIXELS:
                return replace(seen, size=token.value * PIXELS[unit], relative=False)
            return replace(seen, size=token.value * RELATIVE.get(unit, 1.0), relative=unit == "em")
    return seen


def _decorated(seen: Look, value: Tokens) -> Look:
    return replace(seen, struck=True) if "line-through" in words(value) else seen


def _text(value: Tokens) -> str:
    return " ".join(token.serialize() for token in value)


Rule = Callable[[Look, Tokens], Look]
_UNREADABLE = frozenset(
    {
        "lab",
        "lch",
        "oklab",
        "oklch",
        "color",
        "color-mix",
        "rgb",
        "rgba",
        "hsl",
        "hsla",
        "hwb",
        "light-dark",
        "device-cmyk",
    }
)
"""Colours that no mail program writes where they are of a kind that is not read here."""
_RULES: dict[str, Rule] = {
    "opacity": _opacity,
    "filter": _filtered,
    "-ms-filter": _filtered,
    "-webkit-filter": _filtered,
    "color": _coloured,
    "-webkit-text-fill-color": _coloured,
    "background": _grounded,
    "background-color": _grounded,
    "font": _sized,
    "font-size": _sized,
    "text-decoration": _decorated,
    "text-decoration-line": _decorated,
}
