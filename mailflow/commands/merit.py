"""What an approved milestone gives to praise: facts only, and nothing where there are none."""

from collections.abc import Mapping

from mailflow.domain.letter import Phrase, counted
from mailflow.domain.milestone import FINISHED, Milestone
from mailflow.domain.project import AppreciationMode
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot

SHORTEST_STREAK = 3


def merit(found: Milestone, snapshot: Snapshot) -> Json:
    """`on_time`, `early_days`, `streak` (0 below three in a row), `first` (their first here) and `recovered` (the one
    before was late), or None where nothing is to be praised or the project does not praise at all."""
    if snapshot.routines.appreciation is AppreciationMode.OFF or not on_time(found, snapshot):
        return None
    before = _before(found, snapshot)
    return {
        "on_time": True,
        "early_days": early_days(found, snapshot),
        "streak": streak(found, snapshot),
        "first": found.assignee is not None and not before,
        "recovered": bool(before) and not on_time(before[0], snapshot),
    }


def _before(found: Milestone, snapshot: Snapshot) -> list[Milestone]:
    """What the same person has finished already, the latest first."""
    theirs = snapshot.milestones_of(found.assignee) if found.assignee is not None else ()
    before = [m for m in theirs if m.state in FINISHED and m.number != found.number]
    return sorted(before, key=lambda m: (m.approved_at is not None, m.approved_at), reverse=True)


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
    count = 1
    for milestone in _before(found, snapshot):
        if not on_time(milestone, snapshot):
            break
        count += 1
    return count if count >= SHORTEST_STREAK else 0


def draft_of(found: Milestone, praise: Json, snapshot: Snapshot) -> Phrase:
    """Those facts as words that an owner could send; whoever gets them reads them in their own language."""
    facts = praise if isinstance(praise, dict) else {}
    early, streak_of = int(str(facts.get("early_days") or 0)), int(str(facts.get("streak") or 0))
    known = snapshot.people.get(found.assignee or "")
    gaps: dict[str, Json] = {"name": known.first_name if known else found.assignee, "title": found.title}
    if not early:
        return _on_time(gaps, streak_of)
    if not streak_of:
        return counted(
            "Thank you, {name}: “{title}” came a day early.",
            "Thank you, {name}: “{title}” came {count} days early.",
            early,
            **gaps,
        )
    return counted(
        "Thank you, {name}: “{title}” came a day early. That is {streak} in a row on time.",
        "Thank you, {name}: “{title}” came {count} days early. That is {streak} in a row on time.",
        early,
        **gaps,
        streak=streak_of,
    )


def _on_time(gaps: Mapping[str, Json], streak_of: int) -> Phrase:
    if not streak_of:
        return Phrase("Thank you, {name}: “{title}” came on time.", gaps)
    text = "Thank you, {name}: “{title}” came on time. That is {streak} in a row on time."
    return Phrase(text, {**gaps, "streak": streak_of})


def plain(draft: Phrase) -> str:
    """The draft as the record keeps it, in English."""
    return draft.text.format_map(draft.values)
