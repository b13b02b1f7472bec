"""The state of one project at one instant: the fold of its records, with its people beside it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from mailflow.domain.calendar import Calendar, calendar_of
from mailflow.domain.meeting import Meeting
from mailflow.domain.milestone import FINISHED, Milestone, Side, State
from mailflow.domain.people import Member, Person, Role
from mailflow.domain.project import Acceptance, Agreement, ProjectState, Question, Routines
from mailflow.domain.record import Record


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known of a project. Never changed in place.

    `vision_version` counts how often the vision was said; `vision_told` is when that came from the project file, so
    that everybody has to be told of it.
    `people` and `recent` are joined by whoever loads a snapshot and are no part of the fold;
    `recent` holds the records of the last weeks, oldest first, where a letter needs them.
    """

    code: str
    seq: int = 0
    title: str = ""
    zone: str = "UTC"
    vision: str = ""
    vision_text: str = ""
    vision_version: int = 0
    vision_told: datetime | None = None
    state: ProjectState = ProjectState.ACTIVE
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    agreement: Agreement | None = None
    accepted: Mapping[str, Acceptance] = field(default_factory=dict)
    members: Mapping[str, Member] = field(default_factory=dict)
    milestones: Mapping[int, Milestone] = field(default_factory=dict)
    questions: Mapping[int, Question] = field(default_factory=dict)
    meetings: Mapping[int, Meeting] = field(default_factory=dict)
    routines: Routines = field(default_factory=Routines)
    people: Mapping[str, Person] = field(default_factory=dict)
    recent: tuple[Record, ...] = ()

    @property
    def active(self) -> bool:
        """Whether letters are due here at all."""
        return self.state is ProjectState.ACTIVE

    def member(self, person: str) -> Member | None:
        """That person's membership, while it lasts."""
        member = self.members.get(person)
        return member if member is not None and member.until is None else None

    def role(self, person: str) -> Role | None:
        """What that person is here, or None."""
        member = self.member(person)
        return None if member is None else member.role

    def with_role(self, *roles: Role) -> Iterator[Person]:
        """The people who hold one of those roles now, in the order in which they joined."""
        for member in self.members.values():
            if member.until is None and member.role in roles and member.person in self.people:
                yield self.people[member.person]

    def owners(self) -> tuple[Person, ...]:
        """Everybody who decides here."""
        return tuple(self.with_role(Role.OWNER))

    def deciding(self, now: datetime) -> tuple[Person, ...]:
        """The owners who are not away on that day of theirs; all of them, where all are."""
        owners = self.owners()
        return tuple(o for o in owners if not o.is_away(o.calendar.local_date(now))) or owners

    def contractors(self) -> tuple[Person, ...]:
        """Everybody who works here."""
        return tuple(self.with_role(Role.CONTRACTOR))

    def calendar(self, person: str | None) -> Calendar:
        """That person's calendar, or the project's for nobody."""
        known = self.people.get(person) if person else None
        return calendar_of(self.zone) if known is None else known.calendar

    def milestones_of(self, person: str) -> tuple[Milestone, ...]:
        """Everything assigned to that person, by due date."""
        mine = (m for m in self.milestones.values() if m.assignee == person and m.state is not State.CANCELLED)
        return tuple(sorted(mine, key=lambda m: (m.due, m.number)))

    def open_milestones_of(self, person: str) -> tuple[Milestone, ...]:
        """What that person still has to do, by due date."""
        return tuple(m for m in self.milestones_of(person) if m.open)

    def open_questions(self) -> tuple[Question, ...]:
        """What nobody has answered, oldest first."""
        return tuple(q for q in self.questions.values() if q.open)

    def questions_for_owners(self) -> tuple[Question, ...]:
        """What waits for an owner's answer, oldest first: an owner's own questions do not."""
        return tuple(q for q in self.open_questions() if self.role(q.by) is not Role.OWNER)

    def proposals(self) -> tuple[Question, ...]:
        """The changes to the agreement that somebody proposed and nobody decided on, oldest first."""
        return tuple(q for q in self.open_questions() if q.proposes is not None)

    def has_agreed(self, person: str) -> bool:
        """Whether that person accepted the agreement as it stands; there may be none to accept."""
        accepted = self.accepted.get(person)
        return self.agreement is None or (accepted is not None and accepted.version == self.agreement.version)

    def calls(self) -> tuple[Meeting, ...]:
        """The meetings that were not called off, the earliest first."""
        return tuple(sorted((m for m in self.meetings.values() if not m.cancelled), key=lambda m: m.starts))

    def complete(self) -> bool:
        """Whether every milestone that was not cancelled is approved (and there is one)."""
        counted = [m for m in self.milestones.values() if m.state is not State.CANCELLED]
        return bool(counted) and all(m.state in FINISHED for m in counted)

    def waits_on_owner(self, milestone: Milestone, today: date) -> bool:
        """Whether the next move is the owner's: a submission, a date request, a blocker of theirs, an aged question.

        A question counts after one working day of the owner's; everything else at once.
        """
        if milestone.state is State.SUBMITTED or milestone.request is not None:
            return True
        if milestone.blocker is not None and milestone.blocker.side is Side.OWNER:
            return True
        owners = self.owners()
        calendar = owners[0].calendar if owners else calendar_of(self.zone)
        return any(
            q.milestone == milestone.number and calendar.working_days_between(calendar.local_date(q.at), today) >= 1
            for q in self.questions_for_owners()
        )
