"""MEET: a call that an owner asks people to, moves, or calls off; their calendars hear of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from mailflow.commands.aimed import refused
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.wording import at, names, phrase
from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.meeting import LENGTH, Meeting, meeting_data, uid_of
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json, Record
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.working_hours import can_meet, common_times

OFFERED = 3
NOTICE = timedelta(hours=20)
"""How much time people have at least who are proposed a call."""


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A new call; in answer to an invitation, or with a call's number, another time for that one."""
    found = _moved(asked, snapshot, act)
    if isinstance(found, Outcome):
        return found
    people = _people(asked, snapshot, act) if found is None else _those(found.people, snapshot)
    if asked.at is None:
        return _which_time(people, asked, act)
    if asked.at <= act.now:
        text = "{at} has passed already, so nobody was invited."
        return refused("past_date", text, *_offers(people, asked, act), at=at(asked.at))
    if found is not None:
        return _to_another_time(found, asked.at, asked, snapshot, act)
    same = next((m for m in snapshot.calls() if m.starts == asked.at and set(m.people) == {p.id for p in people}), None)
    if same is not None:
        return Outcome(phrase("Call {number} is at that time already: {at}.", number=same.number, at=at(same.starts)))
    return _called(people, asked.at, asked, snapshot, act)


def _moved(asked: Asked, snapshot: Snapshot, act: Act) -> Meeting | Outcome | None:
    """The call that gets another time, or None where this is a new one."""
    if asked.meeting is not None:
        return one_call(asked.meeting, snapshot, act)
    about = None if act.answered is None else act.answered.about
    found = snapshot.meetings.get(about.number or 0) if about is not None and about.kind == "meeting" else None
    return found if found is not None and not found.cancelled and found.starts > act.now else None


def one_call(number: int, snapshot: Snapshot, act: Act) -> Meeting | Outcome:
    """The call with that number; for 0 the one that was answered about, or the only one that is still to come."""
    if not number and act.answered is not None and act.answered.about.kind == "meeting":
        number = act.answered.about.number or 0
    ahead = [meeting for meeting in snapshot.calls() if meeting.starts > act.now]
    chosen = [meeting for meeting in ahead if meeting.number == number] if number else ahead
    if len(chosen) == 1:
        return chosen[0]
    if not ahead:
        return refused("no_meeting", "No call is planned on {project}, so nothing was changed.", project=snapshot.title)
    offers = [f"cancel meeting {meeting.number}" for meeting in ahead]
    return refused("no_meeting", "Which call do you mean? These are still to come.", *offers)


def _people(asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Person, ...]:
    """Whoever decides, and whoever works here: the one who is named, or who works on what the letter was about."""
    person = asked.person or _worker(snapshot, act)
    workers = [p for p in snapshot.contractors() if person in (None, p.id)]
    return (*snapshot.owners(), *workers)


def _worker(snapshot: Snapshot, act: Act) -> str | None:
    number = _milestone(snapshot, act)
    return None if number is None else snapshot.milestones[number].assignee


def _milestone(snapshot: Snapshot, act: Act) -> int | None:
    """The milestone that the answered letter was about."""
    about = None if act.answered is None else act.answered.about
    found = about.number if about is not None and about.kind == "milestone" else None
    return found if found in snapshot.milestones else None


def _those(people: Sequence[str], snapshot: Snapshot) -> tuple[Person, ...]:
    return tuple(snapshot.people[person] for person in people if snapshot.role(person) is not None)


def _which_time(people: Sequence[Person], asked: Asked, act: Act) -> Outcome:
    text = "At what time shall the call be? These suit everybody's working hours."
    offers = _offers(people, asked, act)
    return refused("no_time", text if offers else "At what time shall the call be?", *(offers or ("meet ",)))


def _offers(people: Sequence[Person], asked: Asked, act: Act) -> tuple[str, ...]:
    """Times that suit everybody, from the day that was named on, as they would be typed."""
    calendar, words = act.by.calendar, "meet"
    if asked.meeting is not None:
        words = f"move meeting {asked.meeting or ''}".strip()
    named = calendar.at(asked.day, time()) if asked.day is not None else act.now
    found = common_times((act.by, *people), max(act.now + NOTICE, named), timedelta(minutes=LENGTH), OFFERED)
    return tuple(f"{words} {calendar.local(moment):%Y-%m-%d %H:%M}" for moment in found)


