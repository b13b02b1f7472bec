"""UNDO: takes back what the message that it answers did, as long as nobody has built on it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from mailflow.commands import meet as call
from mailflow.commands.aimed import refused
from mailflow.commands.command import Command
from mailflow.commands.personal import before
from mailflow.commands.post import Post
from mailflow.commands.question import put
from mailflow.commands.wording import names, phrase
from mailflow.domain.authority import RIGHTS
from mailflow.domain.letter import Intent, sentence
from mailflow.domain.milestone import State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Question, Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json, Record
from mailflow.domain.snapshot import Snapshot

DECISION = 3
FOUNDED = "new_project"
"""What it brought into the ledger stays there: taking it back closes the project."""
LONGEST_FOR_DECISIONS = timedelta(hours=24)
RELAYED = frozenset(
    {"done", "blocked", "unblocked", "date_request", "question", "answer", "agree", "counter", "decline", "assign"}
    | {"approve", "revise", "accept_date", "keep_date", "move", "cancel", "add", "paid", "feedback", "thank", "away"}
    | {"broadcast", "vision", "accept_change", "keep_agreement"}
    | {"pause_project", "resume_project", "close_project", "new_project"}
)
TOLD_TO_ALL = frozenset(
    {"broadcast", "vision", "accept_change", "pause_project", "resume_project", "close_project", "new_project"}
)
DECIDED = frozenset({State.APPROVED, State.PAID, State.REVISING, State.CANCELLED})


KINDS = {
    "done": sentence("done"),
    "task_done": sentence("task done"),
    "start": sentence("start"),
    "progress": sentence("progress"),
    "blocked": sentence("blocked"),
    "unblocked": sentence("unblocked"),
    "date_request": sentence("date request"),
    "question": sentence("question"),
    "note": sentence("note"),
    "approve": sentence("approve"),
    "revise": sentence("revise"),
    "accept_date": sentence("accept date"),
    "keep_date": sentence("keep date"),
    "move": sentence("move"),
    "answer": sentence("answer"),
    "feedback": sentence("feedback"),
    "paid": sentence("paid"),
    "assign": sentence("assign"),
    "add": sentence("add"),
    "cancel": sentence("cancel"),
    "decline": sentence("decline"),
    "agree": sentence("agree"),
    "away": sentence("away"),
    "back": sentence("back"),
    "snooze": sentence("snooze"),
    "pause": sentence("pause"),
    "resume": sentence("resume"),
    "meet": sentence("meet"),
    "new_project": sentence("new project"),
}
"""Kinds of records in a word; one that is not among them goes by its name."""


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Every record is taken back by another; what an owner has decided since is asked of the owner."""
    records = [record for record in act.undoable if _is_theirs(record, snapshot, act)]
    if not records:
        return refused("nothing_to_undo", "I found nothing of yours to take back, so everything stays as it is.")
    if any(_too_old(record, act) for record in records):
        text = (
            "A decision can be taken back for a day, and this one is older. You can still decide anew, in plain words."
        )
        return refused("too_late", text)
    if any(_agreed_since(record, snapshot) for record in records):
        text = "This version of the agreement has been accepted meanwhile, so it stands. You can agree on another one."
        return refused("too_late", text)
    decided = [record for record in records if _decided_since(record, snapshot)]
    if decided:
        return _ask_owner(decided, asked, snapshot, act)
    return _taken_back(records, asked, snapshot, act)


def _is_theirs(record: Record, snapshot: Snapshot, act: Act) -> bool:
    """Whether it is the sender's own, or an owner's where the sender is one, too."""
    if record.about.project != snapshot.code or record.kind == "undo":
        return False
    if record.person is None:
        return record.data.get("silent") is True and act.role is Role.OWNER
    return record.person == act.by.id or act.role is Role.OWNER is snapshot.role(record.person)


def _too_old(record: Record, act: Act) -> bool:
    right = RIGHTS.get(record.kind)
    return right is not None and right.level >= DECISION and act.now - record.at > LONGEST_FOR_DECISIONS


def _agreed_since(record: Record, snapshot: Snapshot) -> bool:
    """Whether somebody has accepted the version of the agreement that this record made."""
    if record.kind != "accept_change":
        return False
    return any(accepted.version == record.data.get("version") for accepted in snapshot.accepted.values())


