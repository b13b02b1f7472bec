"""Domain values as the JSON texts that stand in columns, and back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from hashlib import sha256
from typing import Any, cast, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError, create_model

from mailflow import __version__
from mailflow.domain.enclosed import enclosed_from
from mailflow.domain.held import Held, HeldState
from mailflow.domain.letter import Intent
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.reading import Answered, Asked, Unclear
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.store.fields import clean, json_text

_PERSON = TypeAdapter(Person)
_ASKED = TypeAdapter(tuple[Asked, ...])
_UNCLEAR = TypeAdapter(tuple[Unclear, ...])
_PLAIN = ("message", "person", "project", "subject", "proof", "why", "stranger", "money")
_JOINED = frozenset({"people", "recent"})
_HINTS = get_type_hints(Snapshot)
_FOLDED = {field.name: (_HINTS[field.name], ...) for field in fields(Snapshot) if field.name not in _JOINED}
_SNAPSHOT = cast("type[BaseModel]", create_model("_Folded", **cast("dict[str, Any]", _FOLDED)))

FOLDED_BY = f"{__version__} {sha256(json.dumps(_SNAPSHOT.model_json_schema()).encode()).hexdigest()[:12]}"
"""Names the fold that wrote a cached snapshot; another one folds the ledger again."""


def clean_json(value: Json) -> Json:
    """The same with every text in it made safe to store."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: clean_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean_json(item) for item in value]
    return value


def json_object(text: str) -> dict[str, Json]:
    """The object that `json_text` wrote."""
    return cast("dict[str, Json]", json.loads(text))


def person_text(person: Person) -> str:
    """A person as their row keeps them."""
    return _PERSON.dump_json(replace(person, name=clean(person.name))).decode()


def person_from(text: str) -> Person:
    """The person that `person_text` wrote."""
    return _PERSON.validate_json(text)


def snapshot_text(snapshot: Snapshot) -> str:
    """The fold alone, without the people and records joined to it."""
    values = {name: getattr(snapshot, name) for name in _FOLDED}
    return _SNAPSHOT.model_construct(None, **values).model_dump_json()


def snapshot_from(text: str) -> Snapshot | None:
    """The snapshot that `snapshot_text` wrote; None where it does not fit."""
    try:
        folded = _SNAPSHOT.model_validate_json(text)
    except ValidationError:
        return None
    return Snapshot(**{name: getattr(folded, name) for name in _FOLDED})


def intent_text(intent: Intent) -> str:
    """An intent as its letter's row keeps it."""
    return json_text(
        {
            "letter": intent.letter,
            "to": intent.to,
            "about": _ref_list(intent.about),
            "occasion": intent.occasion,
            "facts": intent.facts,
            "urgent": intent.urgent,
            "thread": intent.thread,
            "answers": intent.answers,
            "subject": intent.subject,
            "cause": intent.cause,
        }
    )


def intent_from(text: str) -> Intent:
    """The intent that `intent_text` wrote."""
    found = json.loads(text)
    return Intent(**{**found, "about": Ref(*found["about"])})


def refs_text(refs: Iterable[Ref]) -> str:
    """References as a letter's row keeps them."""
    return json_text([_ref_list(ref) for ref in refs])


def refs_from(text: str) -> tuple[Ref, ...]:
    """The references that `refs_text` wrote."""
    return tuple(Ref(*found) for found in json.loads(text))


def held_text(held: Held) -> str:
    """What is held, as its row keeps it."""
    return json_text(
        {
            **{name: clean_json(getattr(held, name)) for name in _PLAIN},
            "at": held.at.isoformat(),
            "until": held.until.isoformat(),
            "asked": clean_json(_ASKED.dump_python(held.asked, mode="json")),
            "unclear": clean_json(_UNCLEAR.dump_python(held.unclear, mode="json")),
            "saw": held.saw,
            "answered": _answered_list(held.answered),
            "told": sorted(held.told),
            "enclosed": clean_json([one.as_json() for one in held.enclosed]),
            "links": [clean(link) for link in held.links],
            "state": held.state.value,
            "confirmed_by": held.confirmed_by,
            "confirmed_at": held.confirmed_at.isoformat() if held.confirmed_at else None,
        }
    )


def held_from(text: str) -> Held:
    """The held that `held_text` wrote."""
    found = json.loads(text)
    return Held(
        **{name: found[name] for name in _PLAIN},
        at=datetime.fromisoformat(found["at"]),
        until=datetime.fromisoformat(found["until"]),
        asked=_ASKED.validate_python(found["asked"]),
        unclear=_UNCLEAR.validate_python(found["unclear"]),
        saw=found["saw"],
        answered=_answered_from(found["answered"]),
        told=frozenset(found["told"]),
        enclosed=tuple(map(enclosed_from, found["enclosed"])),
        links=tuple(found["links"]),
        state=HeldState(found["state"]),
        confirmed_by=tuple(found["confirmed_by"]),
        confirmed_at=datetime.fromisoformat(found["confirmed_at"]) if found["confirmed_at"] else None,
    )


def _answered_list(letter: Answered | None) -> Json:
    if letter is None:
        return None
    sent_at = letter.sent_at.isoformat() if letter.sent_at else None
    items: list[Json] = [_ref_list(ref) for ref in letter.items]
    about, facts = _ref_list(letter.about), dict(letter.facts)
    return [letter.letter, letter.person, about, letter.message_id, sent_at, items, letter.cause, facts]


def _answered_from(found: list[Any] | None) -> Answered | None:
    if found is None:
        return None
    letter, person, about, message_id, sent_at, items, cause, facts = found
    return Answered(
        letter=letter,
        person=person,
        about=Ref(*about),
        message_id=message_id,
        sent_at=datetime.fromisoformat(sent_at) if sent_at else None,
        items=tuple(Ref(*item) for item in items),
        cause=cause,
        facts=facts,
    )


def _ref_list(ref: Ref) -> list[Json]:
    return [ref.project, ref.kind, ref.number, ref.version]
