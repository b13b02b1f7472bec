"""People: one per installation, known by their addresses; their role belongs to the membership."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from mailflow.domain.calendar import MONDAY_TO_FRIDAY, Calendar, calendar_of


class Role(StrEnum):
    """What somebody is on one project."""

    OWNER = "owner"
    CONTRACTOR = "contractor"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody known by their addresses. The first address receives, all are recognised.

    `away_from` and `away_until` are the first and the last day away; `snoozed_until` is the last
    day without scheduled letters.
    """

    id: str
    name: str
    addresses: tuple[str, ...]
    zone: str = "UTC"
    language: str = "en"
    locale: str | None = None
    workdays: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: str | None = None
    away_from: date | None = None
    away_until: date | None = None
    snoozed_until: date | None = None
    paused: bool = False
    failing_since: datetime | None = None

    @property
    def calendar(self) -> Calendar:
        """When this person works."""
        return calendar_of(self.zone, self.workdays, self.holidays)

    @property
    def first_name(self) -> str:
        """The name to greet with."""
        return self.name.split()[0] if self.name.split() else self.id

    def is_away(self, day: date) -> bool:
        """Whether this person said they are away on `day`."""
        if self.away_from is None or day < self.away_from:
            return False
        return self.away_until is None or day <= self.away_until

    def wants_quiet(self, day: date) -> bool:
        """Whether nothing scheduled should be sent to this person on `day`; nor is it where their address fails."""
        snoozed = self.snoozed_until is not None and day <= self.snoozed_until
        return self.paused or snoozed or self.failing_since is not None or self.is_away(day)


@dataclass(frozen=True, slots=True)
class Member:
    """A person's part in one project. `peers`: whether their reports are shared with peers."""

    person: str
    role: Role
    since: datetime
    until: datetime | None = None
    peers: bool = True
    invited: bool = False
    reported_at: datetime | None = None
