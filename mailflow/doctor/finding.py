"""One thing that was looked at, how it stands, and what can be done about it."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How something stands. ``risk`` works and may be a choice; ``wrong`` needs a person; ``unknown`` was not seen."""

    GOOD = "good"
    RISK = "risk"
    UNKNOWN = "unknown"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about `area`; `remedy` is empty where nothing is to be done."""

    area: str
    mark: Mark
    text: str
    remedy: str = ""


def good(area: str, text: str) -> Finding:
    """All is well."""
    return Finding(area, Mark.GOOD, text)


def risk(area: str, text: str, remedy: str = "") -> Finding:
    """It works, and somebody should know what it risks."""
    return Finding(area, Mark.RISK, text, remedy)


def unknown(area: str, text: str, remedy: str = "") -> Finding:
    """It could not be seen."""
    return Finding(area, Mark.UNKNOWN, text, remedy)


def wrong(area: str, text: str, remedy: str) -> Finding:
    """Somebody has to mend it."""
    return Finding(area, Mark.WRONG, text, remedy)
