"""A milestone as a letter shows it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from mailflow.domain.milestone import Milestone, State
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.status import Status, status, today_of


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of a checklist."""

    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything about one milestone that its reader may see. `who` is the assignee's name."""

    number: int
    title: str
    due: date
    status: Status
    who: str = ""
    percent: int = 0
    open: bool = True
    conditions: tuple[str, ...] = ()
    tasks: tuple[Tick, ...] = ()
    corrections: tuple[str, ...] = ()
    evidence: bool = False
    blocked: str = ""
    asked_for: date | None = None
    amount: Decimal | None = None
    currency: str | None = None


def shown(snapshot: Snapshot, milestone: Milestone, now: datetime, *, who: bool = False, money: bool = False) -> Shown:
    """The milestone as of `now`; `who` with its assignee's name, `money` with its amount."""
    return Shown(
        number=milestone.number,
        title=milestone.title,
        due=milestone.due,
        status=status(milestone, today_of(snapshot, milestone, now)),
        who=name_of(snapshot, milestone.assignee) if who else "",
        percent=milestone.percent,
        open=milestone.open,
        conditions=milestone.conditions,
        tasks=tuple(Tick(task.title, task.done) for task in milestone.tasks),
        corrections=_corrections(milestone),
        evidence=milestone.evidence,
        blocked=milestone.blocker.reason if milestone.blocker else "",
        asked_for=milestone.request.day if milestone.request else None,
        amount=milestone.amount if money else None,
        currency=milestone.currency if money else None,
    )


def _corrections(milestone: Milestone) -> tuple[str, ...]:
    if milestone.state is not State.REVISING:
        return ()
    return tuple(point.text for point in milestone.corrections if not point.closed)


def name_of(snapshot: Snapshot, person: str | None) -> str:
    """How that person is called here; their id where their name is not known."""
    if person is None:
        return "nobody yet"
    known = snapshot.people.get(person)
    return person if known is None else known.name


def first_name(snapshot: Snapshot, person: str | None) -> str:
    """What to call that person in a sentence."""
    known = snapshot.people.get(person or "")
    return name_of(snapshot, person) if known is None else known.first_name


def ref(snapshot: Snapshot, milestone: Milestone) -> Ref:
    """The reference by which an answer finds this milestone as it was shown."""
    return Ref(snapshot.code, "milestone", milestone.number, milestone.version)
