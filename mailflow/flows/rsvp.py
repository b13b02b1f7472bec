"""An answer to an invitation: it sets that one answer, and the owner who called hears at once of a no.

Its proof is the call's name, which cannot be guessed, and an attendee's registered address in it: calendars send their
answers from addresses of their own and mark them automatic.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hmac import compare_digest

from mailflow.domain.letter import Intent, sentence
from mailflow.domain.meeting import Meeting, Reply, Rsvp, project_of
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot
from mailflow.mail.calendar_reply import CalendarReply
from mailflow.mail.token import mint
from mailflow.store import Queued, Store, Unit

NEWS = {
    (True, False): sentence("{name} cannot come to the call on {at}."),
    (True, True): sentence("{name} cannot come to the call on {at}. They wrote: {text}"),
    (False, False): sentence("{name} asks for another time for the call on {at}: {wish}."),
    (False, True): sentence("{name} asks for another time for the call on {at}: {wish}. They wrote: {text}"),
}
"""By whether they cannot come at all, and whether they wrote something."""


def projects_answered(store: Store, replies: Iterable[CalendarReply]) -> frozenset[str]:
    """The projects that have a call which one of those answers is about."""
    replies = list(replies)
    found = store.projects.snapshots(sorted({project_of(reply.uid) for reply in replies} - {""})) if replies else {}
    return frozenset(code for code, s in found.items() if any(_call(s, reply) is not None for reply in replies))


def record_answer(unit: Unit, message: int, reply: CalendarReply, now: datetime, keys: Sequence[bytes]) -> None:
    """Record what that attendee answers, where it is news."""
    code = project_of(reply.uid)
    snapshot = unit.snapshot(code)
    meeting = _call(snapshot, reply)
    person = None if meeting is None else _attendee(snapshot, meeting, reply)
    if meeting is None or person is None or not _counts(meeting, person, reply):
        return
    data: dict[str, Json] = {"answer": reply.answer.value, "stamp": reply.stamp.isoformat(), "text": reply.text}
    data["wish"] = reply.wish.isoformat() if reply.wish is not None else None
    about = Ref(code, "meeting", meeting.number)
    unit.append(code, [Change("rsvp", about, person.id, data)], message=message, evidence="calendar")
    intents = _news(snapshot, meeting, person, reply, message)
    unit.queue([Queued(intent, mint(keys, intent.occasion), now) for intent in intents])


def _call(snapshot: Snapshot, reply: CalendarReply) -> Meeting | None:
    named = reply.uid.encode("utf-8", "replace")
    return next((m for m in snapshot.calls() if compare_digest(m.uid.encode(), named)), None)


def _attendee(snapshot: Snapshot, meeting: Meeting, reply: CalendarReply) -> Person | None:
    people = (snapshot.people[p] for p in meeting.people if p in snapshot.people and snapshot.role(p) is not None)
    return next((person for person in people if reply.address in person.addresses), None)


def _counts(meeting: Meeting, person: Person, reply: CalendarReply) -> bool:
    """Whether it is about the call as it is now, and later than, and other than, what they answered before."""
    if reply.sequence < meeting.sequence and reply.starts != meeting.starts:
        return False
    before = meeting.replies.get(person.id)
    if before is None:
        return True
    return reply.stamp >= before.stamp and before != Reply(reply.answer, before.stamp, reply.text, reply.wish)


def _news(
    snapshot: Snapshot, meeting: Meeting, person: Person, reply: CalendarReply, message: int
) -> tuple[Intent, ...]:
    """To the owner who called, where somebody cannot come then; everything else is for the digest."""
    caller = snapshot.people.get(meeting.by)
    declined = reply.answer is Rsvp.DECLINED and reply.wish is None
    if caller is None or caller.id == person.id or not (declined or reply.wish is not None):
        return ()
    wish = "the day and time" if reply.wish is None else f"{caller.calendar.local(reply.wish):%Y-%m-%d %H:%M}"
    values: dict[str, Json] = {"name": person.first_name, "at": {"at": meeting.starts.isoformat()}, "text": reply.text}
    values["wish"] = None if reply.wish is None else {"at": reply.wish.isoformat()}
    facts: dict[str, Json] = {"text": NEWS[declined, bool(reply.text)], "values": values, "by": person.id}
    facts["actions"] = [f"MOVE MEETING {meeting.number} to {wish}", f"CANCEL MEETING {meeting.number}"]
    return (
        Intent(
            letter="notice",
            to=caller.id,
            about=Ref(snapshot.code, "meeting", meeting.number),
            occasion=f"notice/{snapshot.code}/{snapshot.seq + 1}/{caller.id}",
            facts=facts,
            thread=f"{snapshot.code}/c{meeting.number}",
            cause=message,
        ),
    )
