"""State is the fold of the records: one small function for each kind of record, in one table.

A record that an UNDO took back counts as never written, so whoever appends an ``undo`` folds the
whole ledger again (`fold_all`); everything else folds onto what is there (`fold`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from pydantic import TypeAdapter

from mailflow.domain.amendment import changed_parts
from mailflow.domain.meeting import meeting_from, reply_from
from mailflow.domain.milestone import (
    Blocker,
    Correction,
    DateRequest,
    Milestone,
    Side,
    State,
    Task,
)
from mailflow.domain.people import Member, Role
from mailflow.domain.project import Acceptance, Agreement, ProjectState, Question, Routines
from mailflow.domain.record import Json, Record
from mailflow.domain.snapshot import Snapshot

Data = Mapping[str, Json]
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
        changed = _member(changed, record.person, reported_at=record.at)
    return replace(changed, seq=record.seq)


def _text(data: Data, key: str) -> str:
    value = data.get(key)
    return "" if value is None else str(value)


def _day(data: Data, key: str) -> date:
    return date.fromisoformat(_text(data, key))


def _whole(data: Data, key: str) -> int:
    return int(cast("int", data[key]))


def _strings(data: Data, key: str) -> tuple[str, ...]:
    value = data.get(key) or []
    return tuple(str(item) for item in cast("list[Json]", value))


def _member(snapshot: Snapshot, person: str | None, **fields: object) -> Snapshot:
    if person is None or person not in snapshot.members:
        return snapshot
    changed = replace(snapshot.members[person], **fields)  # type: ignore[arg-type]
    return replace(snapshot, members={**snapshot.members, person: changed})


def _milestone(snapshot: Snapshot, record: Record, **fields: object) -> Snapshot:
    """The snapshot with fields of the milestone that the record is about replaced."""
    number = record.about.number
    if number is None or number not in snapshot.milestones:
        return snapshot
    changed = replace(snapshot.milestones[number], version=record.seq, **fields)  # type: ignore[arg-type]
    return replace(snapshot, milestones={**snapshot.milestones, number: changed})


def _of(snapshot: Snapshot, record: Record) -> Milestone | None:
    return snapshot.milestones.get(record.about.number or 0)


# -- what a project file brings


def _project(snapshot: Snapshot, record: Record) -> Snapshot:
    data = record.data
    return replace(
        snapshot,
        **_vision(snapshot, record),  # type: ignore[arg-type]
        title=_text(data, "title") or snapshot.title,
        zone=_text(data, "zone") or snapshot.zone,
        routines=routines_from(cast("Data", data["routines"])) if "routines" in data else snapshot.routines,
        opened_at=snapshot.opened_at or record.at,
    )


def _vision(snapshot: Snapshot, record: Record) -> dict[str, object]:
    """A version more where it is said otherwise than before."""
    data = record.data
    vision = _text(data, "vision") if "vision" in data else snapshot.vision
    page = _text(data, "vision_text") if "vision_text" in data else snapshot.vision_text
    if (vision, page) == (snapshot.vision, snapshot.vision_text) or not vision:
        return {"vision": vision, "vision_text": page}
    version = snapshot.vision_version + 1
    told = record.at if record.kind == "project" and version > 1 else None
    return {"vision": vision, "vision_text": page, "vision_version": version, "vision_told": told}


def _joined(snapshot: Snapshot, record: Record) -> Snapshot:
    person, old = _text(record.data, "person"), snapshot.members.get(_text(record.data, "person"))
    member = Member(
        person=person,
        role=Role(_text(record.data, "role")),
        since=old.since if old is not None and old.until is None else record.at,
        peers=bool(record.data.get("peers", True)),
        invited=old.invited if old is not None and old.until is None else False,
        reported_at=None if old is None else old.reported_at,
    )
    return replace(snapshot, members={**snapshot.members, person: member})


def _left(snapshot: Snapshot, record: Record) -> Snapshot:
    return _member(snapshot, _text(record.data, "person"), until=record.at)


def _invited(snapshot: Snapshot, record: Record) -> Snapshot:
    return _member(snapshot, _text(record.data, "person"), invited=True)


def _planned(snapshot: Snapshot, record: Record) -> Snapshot:
    """A milestone is added, or what is promised in it altered; progress stays."""
    number, data = record.about.number or 0, record.data
    old = snapshot.milestones.get(number)
    base = old or Milestone(number, _text(data, "title"), _day(data, "due"))
    ticked = {task.title for task in base.tasks if task.done}
    fields: dict[str, object] = {}
    if "due" in data:
        due = _day(data, "due")
        fields |= {"due": due, "first_due": base.first_due or due, "due_at": None}
    if data.get("due_at"):
        fields["due_at"] = datetime.fromisoformat(_text(data, "due_at"))
    for name in ("title", "assignee", "currency"):
        if name in data:
            fields[name] = data[name]
    if "amount" in data:
        fields["amount"] = None if data["amount"] is None else Decimal(_text(data, "amount"))
    if "conditions" in data:
        fields["conditions"] = _strings(data, "conditions")
    if "tasks" in data:
        fields["tasks"] = tuple(Task(title, title in ticked) for title in _strings(data, "tasks"))
    if "evidence" in data:
        fields["evidence"] = bool(data["evidence"])
    changed = replace(base, version=record.seq, **fields)  # type: ignore[arg-type]
    return replace(snapshot, milestones={**snapshot.milestones, number: changed})


def _agreement(snapshot: Snapshot, record: Record) -> Snapshot:
    data = record.data
    days = data.get("auto_approve_after")
    agreement = Agreement(
        version=_whole(data, "version"),
        scope=_text(data, "scope"),
        conditions=_text(data, "conditions"),
        payment=_text(data, "payment"),
        auto_approve_after=None if days is None else int(cast("int", days)),
        since=record.at,
        seq=record.seq,
    )
    return replace(snapshot, agreement=replace(agreement, changed=changed_parts(snapshot.agreement, agreement)))


def _change_accepted(snapshot: Snapshot, record: Record) -> Snapshot:
    """A new version of the agreement, which settles the proposal that led to it."""
    return _settled(_agreement(snapshot, record), record)


def _settled(snapshot: Snapshot, record: Record) -> Snapshot:
    number = record.data.get("question")
    old = None if number is None else snapshot.questions.get(_whole(record.data, "question"))
    if old is None:
        return snapshot
    changed = replace(
        old,
        answer=_text(record.data, "text"),
        answered_by=record.person,
        answered_at=record.at,
        version=record.seq,
    )
    return replace(snapshot, questions={**snapshot.questions, old.number: changed})


def _agree(snapshot: Snapshot, record: Record) -> Snapshot:
    accepted = Acceptance(_whole(record.data, "version"), record.at, _text(record.data, "hash"), record.message)
    return replace(snapshot, accepted={**snapshot.accepted, record.person or "": accepted})


def _paused(snapshot: Snapshot, record: Record) -> Snapshot:
    return replace(snapshot, state=ProjectState.PAUSED)


def _resumed(snapshot: Snapshot, record: Record) -> Snapshot:
    return replace(snapshot, state=ProjectState.ACTIVE, closed_at=None)


def _closed(snapshot: Snapshot, record: Record) -> Snapshot:
    return replace(snapshot, state=ProjectState.CLOSED, closed_at=record.at)


# -- what contractors say


def _done(snapshot: Snapshot, record: Record) -> Snapshot:
    old = _of(snapshot, record)
    return _milestone(
        snapshot,
        record,
        state=State.SUBMITTED,
        percent=100,
        submitted_at=record.at,
        first_submitted_at=(old.first_submitted_at if old else None) or record.at,
        reported_at=record.at,
        blocker=None,
        last_report=_text(record.data, "text"),
    )


def _progress(snapshot: Snapshot, record: Record) -> Snapshot:
    old = _of(snapshot, record)
    if old is None:
        return snapshot
    percent = _whole(record.data, "percent") if record.data.get("percent") is not None else old.percent
    return _milestone(snapshot, record, percent=percent, last_report=_text(record.data, "text"), **_begun(old, record))


def _begun(old: Milestone, record: Record) -> dict[str, object]:
    """A report on a planned milestone starts it."""
    fields: dict[str, object] = {"reported_at": record.at}
    if old.state is State.PLANNED:
        fields |= {"state": State.STARTED, "started_at": old.started_at or record.at}
    return fields


def _started(snapshot: Snapshot, record: Record) -> Snapshot:
    old = _of(snapshot, record)
    return snapshot if old is None else _milestone(snapshot, record, **_begun(old, record))


def _task_done(snapshot: Snapshot, record: Record) -> Snapshot:
    old, index = _of(snapshot, record), _whole(record.data, "task") - 1
    if old is None or not 0 <= index < len(old.tasks):
        return snapshot
    tasks = tuple(replace(task, done=True) if i == index else task for i, task in enumerate(old.tasks))
    return _milestone(snapshot, record, tasks=tasks, **_begun(old, record))


def _blocked(snapshot: Snapshot, record: Record) -> Snapshot:
    side = Side(_text(record.data, "side") or Side.OWNER)
    blocker = Blocker(_text(record.data, "reason"), record.at, record.person or "", side)
    return _milestone(snapshot, record, blocker=blocker, reported_at=record.at)


def _unblocked(snapshot: Snapshot, record: Record) -> Snapshot:
    return _milestone(snapshot, record, blocker=None, reported_at=record.at)


def _date_request(snapshot: Snapshot, record: Record) -> Snapshot:
    request = DateRequest(_day(record.data, "date"), record.person or "", record.at, _text(record.data, "reason"))
    return _milestone(snapshot, record, request=request)


def _declined(snapshot: Snapshot, record: Record) -> Snapshot:
    return _milestone(snapshot, record, assignee=None)


def _asked(snapshot: Snapshot, record: Record) -> Snapshot:
    number, milestone = record.about.number or 0, record.data.get("milestone")
    proposes = record.data.get("agreement")
    question = Question(
        number=number,
        text=_text(record.data, "text"),
        by=record.person or "",
        at=record.at,
        milestone=None if milestone is None else int(cast("int", milestone)),
        urgent=bool(record.data.get("urgent", False)),
        version=record.seq,
        proposes=None if proposes is None else int(cast("int", proposes)),
    )
    return replace(snapshot, questions={**snapshot.questions, number: question})


# -- what owners decide


def _answered(snapshot: Snapshot, record: Record) -> Snapshot:
    """What is said to a proposal decides nothing."""
    old = snapshot.questions.get(record.about.number or 0)
    if old is None or old.proposes is not None:
        return snapshot
    answer = replace(
        old, answer=_text(record.data, "text"), answered_by=record.person, answered_at=record.at, version=record.seq
    )
    return replace(snapshot, questions={**snapshot.questions, old.number: answer})


def _helped(snapshot: Snapshot, record: Record) -> Snapshot:
    """An owner's answer to a blocker: the next move is the contractor's."""
    old = _of(snapshot, record)
    if old is None or old.blocker is None or not record.data.get("unblocks"):
        return snapshot
    blocker = replace(old.blocker, side=Side.CONTRACTOR, since=record.at)
    return _milestone(snapshot, record, blocker=blocker)


def _approved(snapshot: Snapshot, record: Record) -> Snapshot:
    return _milestone(snapshot, record, state=State.APPROVED, approved_at=record.at, request=None, blocker=None)


def _revised(snapshot: Snapshot, record: Record) -> Snapshot:
    old = _of(snapshot, record)
    if old is None:
        return snapshot
    fields: dict[str, object] = {
        "state": State.REVISING,
        "corrections": tuple(Correction(text) for text in _strings(record.data, "corrections")),
        "revisions": old.revisions + 1,
        "submitted_at": None,
        "revised_at": record.at,
    }
    if record.data.get("date"):
        fields |= {"due": _day(record.data, "date"), "due_at": None}
    return _milestone(snapshot, record, **fields)


def _moved(snapshot: Snapshot, record: Record) -> Snapshot:
    return _milestone(snapshot, record, due=_day(record.data, "date"), due_at=None, request=None)


def _date_kept(snapshot: Snapshot, record: Record) -> Snapshot:
    return _milestone(snapshot, record, request=None)


def _assigned(snapshot: Snapshot, record: Record) -> Snapshot:
    return _milestone(snapshot, record, assignee=_text(record.data, "person"), request=None)


def _paid(snapshot: Snapshot, record: Record) -> Snapshot:
    return _milestone(snapshot, record, state=State.PAID)


def _cancelled(snapshot: Snapshot, record: Record) -> Snapshot:
    if record.about.kind == "meeting":
        return _meeting(snapshot, record, cancelled=True)
    return _milestone(snapshot, record, state=State.CANCELLED, request=None, blocker=None)


# -- meetings


def _met(snapshot: Snapshot, record: Record) -> Snapshot:
    return _meeting(snapshot, record, cancelled=False)


def _meeting(snapshot: Snapshot, record: Record, *, cancelled: bool) -> Snapshot:
    number = record.about.number or 0
    found = meeting_from(number, record.data, snapshot.meetings.get(number))
    found = replace(found, cancelled=cancelled, version=record.seq)
    return replace(snapshot, meetings={**snapshot.meetings, number: found})


def _said_to_all(snapshot: Snapshot, record: Record) -> Snapshot:
    """The minutes of a call; everything else changes nothing."""
    old = snapshot.meetings.get(record.about.number or 0) if record.about.kind == "meeting" else None
    if old is None:
        return snapshot
    changed = replace(old, notes=_text(record.data, "text"))
    return replace(snapshot, meetings={**snapshot.meetings, old.number: changed})


def _replied(snapshot: Snapshot, record: Record) -> Snapshot:
    old = snapshot.meetings.get(record.about.number or 0)
    if old is None or record.person is None:
        return snapshot
    changed = replace(old, replies={**old.replies, record.person: reply_from(record.data)})
    return replace(snapshot, meetings={**snapshot.meetings, old.number: changed})


STEPS: dict[str, Callable[[Snapshot, Record], Snapshot]] = {
    "project": _project,
    "member": _joined,
    "invite": _joined,
    "left": _left,
    "invited": _invited,
    "milestone": _planned,
    "add": _planned,
    "agreement": _agreement,
    "agree": _agree,
    "accept_change": _change_accepted,
    "keep_agreement": _settled,
    "vision": _project,
    "pause_project": _paused,
    "resume_project": _resumed,
    "close_project": _closed,
    "done": _done,
    "progress": _progress,
    "start": _started,
    "task_done": _task_done,
    "blocked": _blocked,
    "unblocked": _unblocked,
    "date_request": _date_request,
    "decline": _declined,
    "question": _asked,
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
    "meet": _met,
    "rsvp": _replied,
    "broadcast": _said_to_all,
}


# -- routines as data

_ROUTINES = TypeAdapter(Routines)


def routines_data(routines: Routines) -> dict[str, Json]:
    """Routines as the ledger keeps them; a routine that is off is null."""
    return cast("dict[str, Json]", _ROUTINES.dump_python(routines, mode="json"))


def routines_from(data: Data) -> Routines:
    """The routines that `routines_data` wrote."""
    return _ROUTINES.validate_python(data)
