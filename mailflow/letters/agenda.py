"""What a call is to settle, as one of those who come may read it: open questions, points to mend, blockers."""

from collections.abc import Iterator
from dataclasses import dataclass

from mailflow.domain.letter import Phrase
from mailflow.domain.meeting import Meeting
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.people import Role
from mailflow.domain.project import Question
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.shown import first_name

MOST = 12


@dataclass(frozen=True, slots=True)
class Topic:
    """One line of an agenda, and what somebody wrote about it."""

    what: Phrase
    quote: str


def agenda(snapshot: Snapshot, meeting: Meeting, reader: str) -> tuple[Topic, ...]:
    """What is open among those who come. Peers don't read each other's questions, revisions and blockers: a contractor
    gets those of their own, an owner all of them."""
    topics = [*_questions(snapshot, meeting, reader), *_milestones(snapshot, meeting, reader)]
    return tuple(topics[:MOST])


def _questions(snapshot: Snapshot, meeting: Meeting, reader: str) -> Iterator[Topic]:
    for question in snapshot.open_questions():
        if question.by in meeting.people and _about(meeting, question.milestone) and _sees(snapshot, question, reader):
            gaps: dict[str, Json] = {"number": question.number, "who": first_name(snapshot, question.by)}
            yield Topic(Phrase("Question {number}, from {who}", gaps), question.text)


def _sees(snapshot: Snapshot, question: Question, reader: str) -> bool:
    milestone = snapshot.milestones.get(question.milestone or 0)
    return _owns(snapshot, reader) or question.by == reader or (milestone is not None and milestone.assignee == reader)


def _milestones(snapshot: Snapshot, meeting: Meeting, reader: str) -> Iterator[Topic]:
    for milestone in snapshot.milestones.values():
        theirs = milestone.assignee in meeting.people and (_owns(snapshot, reader) or milestone.assignee == reader)
        if theirs and _about(meeting, milestone.number) and milestone.open:
            yield from _of(milestone)


def _of(milestone: Milestone) -> Iterator[Topic]:
    gaps: dict[str, Json] = {"number": milestone.number, "title": milestone.title}
    points = [point.text for point in milestone.corrections if not point.closed]
    if milestone.state is State.REVISING and points:
        yield Topic(Phrase("{number}. {title}, to be mended", gaps), "\n".join(points))
    if milestone.blocker is not None:
        yield Topic(Phrase("{number}. {title}, what is in the way", gaps), milestone.blocker.reason)


def _about(meeting: Meeting, milestone: int | None) -> bool:
    """Whether a call about one milestone is the place for what belongs to that one."""
    return meeting.milestone is None or milestone == meeting.milestone


def _owns(snapshot: Snapshot, reader: str) -> bool:
    return snapshot.role(reader) is Role.OWNER
