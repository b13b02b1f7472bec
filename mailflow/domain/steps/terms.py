"""What people work under: the project, its people, its plan, the agreement."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from mailflow.domain.amendment import changed_parts
from mailflow.domain.milestone import Milestone, Task
from mailflow.domain.people import Member, Role
from mailflow.domain.project import Acceptance, Agreement, ProjectState
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.steps.data import Data, Step, day, strings, text, whole, with_member
from mailflow.domain.steps.routines import routines_from


def _project(snapshot: Snapshot, record: Record) -> Snapshot:
    data = record.data
    return replace(
        snapshot,
        **_vision(snapshot, record),
        title=text(data, "title") or snapshot.title,
        zone=text(data, "zone") or snapshot.zone,
        routines=routines_from(cast("Data", data["routines"])) if "routines" in data else snapshot.routines,
        opened_at=snapshot.opened_at or record.at,
    )


def _vision(snapshot: Snapshot, record: Record) -> dict[str, Any]:
    """A version more where it is said otherwise than before."""
    data = record.data
    vision = text(data, "vision") if "vision" in data else snapshot.vision
    page = text(data, "vision_text") if "vision_text" in data else snapshot.vision_text
    if (vision, page) == (snapshot.vision, snapshot.vision_text) or not vision:
        return {"vision": vision, "vision_text": page}
    version = snapshot.vision_version + 1
    told = record.at if record.kind == "project" and version > 1 else None
    return {"vision": vision, "vision_text": page, "vision_version": version, "vision_told": told}


def _joined(snapshot: Snapshot, record: Record) -> Snapshot:
    person, old = text(record.data, "person"), snapshot.members.get(text(record.data, "person"))
    member = Member(
        person=person,
        role=Role(text(record.data, "role")),
        since=old.since if old is not None and old.until is None else record.at,
        peers=bool(record.data.get("peers", True)),
        invited=old.invited if old is not None and old.until is None else False,
        reported_at=None if old is None else old.reported_at,
    )
    return replace(snapshot, members={**snapshot.members, person: member})


def _left(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_member(snapshot, text(record.data, "person"), until=record.at)


def _invited(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_member(snapshot, text(record.data, "person"), invited=True)


def _planned(snapshot: Snapshot, record: Record) -> Snapshot:
    """A milestone is added, or what is promised in it altered; progress stays."""
    number, data = record.about.number or 0, record.data
    old = snapshot.milestones.get(number)
    base = old or Milestone(number, text(data, "title"), day(data, "due"))
    ticked = {task.title for task in base.tasks if task.done}
    fields: dict[str, Any] = {}
    if "due" in data:
        due = day(data, "due")
        fields |= {"due": due, "first_due": base.first_due or due, "due_at": None}
    if data.get("due_at"):
        fields["due_at"] = datetime.fromisoformat(text(data, "due_at"))
    for name in ("title", "assignee", "currency"):
        if name in data:
            fields[name] = data[name]
    if "amount" in data:
        fields["amount"] = None if data["amount"] is None else Decimal(text(data, "amount"))
    if "conditions" in data:
        fields["conditions"] = strings(data, "conditions")
    if "tasks" in data:
        fields["tasks"] = tuple(Task(title, title in ticked) for title in strings(data, "tasks"))
    if "evidence" in data:
        fields["evidence"] = bool(data["evidence"])
    changed = replace(base, version=record.seq, **fields)
    return replace(snapshot, milestones={**snapshot.milestones, number: changed})


def _agreement(snapshot: Snapshot, record: Record) -> Snapshot:
    data = record.data
    days = data.get("auto_approve_after")
    agreement = Agreement(
        version=whole(data, "version"),
        scope=text(data, "scope"),
        conditions=text(data, "conditions"),
        payment=text(data, "payment"),
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
    old = None if number is None else snapshot.questions.get(whole(record.data, "question"))
    if old is None:
        return snapshot
    changed = replace(
        old,
        answer=text(record.data, "text"),
        answered_by=record.person,
        answered_at=record.at,
        version=record.seq,
    )
    return replace(snapshot, questions={**snapshot.questions, old.number: changed})


def _agree(snapshot: Snapshot, record: Record) -> Snapshot:
    accepted = Acceptance(whole(record.data, "version"), record.at, text(record.data, "hash"), record.message)
    return replace(snapshot, accepted={**snapshot.accepted, record.person or "": accepted})


def _paused(snapshot: Snapshot, record: Record) -> Snapshot:
    return replace(snapshot, state=ProjectState.PAUSED)


def _resumed(snapshot: Snapshot, record: Record) -> Snapshot:
    return replace(snapshot, state=ProjectState.ACTIVE, closed_at=None)


def _closed(snapshot: Snapshot, record: Record) -> Snapshot:
    return replace(snapshot, state=ProjectState.CLOSED, closed_at=record.at)


TERMS: dict[str, Step] = {
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
}
