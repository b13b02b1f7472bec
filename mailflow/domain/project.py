"""A project: its agreement, routines, questions, and the reference by which letters point into it."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256


class ProjectState(StrEnum):
    """Whether a project runs."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Ref:
    """What a letter or a command is about: a project, or one numbered thing in it.

    `kind` is ``project``, ``milestone``, ``question``, ``agreement`` or ``meeting``; `version` is that of the
    thing when the reference was made (0: not known).
    """

    project: str
    kind: str = "project"
    number: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Agreement:
    """Versioned text: nature of the job, conditions of fulfilment, payment terms.

    `auto_approve_after`: working days after which an unanswered submission counts as approved. `since` is when this
    version was recorded, `seq` in which record, `changed` the parts of the text that differ from the version before.
    """

    version: int
    scope: str = ""
    conditions: str = ""
    payment: str = ""
    auto_approve_after: int | None = None
    since: datetime | None = field(default=None, compare=False)
    seq: int = field(default=0, compare=False)
    changed: tuple[str, ...] = field(default=(), compare=False)

    @property
    def text_hash(self) -> str:
        """SHA-256 of the text that a person agrees to."""
        text = "\x00".join((str(self.version), self.scope, self.conditions, self.payment))
        return sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepted which version of the agreement, by which message."""

    version: int
    at: datetime
    text_hash: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A tracked question; `answer` is empty while the owner has not answered.

    `proposes`: it is a proposal to change that version of the agreement, and open until an owner decides.
    """

    number: int
    text: str
    by: str
    at: datetime
    milestone: int | None = None
    answer: str = ""
    answered_by: str | None = None
    answered_at: datetime | None = None
    urgent: bool = False
    version: int = 0
    proposes: int | None = None

    @property
    def open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.answered_at is None


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time as people write it in the config: hours, days, or working days."""

    amount: timedelta = timedelta(0)
    workdays: int = 0


@dataclass(frozen=True, slots=True)
class CheckIn:
    """The set time for reports: on one weekday (Monday is 0), or on every working day (None)."""

    on: int | None = 0
    at: time = time(9)


@dataclass(frozen=True, slots=True)
class RoundUp:
    """When everybody hears the others; `to_owners` narrows it to the owners."""

    after_check_in: timedelta = timedelta(hours=24)
    to_owners: bool = False


@dataclass(frozen=True, slots=True)
class Reminders:
    """The ladder around a due date."""

    before: tuple[timedelta, ...] = (timedelta(days=7), timedelta(days=2), timedelta(0))
    overdue_every: Span = field(default=Span(workdays=2))
    escalate_after: Span = field(default=Span(workdays=2))


@dataclass(frozen=True, slots=True)
class Digest:
    """The owner's weekly summary: weekday (Monday is 0) and local time."""

    on: int = 4
    at: time = time(16)


@dataclass(frozen=True, slots=True)
class MeetingRule:
    """Whether calls are proposed, where they take place, and the regular one: every so many `weeks` (0: none) on that
    weekday (Monday is 0) and time in the project's zone, for so many minutes."""

    propose: bool = True
    link: str = ""
    blocked_days: int = 5
    weeks: int = 0
    on: int = 1
    at: time = time(10)
    length: int = 30


class AppreciationMode(StrEnum):
    """Whether praise goes out by itself, or is drafted for the owner."""

    AUTO = "auto"
    DRAFT = "draft"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Routines:
    """A project's schedules; None switches a routine off."""

    check_in: CheckIn | None = field(default=CheckIn())
    round_up: RoundUp | None = field(default=RoundUp())
    reminders: Reminders | None = field(default=Reminders())
    digest: Digest | None = field(default=Digest())
    appreciation: AppreciationMode = AppreciationMode.AUTO
    meeting: MeetingRule | None = field(default=MeetingRule())