def _called(people: Sequence[Person], starts: datetime, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    number = max(snapshot.meetings, default=0) + 1
    rule = snapshot.routines.meeting
    meeting = Meeting(
        number=number,
        uid=uid_of(act.name, number, snapshot.code),
        starts=starts,
        people=tuple(person.id for person in people),
        by=act.by.id,
        agenda=(asked.text or "").strip(),
        link=rule.link if rule is not None else "",
        milestone=_milestone(snapshot, act),
    )
    text = "Call {number} is planned for {at}; {names} will get an invitation."
    said = phrase(text, number=number, at=at(meeting.starts), names=_others(people, act))
    return planned(meeting, said, asked, snapshot, act)


def planned(meeting: Meeting, said: Phrase, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A new call, recorded, with everybody's invitation."""
    return _recorded("meet", "called", meeting, said, asked, snapshot, act)


def _to_another_time(old: Meeting, starts: datetime, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    if old.starts == starts:
        return Outcome(phrase("Call {number} is at that time already: {at}.", number=old.number, at=at(old.starts)))
    agenda = (asked.text or "").strip() or old.agenda
    meeting = replace(old, starts=starts, agenda=agenda, sequence=old.sequence + 1)
    text = "Call {number} is now at {at}; it was at {was}. {names} will hear of it."
    people = _those(meeting.people, snapshot)
    said = phrase(text, number=old.number, at=at(starts), was=at(old.starts), names=_others(people, act))
    return _recorded("meet", "moved", meeting, said, asked, snapshot, act, was=old.starts.isoformat())


def call_off(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A call does not take place; everybody's calendar is told."""
    found = one_call(asked.meeting or 0, snapshot, act)
    if isinstance(found, Outcome):
        return found
    meeting = replace(found, sequence=found.sequence + 1)
    text = "Call {number}, planned for {at}, is called off. {names} will hear of it."
    people = _those(meeting.people, snapshot)
    said = phrase(text, number=found.number, at=at(found.starts), names=_others(people, act))
    return _recorded("cancel", "cancelled", meeting, said, asked, snapshot, act, reason=(asked.text or "").strip())


def _recorded(
    kind: str, what: str, meeting: Meeting, said: Phrase, asked: Asked, snapshot: Snapshot, act: Act, **more: Json
) -> Outcome:
    data = meeting_data(meeting)
    change = Change(kind, Ref(snapshot.code, "meeting", meeting.number), act.by.id, {**data, **more})
    letters = invitations(what, meeting, Post(asked, snapshot, act, _about(meeting, snapshot), ""), more)
    return Outcome(said, (change,), letters, next=None if what == "cancelled" else _hours(meeting, snapshot, act))


def taken_back(record: Record, asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Change, tuple[Intent, ...]]:
    """What an UNDO makes of a record about a call: calendars never go back, so it becomes a later state of the call."""
    found = snapshot.meetings[record.about.number or 0]
    kind, what, starts = "meet", "called", found.starts
    if record.kind == "meet" and "was" in record.data:
        what, starts = "moved", datetime.fromisoformat(str(record.data["was"]))
    elif record.kind == "meet":
        kind, what = "cancel", "cancelled"
    meeting = replace(found, starts=starts, sequence=found.sequence + 1)
    more: dict[str, Json] = {"was": found.starts.isoformat()} if what == "moved" else {}
    about = Ref(snapshot.code, "meeting", meeting.number)
    change = Change(kind, about, act.by.id, {**meeting_data(meeting), **more}, undoes=record.seq)
    return change, invitations(what, meeting, Post(asked, snapshot, act, _about(meeting, snapshot)), more)


def invitations(what: str, meeting: Meeting, post: Post, more: dict[str, Json]) -> tuple[Intent, ...]:
    """To everybody who is asked to come, the one who called it among them: it is for their calendar, too."""
    post = replace(post, thread=f"{post.snapshot.code}/c{meeting.number}")
    facts: dict[str, Json] = {**meeting_data(meeting), **more, "what": what}
    return tuple(i for person in meeting.people for i in post.to("meeting", person, facts, themselves=True))


def _about(meeting: Meeting, snapshot: Snapshot) -> Ref:
    """The call as it will be once the next record stands."""
    return Ref(snapshot.code, "meeting", meeting.number, snapshot.seq + 1)


def _others(people: Sequence[Person], act: Act) -> Json:
    return names([person for person in people if person.id != act.by.id])


def _hours(meeting: Meeting, snapshot: Snapshot, act: Act) -> Phrase | None:
    """A word on those for whom that is no time to be asked to a call."""
    late = [p for p in _those(meeting.people, snapshot) if not can_meet(p, meeting.starts, meeting.ends)]
    if not late:
        return None
    text = "It is outside the working hours of {names}. MEET with another time moves it."
    return phrase(text, names=names(late))


MEET = Command("meet", "MEET Tuesday 15:00: agenda", "meet Tuesday 15:00: design of the homepage", apply)
