"""What an approved milestone gives to praise: facts only, and nothing where there are none."""

from mailflow.domain.milestone import FINISHED, Milestone
from mailflow.domain.project import AppreciationMode
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot

SHORTEST_STREAK = 3


def merit(found: Milestone, snapshot: Snapshot) -> Json:
    """`on_time`, `early_days` and `streak` (0 below three in a row), or None where nothing is to be praised
    or the project does not praise at all."""
    if snapshot.routines.appreciation is AppreciationMode.OFF or not on_time(found, snapshot):
        return None
    return {"on_time": True, "early_days": early_days(found, snapshot), "streak": streak(found, snapshot)}


def on_time(found: Milestone, snapshot: Snapshot) -> bool:
    """Whether it was submitted before its deadline."""
    if found.submitted_at is None:
        return False
    return found.submitted_at <= found.deadline(snapshot.calendar(found.assignee))


def early_days(found: Milestone, snapshot: Snapshot) -> int:
    """Whole days between submission and due date, in the assignee's zone."""
    day = found.submitted_by(snapshot.calendar(found.assignee))
    return 0 if day is None else max(0, (found.due - day).days)


def streak(found: Milestone, snapshot: Snapshot) -> int:
    """How many of the assignee's milestones in a row, this one included, were on time; 0 for a short row."""
    if found.assignee is None:
        return 0
    before = [m for m in snapshot.milestones_of(found.assignee) if m.state in FINISHED and m.number != found.number]
    before.sort(key=lambda m: (m.approved_at is not None, m.approved_at), reverse=True)
    count = 1
    for milestone in before:
        if not on_time(milestone, snapshot):
            break
        count += 1
    return count if count >= SHORTEST_STREAK else 0


def draft_of(found: Milestone, praise: Json, snapshot: Snapshot) -> str:
    """Those facts as words that an owner could send."""
    facts = praise if isinstance(praise, dict) else {}
    early, streak_of = int(str(facts.get("early_days") or 0)), int(str(facts.get("streak") or 0))
    known = snapshot.people.get(found.assignee or "")
    when = "on time" if not early else "a day early" if early == 1 else f"{early} days early"
    row = f" That is {streak_of} in a row on time." if streak_of else ""
    return f"Thank you, {known.first_name if known else found.assignee}: “{found.title}” came {when}.{row}"
