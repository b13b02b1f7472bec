"""What most caused letters are about: one milestone, and who caused them."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Intent
from mailflow.domain.milestone import Milestone
from mailflow.domain.people import Role
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.shown import Shown, first_name, shown


@dataclass(frozen=True, slots=True)
class Subject:
    """Names a conversation: a milestone's is always called the same."""

    number: int
    title: str


def milestone_of(snapshot: Snapshot, intent: Intent) -> Milestone | None:
    """The milestone that the letter is about."""
    return snapshot.milestones.get(intent.about.number or 0) if intent.about.kind == "milestone" else None


def subject_of(snapshot: Snapshot, number: int | None) -> Subject | None:
    """What to call the conversation about that milestone."""
    milestone = snapshot.milestones.get(number or 0)
    return None if milestone is None else Subject(milestone.number, milestone.title)


def writer(snapshot: Snapshot, intent: Intent) -> str:
    """The first name of whoever caused the letter."""
    return first_name(snapshot, said.text(intent.facts, "by") or None)


def seen_by(snapshot: Snapshot, milestone: Milestone, reader: str, now: datetime) -> Shown:
    """The milestone as that reader may see it: amounts are for owners and for whoever earns them."""
    owner = snapshot.role(reader) is Role.OWNER
    return shown(snapshot, milestone, now, who=owner, money=owner or milestone.assignee == reader)


def reads(snapshot: Snapshot, reader: str) -> bool:
    """Whether that person is on the project still."""
    return snapshot.role(reader) is not None
