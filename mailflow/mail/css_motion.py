"""Animations after which a text is gone: ``@keyframes`` that end out of sight, and those that hardly ever begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tinycss2 import parse_rule_list, parse_stylesheet, serialize

from mailflow.mail.css_look import declared, look
from mailflow.mail.css_places import words

SOON = 10.0
"""Seconds within which a text has to have appeared."""
LEAST_OPACITY, LEAST_SIZE, LEAST_SHARE = 0.1, 2.0, 0.15
DEEPEST = 10
_PREFIXES = ("", "-webkit-", "-moz-")
_NAMES = tuple(f"{prefix}{name}" for prefix in _PREFIXES for name in ("animation", "animation-name"))
_PARTS = tuple(f"{prefix}animation-{name}" for prefix in _PREFIXES for name in ("play-state", "direction"))
_TIMES = tuple(f"{prefix}animation-{name}" for prefix in _PREFIXES for name in ("duration", "delay"))
_BACK_AND_FORTH = frozenset({"paused", "reverse", "alternate", "alternate-reverse"})


@dataclass(frozen=True, slots=True)
class Motions:
    """The names of animations that end out of sight, and of those that begin so."""

    ending: frozenset[str] = frozenset()
    beginning: frozenset[str] = frozenset()

    def takes(self, style: str) -> bool:
        """Whether a text of that style is gone in the end, or does not come."""
        if not (self.ending or self.beginning):
            return False
        found = declared(style)
        named = {name for each in _NAMES for name in _names(found.get(each, ()))}
        if named & self.ending:
            return True
        said = {word for each in (*_NAMES, *_PARTS) for word in words(list(found.get(each, ())))}
        late = any(abs(time) > SOON for each in (*_NAMES, *_TIMES) for time in _seconds(found.get(each, ())))
        return bool(named & self.beginning) and (late or bool(said & _BACK_AND_FORTH))


STILL = Motions()


@lru_cache(maxsize=32)
def motions(sheet: str) -> Motions:
    """What a style sheet says of motion, in whatever blocks it stands."""
    if "keyframes" not in sheet.lower() and "\\" not in sheet:
        return STILL
    frames = list(_frames(parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), 0))
    ends, begins = {100.0}, {0.0}
    return Motions(
        frozenset(name for name, places, unseen in frames if unseen and places & ends),
        frozenset(name for name, places, unseen in frames if unseen and places & begins),
    )


def _frames(rules: Sequence[Any], depth: int) -> Iterator[tuple[str, set[float], bool]]:
    """The name of an animation, a frame's places in it in percent, and whether nothing is seen then."""
    for rule in rules:
        if rule.type != "at-rule" or rule.content is None or depth > DEEPEST:
            continue
        inside = parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        if not rule.lower_at_keyword.endswith("keyframes"):
            yield from _frames(inside, depth + 1)
            continue
        for name in _names(rule.prelude)[:1]:
            for frame in inside:
                if frame.type == "qualified-rule":
                    yield name, _places(frame.prelude), _unseen(serialize(frame.content))


def _names(value: Sequence[Any]) -> list[str]:
    return [token.value for token in value if token.type in {"ident", "string"}]


def _places(prelude: Sequence[Any]) -> set[float]:
    ends = {"from": 0.0, "to": 100.0}
    named = {ends[token.lower_value] for token in prelude if token.type == "ident" and token.lower_value in ends}
    return named | {float(token.value) for token in prelude if token.type == "percentage"}


def _unseen(style: str) -> bool:
    seen = look(style)
    least = LEAST_SHARE if seen.relative else LEAST_SIZE
    pale = seen.colour is not None and (seen.colour[3] < LEAST_OPACITY or min(seen.colour[:3]) > 0.9)
    return seen.unseen or pale or seen.opacity < LEAST_OPACITY or (seen.size is not None and seen.size < least)


def _seconds(value: Sequence[Any]) -> list[float]:
    units = {"s": 1.0, "ms": 0.001}
    return [t.value * units[t.lower_unit] for t in value if t.type == "dimension" and t.lower_unit in units]
