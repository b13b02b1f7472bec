"""What messages are read against, looked up for a whole batch at once."""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from mailflow.domain.people import Person
from mailflow.domain.project import ProjectState
from mailflow.domain.reading import Answered, Context
from mailflow.domain.snapshot import Snapshot
from mailflow.store.database import Database
from mailflow.store.held import last_confirmed
from mailflow.store.people import People
from mailflow.store.schema import Letter, Member, Project
from mailflow.store.snapshots import Snapshots
from mailflow.store.statement import Row, Several, Statement, gap

RECENT_LETTERS = 10
_ANSWERED = (
    Letter.token,
    Letter.person,
    Letter.letter,
    Letter.intent,
    Letter.items,
    Letter.lines,
    Letter.sent_at,
    Letter.rfc_id,
)
_RECENT = Statement(
    Letter.select(Letter.lines)
    .where(Letter.person == gap(Letter.person), Letter.sent_at.is_null(False))
    .order_by(Letter.sent_at.desc())
    .limit(RECENT_LETTERS)
)
_SENT = Letter.select(*_ANSWERED).where(Letter.lines.is_null(False))
_SENT_WITH = Several(lambda some: _SENT.where(Letter.token.in_(some)), Letter.token)
_OPEN = Member.select(Member.project).distinct().join(Project).where(Project.state != "closed")
_OPEN_OF = Several(lambda some: _OPEN.where(Member.person.in_(some)), Member.person)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Lookup:
    """What is known of a message before it is read: its sender, the valid tokens in it, its arrival."""

    sender: str
    tokens: tuple[str, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class _Sent:
    sent_at: datetime | None
    lines: frozenset[int]
    answered: Answered


@dataclass(frozen=True, slots=True)
class _Known:
    """Of a person: the lines of their newest letters, and when they last confirmed anything."""

    lines: frozenset[int]
    confirmed_at: datetime | None


def pack_lines(hashes: Iterable[int]) -> bytes:
    """Line hashes as a letter's row keeps them: eight octets each, big end first."""
    return b"".join(number.to_bytes(8, "big") for number in hashes)


@lru_cache(maxsize=2048)
def unpack_lines(lines: bytes) -> frozenset[int]:
    """The line hashes that were packed."""
    numbers = array("Q", lines)
    if sys.byteorder == "little":
        numbers.byteswap()
    return frozenset(numbers)


class Contexts:
    """Finds people, projects and letters for a batch of messages."""

    def __init__(self, database: Database, people: People, snapshots: Snapshots) -> None:
        self._database = database
        self._people = people
        self._snapshots = snapshots

    def find(self, lookups: Sequence[Lookup]) -> list[Context]:
        """One context for each lookup."""
        people = self._people.by_addresses({lookup.sender for lookup in lookups})
        letters = self._by_token({token for lookup in lookups for token in lookup.tokens})
        holders = self._holders(lookups, people, letters)
        persons = {person.id: person for person in (*people.values(), *holders.values())}
        known = {person: self._known(person) for person in persons}
        projects = self._projects(set(persons), letters.values())
        found = []
        for lookup in lookups:
            person, holder = people.get(lookup.sender), holders.get(lookup.tokens)
            context = self._context(lookup, person or holder, letters, known, projects)
            found.append(Context(now=lookup.now, holder=context) if person is None and holder is not None else context)
        return found

    def _holders(
        self, lookups: Sequence[Lookup], people: dict[str, Person], letters: dict[str, _Sent]
    ) -> dict[tuple[str, ...], Person]:
        """By their tokens, whose letters are answered by messages of senders who are not registered. Whose data was
        erased has no address left to be asked at."""
        strange = [one for one in lookups if one.tokens and one.sender not in people]
        newest = {one.tokens: _newest(letters[token] for token in one.tokens if token in letters) for one in strange}
        whose = {tokens: sent.answered.person for tokens, sent in newest.items() if sent is not None}
        found = self._people.by_ids(set(whose.values()))
        return {key: found[who] for key, who in whose.items() if who in found and found[who].addresses}

    def _context(
        self,
        lookup: Lookup,
        person: Person | None,
        letters: dict[str, _Sent],
        known: dict[str, _Known],
        projects: Mapping[str, Sequence[Snapshot]],
    ) -> Context:
        if person is None:
            return Context(now=lookup.now)
        quoted = [letters[token] for token in lookup.tokens if token in letters]
        letter = _newest(sent for sent in quoted if sent.answered.person == person.id)
        answered = None if letter is None else letter.answered
        about = None if answered is None else answered.about.project
        return Context(
            now=lookup.now,
            person=person,
            snapshots=tuple(s for s in projects.get(person.id, ()) if _concerns(s, person, answered=s.code == about)),
            letter=answered,
            known=known[person.id].lines.union(*(sent.lines for sent in quoted)),
            confirmed_at=known[person.id].confirmed_at,
        )

    def _by_token(self, tokens: Iterable[str]) -> dict[str, _Sent]:
        return {row[0]: _sent(row) for row in self._database.rows_among(_SENT_WITH, tokens)}

    def _known(self, person: str) -> _Known:
        rows = self._database.found(_RECENT, person)
        lines = frozenset[int]().union(*(unpack_lines(lines) for (lines,) in rows if lines))
        return _Known(lines, last_confirmed(self._database, person))

    def _projects(self, people: set[str], letters: Iterable[_Sent]) -> dict[str, list[Snapshot]]:
        """For each person that is or was there the open projects of those people, and whatever letters are about, in
        the order of their codes."""
        codes: set[str] = {letter.answered.about.project for letter in letters}
        codes |= {code for (code,) in self._database.rows_among(_OPEN_OF, people)}
        found: dict[str, list[Snapshot]] = {}
        for snapshot in self._snapshots.with_people(self._snapshots.load(sorted(codes))).values():
            for person in snapshot.members:
                found.setdefault(person, []).append(snapshot)
        return found


def _concerns(snapshot: Snapshot, person: Person, *, answered: bool) -> bool:
    """Whether a message of that person's may be about it: also one that is closed, or that they have left, where they
    answer a letter of it."""
    if snapshot.member(person.id) is None:
        return answered and person.id in snapshot.members
    return snapshot.state is not ProjectState.CLOSED or answered


def _sent(row: Row) -> _Sent:
    token, person, letter, intent, items, lines, sent_at, rfc_id = row
    answered = Answered(
        letter=letter,
        person=person,
        about=intent.about,
        message_id=rfc_id or token,
        sent_at=sent_at,
        items=items,
        cause=intent.cause,
        facts=intent.facts,
    )
    return _Sent(sent_at, unpack_lines(lines), answered)


def _newest(letters: Iterable[_Sent]) -> _Sent | None:
    return max(letters, key=lambda letter: letter.sent_at or _LONG_AGO, default=None)
