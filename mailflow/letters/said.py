"""Facts that were fixed as JSON when a letter was caused, read back."""

from collections.abc import Mapping
from datetime import date, datetime

from mailflow.domain.letter import Phrase
from mailflow.domain.record import Json

Data = Mapping[str, Json]


def text(data: Data, key: str) -> str:
    """That fact as text, empty where it is missing."""
    value = data.get(key)
    return "" if value is None else str(value)


def texts(data: Data, key: str) -> tuple[str, ...]:
    """That fact as a list of texts."""
    value = data.get(key)
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def rows(data: Data, key: str) -> tuple[Data, ...]:
    """That fact as a list of objects."""
    value = data.get(key)
    return tuple(item for item in value if isinstance(item, dict)) if isinstance(value, list) else ()


def values(data: Data, key: str) -> Data:
    """That fact as an object."""
    value = data.get(key)
    return value if isinstance(value, dict) else {}


def phrase(data: Data, key: str, filling: str = "") -> Phrase | None:
    """A sentence under `key` with the values under `filling`; None where it is empty."""
    found = text(data, key)
    return Phrase(found, values(data, filling or f"{key}_values")) if found else None


def day(data: Data, key: str) -> date | None:
    """That fact as a date."""
    found = text(data, key)
    return date.fromisoformat(found[:10]) if found else None


def moment(data: Data, key: str) -> datetime | None:
    """That fact as an instant."""
    found = text(data, key)
    return datetime.fromisoformat(found) if found else None


def number(data: Data, key: str) -> int | None:
    """That fact as a whole number."""
    found = data.get(key)
    return found if isinstance(found, int) else None
