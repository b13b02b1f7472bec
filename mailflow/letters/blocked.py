"""The alert that somebody cannot go on: to the owners, at once."""

from dataclasses import dataclass, replace
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.about import milestone_of, seen_by, writer
from mailflow.letters.decisions import blocker_offers
from mailflow.letters.offer import Offer
from mailflow.letters.shown import Shown, ref


@dataclass(frozen=True, slots=True)
class BlockedFacts(Facts):
    """`reason` in the contractor's words, empty where they gave none."""

    project: str
    milestone: Shown
    who: str
    reason: str
    offers: tuple[Offer, ...]
    shows: tuple[Ref, ...] = ()


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> BlockedFacts | None:
    """Nothing where they can go on again."""
    milestone = milestone_of(snapshot, intent)
    if milestone is None or milestone.blocker is None or not milestone.open:
        return None
    who = writer(snapshot, intent)
    return BlockedFacts(
        project=snapshot.title,
        milestone=replace(seen_by(snapshot, milestone, intent.to, now), blocked=""),
        who=who,
        reason=milestone.blocker.reason,
        offers=blocker_offers(who, milestone.number),
        shows=(ref(snapshot, milestone),),
    )


LETTER = Letter("blocked", Pace.ALERT, facts, order=8)
