"""State is the fold of the records: one small function for each kind of record, in one table.

A record that an UNDO took back counts as never written, so whoever appends an ``undo`` folds the
whole ledger again (`fold_all`); everything else folds onto what is there (`fold`).
"""

from collections.abc import Iterable
from dataclasses import replace

from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.steps.data import Step, with_member
from mailflow.domain.steps.decisions import DECISIONS
from mailflow.domain.steps.meetings import MEETINGS
from mailflow.domain.steps.reports import REPORTS
from mailflow.domain.steps.terms import TERMS

STEPS: dict[str, Step] = {**TERMS, **REPORTS, **DECISIONS, **MEETINGS}
NO_REPORT = frozenset({"rsvp"})
"""What somebody's calendar says: nothing is heard of their work by it."""


def fold_all(code: str, records: Iterable[Record]) -> Snapshot:
    """The state after all `records` (oldest first) of project `code`, without what was undone."""
    ledger = list(records)
    undone = undone_by(ledger)
    snapshot = Snapshot(code)
    for record in ledger:
        if record.seq in undone or record.kind == "undo":
            snapshot = replace(snapshot, seq=record.seq)
        else:
            snapshot = fold(snapshot, record)
    return snapshot


def undone_by(ledger: Iterable[Record]) -> set[int]:
    """The numbers of the records that a later UNDO which itself stands has taken back."""
    undone: set[int] = set()
    for record in sorted(ledger, key=lambda r: -r.seq):
        if record.undoes is not None and record.undoes < record.seq and record.seq not in undone:
            undone.add(record.undoes)
    return undone


def fold(snapshot: Snapshot, record: Record) -> Snapshot:
    """The state after one more record. Unknown kinds change nothing but the number."""
    step = STEPS.get(record.kind)
    changed = snapshot if step is None else step(snapshot, record)
    if record.person in changed.members and record.message is not None and record.kind not in NO_REPORT:
        changed = with_member(changed, record.person, reported_at=record.at)
    return replace(changed, seq=record.seq)
