"""The lengths and numbers in a style's values, in pixels, with what ``calc()`` and its kin come to (CSS Values 4)."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945}
RELATIVE = {
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
LETTER, WHOLE = 16.0, 600.0
"""Pixels: of a usual letter, and of what a percentage in a sum is of."""
DEEPEST = 20
Tokens = list[Any]


def lengths(value: Tokens) -> list[float]:
    """Every length, number and share of a value, in its order; a percentage as its hundredth part."""
    return [size for token in value if (size := length(token)) is not None]


def length(token: Any) -> float | None:
    """One of them; None where it is none, or rests on something that is not in the style."""
    if token.type == "number":
        return float(token.value)
    if token.type == "percentage":
        return float(token.value) / 100
    if token.type == "dimension":
        return _pixels(token)
    return _calculated(token, 0) if is_math(token) else None


def is_math(token: Any) -> bool:
    """Whether it is a function that calculates a length."""
    return token.type == "function" and token.lower_name in _MATH


def _pixels(token: Any) -> float:
    unit = token.lower_unit
    return float(token.value) * (PIXELS[unit] if unit in PIXELS else LETTER * RELATIVE.get(unit, 1.0))


def _calculated(token: Any, depth: int) -> float | None:
    sizes = [_sum(part, depth + 1) for part in _split(token.arguments, ",")]
    known = [size for size in sizes if size is not None]
    return _MATH[token.lower_name](known) if len(known) == len(sizes) and known else None


def _sum(tokens: Tokens, depth: int) -> float | None:
    """``a + b - c * d / e``; None where a part is not known."""
    total, factor, sign, by = 0.0, None, 1.0, "*"
    for token in tokens:
        mark = token.value if token.type == "literal" else ""
        if mark in {"+", "-"} and factor is not None:
            total, factor, sign, by = total + sign * factor, None, 1.0 if mark == "+" else -1.0, "*"
        elif mark in {"*", "/"}:
            by = mark
        elif token.type not in {"whitespace", "comment"}:
            size = _part(token, depth)
            if size is None or (by == "/" and size == 0):
                return None
            factor = size if factor is None else factor * size if by == "*" else factor / size
    return None if factor is None else total + sign * factor


def _part(token: Any, depth: int) -> float | None:
    if depth > DEEPEST:
        return None
    if token.type == "() block":
        return _sum(token.content, depth + 1)
    if is_math(token):
        return _calculated(token, depth)
    return token.value / 100 * WHOLE if token.type == "percentage" else length(token)


def _split(tokens: Tokens, mark: str) -> Iterator[Tokens]:
    part: Tokens = []
    for token in tokens:
        if token.type == "literal" and token.value == mark:
            yield part
            part = []
        else:
            part.append(token)
    yield part


def _clamped(sizes: list[float]) -> float:
    return max(sizes[0], min(sizes[1], sizes[-1])) if len(sizes) == 3 else sizes[0]


_MATH: Mapping[str, Callable[[list[float]], float]] = {
    "calc": lambda sizes: sizes[0],
    "-webkit-calc": lambda sizes: sizes[0],
    "-moz-calc": lambda sizes: sizes[0],
    "min": min,
    "max": max,
    "clamp": _clamped,
    "abs": lambda sizes: abs(sizes[0]),
}
