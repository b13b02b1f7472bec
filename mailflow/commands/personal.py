"""What people say about themselves, kept so that UNDO can put it back."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

from mailflow.domain.outcome import Act
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.record import Change, Json, Record
from mailflow.domain.snapshot import Snapshot

DAYS = frozenset({"away_from", "away_until", "snoozed_until"})


def changed(kind: str, snapshot: Snapshot, act: Act, **fields: Any) -> tuple[Change, Person]:
    """The record of a change to the sender, with what was there before, and the changed person."""
    data: dict[str, Json] = {name: _plain(value) for name, value in fields.items()}
    data["was"] = {name: _plain(getattr(act.by, name)) for name in fields}
    person = replace(act.by, **fields)
    return Change(kind, Ref(snapshot.code), act.by.id, data), person


def before(person: Person, record: Record) -> Person:
    """The person as before that record; unchanged where it was not about a person."""
    was = record.data.get("was")
    if not isinstance(was, dict) or record.about.kind != "project":
        return person
    known = was.keys() & Person.__dataclass_fields__.keys()
    fields: dict[str, Any] = {name: _restored(name, was[name]) for name in known}
    return replace(person, **fields)


def _plain(value: object) -> Json:
    return value.isoformat() if isinstance(value, date) else cast("Json", value)


def _restored(name: str, value: Json) -> object:
    return date.fromisoformat(str(value)) if name in DAYS and value is not None else value
