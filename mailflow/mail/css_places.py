"""Whether a style takes a text out of sight by its place or shape: moved off the screen, turned, cut off, squeezed.

Each rule is told the value of one property, as tinycss2 reads it.
"""

from collections.abc import Callable, Mapping
from typing import Any

from mailflow.mail.css_lengths import Tokens, lengths

FAINT = 0.1
FAR, FARTHEST = -99.0, 3000.0
Rule = Callable[[Tokens], bool]


def words(value: Tokens) -> set[str]:
    """The words of a value, in lower case."""
    return {token.lower_value for token in value if token.type == "ident"}


def calls(value: Tokens) -> set[str]:
    """The names of its functions."""
    return {token.lower_name for token in value if token.type == "function"}


def says(*any_of: str) -> Rule:
    """Whether it is one of those words."""
    return lambda value: bool(words(value) & set(any_of))


def away(value: Tokens) -> bool:
    """Moved off the screen."""
    shares = [token.value for token in value if token.type == "percentage"]
    numbers = lengths(value)
    gone = min(numbers, default=0.0) <= FAR or max(numbers, default=0.0) >= FARTHEST
    return gone or any(abs(share) >= 90 for share in shares)


def transformed(value: Tokens) -> bool:
    """Made small, moved off, or turned to its edge."""
    return any(_unseen(token.lower_name, token.arguments) for token in value if token.type == "function")


def _unseen(name: str, value: Tokens) -> bool:
    numbers = lengths(value)
    if name.startswith(("scale", "matrix")) and numbers:
        return min(abs(n) for n in _axes(name, numbers)) < FAINT
    if name.startswith("translate"):
        return min(numbers, default=0) <= FAR or max(numbers, default=0) >= FARTHEST
    return name.startswith(("rotatex", "rotatey", "skew")) and _upright(value)


def _axes(name: str, numbers: list[float]) -> list[float]:
    if name.startswith("matrix"):
        shear = numbers[1:3] if name == "matrix" else numbers[1:4]
        other = numbers[3:4] if name == "matrix" else numbers[5:6]
        return [numbers[0], *other] if other and not any(shear) else [1.0]
    return numbers[:2] if name in {"scale", "scale3d"} else numbers[:1] if name != "scalez" else [1.0]


def rotated(value: Tokens) -> bool:
    """Seen from its edge."""
    return bool(words(value) & {"x", "y"}) and _upright(value)


def _upright(value: Tokens) -> bool:
    return any(80 < abs(degrees) % 180 < 100 for degrees in _degrees(value))


def _degrees(value: Tokens) -> list[float]:
    turns = {"deg": 1.0, "rad": 57.3, "turn": 360.0, "grad": 0.9}
    return [token.value * turns.get(token.lower_unit, 1.0) for token in value if token.type == "dimension"]


def scaled(value: Tokens) -> bool:
    """Made too small to be seen."""
    numbers = lengths(value)
    return bool(numbers) and min(map(abs, numbers[:2])) < FAINT


def clipped(value: Tokens) -> bool:
    """``rect()`` and ``clip-path`` that leave nothing."""
    return any(_nothing_left(token.lower_name, token.arguments) for token in value if token.type == "function")


def _nothing_left(name: str, value: Tokens) -> bool:
    numbers = lengths(value)
    if name == "rect":
        return len(numbers) >= 4 and (numbers[2] - numbers[0] <= 2 or numbers[1] - numbers[3] <= 2)
    if name == "inset":
        return any(0.5 <= n <= 1 or n >= 500 for n in numbers)
    if name in {"circle", "ellipse"}:
        return bool(numbers) and numbers[0] <= 1e-2
    if name == "polygon":
        return bool(numbers) and max(numbers) - min(numbers) < 2 and max(numbers) < 0.02
    if name == "xywh":
        return len(numbers) >= 4 and min(numbers[2:4]) <= 1
    return name in {"path", "shape"}


def joined(value: Tokens) -> bool:
    """Letters or words on top of each other."""
    return min(lengths(value), default=0.0) <= -5


def shaped(value: Tokens) -> bool:
    """By a mask or along a path: no mail program writes it, and what it leaves of a text nobody knows."""
    return not words(value) & {"none", "normal", "initial", "unset", "inherit"}


