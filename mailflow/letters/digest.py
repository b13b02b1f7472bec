"""The digest: once a week an owner or observer sees in twenty seconds what needs them and where things stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from mailflow.domain.calendar import days
from mailflow.domain.forecast import Forecast, Health, Outlook, forecasts, outlook
from mailflow.domain.letter import Facts, Intent, Letter, Pace, Phrase, Slot, counted
from mailflow.domain.milestone import FINISHED, State
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Digest, Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.agreement import is_at_work
from mailflow.letters.calls import Call, calls_ahead
from mailflow.letters.decisions import Decision, decisions
from mailflow.letters.money import Money, money
from mailflow.letters.moved import Move, moved, standing
from mailflow.letters.shown import Shown, first_name, name_of, shown
from mailflow.letters.silence import silent, without_feedback
from mailflow.letters.status import Status, health_status
from mailflow.letters.timetable import after_invitation, is_quiet, within

GRACE = timedelta(days=3)
WEEK = timedelta(days=7)
MOST_DECISIONS = 10
MOST_NOTES = 5
MOST_LISTED = 20
SET_ASIDE = {
    "unregistered": (
        "{count} mail from an address that is not registered",
        "{count} mails from addresses that are not registered",
    ),
    "unproven": ("{count} request that was not proven", "{count} requests that were not proven"),
    "unanswered": (
        "{count} mail that changed nothing and got no answer",
        "{count} mails that changed nothing and got no answer",
    ),
    "unreadable": ("{count} mail that could not be read", "{count} mails that could not be read"),
}


@dataclass(frozen=True, slots=True)
class Risk:
    """A milestone that is late or may become so, why, and when it will be ready at this rate."""

    milestone: Shown
    why: Phrase | None
    projected: date | None
    health: Status


@dataclass(frozen=True, slots=True)
class Note:
    """Somebody's words that asked for nothing."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Unlisted:
    """How many more there are of each than a letter lists."""

    late: int
    at_risk: int
    moved: int


@dataclass(frozen=True, slots=True)
class Stop:
    """Letters that an operator has kept back: everybody's, or those to `who`; no `until` while they still are."""

    who: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class DigestFacts(Facts):
    """`at_work`: they have not accepted the agreement either, and have reported work.

    `since` begins the week that is told of; `more` decisions are only counted, as are further late ones,
    risks and moves in `unlisted`."""

    project: str
    owner: bool
    since: datetime
    decisions: tuple[Decision, ...]
    more: int
    late: tuple[Risk, ...]
    at_risk: tuple[Risk, ...]
    on_track: int
    moved: tuple[Move, ...]
    unlisted: Unlisted
    finished: int
    total: int
    health: Status
    due: date | None
    projected: date | None
    silent: tuple[str, ...]
    away: tuple[tuple[str, date | None], ...]
    failing: tuple[str, ...]
    quiet: tuple[str, ...]
    stopped: tuple[Stop, ...]
    money: tuple[Money, ...]
    unpraised: tuple[str, ...]
    notes: tuple[Note, ...]
    not_agreed: tuple[str, ...]
    at_work: tuple[str, ...]
    set_aside: tuple[Phrase, ...]
    vision: str
    calls: tuple[Call, ...] = ()
    shows: tuple[Ref, ...] = ()


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """Owners and observers, on its weekday at its time where they are; before a holiday, the working day before."""
    digest = snapshot.routines.digest
    if digest is None:
        return
    for person in snapshot.with_role(Role.OWNER, Role.OBSERVER):
        for slot in _of(snapshot, person, digest, start, end):
            if within(slot, start, end):
                yield slot


def _of(snapshot: Snapshot, person: Person, digest: Digest, start: datetime, end: datetime) -> Iterator[Slot]:
    calendar = person.calendar
    for nominal in days(calendar.local_date(start), calendar.local_date(end + WEEK)):
        day = calendar.working_day_on_or_before(nominal)
        if nominal.weekday() != digest.on or not after_invitation(snapshot, person.id, day):
            continue
        at = calendar.at(day, digest.at)
        occasion = f"digest/{snapshot.code}/{nominal.isoformat()}/{person.id}"
        yield Slot(at, at + GRACE, Intent("digest", person.id, Ref(snapshot.code), occasion))


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> DigestFacts | None:
    """Nothing where its reader has left, where all is finished and nothing moved, or where they are away on that day:
    the next one tells of two weeks."""
    role, reader = snapshot.role(intent.to), snapshot.people.get(intent.to)
    if role is None or (is_quiet(reader, now) and not intent.facts.get("now")):
        return None
    since = _since(snapshot, intent.to, now)
    if snapshot.complete() and not intent.facts.get("now") and not standing(snapshot, max(since, _end(snapshot))):
        return None
    owner = role is Role.OWNER
    found = decisions(snapshot) if owner else ()
    future = forecasts(snapshot, now)
    late, at_risk = _risks(snapshot, future, Health.LATE, now), _risks(snapshot, future, Health.AT_RISK, now)
    moves = moved(snapshot, since)
    return DigestFacts(
        project=snapshot.title,
        owner=owner,
        since=since,
        decisions=found[:MOST_DECISIONS],
        more=max(len(found) - MOST_DECISIONS, 0),
        late=late[:MOST_LISTED],
        at_risk=at_risk[:MOST_LISTED],
        on_track=sum(f.health is Health.ON_TRACK for f in future),
        moved=moves[:MOST_LISTED],
        unlisted=Unlisted(*(max(len(each) - MOST_LISTED, 0) for each in (late, at_risk, moves))),
        **_progress(snapshot, outlook(snapshot, future)),
        silent=silent(snapshot, now),
        away=_away(snapshot, now),
        failing=_failing(snapshot),
        quiet=_snoozing(snapshot, now),
        stopped=_stopped(snapshot, intent, since),
        money=money(snapshot.milestones.values()) if owner else (),
        unpraised=without_feedback(snapshot, now) if owner else (),
        notes=_notes(snapshot, since) if owner else (),
        not_agreed=_not_agreed(snapshot, at_work=False) if owner else (),
        at_work=_not_agreed(snapshot, at_work=True) if owner else (),
        set_aside=_set_aside(intent) if owner else (),
        vision=snapshot.vision,
        calls=calls_ahead(snapshot, intent.to, now) if owner else (),
        shows=tuple(d.about for d in found[:MOST_DECISIONS]),
    )


