"""The escalation: an owner learns, in neutral words, what has not come; its contractor reads the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Phrase, Slot
from mailflow.domain.milestone import Milestone, Side
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.check_in import report_offers
from mailflow.letters.offer import Offer
from mailflow.letters.reminder import awaits_new_date, escalation_day
from mailflow.letters.shown import Shown, first_name, name_of, ref, shown
from mailflow.letters.silence import missed
from mailflow.letters.timetable import after_invitation, at_set_time, check_in_days, daily_slot, is_quiet, within

TWO_WEEKS = timedelta(days=14)
AGED = 5
"""Working days after which a contractor's own blocker is told to the owner again, unless the project says otherwise."""


@dataclass(frozen=True, slots=True)
class EscalationFacts(Facts):
    """`kind` is ``overdue``, ``silent`` or ``blocked``. `heard` is when their last report came, where there was one.

    `copy`: the reader is the contractor, who sees what the owner sees.
    """

    project: str
    kind: str
    copy: bool
    who: str
    name: str
    owners: tuple[str, ...]
    milestones: tuple[Shown, ...]
    heard: datetime | None
    report: str
    since: datetime | None
    offers: tuple[Offer, ...]
    draft: Phrase | None
    ahead: bool = False
    shows: tuple[Ref, ...] = ()


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """What has not come, on the morning after its grace has passed: to each owner and to the contractor."""
    found = (*_overdue(snapshot), *_blocked(snapshot), *_silent(snapshot, start, end))
    for slot in found:
        if within(slot, start, end) and after_invitation(snapshot, slot.intent.to, slot.at.date()):
            yield slot


def _readers(snapshot: Snapshot, contractor: Person) -> tuple[Person, ...]:
    return (*snapshot.owners(), contractor)


def _assigned(snapshot: Snapshot) -> Iterator[tuple[Milestone, Person]]:
    for milestone in snapshot.milestones.values():
        person = snapshot.people.get(milestone.assignee or "")
        if milestone.open and person is not None:
            yield milestone, person


def _overdue(snapshot: Snapshot) -> Iterator[Slot]:
    for milestone, contractor in _assigned(snapshot):
        day = escalation_day(snapshot, milestone, contractor.calendar)
        if day is None:
            continue
        for reader in _readers(snapshot, contractor):
            local = reader.calendar.working_day_on_or_after(day)
            about = ref(snapshot, milestone)
            yield daily_slot(snapshot, "escalation", reader, local, about, f"{about.number}/overdue", kind="overdue")


def _blocked(snapshot: Snapshot) -> Iterator[Slot]:
    rule = snapshot.routines.meeting
    for milestone, contractor in _assigned(snapshot):
        blocker = milestone.blocker
        if blocker is None or blocker.side is Side.OWNER:
            continue
        since = contractor.calendar.local_date(blocker.since)
        for reader in _readers(snapshot, contractor):
            day = reader.calendar.add_working_days(since, rule.blocked_days if rule else AGED)
            about = ref(snapshot, milestone)
            yield daily_slot(snapshot, "escalation", reader, day, about, f"{about.number}/blocked", kind="blocked")


def _silent(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    check_in = snapshot.routines.check_in
    if check_in is None:
        return
    for contractor in snapshot.contractors():
        calendar = contractor.calendar
        first, last = calendar.local_date(start - TWO_WEEKS), calendar.local_date(end)
        for _, day in check_in_days(check_in, calendar, first, last):
            for reader in _readers(snapshot, contractor):
                told = reader.calendar.add_working_days(day, 1)
                key, about = f"silent/{contractor.id}", Ref(snapshot.code)
                yield daily_slot(snapshot, "escalation", reader, told, about, key, kind="silent", who=contractor.id)


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> EscalationFacts | None:
    """Nothing where it has come meanwhile, or the next move is the owner's."""
    kind = said.text(intent.facts, "kind")
    chosen = _missing(snapshot, intent, kind, now)
    if not chosen or (is_quiet(snapshot.people.get(intent.to), now) and snapshot.role(intent.to) != "owner"):
        return None
    who = chosen[0].assignee or ""
    member, copy = snapshot.member(who), intent.to == who
    first, draft = first_name(snapshot, who), _draft(snapshot, chosen[0], kind)
    return EscalationFacts(
        project=snapshot.title,
        kind=kind,
        copy=copy,
        who=first,
        name=name_of(snapshot, who),
        owners=tuple(owner.first_name for owner in snapshot.owners()),
        milestones=tuple(shown(snapshot, m, now) for m in chosen),
        heard=member.reported_at if kind == "silent" and member else chosen[0].reported_at,
        report=chosen[0].last_report if kind != "silent" else "",
        since=chosen[0].blocker.since if chosen[0].blocker else None,
        offers=_for_contractor(chosen[0], kind) if copy else _for_owner(chosen[0], kind, who=first, draft=draft),
        draft=None if copy else draft,
        ahead=copy and _ahead(snapshot, intent, now),
        shows=tuple(ref(snapshot, m) for m in chosen),
    )


def _ahead(snapshot: Snapshot, intent: Intent, now: datetime) -> bool:
    """Whether the owners' letter is still to come: a line from the contractor would stop it."""
    day = said.day(intent.facts, "day")
    if day is None:
        return False
    owners = snapshot.owners()
    return any(at_set_time(snapshot, owner, owner.calendar.working_day_on_or_after(day)) > now for owner in owners)


def _missing(snapshot: Snapshot, intent: Intent, kind: str, now: datetime) -> tuple[Milestone, ...]:
    """The milestones that it is about, as far as it still holds."""
    if kind == "silent":
        return _unreported(snapshot, said.text(intent.facts, "who"), now)
    milestone = snapshot.milestones.get(intent.about.number or 0)
    if milestone is None or not milestone.open:
        return ()
    today = snapshot.calendar(milestone.assignee).local_date(now)
    if snapshot.waits_on_owner(milestone, today) or awaits_new_date(snapshot, milestone):
        return ()
    holds = milestone.due < today if kind == "overdue" else milestone.blocker is not None
    return (milestone,) if holds else ()


def _unreported(snapshot: Snapshot, who: str, now: datetime) -> tuple[Milestone, ...]:
    person = snapshot.people.get(who)
    if person is None or missed(snapshot, person, now) != 2:
        return ()
    today = person.calendar.local_date(now)
    return tuple(m for m in snapshot.open_milestones_of(who) if not snapshot.waits_on_owner(m, today))


def _for_contractor(milestone: Milestone, kind: str) -> tuple[Offer, ...]:
    return () if kind == "silent" else report_offers(milestone)


def _for_owner(milestone: Milestone, kind: str, *, who: str, draft: Phrase) -> tuple[Offer, ...]:
    send = Offer("to send them to {who}", "FEEDBACK {who}:", "your words", main=True, draft=draft, values={"who": who})
    move = Offer("to set another date", "MOVE {number} to", "the date you want", values={"number": milestone.number})
    return (send,) if kind == "silent" else (send, move)


def _draft(snapshot: Snapshot, milestone: Milestone, kind: str) -> Phrase:
    """Words that an owner can send."""
    gaps: dict[str, Json] = {"who": first_name(snapshot, milestone.assignee), "title": milestone.title}
    if kind == "silent":
        return Phrase("Hi {who}, how are you getting on? Is there anything you need from me?", gaps)
    if kind == "blocked":
        return Phrase("Hi {who}, what would help you to get on with {title}?", gaps)
    return Phrase("Hi {who}, how far is {title}, and which date can I plan with?", gaps)


LETTER = Letter("escalation", Pace.DAILY, facts, slots, order=10)
