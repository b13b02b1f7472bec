"""The round-up: after the check-in everybody hears what the others reported, and from whom nothing came."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Phrase, Slot
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Ref
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.crew import commended
from mailflow.letters.moved import Move, moved, standing
from mailflow.letters.shown import first_name, name_of
from mailflow.letters.silence import is_silent
from mailflow.letters.timetable import after_invitation, at_set_time, check_in_days, is_quiet, next_set_time, within

GRACE = timedelta(hours=24)
LOOK_BACK = timedelta(days=12)
WEEK = timedelta(days=7)
NOT_FOR_PEERS = frozenset({"revise", "date_request", "decline", "paid", "keep_date"})
CONCERNS = {"question": "{who} asks", "blocked": "{who} is blocked", "note": "{who} notes"}

PROPOSES = "{who} proposes a change to the agreement"


@dataclass(frozen=True, slots=True)
class Report:
    """What one person reported: their milestones, in the order of their numbers, and `words` about no one of them.
    `mine`: that person is the reader."""

    who: str
    moves: tuple[Move, ...]
    words: tuple[str, ...] = ()
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Concern:
    """A question or a blocker, for owners' eyes."""

    what: Phrase
    text: str


@dataclass(frozen=True, slots=True)
class RoundUpFacts(Facts):
    """`silent`: from whom nothing came yet; `unheard`: that is so of the reader. `concerns` are shown to
    owners only. `kept` are milestones that keep the crew's good name: each with who did it."""

    project: str
    day: date
    reports: tuple[Report, ...]
    silent: tuple[str, ...]
    concerns: tuple[Concern, ...]
    vision: str
    unheard: bool = False
    kept: tuple[str, ...] = ()
    shows: tuple[Ref, ...] = ()


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """Each reader's first set time after the last person's check-in and a working day more."""
    check_in, round_up = snapshot.routines.check_in, snapshot.routines.round_up
    workers = snapshot.contractors()
    if check_in is None or round_up is None or not workers:
        return
    home = snapshot.calendar(None)
    for nominal, _ in check_in_days(check_in, home, home.local_date(start - LOOK_BACK), home.local_date(end)):
        asked = [person for person in workers if after_invitation(snapshot, person.id, nominal)]
        if not asked:
            continue
        cut_off = max(_given(snapshot, person, nominal, round_up.after_check_in) for person in asked)
        for reader in _readers(snapshot):
            day, at = next_set_time(snapshot, reader, cut_off)
            slot = _slot(snapshot, reader, nominal, at)
            if within(slot, start, end) and after_invitation(snapshot, reader.id, day):
                yield slot


def _given(snapshot: Snapshot, person: Person, nominal: date, span: timedelta) -> datetime:
    """When this person's time to answer is over: the span counts on working days only."""
    calendar = person.calendar
    asked = calendar.working_day_on_or_after(nominal)
    last = calendar.add_working_days(asked, span.days)
    return at_set_time(snapshot, person, last) + (span - timedelta(days=span.days))


def _readers(snapshot: Snapshot) -> tuple[Person, ...]:
    owners = tuple(snapshot.with_role(Role.OWNER, Role.OBSERVER))
    narrow = snapshot.routines.round_up is not None and snapshot.routines.round_up.to_owners
    peers = snapshot.contractors()
    return snapshot.owners() if narrow else owners if len(peers) < 2 else (*owners, *peers)


