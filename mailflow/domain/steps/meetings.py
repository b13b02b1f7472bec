"""Calls."""

from dataclasses import replace

from mailflow.domain.meeting import meeting_from, reply_from
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.steps.data import Step, text


def _met(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_meeting(snapshot, record, cancelled=False)


def with_meeting(snapshot: Snapshot, record: Record, *, cancelled: bool) -> Snapshot:
    """The snapshot with the call that the record is about as it says."""
    number = record.about.number or 0
    found = meeting_from(number, record.data, snapshot.meetings.get(number))
    found = replace(found, cancelled=cancelled, version=record.seq)
    return replace(snapshot, meetings={**snapshot.meetings, number: found})


def _said_to_all(snapshot: Snapshot, record: Record) -> Snapshot:
    """The minutes of a call; everything else changes nothing."""
    old = snapshot.meetings.get(record.about.number or 0) if record.about.kind == "meeting" else None
    if old is None:
        return snapshot
    changed = replace(old, notes=text(record.data, "text"))
    return replace(snapshot, meetings={**snapshot.meetings, old.number: changed})


def _replied(snapshot: Snapshot, record: Record) -> Snapshot:
    old = snapshot.meetings.get(record.about.number or 0)
    if old is None or record.person is None:
        return snapshot
    changed = replace(old, replies={**old.replies, record.person: reply_from(record.data)})
    return replace(snapshot, meetings={**snapshot.meetings, old.number: changed})


MEETINGS: dict[str, Step] = {
    "meet": _met,
    "rsvp": _replied,
    "broadcast": _said_to_all,
}
