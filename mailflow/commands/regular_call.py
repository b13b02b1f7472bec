"""The regular call of a project: planned anew each time, so that its invitation says what is open now."""

from datetime import date

from mailflow.commands.meet import planned
from mailflow.commands.wording import phrase
from mailflow.domain.calendar import instant
from mailflow.domain.meeting import Meeting, uid_of
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Role
from mailflow.domain.reading import Asked
from mailflow.domain.snapshot import Snapshot


def regular_call(day: date, snapshot: Snapshot, act: Act) -> Outcome | None:
    """The call of that day with everybody who is there; None where it is planned already, is not wanted any more, or
    nobody is left to talk to whoever calls."""
    rule = snapshot.routines.meeting
    if rule is None or not rule.weeks or snapshot.complete():
        return None
    starts = instant(day, rule.at, snapshot.zone)
    there = [p for p in snapshot.with_role(Role.OWNER, Role.CONTRACTOR) if not p.is_away(day)]
    owns = any(snapshot.role(person.id) is Role.OWNER for person in there)
    if starts <= act.now or not owns or len(there) == 1 or any(c.starts == starts for c in snapshot.calls()):
        return None
    number = max(snapshot.meetings, default=0) + 1
    meeting = Meeting(
        number=number,
        uid=uid_of(act.name, number, snapshot.code),
        starts=starts,
        people=tuple(person.id for person in there),
        by=act.by.id,
        length=rule.length,
        link=rule.link,
    )
    asked = Asked("meet", "", project=snapshot.code)
    return planned(meeting, phrase("Call {number} is planned.", number=number), asked, snapshot, act)
