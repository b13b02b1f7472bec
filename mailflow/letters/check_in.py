"""The check-in: at the set time every contractor is asked how their open milestones are going."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Slot
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.outcome import SHARED
from mailflow.domain.project import Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.offer import Offer
from mailflow.letters.shown import Shown, ref, shown
from mailflow.letters.silence import missed
from mailflow.letters.timetable import after_invitation, check_in_days, daily_slot, is_quiet, within

WEEK = timedelta(days=7)
SOON = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Work:
    """An open milestone and what can be reported on it."""

    shown: Shown
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class CheckInFacts(Facts):
    """`shared`: whether what is written in reply reaches the others in the round-up.

    `later` is what has time yet. `told_next` are the owners who will hear of it if this check-in is missed like the
    last one.
    """

    project: str
    work: tuple[Work, ...]
    later: tuple[Shown, ...] = ()
    waiting: tuple[Shown, ...] = ()
    owners: tuple[str, ...] = ()
    unanswered: int = 0
    shared: bool = False
    told_next: tuple[str, ...] = ()
    shows: tuple[Ref, ...] = ()


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """Each contractor's set time, on their working days."""
    check_in = snapshot.routines.check_in
    if check_in is None:
        return
    for person in snapshot.contractors():
        calendar = person.calendar
        first, last = calendar.local_date(start - WEEK), calendar.local_date(end)
        for _, day in check_in_days(check_in, calendar, first, last):
            slot = daily_slot(snapshot, "check_in", person, day, Ref(snapshot.code), "")
            if within(slot, start, end) and after_invitation(snapshot, person.id, day):
                yield slot


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> CheckInFacts | None:
    """Nothing where this person has nothing to do, or all of it waits on the owner."""
    mine = snapshot.open_milestones_of(intent.to)
    today = snapshot.calendar(intent.to).local_date(now)
    working = [m for m in mine if not snapshot.waits_on_owner(m, today)]
    if not working or is_quiet(snapshot.people.get(intent.to), now) or snapshot.member(intent.to) is None:
        return None
    near = _near(working, today)
    shared = is_shared(snapshot, intent.to)
    waiting = [m for m in snapshot.milestones_of(intent.to) if snapshot.waits_on_owner(m, today)]
    return CheckInFacts(
        project=snapshot.title,
        work=tuple(Work(shown(snapshot, m, now), report_offers(m)) for m in near),
        later=tuple(shown(snapshot, m, now) for m in working if m not in near),
        owners=tuple(owner.first_name for owner in snapshot.owners()),
        waiting=tuple(shown(snapshot, m, now) for m in waiting if m.state not in (State.APPROVED, State.PAID)),
        unanswered=sum(q.by == intent.to for q in snapshot.open_questions()),
        shared=shared,
        told_next=_told_next(snapshot, intent.to, now),
        shows=(*(ref(snapshot, m) for m in near), *((Ref(snapshot.code, SHARED),) if shared else ())),
    )


def _near(working: Sequence[Milestone], today: date) -> list[Milestone]:
    """What is asked about: whatever has begun or is due soon; where that is nothing, what comes first."""
    near = [m for m in working if m.state is not State.PLANNED or m.blocker or m.due - today <= SOON]
    return near or [m for m in working if m.due == working[0].due]


def is_shared(snapshot: Snapshot, person: str) -> bool:
    """Whether peers read in the round-up what this person reports."""
    round_up, member = snapshot.routines.round_up, snapshot.member(person)
    if round_up is None or round_up.to_owners or member is None:
        return False
    return member.peers and len(snapshot.contractors()) > 1


def _told_next(snapshot: Snapshot, person: str, now: datetime) -> tuple[str, ...]:
    """Whoever is told when a second check-in in a row is missed, where one has been."""
    if missed(snapshot, snapshot.people[person], now) != 1:
        return ()
    return tuple(owner.first_name for owner in snapshot.owners())


def report_offers(milestone: Milestone) -> tuple[Offer, ...]:
    """Finished, under way, stuck: one tap each."""
    number, percent = milestone.number, min(max(milestone.percent + 20, 50), 90) // 10 * 10
    values: dict[str, Json] = {"number": number, "percent": percent}
    if milestone.blocker is not None:
        return (
            Offer("if it is no longer blocked", "UNBLOCKED {number}", values=values),
            Offer("if it is finished", "DONE {number}", values=values),
        )
    if milestone.state is State.PLANNED:
        return (
            Offer("if you have begun", "START {number}", values=values),
            Offer("if it is finished", "DONE {number}", values=values),
            Offer("if you are stuck", "BLOCKED {number}:", "what is missing", values=values),
        )
    return (
        Offer("if it is finished", "DONE {number}", values=values),
        Offer("if it is under way", "{percent}% on {number}", values=values),
        Offer("if you are stuck", "BLOCKED {number}:", "what is missing", values=values),
    )


LETTER = Letter("check_in", Pace.DAILY, facts, slots, order=40)
