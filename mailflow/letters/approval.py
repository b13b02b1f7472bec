"""The approval, with what is worth praising in it."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.milestone import FINISHED
from mailflow.domain.project import AppreciationMode, Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.shown import Shown, first_name, ref, shown


@dataclass(frozen=True, slots=True)
class ApprovalFacts(Facts):
    """`early`, `on_time`, `streak`, `first` and `recovered` are what appreciation rests on; `next` comes next."""

    project: str
    milestone: Shown
    owner: str
    text: str
    early: int
    on_time: bool
    streak: int
    first: bool
    recovered: bool
    complete: bool
    next: Shown | None
    shows: tuple[Ref, ...] = ()


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> ApprovalFacts | None:
    """Nothing where the approval was taken back."""
    milestone = snapshot.milestones.get(intent.about.number or 0)
    if milestone is None or milestone.state not in FINISHED:
        return None
    merit = said.values(intent.facts, "appreciation") if _praises(snapshot) else {}
    following = next(iter(snapshot.open_milestones_of(intent.to)), None)
    return ApprovalFacts(
        project=snapshot.title,
        milestone=shown(snapshot, milestone, now, money=milestone.assignee == intent.to),
        owner=first_name(snapshot, said.text(intent.facts, "by")),
        text=said.text(intent.facts, "text"),
        early=said.number(merit, "early_days") or 0,
        on_time=bool(merit.get("on_time")),
        streak=said.number(merit, "streak") or 0,
        first=bool(merit.get("first")),
        recovered=bool(merit.get("recovered")),
        complete=bool(intent.facts.get("complete")),
        next=None if following is None else shown(snapshot, following, now),
        shows=(ref(snapshot, milestone),),
    )


def _praises(snapshot: Snapshot) -> bool:
    return snapshot.routines.appreciation is AppreciationMode.AUTO


LETTER = Letter("approval", Pace.NEWS, facts, order=12)
