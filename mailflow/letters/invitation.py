"""The invitation: welcome, vision, agreement and milestones, repeated until the agreement is accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Slot
from mailflow.domain.people import Member, Person
from mailflow.domain.project import Agreement, Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.agreement import AGREE, SOONEST, version_ref
from mailflow.letters.offer import Offer
from mailflow.letters.shown import Shown, ref, shown
from mailflow.letters.timetable import daily_slot, is_quiet, within

GRACE = timedelta(days=30)
REMINDED_AFTER = (2, 5, 10, 20, 30, 40, 50)
"""Working days after its text went out on which the agreement is asked for again, ever more rarely."""


@dataclass(frozen=True, slots=True)
class InvitationFacts(Facts):
    """`again`: the agreement was sent `since`, and still waits for an answer."""

    project: str
    owners: tuple[str, ...]
    vision: str
    vision_text: str
    agreement: Agreement | None
    milestones: tuple[Shown, ...]
    check_in: str
    offers: tuple[Offer, ...]
    again: bool = False
    since: datetime | None = None
    shows: tuple[Ref, ...] = ()


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """At once when a contractor joins; then, until they agree, a few times more."""
    for person in snapshot.contractors():
        member = snapshot.members[person.id]
        for slot in (_first(snapshot, person, member), *_again(snapshot, person, member)):
            if within(slot, start, end):
                yield slot


def _first(snapshot: Snapshot, person: Person, member: Member) -> Slot:
    at = max(member.since, snapshot.opened_at or member.since)
    day = person.calendar.local_date(at).isoformat()
    occasion = f"invitation/{snapshot.code}/{day}/{person.id}"
    intent = Intent("invitation", person.id, Ref(snapshot.code), occasion, {"day": day}, thread=_thread(snapshot))
    return Slot(at + SOONEST, at + GRACE, intent)


def _again(snapshot: Snapshot, person: Person, member: Member) -> Iterator[Slot]:
    if snapshot.has_agreed(person.id) or _awaits_owner(snapshot, person.id):
        return
    sent = person.calendar.local_date(_sent(snapshot, member))
    for count in REMINDED_AFTER:
        day = person.calendar.add_working_days(sent, count)
        yield daily_slot(snapshot, "invitation", person, day, Ref(snapshot.code), "", again=True)


def _sent(snapshot: Snapshot, member: Member) -> datetime:
    """When the agreement as it stands reached that person: with their invitation, or later, as a new version."""
    since = snapshot.agreement.since if snapshot.agreement else None
    return member.since if since is None else max(since, member.since)


def _awaits_owner(snapshot: Snapshot, person: str) -> bool:
    """Whether that person has proposed a change, so that the next word is the owner's."""
    return any(question.by == person for question in snapshot.proposals())


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> InvitationFacts | None:
    """Nothing where they have left, or where it is asked again and they have agreed or are away."""
    again = bool(intent.facts.get("again"))
    if snapshot.member(intent.to) is None:
        return None
    settled = snapshot.has_agreed(intent.to) or _awaits_owner(snapshot, intent.to)
    if again and (settled or is_quiet(snapshot.people.get(intent.to), now)):
        return None
    mine = snapshot.open_milestones_of(intent.to)
    check_in = snapshot.routines.check_in
    return InvitationFacts(
        project=snapshot.title,
        owners=tuple(owner.name for owner in snapshot.owners()),
        vision=snapshot.vision,
        vision_text=snapshot.vision_text,
        agreement=snapshot.agreement,
        milestones=tuple(shown(snapshot, m, now, money=True) for m in mine),
        check_in="" if check_in is None else "weekday" if check_in.on is None else str(check_in.on),
        offers=() if snapshot.has_agreed(intent.to) else AGREE,
        again=again,
        since=_sent(snapshot, snapshot.members[intent.to]),
        shows=(*(() if again else (ref(snapshot, m) for m in mine)), *_agreement_shown(snapshot)),
    )


def _agreement_shown(snapshot: Snapshot) -> tuple[Ref, ...]:
    return () if snapshot.agreement is None else (version_ref(snapshot),)


def _thread(snapshot: Snapshot) -> str:
    return f"{snapshot.code}/invitation"


LETTER = Letter("invitation", Pace.DAILY, facts, slots, order=5)
