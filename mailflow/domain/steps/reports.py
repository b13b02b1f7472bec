"""What contractors say."""

from dataclasses import replace
from typing import cast

from mailflow.domain.milestone import Blocker, DateRequest, Milestone, Side, State
from mailflow.domain.project import Question
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.steps.data import Step, day, milestone_of, text, whole, with_milestone


def _done(snapshot: Snapshot, record: Record) -> Snapshot:
    old = milestone_of(snapshot, record)
    return with_milestone(
        snapshot,
        record,
        state=State.SUBMITTED,
        percent=100,
        submitted_at=record.at,
        first_submitted_at=(old.first_submitted_at if old else None) or record.at,
        reported_at=record.at,
        blocker=None,
        last_report=text(record.data, "text"),
    )


def _progress(snapshot: Snapshot, record: Record) -> Snapshot:
    old = milestone_of(snapshot, record)
    if old is None:
        return snapshot
    percent = whole(record.data, "percent") if record.data.get("percent") is not None else old.percent
    return with_milestone(
        snapshot, record, percent=percent, last_report=text(record.data, "text"), **_begun(old, record)
    )


def _begun(old: Milestone, record: Record) -> dict[str, object]:
    """A report on a planned milestone starts it."""
    fields: dict[str, object] = {"reported_at": record.at}
    if old.state is State.PLANNED:
        fields |= {"state": State.STARTED, "started_at": old.started_at or record.at}
    return fields


def _started(snapshot: Snapshot, record: Record) -> Snapshot:
    old = milestone_of(snapshot, record)
    return snapshot if old is None else with_milestone(snapshot, record, **_begun(old, record))


def _task_done(snapshot: Snapshot, record: Record) -> Snapshot:
    old, index = milestone_of(snapshot, record), whole(record.data, "task") - 1
    if old is None or not 0 <= index < len(old.tasks):
        return snapshot
    tasks = tuple(replace(task, done=True) if i == index else task for i, task in enumerate(old.tasks))
    return with_milestone(snapshot, record, tasks=tasks, **_begun(old, record))


def _blocked(snapshot: Snapshot, record: Record) -> Snapshot:
    side = Side(text(record.data, "side") or Side.OWNER)
    blocker = Blocker(text(record.data, "reason"), record.at, record.person or "", side)
    return with_milestone(snapshot, record, blocker=blocker, reported_at=record.at)


def _unblocked(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_milestone(snapshot, record, blocker=None, reported_at=record.at)


def _date_request(snapshot: Snapshot, record: Record) -> Snapshot:
    request = DateRequest(day(record.data, "date"), record.person or "", record.at, text(record.data, "reason"))
    return with_milestone(snapshot, record, request=request)


def _declined(snapshot: Snapshot, record: Record) -> Snapshot:
    return with_milestone(snapshot, record, assignee=None)


def _asked(snapshot: Snapshot, record: Record) -> Snapshot:
    number, milestone = record.about.number or 0, record.data.get("milestone")
    proposes = record.data.get("agreement")
    question = Question(
        number=number,
        text=text(record.data, "text"),
        by=record.person or "",
        at=record.at,
        milestone=None if milestone is None else int(cast("int", milestone)),
        urgent=bool(record.data.get("urgent", False)),
        version=record.seq,
        proposes=None if proposes is None else int(cast("int", proposes)),
    )
    return replace(snapshot, questions={**snapshot.questions, number: question})


REPORTS: dict[str, Step] = {
    "done": _done,
    "progress": _progress,
    "start": _started,
    "task_done": _task_done,
    "blocked": _blocked,
    "unblocked": _unblocked,
    "date_request": _date_request,
    "decline": _declined,
    "question": _asked,
}
