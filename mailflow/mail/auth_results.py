"""Authentication-Results (RFC 8601), read tolerantly: whoever writes them, only what they say clearly counts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LONGEST = 16_000
_MARK = re.compile(r'"(?:[^"\\]|\\.)*"|[^"()\\;]+|.', re.DOTALL)
_PAIR = re.compile(r'([\w.-]+)(?:\s*/\s*\d+)?\s*=\s*("(?:[^"\\]|\\.)*"|[^\s;"]+)')
_ID = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^\s;="]+)(?:\s+\d+)?\s*$')
_TESTING = re.compile(r"\btest(?:ing|\s?mode)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Result:
    """What one method found: ``dkim``, ``pass``, and its properties (``header.d`` …), all in lower case;
    `testing` where a comment says that the key is in its test (RFC 6376, 3.6.1: ``t=y``)."""

    method: str
    result: str
    properties: Mapping[str, str] = field(default_factory=dict)
    testing: bool = False

    @property
    def signer(self) -> str:
        """The domain that a DKIM result speaks of; empty where it names none, or two that do not go together."""
        domain, identity = self.properties.get("header.d"), self.properties.get("header.i")
        of_identity = (identity or "").rpartition("@")[2]
        if domain is None or identity is None:
            return domain or of_identity
        return domain if f".{of_identity}".endswith(f".{domain}") else ""


@dataclass(frozen=True, slots=True)
class Results:
    """One header: who says it (empty where nobody is named, as Microsoft 365 does), and what."""

    authserv_id: str
    results: tuple[Result, ...]

    def of(self, method: str) -> tuple[Result, ...]:
        """What that method found."""
        return tuple(one for one in self.results if one.method == method)


def parse_results(value: str) -> Results | None:
    """The header's meaning; None where it has none."""
    segments = list(_segments(value)) if len(value) <= LONGEST else []
    if not segments:
        return None
    named = _ID.match(segments[0][0])
    said = segments[1:] if named else segments
    found = tuple(result for segment, aside in said if (result := _result(segment, aside)) is not None)
    return Results(_plain(named.group(1)) if named else "", found)


def _segments(value: str) -> Iterator[tuple[str, str]]:
    """What stands between the semicolons, and what in their comments. An unclosed comment swallows what follows."""
    depth, text, aside = 0, "", ""
    escaped = False
    for mark in _MARK.findall(value):
        if escaped:
            escaped = False
        elif mark == "\\":
            escaped = True
        elif mark in "()" and len(mark) == 1:
            depth = max(0, depth + (1 if mark == "(" else -1))
            text += " "
        elif depth:
            depth += _hidden(mark)
            aside += mark
        elif mark == ";":
            yield text, aside
            text, aside = "", ""
        else:
            text += mark
    yield text, aside


def _hidden(mark: str) -> int:
    """Quotes mean nothing inside a comment: the parentheses between them count."""
    return mark.count("(") - mark.count(")") if mark.startswith('"') else 0


def _result(segment: str, aside: str) -> Result | None:
    """``method=result`` and its properties; one that stands there twice says nothing."""
    pairs = [(name.lower(), _plain(value)) for name, value in _PAIR.findall(segment)]
    if not pairs or not segment.strip().lower().startswith(pairs[0][0]):
        return None
    method, result = pairs[0]
    properties: dict[str, str] = {}
    for name, value in pairs[1:]:
        properties[name] = value if properties.get(name, value) == value else ""
    return Result(method, result, properties, testing=_TESTING.search(aside) is not None)


def _plain(value: str) -> str:
    bare = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
    return bare.strip().lower()
