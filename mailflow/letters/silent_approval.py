"""The approval by silence: where the agreement says so, what nobody answered counts as approved on an announced day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Slot
from mailflow.domain.milestone import FINISHED, Milestone, State
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.about import milestone_of, seen_by
from mailflow.letters.offer import Offer
from mailflow.letters.review import approval_day
from mailflow.letters.shown import Shown, first_name, ref
from mailflow.letters.timetable import at_set_time, within

NAME = "silent_approval"
GRACE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SilentApprovalFacts(Facts):
    """`handed_in` is the day of the submission, `wait` the working days that the agreement gives.
    `decides`: the reader is an owner."""

    project: str
    milestone: Shown
    who: str
    owners: tuple[str, ...]
    handed_in: date | None
    wait: int
    decides: bool
    offers: tuple[Offer, ...]
    shows: tuple[Ref, ...] = ()


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """The first owner's set time on that day, for the owners and for whoever did the work. When it comes, the
    milestone is approved (see `mailflow.flows.announce`)."""
    for milestone in snapshot.milestones.values():
        day = approval_day(snapshot, milestone) if milestone.state is State.SUBMITTED else None
        owners = snapshot.owners()
        if day is None or not owners:
            continue
        at = at_set_time(snapshot, owners[0], day)
        for person in (*owners, *(p for p in snapshot.contractors() if p.id == milestone.assignee)):
            slot = Slot(at, at + GRACE, _intent(snapshot, milestone, person, day))
            if within(slot, start, end):
                yield slot


def _intent(snapshot: Snapshot, milestone: Milestone, person: Person, day: date) -> Intent:
    return Intent(
        letter=NAME,
        to=person.id,
        about=ref(snapshot, milestone),
        occasion=f"{NAME}/{snapshot.code}/{milestone.number}/{day.isoformat()}/{person.id}",
        facts={"day": day.isoformat()},
        thread=f"{snapshot.code}/m{milestone.number}",
    )


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> SilentApprovalFacts | None:
    """Nothing where it was not approved after all."""
    milestone = milestone_of(snapshot, intent)
    if milestone is None or milestone.state not in FINISHED or snapshot.role(intent.to) is None:
        return None
    who, decides = first_name(snapshot, milestone.assignee), snapshot.role(intent.to) is Role.OWNER
    return SilentApprovalFacts(
        project=snapshot.title,
        milestone=seen_by(snapshot, milestone, intent.to, now),
        who=who,
        owners=tuple(owner.first_name for owner in snapshot.owners()),
        handed_in=milestone.submitted_by(snapshot.calendar(intent.to)),
        wait=(snapshot.agreement.auto_approve_after if snapshot.agreement else None) or 0,
        decides=decides,
        offers=_offers(who) if decides else (),
        shows=(ref(snapshot, milestone),),
    )


def _offers(who: str) -> tuple[Offer, ...]:
    return (
        Offer("to tell {who} something about it", "FEEDBACK {who}:", "your words", values={"who": who}),
        Offer("to take the approval back, within a day", "UNDO"),
    )


LETTER = Letter(NAME, Pace.NEWS, facts, slots, order=12)
