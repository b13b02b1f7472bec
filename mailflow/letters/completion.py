"""The completion: the last milestone is approved, and everybody gets the record of it."""

from dataclasses import dataclass
from datetime import date, datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.milestone import FINISHED, Milestone
from mailflow.domain.people import Role
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.money import Money, money
from mailflow.letters.shown import name_of


@dataclass(frozen=True, slots=True)
class Finished:
    """A milestone in the record. `early` in days, negative where it came after its date: by when it was first
    handed in; with revisions, `ready` is when it was handed in for the last time."""

    number: int
    title: str
    who: str
    handed_in: date | None
    due: date
    early: int
    revisions: int
    ready: date | None = None


@dataclass(frozen=True, slots=True)
class CompletionFacts(Facts):
    """`mine`: the milestones are the reader's own; an owner or observer sees all of them."""

    project: str
    role: str
    mine: bool
    people: tuple[str, ...]
    started: datetime | None
    finished: datetime
    days: int
    milestones: tuple[Finished, ...]
    on_time: int
    total: int
    money: tuple[Money, ...]
    vision: str


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> CompletionFacts | None:
    """Nothing where something is open again."""
    role = snapshot.role(intent.to)
    if role is None or not snapshot.complete():
        return None
    mine = role is Role.CONTRACTOR
    chosen = [m for m in snapshot.milestones.values() if m.state in FINISHED]
    if mine:
        chosen = [m for m in chosen if m.assignee == intent.to]
    listed = tuple(_finished(snapshot, m) for m in sorted(chosen, key=lambda m: m.number))
    end = max((m.approved_at for m in snapshot.milestones.values() if m.approved_at), default=now)
    return CompletionFacts(
        project=snapshot.title,
        role=role,
        mine=mine,
        people=tuple(p.name for p in snapshot.contractors()),
        started=snapshot.opened_at,
        finished=end,
        days=(end - (snapshot.opened_at or end)).days + 1,
        milestones=listed,
        on_time=sum(m.early >= 0 for m in listed),
        total=len(listed),
        money=() if role is Role.OBSERVER else money(chosen),
        vision=snapshot.vision,
    )


def _finished(snapshot: Snapshot, milestone: Milestone) -> Finished:
    calendar = snapshot.calendar(milestone.assignee)
    ready = milestone.submitted_by(calendar)
    first = milestone.first_submitted_at
    handed_in = ready if first is None else calendar.local_date(first)
    return Finished(
        number=milestone.number,
        title=milestone.title,
        who=name_of(snapshot, milestone.assignee),
        handed_in=handed_in,
        due=milestone.due,
        early=0 if handed_in is None else (milestone.due - handed_in).days,
        revisions=milestone.revisions,
        ready=ready if milestone.revisions else None,
    )


LETTER = Letter("completion", Pace.NEWS, facts, order=26)
