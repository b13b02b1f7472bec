"""What a project file says, and how that differs from what is recorded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from mailflow.domain.calendar import WEEKDAYS
from mailflow.domain.fold import fold
from mailflow.domain.milestone import FINISHED, Milestone, State
from mailflow.domain.people import Person
from mailflow.domain.project import Ref, Routines
from mailflow.domain.record import Change, Json, Record
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.stated import Definition, Participant, Promise
from mailflow.domain.steps.routines import routines_data

__all__ = ["Definition", "Difference", "Participant", "Promise", "differences", "recorded", "started"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which the file and the record differ, in words, and what would settle it in the file's favour."""

    text: str
    change: Change | None = None
    person: Person | None = None


def differences(definition: Definition, snapshot: Snapshot, people: Mapping[str, Person]) -> tuple[Difference, ...]:
    """What applying the file would change, in the order in which it has to be recorded; nothing where they agree.

    `people` are those that the installation knows. What came by mail and is not in the file is undone
    by it, so it shows here: a date that was agreed, a milestone that was added.
    """
    parts = (
        _of_people(definition, snapshot, people),
        _of_project(definition, snapshot),
        _of_members(definition, snapshot),
        _of_agreement(definition, snapshot),
        _of_milestones(definition, snapshot),
    )
    return tuple(difference for part in parts for difference in part)


def started(definition: Definition, at: datetime) -> Snapshot:
    """The project as it stands right after the file was first applied."""
    snapshot = Snapshot(definition.code)
    found = differences(definition, snapshot, {})
    changes = [difference.change for difference in found if difference.change is not None]
    for seq, change in enumerate(changes, start=1):
        snapshot = fold(snapshot, Record(seq, at, change.kind, change.about, data=change.data))
    return replace(snapshot, people={d.person.id: d.person for d in found if d.person is not None})


def recorded(snapshot: Snapshot) -> Definition:
    """The definition that would change nothing: what `project export` writes."""
    members = [member for member in snapshot.members.values() if member.until is None]
    people = [(snapshot.people[member.person], member) for member in members if member.person in snapshot.people]
    return Definition(
        code=snapshot.code,
        title=snapshot.title,
        zone=snapshot.zone,
        vision=snapshot.vision,
        vision_text=snapshot.vision_text,
        agreement=snapshot.agreement,
        people=tuple(
            Participant(
                person.id,
                person.name,
                person.addresses,
                member.role,
                person.zone,
                person.language,
                person.locale,
                person.workdays,
                person.holidays,
                member.peers,
            )
            for person, member in people
        ),
        milestones=tuple(
            _promise(one)
            for one in sorted(snapshot.milestones.values(), key=lambda one: one.number)
            if one.state is not State.CANCELLED
        ),
        routines=snapshot.routines,
    )


def _promise(milestone: Milestone) -> Promise:
    return Promise(
        number=milestone.number,
        title=milestone.title,
        due=milestone.due,
        due_at=milestone.due_at,
        assignee=milestone.assignee,
        amount=milestone.amount,
        currency=milestone.currency,
        conditions=milestone.conditions,
        tasks=tuple(task.title for task in milestone.tasks),
        evidence=milestone.evidence,
    )


# -- people


def _of_people(definition: Definition, snapshot: Snapshot, people: Mapping[str, Person]) -> Iterator[Difference]:
    known = {**people, **snapshot.people}
    for participant in definition.people:
        old = known.get(participant.id)
        new = _person(participant, old, definition.zone)
        if old is None:
            yield Difference(f"person {new.id}: {new.name} <{new.addresses[0]}> is new", person=new)
        elif new != old:
            yield Difference(f"person {new.id}: {_altered(_described(old), _described(new))}", person=new)


def _person(stated: Participant, old: Person | None, project_zone: str) -> Person:
    base = old or Person(stated.id, stated.name, stated.addresses, zone=project_zone)
    return replace(
        base,
        name=stated.name,
        addresses=stated.addresses,
        zone=stated.zone or base.zone,
        language=stated.language or base.language,
        locale=stated.locale or base.locale,
        workdays=base.workdays if stated.workdays is None else stated.workdays,
        holidays=stated.holidays or base.holidays,
        failing_since=base.failing_since if stated.addresses == base.addresses else None,
    )


def _described(person: Person) -> dict[str, str]:
    return {
        "name": person.name,
        "email": ", ".join(person.addresses),
        "timezone": person.zone,
        "language": person.language,
        "locale": person.locale or "none",
        "workdays": ", ".join(WEEKDAYS[day] for day in sorted(person.workdays)),
        "holidays": person.holidays or "none",
    }


def _of_members(definition: Definition, snapshot: Snapshot) -> Iterator[Difference]:
    about = Ref(definition.code)
    for person in definition.people:
        member = snapshot.member(person.id)
        data: dict[str, Json] = {"person": person.id, "role": person.role.value, "peers": person.peers}
        if member is None:
            yield Difference(f"{person.id} joins as {person.role.value}", Change("member", about, None, data))
        elif (member.role, member.peers) != (person.role, person.peers):
            was, now = ({"role": m.role.value, "peers": _yes(m.peers)} for m in (member, person))
            yield Difference(f"{person.id}: {_altered(was, now)}", Change("member", about, None, data))
    stays = {person.id for person in definition.people}
    for member in snapshot.members.values():
        if member.until is None and member.person not in stays:
            change = Change("left", about, None, {"person": member.person})
            yield Difference(f"{member.person} leaves the project", change)