def replaced(value: Tokens) -> bool:
    """By a picture."""
    return bool(calls(value)) or any(token.type == "url" for token in value)


def behind(value: Tokens) -> bool:
    """Behind what else stands there."""
    return min(lengths(value), default=0.0) < 0


def adjusted(value: Tokens) -> bool:
    """To letters of no size."""
    return bool(value) and max(lengths(value), default=1.0) < FAINT


def pushed(value: Tokens) -> bool:
    """Off the screen, by the room before it."""
    return max(lengths(value), default=0.0) >= FARTHEST


def blurred(token: Any) -> bool:
    """Whether a filter leaves no letters that can be told from their ground."""
    numbers, name = lengths(token.arguments), token.lower_name
    first = numbers[0] if numbers else 1.0
    soft = name == "blur" and max(numbers, default=0.0) > 3
    return soft or name == "url" or (name == "contrast" and first < 2 * FAINT) or (name == "invert" and first >= 0.4)


def squeezed(found: Mapping[str, Tokens]) -> bool:
    """Into a box of no size from which nothing hangs out, or turned away; or right to left, and written otherwise."""
    sizes = {name: min(lengths(found[name]), default=99.0) for name in _BOX if name in found}
    if any(token.type == "number" and token.value for token in found.get("line-height", ())):
        del sizes["line-height"]
    if any(sizes.get(name, 99.0) <= 1 and not _percent(found[name]) for name in ("max-height", "max-block-size")):
        return True
    cut = _said(found, *_CUT) & _CUTTING
    small = any(size <= 1 and not _percent(found[name]) for name, size in sizes.items())
    back = "hidden" in _said(found, "backface-visibility", "-webkit-backface-visibility")
    turned = back and any(_turns(found.get(name, [])) for name in ("transform", "-webkit-transform", "rotate"))
    mirrored = _said(found, "unicode-bidi") & {"bidi-override", "isolate-override"} and _said(found, "direction")
    return bool((cut and small) or turned or (mirrored and "rtl" in mirrored))


def _said(found: Mapping[str, Tokens], *names: str) -> set[str]:
    return words([token for name in names for token in found.get(name, ())])


def _turns(value: Tokens) -> bool:
    """Whether its back may be in front."""
    return any(token.type == "dimension" or "rotate" in getattr(token, "lower_name", "") for token in value)


def _percent(value: Tokens) -> bool:
    return any(token.type == "percentage" and token.value > 0 for token in value)


_BOX = (
    *("height", "width", "max-height", "max-width", "line-height"),
    *("block-size", "inline-size", "max-block-size", "max-inline-size"),
)
_CUT = ("overflow", "overflow-x", "overflow-y", "overflow-block", "overflow-inline", "contain")
_CUTTING = frozenset({"hidden", "clip", "scroll", "auto", "strict", "content", "paint"})
RULES: Mapping[str, Rule] = {
    "display": says("none"),
    "visibility": says("hidden", "collapse"),
    "content-visibility": says("hidden"),
    "mso-hide": says("all"),
    "-webkit-text-security": says("disc", "circle", "square"),
    "zoom": scaled,
    "scale": scaled,
    "transform": transformed,
    "-webkit-transform": transformed,
    "rotate": rotated,
    "clip": clipped,
    "clip-path": clipped,
    "-webkit-clip-path": clipped,
    "letter-spacing": joined,
    "word-spacing": joined,
    "content": replaced,
    "z-index": behind,
    "font-size-adjust": adjusted,
    **dict.fromkeys(("mask", "mask-image", "-webkit-mask", "-webkit-mask-image", "offset", "offset-path"), shaped),
    **dict.fromkeys(("padding", "padding-left", "padding-top", "padding-inline", "padding-inline-start"), pushed),
    **dict.fromkeys(
        (
            *("text-indent", "left", "right", "top", "bottom", "translate", "margin", "margin-left", "margin-top"),
            *("margin-inline", "margin-inline-start", "margin-block", "margin-block-start", "inset"),
            *("inset-inline", "inset-inline-start", "inset-inline-end", "inset-block", "inset-block-start"),
        ),
        away,
    ),
}
"""What takes a text out of sight, by the property that does."""
