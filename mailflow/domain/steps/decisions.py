"""What owners decide."""

from dataclasses import replace

from mailflow.domain.milestone import Correction, Side, State
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.steps.data import Step, day, milestone_of, strings, text, with_milestone
from mailflow.domain.steps.meetings import with_meeting


def _answered(snapshot: Snapshot, record: Record) -> Snapshot:
    """What is said to a proposal decides nothing."""
    old = snapshot.questions.get(record.about.number or 0)
    if old is None or old.proposes is not None:
        return snapshot
    answer = replace(
        old, answer=text(record.data, "text"), answered_by=record.person, answered_at=record.at, version=record.seq
    )
    return replace(snapshot, questions={**snapshot.questions, old.number: answer})


def _helped(snapshot: Snapshot, record: Record) -> Snapshot:
    """An owner's answer to a blocker: the next move is the contractor's."""
    old = milestone_of(snapshot, record)
    if old is None or old.blocker is None or not record.data.get("unblocks"):
        return snapshot
    blocker = replace(old.blocker, side=Side.CONTRACTOR, since=record.at)
    return with_milestone(snapshot, record, blocker=blocker)


def _approved(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_milestone(snapshot, record, state=State.APPROVED, approved_at=record.at, request=None, blocker=None)


def _revised(snapshot: Snapshot, record: Record) -> Snapshot:
    old = milestone_of(snapshot, record)
    if old is None:
        return snapshot
    fields: dict[str, object] = {
        "state": State.REVISING,
        "corrections": tuple(Correction(text) for text in strings(record.data, "corrections")),
        "revisions": old.revisions + 1,
        "submitted_at": None,
        "revised_at": record.at,
    }
    if record.data.get("date"):
        fields |= {"due": day(record.data, "date"), "due_at": None}
    return with_milestone(snapshot, record, **fields)


def _moved(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_milestone(snapshot, record, due=day(record.data, "date"), due_at=None, request=None)


def _date_kept(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_milestone(snapshot, record, request=None)


def _assigned(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_milestone(snapshot, record, assignee=text(record.data, "person"), request=None)


def _paid(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_milestone(snapshot, record, state=State.PAID)


def _cancelled(snapshot: Snapshot, record: Record) -> Snapshot:
    if record.about.kind == "meeting":
        return with_meeting(snapshot, record, cancelled=True)
    return with_milestone(snapshot, record, state=State.CANCELLED, request=None, blocker=None)


DECISIONS: dict[str, Step] = {
    "answer": _answered,
    "feedback": _helped,
    "approve": _approved,
    "revise": _revised,
    "accept_date": _moved,
    "move": _moved,
    "keep_date": _date_kept,
    "assign": _assigned,
    "paid": _paid,
    "cancel": _cancelled,
}
