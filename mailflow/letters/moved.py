"""What moved: the records of a while, told as one sentence for each milestone."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.fold import undone_by
from mailflow.domain.letter import Phrase
from mailflow.domain.milestone import Milestone
from mailflow.domain.record import Json, Record
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.shown import first_name

SENTENCES = {
    "start": "started",
    "task_done": "{done} of {tasks} on the checklist",
    "done": "handed in for review",
    "blocked": "blocked",
    "unblocked": "no longer blocked",
    "date_request": "a new date was asked for",
    "approve": "approved",
    "revise": "changes were asked for",
    "accept_date": "new date: {due}",
    "move": "new date: {due}",
    "keep_date": "the date stays: {due}",
    "assign": "now with {who}",
    "paid": "paid",
    "cancel": "cancelled",
    "decline": "given back by its assignee",
    "milestone": "added",
    "add": "added",
}
FEWEST_WORDS = 3
REPORTS = frozenset({"progress", "done", "start"})
"""Kinds whose words are told; so are those of a note, where it was written to be shared."""


@dataclass(frozen=True, slots=True)
class Move:
    """What happened to one milestone, oldest first. `report`: what its assignee wrote."""

    number: int
    title: str
    who: str
    person: str
    steps: tuple[Phrase, ...]
    report: str = ""


def standing(snapshot: Snapshot, since: datetime) -> tuple[Record, ...]:
    """The records since then that no UNDO has taken back, oldest first."""
    undone = undone_by(snapshot.recent)
    return tuple(r for r in snapshot.recent if r.at >= since and r.seq not in undone and r.kind != "undo")


def moved(
    snapshot: Snapshot, since: datetime, hidden: frozenset[str] = frozenset(), *, shared_only: bool = False
) -> tuple[Move, ...]:
    """Every milestone about which something was recorded since then, by number.

    Kinds that are `hidden` are left out; `shared_only`: reports only where they were written to be shared.
    """
    by_number: dict[int, list[Record]] = {}
    for record in standing(snapshot, since):
        number = record.about.number or 0
        if record.kind in hidden:
            continue
        if record.about.kind == "milestone" and number in snapshot.milestones:
            by_number.setdefault(number, []).append(record)
    found = sorted(by_number.items())
    moves = (_move(snapshot, snapshot.milestones[number], records, shared_only) for number, records in found)
    return tuple(move for move in moves if move.steps or move.report)


def _move(snapshot: Snapshot, milestone: Milestone, records: list[Record], shared_only: bool) -> Move:
    latest: dict[str, Phrase] = {}
    for record in records:
        sentence = _sentence(snapshot, milestone, record)
        if sentence is not None:
            latest.pop(_group(record.kind), None)
            latest[_group(record.kind)] = sentence
    told = [r for r in records if _tells(r, shared_only)]
    return Move(
        number=milestone.number,
        title=milestone.title,
        who=first_name(snapshot, milestone.assignee),
        person=milestone.assignee or "",
        steps=tuple(latest.values()),
        report=_words(told[-1]) if told else "",
    )


def _tells(record: Record, shared_only: bool) -> bool:
    shared = bool(record.data.get("shared"))
    return shared if shared_only or record.kind == "note" else record.kind in REPORTS


def _words(record: Record) -> str:
    """What was written beside it, where that is more than the report itself."""
    text = said.text(record.data, "text")
    return text if len(text.split()) >= FEWEST_WORDS else ""


def _group(kind: str) -> str:
    """Kinds of which only the last one is worth telling."""
    return {"accept_date": "date", "move": "date", "keep_date": "date", "date_request": "date"}.get(kind, kind)


def _sentence(snapshot: Snapshot, milestone: Milestone, record: Record) -> Phrase | None:
    if record.kind == "progress":
        percent = said.number(record.data, "percent")
        return None if percent is None else Phrase("{percent} %", {"percent": percent})
    if record.kind in ("milestone", "add") and record.message is None:
        return None
    sentence = SENTENCES.get(record.kind)
    if sentence is None:
        return None
    values: dict[str, Json] = {
        "done": milestone.tasks_done,
        "tasks": len(milestone.tasks),
        "due": {"day": milestone.due.isoformat()},
        "who": first_name(snapshot, milestone.assignee),
    }
    return Phrase(sentence, values)