# -- the project


def _of_project(definition: Definition, snapshot: Snapshot) -> Iterator[Difference]:
    new = {name: getattr(definition, name) for name in ("title", "zone", "vision", "vision_text")}
    old = {name: getattr(snapshot, name) for name in new}
    data: dict[str, Json] = {name: value for name, value in new.items() if value != old[name]}
    text = _altered({name: old[name] for name in data}, {name: new[name] for name in data})
    if snapshot.opened_at is None:
        data, text = {**new}, f"project {definition.code} is new: {definition.title}"
    if definition.routines != snapshot.routines:
        data["routines"] = routines_data(definition.routines)
        text = "; ".join(filter(None, (text, _routines_altered(snapshot.routines, definition.routines))))
    if data:
        yield Difference(text, Change("project", Ref(definition.code), None, data))


def _routines_altered(old: Routines, new: Routines) -> str:
    before, after = routines_data(old), routines_data(new)
    altered = [name for name, value in after.items() if value != before[name]]
    return "routines: " + ", ".join(name if after[name] else f"{name} off" for name in altered)


def _of_agreement(definition: Definition, snapshot: Snapshot) -> Iterator[Difference]:
    """People accept a version, so other words are a new version whatever the file calls it."""
    new, old = definition.agreement, snapshot.agreement
    if new is None or (old is not None and new.version <= old.version and replace(new, version=old.version) == old):
        return
    version = new.version if old is None else max(new.version, old.version + 1)
    data: dict[str, Json] = {
        "version": version,
        "scope": new.scope,
        "conditions": new.conditions,
        "payment": new.payment,
        "auto_approve_after": new.auto_approve_after,
    }
    text = f"agreement: version {version}" + ("" if old is None else f" in place of {old.version}")
    yield Difference(text, Change("agreement", Ref(definition.code, "agreement"), None, data))


# -- milestones


def _of_milestones(definition: Definition, snapshot: Snapshot) -> Iterator[Difference]:
    for stated in definition.milestones:
        old = snapshot.milestones.get(stated.number)
        yield from _new(definition.code, stated) if old is None else _changed(definition.code, stated, old)
    stated_numbers = {stated.number for stated in definition.milestones}
    for number, old in sorted(snapshot.milestones.items()):
        if number not in stated_numbers and old.state not in FINISHED | {State.CANCELLED}:
            change = Change("cancel", _ref(definition.code, number), None, {"reason": "no longer in the project file"})
            yield Difference(f"milestone {number} ({old.title}) is not in the file: cancelled", change)


def _new(code: str, stated: Promise) -> Iterator[Difference]:
    text = f"milestone {stated.number} is new: {stated.title}, due {stated.due}, {stated.assignee or 'nobody'}"
    yield Difference(text, Change("milestone", _ref(code, stated.number), None, _data(stated)))


def _changed(code: str, stated: Promise, old: Milestone) -> Iterator[Difference]:
    before, after = _data(_promise(old)), _data(stated)
    altered = {name: value for name, value in after.items() if value != before[name]}
    words = _altered({name: before[name] for name in altered}, altered)
    if "assignee" in altered and altered["assignee"] is not None:
        moved: dict[str, Json] = {"person": altered.pop("assignee")}
        text = f"milestone {stated.number}: assignee: {old.assignee or 'nobody'} → {stated.assignee}"
        yield Difference(text, Change("assign", _ref(code, stated.number), None, moved))
        words = _altered({name: before[name] for name in altered}, altered)
    if {"due", "due_at"} & altered.keys():
        altered |= {"due": after["due"], "due_at": after["due_at"]}
    if altered:
        yield Difference(
            f"milestone {stated.number}: {words}", Change("milestone", _ref(code, stated.number), None, altered)
        )


def _data(stated: Promise) -> dict[str, Json]:
    return {
        "title": stated.title,
        "due": stated.due.isoformat(),
        "due_at": None if stated.due_at is None else stated.due_at.isoformat(),
        "assignee": stated.assignee,
        "amount": None if stated.amount is None else str(stated.amount),
        "currency": stated.currency,
        "conditions": list(stated.conditions),
        "tasks": list(stated.tasks),
        "evidence": stated.evidence,
    }


def _ref(code: str, number: int) -> Ref:
    return Ref(code, "milestone", number)


def _altered(old: Mapping[str, Json], new: Mapping[str, Json]) -> str:
    return "; ".join(f"{name}: {_shown(old[name])} → {_shown(new[name])}" for name in new if new[name] != old[name])


def _shown(value: Json) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return _yes(value)
    text = " ".join(str(value).split()) if value not in (None, "") else "none"
    return text if len(text) <= 60 else f"{text[:57]}…"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
