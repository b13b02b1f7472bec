"""The owner's clock: what waits for them is brought up again, and whoever waits is told once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from mailflow.domain.calendar import Calendar
from mailflow.domain.letter import Facts, Intent, Letter, Pace, Slot
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.about import Subject, subject_of
from mailflow.letters.decisions import Decision, decisions
from mailflow.letters.review import approval_day
from mailflow.letters.timetable import after_invitation, daily_slot, is_quiet, within

AGAIN_AFTER = (2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 30, 40, 50, 60)
"""Working days: first after two, then twice a week, and ever more rarely after five weeks."""

NEGLECTED_AFTER = 10
"""Working days after which whoever runs the mailbox hears that decisions wait."""

TOLD_AFTER = 5
"""Working days after which whoever waits is told since when, and on what."""

LAST_CALL = 2
"""Working days before silence approves, on which the owner is asked once more."""


@dataclass(frozen=True, slots=True)
class WaitingFacts(Facts):
    """Everything that waits for this owner for two working days or more."""

    project: str
    decisions: tuple[Decision, ...]
    shows: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class DelayFacts(Facts):
    """What this contractor waits for, and since when; `owners` were reminded."""

    project: str
    decision: Decision
    owners: tuple[str, ...]
    about: Subject | None


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """One letter a day at most to each owner, whatever it is that waits."""
    for owner in snapshot.owners():
        last = owner.calendar.local_date(end)
        for day in sorted({day for d in decisions(snapshot) for day in _rungs(snapshot, d, owner.calendar, last)}):
            slot = daily_slot(snapshot, "waiting", owner, day, Ref(snapshot.code), "")
            if within(slot, start, end) and after_invitation(snapshot, owner.id, day):
                yield slot


def _rungs(snapshot: Snapshot, decision: Decision, calendar: Calendar, until: date) -> Iterator[date]:
    since = calendar.local_date(decision.since)
    days = (calendar.add_working_days(since, count) for count in AGAIN_AFTER)
    yield from takewhile(lambda day: day <= until, days)
    milestone = snapshot.milestones.get(decision.about.number or 0)
    last = approval_day(snapshot, milestone) if decision.about.kind == "milestone" and milestone else None
    if last is not None:
        yield calendar.add_working_days(last, -LAST_CALL)


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> WaitingFacts | None:
    """Nothing where all of it is decided, or the owner is away."""
    owner = snapshot.people.get(intent.to)
    if owner is None or is_quiet(owner, now) or snapshot.role(intent.to) is None:
        return None
    today = owner.calendar.local_date(now)
    aged = tuple(d for d in decisions(snapshot) if _age(d, owner.calendar, today) >= AGAIN_AFTER[0])
    return WaitingFacts(snapshot.title, aged, tuple(d.about for d in aged)) if aged else None


def neglected(snapshot: Snapshot, now: datetime) -> int:
    """How many decisions have waited for so long that somebody else than the owners has to know; none while an owner
    is away, who said so."""
    owners = snapshot.owners()
    if not snapshot.active or not owners or any(is_quiet(owner, now) for owner in owners):
        return 0
    calendar = owners[0].calendar
    today = calendar.local_date(now)
    return sum(_age(decision, calendar, today) >= NEGLECTED_AFTER for decision in decisions(snapshot))


def _age(decision: Decision, calendar: Calendar, today: date) -> int:
    return calendar.working_days_between(calendar.local_date(decision.since), today)


def delay_slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """To whoever waits, once."""
    owners = snapshot.owners()
    for decision in decisions(snapshot) if owners else ():
        person = snapshot.people.get(decision.person)
        if person is None:
            continue
        since = owners[0].calendar.local_date(decision.since)
        day = person.calendar.working_day_on_or_after(owners[0].calendar.add_working_days(since, TOLD_AFTER))
        slot = daily_slot(snapshot, "delay", person, day, decision.about, _key(decision))
        if within(slot, start, end) and after_invitation(snapshot, person.id, day):
            yield slot


def _key(decision: Decision) -> str:
    return f"{decision.about.kind[0]}{decision.about.number}"


def delay_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> DelayFacts | None:
    """Nothing where it was decided meanwhile."""
    if is_quiet(snapshot.people.get(intent.to), now):
        return None
    day, owners = said.day(intent.facts, "day"), snapshot.owners()
    for decision in decisions(snapshot):
        same = (decision.about.kind, decision.about.number) == (intent.about.kind, intent.about.number)
        if same and decision.person == intent.to and day is not None and owners:
            about = subject_of(snapshot, intent.about.number) if intent.about.kind == "milestone" else None
            return DelayFacts(snapshot.title, decision, tuple(o.first_name for o in snapshot.deciding(now)), about)
    return None


WAITING = Letter("waiting", Pace.DAILY, facts, slots, order=20)
DELAY = Letter("delay", Pace.DAILY, delay_facts, delay_slots, order=35)
