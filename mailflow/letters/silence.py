"""Who has not been heard of, and who has not been thanked."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from mailflow.domain.people import Person
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.timetable import after_invitation, at_set_time, check_in_days

FEEDBACK = frozenset({"approve", "revise", "thank", "feedback", "answer"})
THREE_WEEKS = timedelta(days=21)
LONGEST = timedelta(days=28)


def check_ins_of(snapshot: Snapshot, person: Person, now: datetime) -> tuple[datetime, ...]:
    """The instants of that person's check-ins in the last four weeks, oldest first."""
    return tuple(_check_ins(snapshot, person, now))


def _check_ins(snapshot: Snapshot, person: Person, now: datetime) -> Iterator[datetime]:
    check_in, calendar = snapshot.routines.check_in, person.calendar
    if check_in is None:
        return
    for _, day in check_in_days(check_in, calendar, calendar.local_date(now - LONGEST), calendar.local_date(now)):
        at = at_set_time(snapshot, person, day)
        if at <= now and after_invitation(snapshot, person.id, day) and not person.wants_quiet(day):
            yield at


def has_work(snapshot: Snapshot, person: Person, today: date) -> bool:
    """Whether something open of theirs does not wait on the owner."""
    return any(not snapshot.waits_on_owner(m, today) for m in snapshot.open_milestones_of(person.id))


def is_silent(snapshot: Snapshot, person: Person, since: datetime, today: date) -> bool:
    """Whether this person has work and has reported nothing since."""
    member = snapshot.member(person.id)
    if member is None or not has_work(snapshot, person, today):
        return False
    return member.reported_at is None or member.reported_at < since


def missed(snapshot: Snapshot, person: Person, now: datetime) -> int:
    """How many check-ins in a row this person has left unanswered, each given a day."""
    member = snapshot.member(person.id)
    if member is None or not has_work(snapshot, person, person.calendar.local_date(now)):
        return 0
    given = (at for at in check_ins_of(snapshot, person, now) if now - at >= timedelta(hours=23))
    return sum(member.reported_at is None or member.reported_at < at for at in given)


def silent(snapshot: Snapshot, now: datetime) -> tuple[str, ...]:
    """The names of those who did not answer their last check-in."""
    return tuple(p.name for p in snapshot.contractors() if missed(snapshot, p, now) > 0)


def without_feedback(snapshot: Snapshot, now: datetime) -> tuple[str, ...]:
    """The names of those to whom no owner has said anything about their work for three weeks."""
    heard = {person for record_at, person in _feedback(snapshot) if now - record_at < THREE_WEEKS}
    return tuple(
        p.name
        for p in snapshot.contractors()
        if p.id not in heard and now - snapshot.members[p.id].since >= THREE_WEEKS and snapshot.milestones_of(p.id)
    )


def _feedback(snapshot: Snapshot) -> Iterator[tuple[datetime, str]]:
    for record in snapshot.recent:
        if record.kind not in FEEDBACK:
            continue
        milestone = snapshot.milestones.get(record.about.number or 0)
        if record.data.get("person"):
            yield record.at, str(record.data["person"])
        elif record.about.kind == "milestone" and milestone is not None and milestone.assignee:
            yield record.at, milestone.assignee
