"""New dates: a contractor's request goes to the owners, their decision back."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.about import milestone_of, reads, seen_by, writer
from mailflow.letters.decisions import date_offers
from mailflow.letters.offer import Offer
from mailflow.letters.shown import Shown, ref


@dataclass(frozen=True, slots=True)
class RequestFacts(Facts):
    """`day` is asked for instead of `due`; `later` in plain days, `milestones_after` fall due before it."""

    project: str
    milestone: Shown
    who: str
    day: date
    due: date
    later: int
    reason: str
    offers: tuple[Offer, ...]
    shows: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionFacts(Facts):
    """`decision` is ``accepted``, ``kept`` or ``moved``; `day` is the date that holds now."""

    project: str
    milestone: Shown
    owner: str
    decision: str
    day: date
    was: date | None
    asked: date | None
    text: str
    shows: tuple[Ref, ...] = ()


def request_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> RequestFacts | None:
    """Nothing where it was decided or taken back, or another date was asked for meanwhile."""
    milestone, day = milestone_of(snapshot, intent), said.day(intent.facts, "date")
    if milestone is None or day is None or milestone.request is None or milestone.request.day != day:
        return None
    return RequestFacts(
        project=snapshot.title,
        milestone=replace(seen_by(snapshot, milestone, intent.to, now), asked_for=None),
        who=writer(snapshot, intent),
        day=day,
        due=milestone.due,
        later=(day - milestone.due).days,
        reason=said.text(intent.facts, "reason") or said.text(intent.facts, "line"),
        offers=date_offers(milestone),
        shows=(ref(snapshot, milestone),),
    )


def decision_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> DecisionFacts | None:
    """Nothing where another date holds by now."""
    milestone, day = milestone_of(snapshot, intent), said.day(intent.facts, "date")
    if milestone is None or day is None or milestone.due != day or not reads(snapshot, intent.to):
        return None
    return DecisionFacts(
        project=snapshot.title,
        milestone=seen_by(snapshot, milestone, intent.to, now),
        owner=writer(snapshot, intent),
        decision=said.text(intent.facts, "decision"),
        day=day,
        was=said.day(intent.facts, "was"),
        asked=said.day(intent.facts, "asked"),
        text=said.text(intent.facts, "text"),
        shows=(ref(snapshot, milestone),),
    )


REQUEST = Letter("date_request", Pace.DECISION, request_facts, order=16)
DECISION = Letter("date_decision", Pace.NEWS, decision_facts, order=13)
