"""A milestone: what was promised, and where it stands."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from mailflow.domain.calendar import Calendar, instant


class State(StrEnum):
    """Life of a milestone; `blocked` is an overlay and not a state."""

    PLANNED = "planned"
    STARTED = "started"
    SUBMITTED = "submitted"
    REVISING = "revising"
    APPROVED = "approved"
    PAID = "paid"
    CANCELLED = "cancelled"


OPEN = frozenset({State.PLANNED, State.STARTED, State.REVISING})
FINISHED = frozenset({State.APPROVED, State.PAID})
END_OF_DAY = time(23, 59, 59)


class Side(StrEnum):
    """Whose move it is."""

    OWNER = "owner"
    CONTRACTOR = "contractor"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a milestone's checklist."""

    title: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why a milestone cannot go on, since when, and whose move it is."""

    reason: str
    since: datetime
    by: str
    side: Side = Side.OWNER


@dataclass(frozen=True, slots=True)
class DateRequest:
    """A new date that the contractor asked for and the owner has not decided on."""

    day: date
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """One numbered point of a revision."""

    text: str
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """Numbered in its project. `due` is a date in the assignee's zone, ended by their day, unless `due_at` is set.

    `version` is the number of the last record that changed this milestone. `first_submitted_at` stays through
    revisions, the last of which was asked for at `revised_at`.
    """

    number: int
    title: str
    due: date
    assignee: str | None = None
    due_at: datetime | None = None
    amount: Decimal | None = None
    currency: str | None = None
    conditions: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    evidence: bool = False
    state: State = State.PLANNED
    percent: int = 0
    blocker: Blocker | None = None
    request: DateRequest | None = None
    corrections: tuple[Correction, ...] = ()
    revisions: int = 0
    first_due: date | None = None
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    first_submitted_at: datetime | None = None
    revised_at: datetime | None = None
    approved_at: datetime | None = None
    reported_at: datetime | None = None
    last_report: str = ""
    version: int = 0

    @property
    def open(self) -> bool:
        """Whether the contractor still has work to do here."""
        return self.state in OPEN

    @property
    def tasks_done(self) -> int:
        """How many lines of the checklist are ticked."""
        return sum(task.done for task in self.tasks)

    def deadline(self, calendar: Calendar) -> datetime:
        """The UTC instant at which this is due: `due_at`, or the end of the due date in that zone."""
        return self.due_at or instant(self.due, END_OF_DAY, calendar.zone)

    def reckoned_from(self, calendar: Calendar) -> date:
        """The day from which lateness is counted: the due date, or the day of a revision that came after it."""
        if self.state is not State.REVISING or self.revised_at is None:
            return self.due
        return max(self.due, calendar.local_date(self.revised_at))

    def submitted_by(self, calendar: Calendar) -> date | None:
        """The local date of the submission that stands."""
        return None if self.submitted_at is None else calendar.local_date(self.submitted_at)