def _slot(snapshot: Snapshot, reader: Person, nominal: date, at: datetime) -> Slot:
    occasion = f"round_up/{snapshot.code}/{nominal.isoformat()}/{reader.id}"
    intent = Intent("round_up", reader.id, Ref(snapshot.code), occasion, {"day": nominal.isoformat()})
    return Slot(at, at + GRACE, intent)


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> RoundUpFacts | None:
    """Nothing where nobody had anything to report, or its reader is away."""
    reader, day = snapshot.people.get(intent.to), said.day(intent.facts, "day")
    if day is None or is_quiet(reader, now) or snapshot.role(intent.to) is None:
        return None
    owner = snapshot.role(intent.to) is Role.OWNER
    since = _previous_cut_off(snapshot, day)
    reports = _reports(snapshot, since, intent.to, owner=owner)
    silent = [person for person in snapshot.contractors() if _unheard(snapshot, person, day, now)]
    if not reports and not silent:
        return None
    return RoundUpFacts(
        project=snapshot.title,
        day=day,
        reports=reports,
        silent=tuple(person.name for person in silent if person.id != intent.to),
        unheard=any(person.id == intent.to for person in silent),
        concerns=_concerns(snapshot, since) if owner else (),
        vision=snapshot.vision,
        kept=commended(snapshot, since, lambda person: owner or person == intent.to or _shares(snapshot, person)),
    )


def _previous_cut_off(snapshot: Snapshot, day: date) -> datetime:
    """When the round-up before this one was closed: what came later belongs into this one."""
    check_in, round_up = snapshot.routines.check_in, snapshot.routines.round_up
    workers = snapshot.contractors()
    if check_in is None or round_up is None or not workers:
        return snapshot.calendar(None).at(day, time(0))
    home = snapshot.calendar(None)
    before = day - WEEK if check_in.on is not None else home.add_working_days(day, -1)
    return max(_given(snapshot, person, before, round_up.after_check_in) for person in workers)


def _reports(snapshot: Snapshot, since: datetime, reader: str, *, owner: bool) -> tuple[Report, ...]:
    """What was recorded, by person. Peers get changes of state, and words that were written to be shared."""
    told = moved(snapshot, since) if owner else moved(snapshot, since, NOT_FOR_PEERS, shared_only=True)
    by_person: dict[str, list[Move]] = {}
    for move in told:
        if owner or move.person == reader or _shares(snapshot, move.person):
            by_person.setdefault(move.person, []).append(move)
    words = {person: texts for person, texts in _words(snapshot, since).items() if owner or _shares(snapshot, person)}
    people = dict.fromkeys((*by_person, *words))
    return tuple(
        Report(name_of(snapshot, p or None), tuple(by_person.get(p, ())), words.get(p, ()), mine=p == reader)
        for p in people
    )


def _words(snapshot: Snapshot, since: datetime) -> dict[str, tuple[str, ...]]:
    """What people wrote in reply to a check-in without naming a milestone."""
    found: dict[str, tuple[str, ...]] = {}
    for record in standing(snapshot, since):
        if record.kind == "note" and record.data.get("shared") and record.about.kind != "milestone":
            person = record.person or ""
            found[person] = (*found.get(person, ()), said.text(record.data, "text"))
    return found


def _shares(snapshot: Snapshot, person: str) -> bool:
    member = snapshot.members.get(person)
    return member is None or member.peers


def _unheard(snapshot: Snapshot, person: Person, day: date, now: datetime) -> bool:
    """Whether that person has work and has reported nothing since their check-in."""
    calendar = person.calendar
    asked = calendar.working_day_on_or_after(day)
    if person.wants_quiet(asked) or not after_invitation(snapshot, person.id, asked):
        return False
    return is_silent(snapshot, person, at_set_time(snapshot, person, asked), calendar.local_date(now))


def _concerns(snapshot: Snapshot, since: datetime) -> tuple[Concern, ...]:
    """The questions and notes of these days, in their writers' words."""
    return tuple(
        Concern(_concern(record, first_name(snapshot, record.person)), text)
        for record in standing(snapshot, since)
        if record.kind in CONCERNS
        and not record.data.get("shared")
        and snapshot.role(record.person or "") is not Role.OWNER
        and (text := said.text(record.data, "text") or said.text(record.data, "reason"))
    )


def _concern(record: Record, who: str) -> Phrase:
    text = PROPOSES if record.data.get("agreement") is not None else CONCERNS[record.kind]
    return Phrase(text, {"who": who})


LETTER = Letter("round_up", Pace.DAILY, facts, slots, order=50)
