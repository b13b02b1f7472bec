"""The record of a project, as one of its people may read it: who said what, when, and what came of it."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from mailflow.domain.enclosed import Enclosed, files_in
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
    "thank": "thanked {who}",
    "broadcast": "wrote to everybody",
    "vision": "said where this is going",
    "counter": "proposed a change to the agreement",
    "accept_change": "made a new version of the agreement",
    "keep_agreement": "kept the agreement as it is",
    "invite": "invited {who}",
    "new_project": "set the project up",
    "pause_project": "paused the project",
    "resume_project": "let the project go on",
    "close_project": "closed the project",
}
FOR_TWO = frozenset({"question", "answer", "note", "feedback", "thank", "counter", "keep_agreement"})
"""What is between its writer and the owners, unless it was written to be shared."""
TO_ALL = frozenset({"broadcast", "vision"})
LISTED = 500
"""How many entries a page shows."""
OVERSEEING = frozenset({Role.OWNER, Role.OBSERVER})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record. `number` and `title` are of its milestone, 0 and empty for none; `undone`: taken back.

    `record` is its number in the project's ledger, `message` the message that said so, and `question` the number of
    the question it is about, or 0. `files` came with it.
    """

    at: datetime
    who: str
    what: Phrase
    number: int = 0
    title: str = ""
    words: str = ""
    undone: bool = False
    record: int = 0
    kind: str = ""
    message: int | None = None
    question: int = 0
    files: tuple[Enclosed, ...] = ()


def history(snapshot: Snapshot, records: Sequence[Record], reader: str, most: int | None = LISTED) -> tuple[Entry, ...]:
    """The last `most` entries that `reader` may see, or all of them, newest first. `records` are oldest first."""
    undone = undone_by(records)
    worked = _workers(records, undone)
    shown = (r for r in reversed(records) if r.kind in SENTENCES and _said(r))
    known = ((r, set(_concerned(snapshot, r, worked.get(r.seq)))) for r in shown)
    entries = (
        _entry(snapshot, r, reader, who, r.seq in undone) for r, who in known if _visible(snapshot, r, reader, who)
    )
    return tuple(islice(entries, most))


def _said(record: Record) -> bool:
    """Whether somebody said so, or the agreement by itself, and not the project file."""
    return record.person is not None or record.message is not None or bool(record.data.get("silent"))


def _workers(records: Sequence[Record], undone: Container[int]) -> dict[int, str | None]:
    """Who had the milestone that a record is about, at that time: who gets it later was not told."""
    holders: dict[int, str | None] = {}
    found: dict[int, str | None] = {}
    for record in records:
        number = record.about.number
        if record.about.kind != "milestone" or number is None:
            continue
        if number in holders:
            found[record.seq] = holders[number]
        if record.seq not in undone and "assignee" in record.data:
            holders[number] = said.text(record.data, "assignee") or None
        elif record.seq not in undone and record.kind == "assign":
            holders[number] = said.text(record.data, "person")
        elif record.seq not in undone and record.kind == "decline":
            holders[number] = None
    return found


def _visible(snapshot: Snapshot, record: Record, reader: str, concerned: Container[str | None]) -> bool:
    if snapshot.role(reader) in OVERSEEING or reader in concerned:
        return True
    member = snapshot.members.get(record.person or "")
    private = record.kind in FOR_TWO and not record.data.get("shared")
    return (
        record.kind not in NOT_FOR_PEERS and not private and not _of_call(record) and (member is None or member.peers)
    )


def _of_call(record: Record) -> bool:
    """Whether it was said to whoever was asked to a call."""
    return record.about.kind == "meeting"


def _concerned(snapshot: Snapshot, record: Record, worker: str | None) -> Iterator[str | None]:
    """Who wrote it, to whom, whose milestone it was about, and whose question."""
    number = record.about.number or 0
    yield record.person
    if record.kind in ("feedback", "thank"):
        yield said.text(record.data, "person")
    if record.about.kind == "milestone":
        milestone = snapshot.milestones.get(number)
        yield worker or (milestone.assignee if milestone is not None else None)
    if record.about.kind == "question" and number in snapshot.questions:
        yield snapshot.questions[number].by
    if record.about.kind == "meeting" and number in snapshot.meetings:
        yield from snapshot.meetings[number].people


def _entry(snapshot: Snapshot, record: Record, reader: str, concerned: Container[str | None], undone: bool) -> Entry:
    milestone = snapshot.milestones.get(record.about.number or 0) if record.about.kind == "milestone" else None
    theirs = snapshot.role(reader) in OVERSEEING or reader in concerned
    open_to_all = bool(record.data.get("shared")) or (record.kind in TO_ALL and not _of_call(record))
    return Entry(
        at=record.at,
        who=name_of(snapshot, record.person) if record.person else "",
        what=_what(snapshot, record),
        number=0 if milestone is None else milestone.number,
        title="" if milestone is None else milestone.title,
        words=_words(record) if theirs or open_to_all else "",
        undone=undone,
        record=record.seq,
        kind=record.kind,
        message=record.message,
        question=(record.about.number or 0) if record.about.kind == "question" else 0,
        files=files_in(record.data) if theirs else (),
    )


def _what(snapshot: Snapshot, record: Record) -> Phrase:
    if record.data.get("silent"):
        return Phrase("approved, since nobody had answered in the time that the agreement gives")
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
    texts = [said.text(record.data, key) for key in ("text", "reason", "vision", "vision_text")]
    points = [f"{place}. {text}" for place, text in enumerate(said.texts(record.data, "corrections"), 1)]
    return "\n".join(text for text in (*texts, *points) if text)