def _not_agreed(snapshot: Snapshot, *, at_work: bool) -> tuple[str, ...]:
    found = (p for p in snapshot.contractors() if not snapshot.has_agreed(p.id))
    return tuple(person.name for person in found if is_at_work(snapshot, person.id) is at_work)


def _end(snapshot: Snapshot) -> datetime:
    """Just after the last approval, of which everybody was told."""
    last = max(m.approved_at for m in snapshot.milestones.values() if m.approved_at)
    return last + timedelta(seconds=1)


def _notes(snapshot: Snapshot, since: datetime) -> tuple[Note, ...]:
    """What contractors wrote for the owners alone."""
    found = (r for r in standing(snapshot, since) if r.kind == "note" and not r.data.get("shared"))
    theirs = [r for r in found if snapshot.role(r.person or "") is Role.CONTRACTOR]
    return tuple(Note(first_name(snapshot, r.person), said.text(r.data, "text")) for r in theirs[-MOST_NOTES:])


def _stopped(snapshot: Snapshot, intent: Intent, since: datetime) -> tuple[Stop, ...]:
    """Stops of the week that touched this project, as far as its reader knows the people."""
    found = [(row, said.text(row, "scope"), said.text(row, "name")) for row in said.rows(intent.facts, "stopped")]
    ours = [
        Stop(
            name_of(snapshot, name) if scope == "person" else "",
            said.moment(row, "since") or since,
            said.moment(row, "until"),
        )
        for row, scope, name in found
        if not name or name == snapshot.code or (scope == "person" and name in snapshot.members)
    ]
    return tuple(stop for stop in ours if stop.until is None or stop.until >= since)


def _set_aside(intent: Intent) -> tuple[Phrase, ...]:
    """Mail that nobody's progress came of, in a word for each kind."""
    return tuple(
        counted(*SET_ASIDE[kind], count)
        for kind in SET_ASIDE
        if (count := said.number(said.values(intent.facts, "set_aside"), kind))
    )


def _progress(snapshot: Snapshot, future: Outlook) -> dict[str, Any]:
    counted = [m for m in snapshot.milestones.values() if m.state is not State.CANCELLED]
    return {
        "finished": sum(m.state in FINISHED for m in counted),
        "total": len(counted),
        "health": health_status(future.health),
        "due": future.due,
        "projected": future.projected,
    }


def _since(snapshot: Snapshot, reader: str, now: datetime) -> datetime:
    """A week back; two where the reader was away for the last digest."""
    person = snapshot.people.get(reader)
    last = now - WEEK
    missed = person is not None and person.is_away(person.calendar.local_date(last))
    return last - WEEK if missed else last


def _risks(snapshot: Snapshot, found: tuple[Forecast, ...], health: Health, now: datetime) -> tuple[Risk, ...]:
    chosen = sorted((f for f in found if f.health is health), key=lambda f: snapshot.milestones[f.number].due)
    return tuple(
        Risk(shown(snapshot, snapshot.milestones[f.number], now, who=True), f.why, f.projected, health_status(health))
        for f in chosen
    )


def _away(snapshot: Snapshot, now: datetime) -> tuple[tuple[str, date | None], ...]:
    """Who is away today, and until when."""
    people = snapshot.contractors()
    return tuple((p.name, p.away_until) for p in people if p.is_away(p.calendar.local_date(now)))


def _snoozing(snapshot: Snapshot, now: datetime) -> tuple[str, ...]:
    """Who asked for fewer mails."""
    found = [p for p in snapshot.contractors() if is_quiet(p, now) and not p.is_away(p.calendar.local_date(now))]
    return tuple(name_of(snapshot, p.id) for p in found if p.failing_since is None)


def _failing(snapshot: Snapshot) -> tuple[str, ...]:
    """Whose address takes no mail."""
    return tuple(name_of(snapshot, p.id) for p in snapshot.contractors() if p.failing_since is not None)


LETTER = Letter("digest", Pace.DIGEST, facts, slots, order=60)
