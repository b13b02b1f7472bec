"""What a crew may be commended for: facts only, and never beside a complaint."""

from collections.abc import Callable
from datetime import datetime

from mailflow.domain.milestone import FINISHED, Milestone
from mailflow.domain.project import AppreciationMode
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.moved import standing
from mailflow.letters.shown import first_name

FEWEST = 2
COMPLAINTS = frozenset({"revise", "cancel", "decline"})


def commended(snapshot: Snapshot, since: datetime, may_be_named: Callable[[str], bool]) -> tuple[str, ...]:
    """The milestones approved since then, each with its assignee, where there are two or more and every one of them was
    handed in on time. Nothing where work went back or a milestone was dropped meanwhile, or the project does not praise
    by itself."""
    if snapshot.routines.appreciation is not AppreciationMode.AUTO:
        return ()
    approved = [m for m in snapshot.milestones.values() if _approved_since(m, since)]
    if not all(_on_time(m, snapshot) for m in approved) or any(r.kind in COMPLAINTS for r in standing(snapshot, since)):
        return ()
    named = sorted((m for m in approved if m.assignee and may_be_named(m.assignee)), key=lambda m: m.number)
    return tuple(f"{m.title} ({first_name(snapshot, m.assignee)})" for m in named) if len(named) >= FEWEST else ()


def _approved_since(milestone: Milestone, since: datetime) -> bool:
    return milestone.state in FINISHED and milestone.approved_at is not None and milestone.approved_at >= since


def _on_time(milestone: Milestone, snapshot: Snapshot) -> bool:
    handed_in = milestone.first_submitted_at or milestone.submitted_at
    return handed_in is not None and handed_in <= milestone.deadline(snapshot.calendar(milestone.assignee))
