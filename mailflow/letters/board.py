"""A page of the board: where a project stands, for one of its people."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from mailflow.domain.forecast import Forecast, forecasts
from mailflow.domain.people import Role
from mailflow.domain.project import ProjectState, Question
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.decisions import Decision, decisions
from mailflow.letters.history import LISTED, OVERSEEING, Entry, history
from mailflow.letters.money import Money, money
from mailflow.letters.overview import Overview, overview
from mailflow.letters.shown import name_of
from mailflow.letters.silence import silent


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that nobody has answered yet."""

    number: int
    who: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """What one person sees of one project.

    `forecasts` are by milestone, and a contractor gets those of their own. `money` is all of it for owners, their own
    for a contractor, and nothing for an observer.
    """

    code: str
    project: str
    state: ProjectState
    vision: str
    vision_text: str
    owner: bool
    overview: Overview
    forecasts: Mapping[int, Forecast]
    decisions: tuple[Decision, ...]
    questions: tuple[Asked, ...]
    silent: tuple[str, ...]
    away: tuple[str, ...]
    money: tuple[Money, ...]
    history: tuple[Entry, ...]


def board(
    snapshot: Snapshot, records: Sequence[Record], reader: str, now: datetime, most: int | None = LISTED
) -> BoardFacts:
    """The page of `reader`; `records` are the project's, oldest first; `most` of them are listed, None for all."""
    role = snapshot.role(reader)
    found = overview(snapshot, reader, now, everybody=True)
    theirs = {n for n, m in snapshot.milestones.items() if role in OVERSEEING or m.assignee == reader}
    mine = () if role is None or role is Role.OBSERVER else snapshot.milestones.values()
    return BoardFacts(
        code=snapshot.code,
        project=snapshot.title,
        state=snapshot.state,
        vision=snapshot.vision,
        vision_text=snapshot.vision_text,
        owner=role is Role.OWNER,
        overview=_for_peers(found, theirs),
        forecasts={one.number: one for one in forecasts(snapshot, now) if one.number in theirs},
        decisions=decisions(snapshot) if role is Role.OWNER else (),
        questions=tuple(_asked(snapshot, q) for q in snapshot.open_questions() if role in OVERSEEING or q.by == reader),
        silent=silent(snapshot, now),
        away=tuple(p.name for p in snapshot.contractors() if p.is_away(p.calendar.local_date(now))),
        money=money(m for m in mine if role is Role.OWNER or m.assignee == reader),
        history=history(snapshot, records, reader, most),
    )


def _for_peers(found: Overview, theirs: Container[int]) -> Overview:
    """The overview without what is between somebody else and the owners."""
    milestones = (
        m if m.number in theirs else replace(m, blocked="", asked_for=None, corrections=()) for m in found.milestones
    )
    return replace(found, milestones=tuple(milestones))


def _asked(snapshot: Snapshot, question: Question) -> Asked:
    return Asked(question.number, name_of(snapshot, question.by), question.at, question.text)
