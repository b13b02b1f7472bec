"""A call is proposed to the owners where mails have not helped: work gone back twice, somebody blocked for long."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Slot
from mailflow.domain.meeting import LENGTH
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.people import Person
from mailflow.domain.project import MeetingRule, Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.working_hours import can_meet, common_times
from mailflow.letters import said
from mailflow.letters.about import Subject, milestone_of, subject_of
from mailflow.letters.offer import Offer
from mailflow.letters.shown import first_name, ref
from mailflow.letters.timetable import after_invitation, daily_slot, is_quiet, within

OFTEN = 2
"""So many times work went back before a call is proposed."""

OFFERED = 3
NOTICE = timedelta(hours=20)
"""How much time people have at least before the first of the times."""


@dataclass(frozen=True, slots=True)
class ProposalFacts(Facts):
    """`kind` is ``revised`` (`rounds` times) or ``blocked`` (`since` then, `reason` in their words).

    `at_work`: the times are within everybody's working hours.
    """

    project: str
    kind: str
    about: Subject
    who: str
    rounds: int
    since: datetime | None
    reason: str
    at_work: bool
    offers: tuple[Offer, ...]
    shows: tuple[Ref, ...] = ()


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """To each owner, with their morning's letters: once for each time that it comes to that."""
    rule = snapshot.routines.meeting
    if rule is None or not rule.propose:
        return
    for milestone in snapshot.milestones.values():
        for owner in snapshot.owners():
            for slot in _of(snapshot, milestone, owner, rule):
                if within(slot, start, end) and after_invitation(snapshot, owner.id, slot.at.date()):
                    yield slot


def _of(snapshot: Snapshot, milestone: Milestone, owner: Person, rule: MeetingRule) -> Iterator[Slot]:
    calendar, about = owner.calendar, ref(snapshot, milestone)
    if _revised(milestone) and milestone.revised_at is not None:
        day = calendar.add_working_days(calendar.local_date(milestone.revised_at), 1)
        key = f"{milestone.number}/revised{milestone.revisions}"
        yield daily_slot(snapshot, "proposal", owner, day, about, key, kind="revised")
    if milestone.blocker is not None and milestone.open:
        day = calendar.add_working_days(calendar.local_date(milestone.blocker.since), rule.blocked_days)
        yield daily_slot(snapshot, "proposal", owner, day, about, f"{milestone.number}/blocked", kind="blocked")


def _revised(milestone: Milestone) -> bool:
    return milestone.state is State.REVISING and milestone.revisions >= OFTEN


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> ProposalFacts | None:
    """Nothing where it is settled meanwhile, a call is planned, or there is nobody to talk to."""
    kind, milestone = said.text(intent.facts, "kind"), milestone_of(snapshot, intent)
    worker = snapshot.people.get(milestone.assignee or "") if milestone is not None else None
    if milestone is None or worker is None or is_quiet(snapshot.people.get(intent.to), now):
        return None
    since = milestone.revised_at if kind == "revised" else milestone.blocker.since if milestone.blocker else None
    holds = _revised(milestone) if kind == "revised" else milestone.open
    subject = subject_of(snapshot, milestone.number)
    if since is None or subject is None or not holds or _spoken(snapshot, milestone, since):
        return None
    people = (*(owner for owner in snapshot.owners() if not is_quiet(owner, now)), worker)
    times = common_times(people, now + NOTICE, timedelta(minutes=LENGTH), OFFERED)
    ends = timedelta(minutes=LENGTH)
    return ProposalFacts(
        project=snapshot.title,
        kind=kind,
        about=subject,
        who=first_name(snapshot, worker.id),
        rounds=milestone.revisions,
        since=since,
        reason=milestone.blocker.reason if kind == "blocked" and milestone.blocker else "",
        at_work=all(can_meet(person, at, at + ends) for at in times for person in people),
        offers=_offers(snapshot, intent.to, worker, milestone, times),
        shows=(ref(snapshot, milestone),),
    )


def _spoken(snapshot: Snapshot, milestone: Milestone, since: datetime) -> bool:
    """Whether a call about it, or with whoever works on it, is planned or was held since then."""
    calls = (call for call in snapshot.calls() if call.ends >= since)
    return any(call.milestone == milestone.number or milestone.assignee in call.people for call in calls)


def _offers(
    snapshot: Snapshot, owner: str, worker: Person, milestone: Milestone, times: tuple[datetime, ...]
) -> tuple[Offer, ...]:
    calendar = snapshot.calendar(owner)
    local = [calendar.local(moment) for moment in times]
    found = [
        Offer(
            "to call on {weekday}", "MEET {who} {at}: {title}", main=at == local[0], values=_gaps(worker, milestone, at)
        )
        for at in local
    ]
    return (*found, Offer("to call at another time", "MEET {who}", "the day and time", values={"who": worker.id}))


def _gaps(worker: Person, milestone: Milestone, at: datetime) -> dict[str, Json]:
    when: dict[str, Json] = {"weekday": {"weekday": at.date().isoformat()}, "at": f"{at:%Y-%m-%d %H:%M}"}
    return {"who": worker.id, "title": milestone.title, **when}


LETTER = Letter("proposal", Pace.DAILY, facts, slots, order=14)
