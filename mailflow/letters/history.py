"""The record of a project, as one of its people may read it: who said what, when, and what came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.fold import undone_by
from mailflow.domain.letter import Phrase
from mailflow.domain.people import Role
from mailflow.domain.record import Json, Record
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.round_up import NOT_FOR_PEERS
from mailflow.letters.shown import first_name, name_of

SENTENCES = {
    "start": "started",
    "progress": "reported",
    "task_done": "ticked {task} on the checklist",
    "done": "handed in for review",
    "blocked": "blocked",
    "unblocked": "no longer blocked",
    "date_request": "asked for a new date: {date}",
    "approve": "approved",
    "revise": "asked for changes",
    "accept_date": "accepted the new date: {date}",
    "move": "set a new date: {date}",
    "keep_date": "kept the date",
    "assign": "gave it to {who}",
    "paid": "paid",
    "cancel": "cancelled",
    "decline": "gave it back",
    "question": "asked",
    "answer": "answered",
    "note": "noted",
    "agree": "accepted the agreement",
    "add": "added",
    "feedback": "wrote",
}
FOR_TWO = frozenset({"question", "answer", "note", "feedback"})
"""What is between its writer and the owners, unless it was written to be shared."""
OVERSEEING = frozenset({Role.OWNER, Role.OBSERVER})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record. `number` and `title` are of its milestone, 0 and empty for none; `undone`: taken back."""

    at: datetime
    who: str
    what: Phrase
    number: int = 0
    title: str = ""
    words: str = ""
    undone: bool = False


def history(snapshot: Snapshot, records: Sequence[Record], reader: str, most: int = 500) -> tuple[Entry, ...]:
    """The last `most` entries that `reader` may see, newest first."""
    undone = undone_by(records)
    shown = (r for r in reversed(records) if r.kind in SENTENCES and (r.person or r.message) is not None)
    entries = (_entry(snapshot, r, reader, r.seq in undone) for r in shown if _visible(snapshot, r, reader))
    return tuple(entry for entry, _ in zip(entries, range(most), strict=False))


def _visible(snapshot: Snapshot, record: Record, reader: str) -> bool:
    if snapshot.role(reader) in OVERSEEING or reader in _concerned(snapshot, record):
        return True
    member = snapshot.members.get(record.person or "")
    private = record.kind in FOR_TWO and not record.data.get("shared")
    return record.kind not in NOT_FOR_PEERS and not private and (member is None or member.peers)


def _concerned(snapshot: Snapshot, record: Record) -> Iterator[str | None]:
    """Who wrote it, whose milestone it is about, and whose question."""
    number = record.about.number or 0
    yield record.person
    if record.about.kind == "milestone" and number in snapshot.milestones:
        yield snapshot.milestones[number].assignee
    if record.about.kind == "question" and number in snapshot.questions:
        yield snapshot.questions[number].by


def _entry(snapshot: Snapshot, record: Record, reader: str, undone: bool) -> Entry:
    milestone = snapshot.milestones.get(record.about.number or 0) if record.about.kind == "milestone" else None
    theirs = snapshot.role(reader) in OVERSEEING or reader in _concerned(snapshot, record)
    return Entry(
        at=record.at,
        who=name_of(snapshot, record.person) if record.person else "",
        what=_what(snapshot, record),
        number=0 if milestone is None else milestone.number,
        title="" if milestone is None else milestone.title,
        words=_words(record) if theirs or record.data.get("shared") else "",
        undone=undone,
    )


def _what(snapshot: Snapshot, record: Record) -> Phrase:
    percent = said.number(record.data, "percent")
    if record.kind == "progress" and percent is not None:
        return Phrase("reported {percent} %", {"percent": percent})
    day = said.text(record.data, "date")
    values: dict[str, Json] = {
        "date": {"day": day} if day else "",
        "task": said.number(record.data, "task"),
        "who": first_name(snapshot, said.text(record.data, "person") or None),
    }
    return Phrase(SENTENCES[record.kind], values)


def _words(record: Record) -> str:
    return said.text(record.data, "text") or said.text(record.data, "reason")