def _decided_since(record: Record, snapshot: Snapshot) -> bool:
    """Whether an owner has meanwhile answered what this record asked for."""
    number = record.about.number or 0
    if record.kind == "question":
        question = snapshot.questions.get(number)
        return question is not None and not question.open
    found = snapshot.milestones.get(number) if record.about.kind == "milestone" else None
    if found is None or found.version <= record.seq:
        return False
    if record.kind == "date_request":
        return found.request is None
    if record.kind == "decline":
        return found.assignee is not None
    return record.kind in {"done", "progress", "start", "task_done"} and found.state in DECIDED


def _ask_owner(decided: Sequence[Record], asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    number = decided[0].about.number
    about = number if decided[0].about.kind == "milestone" else None
    found = snapshot.milestones.get(about or 0)
    title = found.title if found is not None else ""
    question = f"UNDO: {decided[0].data.get('text') or title or asked.line}"
    outcome = put(question, snapshot.deciding(act.now), replace(asked, milestone=about), snapshot, act)
    letters = tuple(replace(intent, facts={**intent.facts, "takes_back": True}) for intent in outcome.intents)
    text = "There is a decision on this since, so I have asked {owners} before taking it back."
    said = phrase(text, owners=names(snapshot.deciding(act.now)))
    return replace(outcome, said=said, intents=letters)


def _taken_back(records: Sequence[Record], asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    calls = [call.taken_back(r, asked, snapshot, act) for r in reversed(records) if r.about.kind == "meeting"]
    others = [record for record in reversed(records) if record.about.kind != "meeting"]
    changes = tuple(Change("undo", r.about, act.by.id, {"kind": r.kind}, undoes=r.seq) for r in others)
    what: Json = {"list": [_words(record) for record in records]}
    said = phrase("Taken back: {what}. Everything is as it was before.", what=what)
    if any(record.kind == FOUNDED for record in records):
        changes += (Change("close_project", Ref(snapshot.code), act.by.id),)
        text = "Taken back: {project} is closed, and nobody is written to about it any more."
        said = phrase(text, project=snapshot.title or snapshot.code)
    person = act.by
    for record in reversed(records):
        person = before(person, record)
    changes += tuple(change for change, _ in calls)
    letters = _news(records, what, asked, snapshot, act) + tuple(i for _, letters in calls for i in letters)
    return Outcome(said, changes, letters, person=None if person == act.by else person)


def _words(record: Record) -> Json:
    """The record as somebody would have typed it."""
    number, mark = record.about.number, {"question": "Q", "meeting": "call "}.get(record.about.kind, "")
    kind = KINDS.get(record.kind, record.kind.replace("_", " "))
    return {"words": kind, "mark": "" if number is None else f" {mark}{number}"}


def _news(records: Sequence[Record], what: Json, asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Intent, ...]:
    """To whoever may have heard of it; a letter that has not left yet makes this needless."""
    heard = [record for record in records if record.kind in RELAYED]
    if not heard:
        return ()
    text = phrase("{name} has taken back: {what}. Everything is as it was before.", name=act.by.first_name, what=what)
    if any(record.kind == FOUNDED for record in records):
        text = phrase("{name} has taken this project back: it is closed before it began.", name=act.by.first_name)
    post = _post(heard, asked, snapshot, act)
    readers: dict[str, Person] = {person.id: person for person in snapshot.owners()}
    if act.role is Role.OWNER:
        numbers = {record.about.number for record in heard if record.about.kind == "milestone"}
        workers = {m.assignee for m in snapshot.milestones.values() if m.number in numbers}
        workers |= {q.by for q in snapshot.questions.values() if any(_is_about(record, q) for record in heard)}
        all_of_them = any(record.kind in TOLD_TO_ALL for record in heard)
        readers |= {person.id: person for person in snapshot.contractors() if all_of_them or person.id in workers}
    return post.notice(readers.values(), text, takes_back=[record.seq for record in heard])


def _is_about(record: Record, question: Question) -> bool:
    return record.about.kind == "question" and record.about.number == question.number


def _post(heard: Sequence[Record], asked: Asked, snapshot: Snapshot, act: Act) -> Post:
    """In the conversation about the one milestone that it concerns, where it is one."""
    numbers = {record.about.number if record.about.kind == "milestone" else None for record in heard}
    found = snapshot.milestones.get(numbers.pop() or 0) if len(numbers) == 1 else None
    return Post.on_project(asked, snapshot, act) if found is None else Post.on(found, asked, snapshot, act)


UNDO = Command("undo", "UNDO", "undo", apply)
