"""What steps read from a record, and how they put it into the state."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from mailflow.domain.milestone import Milestone
from mailflow.domain.record import Json, Record
from mailflow.domain.snapshot import Snapshot

Data = Mapping[str, Json]
Step = Callable[[Snapshot, Record], Snapshot]


def text(data: Data, key: str) -> str:
    """What it says under `key`; empty where nothing."""
    value = data.get(key)
    return "" if value is None else str(value)


def day(data: Data, key: str) -> date:
    """The date under `key`."""
    return date.fromisoformat(text(data, key))


def whole(data: Data, key: str) -> int:
    """The whole number under `key`."""
    return int(cast("int", data[key]))


def strings(data: Data, key: str) -> tuple[str, ...]:
    """The list of texts under `key`."""
    value = data.get(key) or []
    return tuple(str(item) for item in cast("list[Json]", value))


def with_member(snapshot: Snapshot, person: str | None, **fields: Any) -> Snapshot:
    """The snapshot with fields of that member replaced."""
    if person is None or person not in snapshot.members:
        return snapshot
    changed = replace(snapshot.members[person], **fields)
    return replace(snapshot, members={**snapshot.members, person: changed})


def with_milestone(snapshot: Snapshot, record: Record, **fields: Any) -> Snapshot:
    """The snapshot with fields of the milestone that the record is about replaced."""
    number = record.about.number
    if number is None or number not in snapshot.milestones:
        return snapshot
    changed = replace(snapshot.milestones[number], version=record.seq, **fields)
    return replace(snapshot, milestones={**snapshot.milestones, number: changed})


def milestone_of(snapshot: Snapshot, record: Record) -> Milestone | None:
    """The milestone that the record is about."""
    return snapshot.milestones.get(record.about.number or 0)
