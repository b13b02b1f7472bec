"""Where a project stands, as one of its people may see it."""

from dataclasses import dataclass
from datetime import date, datetime

from mailflow.domain.forecast import Health, forecasts, outlook
from mailflow.domain.milestone import FINISHED, State
from mailflow.domain.people import Role
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.shown import Shown, shown
from mailflow.letters.status import Status, health_status


@dataclass(frozen=True, slots=True)
class Overview:
    """Milestones with their states; `mine`: only the reader's own. No amounts of others."""

    milestones: tuple[Shown, ...]
    mine: bool
    finished: int
    total: int
    health: Status
    due: date | None
    projected: date | None
    questions: int


def overview(snapshot: Snapshot, reader: str, now: datetime, *, everybody: bool) -> Overview:
    """What `reader` asked to see. A contractor's own milestones, unless `everybody`; an owner's are all."""
    contractor = snapshot.role(reader) is Role.CONTRACTOR
    mine = contractor and not everybody
    listed = [m for m in snapshot.milestones.values() if m.state is not State.CANCELLED]
    chosen = [m for m in sorted(listed, key=lambda m: m.number) if not mine or m.assignee == reader]
    future = outlook(snapshot, forecasts(snapshot, now))
    owner = snapshot.role(reader) is Role.OWNER
    return Overview(
        milestones=tuple(
            shown(snapshot, m, now, who=not mine, money=owner or (contractor and m.assignee == reader)) for m in chosen
        ),
        mine=mine,
        finished=sum(m.state in FINISHED for m in chosen),
        total=len(chosen),
        health=health_status(future.health),
        due=future.due,
        projected=future.projected if future.health is not Health.FINISHED else None,
        questions=len(snapshot.open_questions()),
    )
