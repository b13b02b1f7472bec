"""What is left of somebody's words in the ledger once erased: that something was said, when, and its effect."""

import re
from collections.abc import Mapping, Sequence

from mailflow.domain.people import Person
from mailflow.domain.record import Json, Record

ERASED = "[erased]"
WORDS = frozenset({"text", "reason", "note", "line", "corrections", "agenda", "links", "notes"})
FILES = "files"


def traces(person: Person) -> tuple[str, ...]:
    """What names somebody wherever it stands: their addresses, then their name."""
    return (*person.addresses, *([person.name] if len(person.name) > 2 else []))


def anonymous(person: Person) -> Person:
    """Somebody of whom nothing is left but the id, which the ledger refers to."""
    return Person(person.id, ERASED, ())


def concerns(record: Record, person: str) -> bool:
    """Whether a record is somebody's own, or names them as whom it is about."""
    return record.person == person or person in (record.data.get("person"), record.data.get("assignee"))


def redacted(record: Record, person: str, known_by: Sequence[str]) -> dict[str, Json]:
    """A record's data without that person's words, words to them, and whatever names them. Numbers, dates and ids
    stay, so that the fold of the ledger is the same but for what was said."""
    personal = concerns(record, person)
    return {
        key: _bare(key, value) if personal and key in {*WORDS, FILES} else unnamed(value, known_by)
        for key, value in record.data.items()
    }


def unnamed(value: Json, known_by: Sequence[str]) -> Json:
    """The same with every trace taken out of its texts."""
    if isinstance(value, str):
        return _without(value, known_by)
    if isinstance(value, Mapping):
        return {key: unnamed(item, known_by) for key, item in value.items()}
    return [unnamed(item, known_by) for item in value] if isinstance(value, list) else value


def _bare(key: str, value: Json) -> Json:
    """Words without what they said; of files, that there were some."""
    if key != FILES or not isinstance(value, list):
        return _blank(value)
    gone: Mapping[str, Json] = {"name": ERASED, "sha256": "", "left": "erased"}
    return [{**one, **gone} for one in value if isinstance(one, Mapping)]


def _blank(value: Json) -> Json:
    if isinstance(value, str):
        return ERASED if value else ""
    return [_blank(item) for item in value] if isinstance(value, list) else value


def _without(text: str, known_by: Sequence[str]) -> str:
    for trace in known_by:
        text = re.sub(rf"(?<!\w){re.escape(trace)}(?!\w)", ERASED, text, flags=re.IGNORECASE)
    return text
