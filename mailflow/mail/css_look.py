"""What a style attribute does to the sight of a text: taken out of sight, struck out, its colours and its size.

What each declaration means is read by tinycss2, with its escapes and comments, as a mail program does.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from tinycss2 import parse_blocks_contents
from tinycss2.color5 import parse_color

LONGEST_STYLE = 10_000
MOST_DECLARATIONS = 200
FAINT = 0.1
FAR, FARTHEST = -99.0, 3000.0
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945}
_RELATIVE = {
    "em": 1.0,
    "rem": 1.0,
    "ex": 0.5,
    "ch": 0.5,
    "lh": 1.2,
    "rlh": 1.2,
    "vw": 10.0,
    "vh": 8.0,
    "vmin": 8.0,
    "vmax": 10.0,
}
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
Tokens = list[Any]


@lru_cache(maxsize=4096)
def look(style: str) -> Look:
    """What the declarations of a style attribute come to. A longer one than any mail program writes is not seen."""
    if not style:
        return PLAIN
    if len(style) > LONGEST_STYLE:
        return Look(unseen=True)
    found = _declared(style)
    seen = Look()
    for name, value in found.items():
        rule = _RULES.get(name)
        if rule is not None:
            seen = rule(seen, value)
            if any(token.type == "function" and token.lower_name == "var" for token in value):
                seen = replace(seen, variable=True)
    return replace(seen, unseen=seen.unseen or _squeezed(found))


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


def _declared(style: str) -> Mapping[str, Tokens]:
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


def _words(value: Tokens) -> set[str]:
    return {token.lower_value for token in value if token.type == "ident"}


def _numbers(value: Tokens) -> list[float]:
    """The lengths in a value, in pixels as far as they are absolute; a percentage as its hundredth part."""
    return [size for token in value if (size := _length(token)) is not None]


def _length(token: Any) -> float | None:
    if token.type == "number":
        return float(token.value)
    if token.type == "percentage":
        return float(token.value) / 100
    if token.type == "dimension":
        unit = token.lower_unit
        return float(token.value) * (_PIXELS[unit] if unit in _PIXELS else 16 * _RELATIVE.get(unit, 1.0))
    return None


def _hidden(*words: str) -> "Rule":
    return lambda seen, value: replace(seen, unseen=True) if _words(value) & set(words) else seen


def _opacity(seen: Look, value: Tokens) -> Look:
    numbers = _numbers(value)
    return replace(seen, opacity=min(1.0, max(0.0, numbers[0]))) if numbers else seen


def _filtered(seen: Look, value: Tokens) -> Look:
    for token in value:
        if token.type == "function" and token.lower_name == "opacity":
            seen = _opacity(seen, token.arguments)
        elif token.type == "function" and token.lower_name == "alpha":
            seen = replace(seen, opacity=min((n / 100 for n in _numbers(token.arguments)), default=1.0))
        elif token.type == "function" and token.lower_name == "blur" and max(_numbers(token.arguments), default=0) > 3:
            seen = replace(seen, unseen=True)
    return seen


def _coloured(seen: Look, value: Tokens) -> Look:
    found = _colour(_text(value))
    return replace(seen, colour=found) if found is not None else seen


def _grounded(seen: Look, value: Tokens) -> Look:
    """The colour in a background; of a gradient the first one. Pictures are not loaded."""
    for token in value:
        if token.type == "function" and "gradient" in token.lower_name:
            return _grounded(seen, token.arguments)
        found = _colour(token.serialize())
        if found is not None:
            return replace(seen, ground=found)
    return seen


def _sized(seen: Look, value: Tokens) -> Look:
    """The first size in ``font-size`` and ``font``."""
    for token in value:
        if token.type == "ident" and token.lower_value in _NAMED_SIZES:
            return replace(seen, size=_NAMED_SIZES[token.lower_value], relative=False)
        if token.type == "percentage":
            return replace(seen, size=token.value / 100, relative=True)
        if token.type == "dimension" or (token.type == "number" and token.value == 0):
            unit = "px" if token.type == "number" else token.lower_unit
            if unit in _PIXELS:
                return replace(seen, size=token.value * _PIXELS[unit], relative=False)
            return replace(seen, size=token.value * _RELATIVE.get(unit, 1.0), relative=unit == "em")
    return seen


def _away(seen: Look, value: Tokens) -> Look:
    """Moved off the screen."""
    shares = [token.value for token in value if token.type == "percentage"]
    numbers = _numbers(value)
    gone = min(numbers, default=0.0) <= FAR or max(numbers, default=0.0) >= FARTHEST
    return replace(seen, unseen=True) if gone or any(abs(share) >= 90 for share in shares) else seen


def _transformed(seen: Look, value: Tokens) -> Look:
    for token in value:
        if token.type != "function":
            continue
        name, numbers = token.lower_name, _numbers(token.arguments)
        small = name.startswith(("scale", "matrix")) and numbers and min(abs(n) for n in _axes(name, numbers)) < FAINT
        gone = name.startswith("translate") and (min(numbers, default=0) <= FAR or max(numbers, default=0) >= FARTHEST)
        turned = name in {"rotatex", "rotatey"} and any(80 < abs(n) % 180 < 100 for n in _degrees(token.arguments))
        if small or gone or turned:
            return replace(seen, unseen=True)
    return seen


def _axes(name: str, numbers: list[float]) -> list[float]:
    if name == "matrix":
        return [numbers[0], numbers[3]] if len(numbers) > 3 and not any(numbers[1:3]) else [1.0]
    return numbers[:2] if name in {"scale", "scale3d"} else numbers[:1] if name != "scalez" else [1.0]


def _degrees(value: Tokens) -> list[float]:
    turns = {"deg": 1.0, "rad": 57.3, "turn": 360.0, "grad": 0.9}
    return [token.value * turns.get(token.lower_unit, 1.0) for token in value if token.type == "dimension"]


def _scaled(seen: Look, value: Tokens) -> Look:
    numbers = _numbers(value)
    return replace(seen, unseen=True) if numbers and min(map(abs, numbers[:2])) < FAINT else seen


def _clipped(seen: Look, value: Tokens) -> Look:
    """``rect()`` and ``clip-path`` that leave nothing."""
    for token in value:
        if token.type != "function":
            continue
        name, numbers = token.lower_name, _numbers(token.arguments)
        nothing = (
            (name == "rect" and len(numbers) >= 4 and (numbers[2] - numbers[0] <= 2 or numbers[1] - numbers[3] <= 2))
            or (name == "inset" and any(0.5 <= n <= 1 or n >= 500 for n in numbers))
            or (name in {"circle", "ellipse"} and numbers and numbers[0] <= 1e-2)
            or (name == "polygon" and numbers and max(numbers) - min(numbers) < 2 and max(numbers) < 0.02)
        )
        if nothing:
            return replace(seen, unseen=True)
    return seen


def _spaced(seen: Look, value: Tokens) -> Look:
    """Letters on top of each other."""
    return replace(seen, unseen=True) if min(_numbers(value), default=0.0) <= -5 else seen


def _decorated(seen: Look, value: Tokens) -> Look:
    return replace(seen, struck=True) if "line-through" in _words(value) else seen


def _squeezed(found: Mapping[str, Tokens]) -> bool:
    """Into a box of no size from which nothing hangs out; letters from right to left that were written otherwise."""
    sizes = {name: min(_numbers(found[name]), default=99.0) for name in _BOX if name in found}
    if any(token.type == "number" and token.value for token in found.get("line-height", ())):
        del sizes["line-height"]
    if sizes.get("max-height", 99.0) <= 1 and not _percent(found["max-height"]):
        return True
    cut = _words([token for name in _CUT for token in found.get(name, ())]) & {"hidden", "clip", "scroll", "auto"}
    small = any(size <= 1 and not _percent(found[name]) for name, size in sizes.items())
    turned = _words(found.get("unicode-bidi", [])) & {"bidi-override", "isolate-override"}
    return bool((cut and small) or (turned and "rtl" in _words(found.get("direction", []))))


def _percent(value: Tokens) -> bool:
    return any(token.type == "percentage" and token.value > 0 for token in value)


def _text(value: Tokens) -> str:
    return " ".join(token.serialize() for token in value)


Rule = Callable[[Look, Tokens], Look]
_BOX = ("height", "width", "max-height", "max-width", "line-height")
_CUT = ("overflow", "overflow-x", "overflow-y")
_RULES: dict[str, Rule] = {
    "display": _hidden("none"),
    "visibility": _hidden("hidden", "collapse"),
    "content-visibility": _hidden("hidden"),
    "mso-hide": _hidden("all"),
    "-webkit-text-security": _hidden("disc", "circle", "square"),
    "opacity": _opacity,
    "filter": _filtered,
    "-ms-filter": _filtered,
    "color": _coloured,
    "-webkit-text-fill-color": _coloured,
    "background": _grounded,
    "background-color": _grounded,
    "font": _sized,
    "font-size": _sized,
    "zoom": _scaled,
    "scale": _scaled,
    "transform": _transformed,
    "-webkit-transform": _transformed,
    "clip": _clipped,
    "clip-path": _clipped,
    "-webkit-clip-path": _clipped,
    "letter-spacing": _spaced,
    "text-decoration": _decorated,
    "text-decoration-line": _decorated,
    **dict.fromkeys(
        ("text-indent", "left", "right", "top", "bottom", "inset", "translate", "margin-left", "margin-top", "margin"),
        _away,
    ),
}
