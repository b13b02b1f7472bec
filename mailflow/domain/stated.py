"""A project as its file states it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from mailflow.domain.people import Role
from mailflow.domain.project import Agreement, Routines


@dataclass(frozen=True, slots=True)
class Participant:
    """One of the people of a project file. None: the file does not say, so what is known of them stays."""

    id: str
    name: str
    addresses: tuple[str, ...]
    role: Role
    zone: str | None = None
    language: str | None = None
    locale: str | None = None
    workdays: frozenset[int] | None = None
    holidays: str | None = None
    peers: bool = True


@dataclass(frozen=True, slots=True)
class Promise:
    """A milestone as a project file states it. `due_at` is set where it is due at a time of day."""

    number: int
    title: str
    due: date
    due_at: datetime | None = None
    assignee: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    conditions: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole project file."""

    code: str
    title: str
    zone: str = "UTC"
    vision: str = ""
    vision_text: str = ""
    agreement: Agreement | None = None
    people: tuple[Participant, ...] = ()
    milestones: tuple[Promise, ...] = ()
    routines: Routines = field(default_factory=Routines)
