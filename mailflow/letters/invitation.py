"""The invitation: welcome, vision, agreement and milestones, repeated until the agreement is accepted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Slot
from mailflow.domain.people import Member, Person
from mailflow.domain.project import Agreement, Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.offer import Offer
from mailflow.letters.shown import Shown, ref, shown
from mailflow.letters.timetable import daily_slot, is_quiet, within

GRACE = timedelta(days=30)
REMINDED_AFTER = (2, 5, 10)
"""Working days after the invitation on which the agreement is asked for again."""
SOONEST = timedelta(microseconds=1)
"""A slot lies after the instant that opens its span, never on it."""


@dataclass(frozen=True, slots=True)
class InvitationFacts(Facts):
    """`again`: it was sent when its reader `joined`, and the agreement still waits for an answer."""

    project: str
    owners: tuple[str, ...]
    vision: str
    vision_text: str
    agreement: Agreement | None
    milestones: tuple[Shown, ...]
    check_in: str
    offers: tuple[Offer, ...]
    again: bool = False
    joined: datetime | None = None
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
    if snapshot.agreement is None or has_agreed(snapshot, person.id):
        return
    joined = person.calendar.local_date(member.since)
    for count in REMINDED_AFTER:
        day = person.calendar.add_working_days(joined, count)
        yield daily_slot(snapshot, "invitation", person, day, Ref(snapshot.code), "", again=True)


def has_agreed(snapshot: Snapshot, person: str) -> bool:
    """Whether that person accepted the agreement as it stands."""
    accepted = snapshot.accepted.get(person)
    return snapshot.agreement is None or (accepted is not None and accepted.version == snapshot.agreement.version)


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> InvitationFacts | None:
    """Nothing where they have left, or where it is asked again and they have agreed or are away."""
    again = bool(intent.facts.get("again"))
    if snapshot.member(intent.to) is None:
        return None
    if again and (has_agreed(snapshot, intent.to) or is_quiet(snapshot.people.get(intent.to), now)):
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
        offers=() if has_agreed(snapshot, intent.to) else AGREE,
        again=again,
        joined=snapshot.members[intent.to].since,
        shows=() if again else tuple(ref(snapshot, m) for m in mine),
    )


AGREE = (
    Offer("to accept the agreement", "AGREE", main=True),
    Offer("to ask for a change to it", "CHANGE:", "what should be different"),
    Offer("to ask a question", "QUESTION:", "what you would like to know"),
)


def _thread(snapshot: Snapshot) -> str:
    return f"{snapshot.code}/invitation"


LETTER = Letter("invitation", Pace.DAILY, facts, slots, order=5)
