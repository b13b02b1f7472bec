"""The revision: what an owner wants changed, as numbered points."""

from dataclasses import dataclass
from datetime import date, datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.milestone import State
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.about import milestone_of, seen_by, writer
from mailflow.letters.offer import Offer
from mailflow.letters.shown import Shown, ref


@dataclass(frozen=True, slots=True)
class RevisionFacts(Facts):
    """`round` counts the revisions of this milestone; `day` is the new date, where one was set."""

    project: str
    milestone: Shown
    owner: str
    corrections: tuple[str, ...]
    round: int
    day: date | None
    offers: tuple[Offer, ...]
    shows: tuple[Ref, ...] = ()


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> RevisionFacts | None:
    """Nothing where it was taken back, or the work handed in again."""
    milestone = milestone_of(snapshot, intent)
    if milestone is None or milestone.state is not State.REVISING or milestone.assignee != intent.to:
        return None
    return RevisionFacts(
        project=snapshot.title,
        milestone=seen_by(snapshot, milestone, intent.to, now),
        owner=writer(snapshot, intent),
        corrections=said.texts(intent.facts, "corrections"),
        round=said.number(intent.facts, "round") or milestone.revisions,
        day=said.day(intent.facts, "date"),
        offers=(
            Offer("once it is ready again", "DONE {number}", main=True, values={"number": milestone.number}),
            Offer("to ask about a point", "QUESTION:", "your question"),
            Offer("to ask for another date", "NEW DATE {number}:", "the day", values={"number": milestone.number}),
        ),
        shows=(ref(snapshot, milestone),),
    )


LETTER = Letter("revision", Pace.NEWS, facts, order=11)
