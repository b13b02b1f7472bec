"""The reminder: a ladder before and after the due date, which stops the moment it is not needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mailflow.domain.calendar import LONGEST_BREAK, Calendar
from mailflow.domain.letter import Facts, Intent, Letter, Pace, Slot
from mailflow.domain.milestone import Milestone
from mailflow.domain.people import Person
from mailflow.domain.project import Ref, Reminders
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.check_in import report_offers
from mailflow.letters.offer import Offer
from mailflow.letters.shown import Shown, ref, shown
from mailflow.letters.timetable import after, after_invitation, daily_slot, is_quiet, within

MOST_OVERDUE = 8
"""Reminders after the date; then the escalation has done its work, and the digest goes on."""


@dataclass(frozen=True, slots=True)
class ReminderFacts(Facts):
    """`days` until the due date, negative once it is over. `escalates`: the day on which the owner will be told."""

    project: str
    milestone: Shown
    days: int
    escalates: date | None
    owners: tuple[str, ...]
    offers: tuple[Offer, ...]
    shows: tuple[Ref, ...] = ()

    @property
    def rank(self) -> int:
        """Overdue comes before due."""
        return 0 if self.days < 0 else 1


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """Every rung of every open milestone, for whoever it is assigned to."""
    ladder = snapshot.routines.reminders
    if ladder is None:
        return
    for milestone in snapshot.milestones.values():
        person = snapshot.people.get(milestone.assignee or "")
        if person is None or not milestone.open or _far_off(milestone, ladder, end):
            continue
        last = person.calendar.local_date(end)
        for day in sorted(set(rungs(milestone, person.calendar, ladder, last))):
            slot = _slot(snapshot, milestone, person, day)
            if within(slot, start, end) and after_invitation(snapshot, person.id, day):
                yield slot


def _far_off(milestone: Milestone, ladder: Reminders, end: datetime) -> bool:
    """Whether even the first rung comes after `end`, holidays allowed for."""
    first = max(ladder.before, default=timedelta(0))
    return milestone.due - first - LONGEST_BREAK > end.date()


def _slot(snapshot: Snapshot, milestone: Milestone, person: Person, day: date) -> Slot:
    return daily_slot(snapshot, "reminder", person, day, ref(snapshot, milestone), str(milestone.number))


def rungs(milestone: Milestone, calendar: Calendar, ladder: Reminders, last: date) -> Iterator[date]:
    """The days of the ladder, overdue ones until `last`. A rung on a day off moves to the working day before.
    Once the owner was told, there is as much time as between two rungs before the next one."""
    for before in ladder.before:
        yield calendar.working_day_on_or_before(milestone.due - before)
    day, told = calendar.add_working_days(milestone.reckoned_from(calendar), 1), _told(milestone, calendar, ladder)
    for _ in range(MOST_OVERDUE):
        if day > last:
            return
        yield day
        after_that = after(calendar, day, ladder.overdue_every)
        day = after_that if not day < told <= after_that else after(calendar, told, ladder.overdue_every)


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> ReminderFacts | None:
    """Nothing where the work is handed in, cancelled, somebody else's, or waits on the owner."""
    milestone = snapshot.milestones.get(intent.about.number or 0)
    person = snapshot.people.get(intent.to)
    if milestone is None or person is None or not _needed(snapshot, milestone, person, now):
        return None
    today = person.calendar.local_date(now)
    return ReminderFacts(
        project=snapshot.title,
        milestone=shown(snapshot, milestone, now),
        days=(milestone.due - today).days,
        escalates=_announced(snapshot, milestone, person.calendar, today),
        owners=tuple(owner.first_name for owner in snapshot.owners()),
        offers=(
            *report_offers(milestone),
            Offer("to ask for another date", "NEW DATE {number}:", "the day", values={"number": milestone.number}),
        ),
        shows=(ref(snapshot, milestone),),
    )


def _needed(snapshot: Snapshot, milestone: Milestone, person: Person, now: datetime) -> bool:
    if not milestone.open or milestone.assignee != person.id or is_quiet(person, now):
        return False
    today = person.calendar.local_date(now)
    return not snapshot.waits_on_owner(milestone, today) and not awaits_new_date(snapshot, milestone)


def awaits_new_date(snapshot: Snapshot, milestone: Milestone) -> bool:
    """Whether it was given to somebody after its date had passed, and has no new one yet."""
    calendar = snapshot.calendar(milestone.assignee)
    last = next(
        (r for r in reversed(snapshot.recent) if r.about.number == milestone.number and r.kind in ("assign", "move")),
        None,
    )
    return last is not None and last.kind == "assign" and calendar.local_date(last.at) > milestone.due


def escalation_day(snapshot: Snapshot, milestone: Milestone, calendar: Calendar) -> date | None:
    """The day on which the owner is told that a milestone is past its date."""
    ladder = snapshot.routines.reminders
    return None if ladder is None else _told(milestone, calendar, ladder)


def _told(milestone: Milestone, calendar: Calendar, ladder: Reminders) -> date:
    return after(calendar, milestone.reckoned_from(calendar), ladder.escalate_after)


def _announced(snapshot: Snapshot, milestone: Milestone, calendar: Calendar, today: date) -> date | None:
    """That day, where this letter is about to precede it."""
    day = escalation_day(snapshot, milestone, calendar)
    return day if day is not None and milestone.due <= today < day else None


LETTER = Letter("reminder", Pace.DAILY, facts, slots, order=30)
