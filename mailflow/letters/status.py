"""How a milestone's state is shown: by a word and by a shape, never by colour alone."""

from dataclasses import dataclass
from datetime import date, datetime

from mailflow.domain.forecast import Health
from mailflow.domain.letter import Phrase, counted
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.snapshot import Snapshot

SHAPES = {
    "planned": "○",
    "started": "◐",
    "submitted": "◆",
    "revising": "↻",
    "approved": "✓",
    "paid": "✓",
    "cancelled": "–",
    "blocked": "■",
    "late": "▲",
}
WORDS = {
    State.PLANNED: "not started",
    State.STARTED: "under way",
    State.SUBMITTED: "handed in for review",
    State.REVISING: "being revised",
    State.APPROVED: "approved",
    State.PAID: "approved and paid",
    State.CANCELLED: "cancelled",
}


@dataclass(frozen=True, slots=True)
class Status:
    """A shape, and the words beside it."""

    name: str
    shape: str
    words: Phrase


def status(milestone: Milestone, today: date) -> Status:
    """What stands beside a milestone. Lateness and blockers come before the state of the work."""
    if milestone.blocker is not None and milestone.open:
        return Status("blocked", SHAPES["blocked"], Phrase("blocked"))
    if milestone.open and milestone.due < today and milestone.state is not State.REVISING:
        late = (today - milestone.due).days
        return Status("late", SHAPES["late"], counted("{count} day past its date", "{count} days past its date", late))
    return Status(milestone.state, SHAPES[milestone.state], _words(milestone))


def _words(milestone: Milestone) -> Phrase:
    if milestone.state is State.STARTED and milestone.percent:
        return Phrase("under way, {percent} %", {"percent": milestone.percent})
    return Phrase(WORDS[milestone.state])


def today_of(snapshot: Snapshot, milestone: Milestone, now: datetime) -> date:
    """The date where the milestone's assignee is: a due date is theirs."""
    return snapshot.calendar(milestone.assignee).local_date(now)


HEALTH = {
    Health.FINISHED: Status("finished", "✓", Phrase("finished")),
    Health.ON_TRACK: Status("on_track", "●", Phrase("on track")),
    Health.AT_RISK: Status("at_risk", "△", Phrase("at risk")),
    Health.LATE: Status("late", "▲", Phrase("late")),
}


def health_status(health: Health) -> Status:
    """How the outlook is shown."""
    return HEALTH[health]
