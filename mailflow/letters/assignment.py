"""The assignment: a milestone is yours from now on."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.about import milestone_of, seen_by, writer
from mailflow.letters.offer import Offer
from mailflow.letters.shown import Shown, ref


@dataclass(frozen=True, slots=True)
class AssignmentFacts(Facts):
    """`overdue`: its date has passed, and the owner was asked for another one."""

    project: str
    milestone: Shown
    owner: str
    overdue: bool
    offers: tuple[Offer, ...]
    shows: tuple[Ref, ...] = ()


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> AssignmentFacts | None:
    """Nothing where it is somebody else's by now."""
    milestone = milestone_of(snapshot, intent)
    if milestone is None or milestone.assignee != intent.to or not milestone.open:
        return None
    return AssignmentFacts(
        project=snapshot.title,
        milestone=seen_by(snapshot, milestone, intent.to, now),
        owner=writer(snapshot, intent),
        overdue=bool(intent.facts.get("overdue")),
        offers=(
            Offer("once you have begun", "START {number}", main=True, values={"number": milestone.number}),
            Offer("to ask something first", "QUESTION:", "your question"),
            Offer("if you cannot take it on", "CANNOT {number}:", "why", values={"number": milestone.number}),
        ),
        shows=(ref(snapshot, milestone),),
    )


LETTER = Letter("assignment", Pace.NEWS, facts, order=18)
