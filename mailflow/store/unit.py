"""One unit of work: a transaction over some projects, decided in memory and written at its end."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Literal, cast

from peewee import fn

from mailflow.domain.disposition import Disposition
from mailflow.domain.enclosed import Enclosed
from mailflow.domain.fold import fold, fold_all
from mailflow.domain.held import Held
from mailflow.domain.letter import Intent
from mailflow.domain.outcome import Registry
from mailflow.domain.people import Person
from mailflow.domain.record import Change, Json, Record
from mailflow.domain.snapshot import Snapshot
from mailflow.store import schema
from mailflow.store.database import Database
from mailflow.store.documents import clean_json
from mailflow.store.faults import NoSuchProject
from mailflow.store.fields import clean
from mailflow.store.held import held_by, held_since
from mailflow.store.ledger import records_by_message, records_of
from mailflow.store.past import Past
from mailflow.store.pending import Claim, Disposal, Pending, Queued
from mailflow.store.people import by_addresses, by_ids
from mailflow.store.schema import QUEUED, Letter, Message, Occasion, Project, in_state
from mailflow.store.statement import Several, Statement, gap

_NAMED = Message.select(Message.id, Message.content_key)
_ALIKE = Statement(
    _NAMED.where(Message.content_key == gap(Message.content_key))
    | _NAMED.where(Message.rfc_id == gap(Message.rfc_id), Message.rfc_id != "", Message.content_key.is_null(False))
)
_KNOWN = Several(lambda some: Occasion.select(Occasion.key).where(Occasion.key.in_(some)), Occasion.key)
_ANSWERS = Statement(
    Letter.select(Letter.letter, Letter.intent).where(
        Letter.person == gap(Letter.person), Letter.due_at >= gap(Letter.due_at), Letter.cause.is_null(False)
    )
)
_LEFT = Letter.select(Letter.person).where(Letter.cause == gap(Letter.cause), ~in_state("queued", "withdrawn"))
_LEFT_FOR = Several(lambda some: _LEFT.where(Letter.person.in_(some)), Letter.person)

Claimed = Literal["new", "duplicate", "same_id"]


class Unit:
    """What may be done while the rows of its projects are locked. Everything is written at the end, or nothing."""

    def __init__(self, database: Database, snapshots: dict[str, Snapshot], now: datetime) -> None:
        self._database = database
        self._now = now
        self.pending = Pending(snapshots=dict(snapshots))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Whatever is done inside is forgotten where an exception leaves it; the exception goes on, one of the driver's
        as a StoreFault."""
        before = self.pending.copy()
        try:
            with self._database.reading():
                yield
        except BaseException:
            self.pending = before
            raise

    # -- projects and people

    def snapshot(self, code: str) -> Snapshot:
        """The project with all that was appended so far, and its people."""
        try:
            return self.pending.snapshots[code]
        except KeyError:
            raise NoSuchProject(f"project {code}: is not part of this unit") from None

    def found(self, code: str) -> None:
        """A new project, without any record yet."""
        self.pending.founded[code] = self.pending.snapshots[code] = Snapshot(code)

    def registry(self, addresses: Collection[str]) -> Registry:
        """Whoever is known by those addresses, and which ids and codes are taken."""
        ids = {key for (key,) in self._database.rows(schema.Person.select(schema.Person.id))}
        codes = {code for (code,) in self._database.rows(Project.select(Project.code))}
        fresh = self.pending.people
        known = by_addresses(self._database, addresses)
        people = {address: fresh.get(person.id) or person for address, person in known.items()}
        for person in fresh.values():
            people |= {address: person for address in person.addresses if address in addresses}
        return Registry(people, frozenset(ids | fresh.keys()), frozenset(codes | self.pending.snapshots.keys()))

    def append(
        self, code: str, changes: Sequence[Change], *, message: int | None = None, evidence: str = ""
    ) -> tuple[Record, ...]:
        """Write changes into the project's ledger and fold them; the records as they stand there."""
        return tuple(self._append(code, change, message, evidence) for change in changes)

    def change_person(self, person: Person) -> None:
        """Write a person; snapshots of this unit show them from now on."""
        self.pending.people[person.id] = person
        for code, snapshot in self.pending.snapshots.items():
            if person.id in snapshot.members:
                self.pending.snapshots[code] = replace(snapshot, people={**snapshot.people, person.id: person})

    def person(self, person_id: str) -> Person | None:
        """That person, with what was changed so far."""
        for snapshot in self.pending.snapshots.values():
            if person_id in snapshot.people:
                return snapshot.people[person_id]
        return self.pending.people.get(person_id) or by_ids(self._database, [person_id]).get(person_id)

    def wake(self, code: str, at: datetime | None, *, announced_until: datetime | None = None) -> None:
        """The next instant at which anything can be due in the project; None: never. What was due up to
        `announced_until` has been seen to."""
        self.snapshot(code)
        self.pending.wakes[code] = at
        if announced_until is not None:
            self.pending.announced[code] = announced_until

    @property
    def past(self) -> Past:
        """What messages brought about, up to and with this unit."""
        return Past(self._database, self.pending)

    def announced_until(self, code: str) -> datetime | None:
        """Up to when what was due in the project has been seen to; None for one that never woke."""
        if code in self.pending.announced:
            return self.pending.announced[code]
        query = Project.select(Project.announced_until).where(Project.code == code)
        found: datetime | None = self._database.value(query)
        return found

    # -- letters

    def queue(self, letters: Sequence[Queued]) -> None:
        """Queue letters. One whose occasion is known already, now or when the unit ends, becomes no letter."""
        for letter in letters:
            if letter.intent.occasion not in self.pending.occasions:
                self.pending.occasions[letter.intent.occasion] = "queued"
                self.pending.letters.append(letter)

    def mark(self, occasion: str, state: str) -> None:
        """Record an occasion that becomes no letter: ``missed`` or ``folded``. One that is known stays as it is."""
        self.pending.occasions.setdefault(occasion, state)

    def seen(self, occasions: Iterable[str]) -> set[str]:
        """Those of the occasions that are known already."""
        asked = list(dict.fromkeys(occasions))
        found = {key for key in asked if key in self.pending.occasions}
        rest = [key for key in asked if key not in found]
        return found | {key for (key,) in self._database.rows_among(_KNOWN, rest)}

    def withdraw(self, cause: int, why: str) -> None:
        """Letters caused by that message which wait still are not sent; the ones queued in this unit are."""
        self.pending.withdrawals[cause] = why

    def unheard(self, cause: int) -> set[str]:
        """The people for whom letters caused by that message wait still, and whom none of them has reached."""
        waiting = Letter.select(Letter.person).where(QUEUED, Letter.cause == cause)
        people = {person for (person,) in self._database.rows(waiting)}
        heard = self._database.rows_among(_LEFT_FOR, people, cause)
        return people - {person for (person,) in heard}

    def answers_to(self, person: str, since: datetime, letters: Collection[str]) -> list[Intent]:
        """Those of these letters that messages caused from then on, to that person."""
        given = [intent for letter, intent in self._database.found(_ANSWERS, person, since) if letter in letters]
        own = [queued.intent for queued in self.pending.letters if queued.intent.to == person]
        return given + [one for one in own if one.letter in letters and one.cause is not None]

    # -- what is held

    def hold(self, held: Held) -> None:
        """Keep it, as it stands now."""
        self.pending.held[held.message] = held

    def held(self, message: int) -> Held | None:
        """What is, or was, held of that message."""
        return self.pending.held.get(message) or held_by(self._database, message)

    def held_since(self, since: datetime) -> list[tuple[str, str]]:
        """For each thing held from then on, its person and its proof."""
        fresh = {key: (held.person, held.proof) for key, held in self.pending.held.items() if held.at >= since}
        return list((held_since(self._database, since) | fresh).values())

    # -- messages

    def claim(self, message: int, content_key: str, rfc_id: str, sender: str, *, released: bool = False) -> Claimed:
        """Whether this message is the first with its content: ``new``, or else ``duplicate`` (of another one, or
        of itself where it was applied before), or ``same_id`` where its Message-ID came with other content, unless
        an operator `released` it."""
        pending, claim = self.pending, Claim(message, content_key, clean(rfc_id), clean(sender))
        if content_key in pending.claims:
            return "new" if pending.claims[content_key].message == message else "duplicate"
        if rfc_id and rfc_id in pending.claimed_ids and not released:
            return "same_id"
        verdict = self._compare(claim)
        if verdict == "same_id" and released:
            verdict = "new"
        if verdict == "new":
            pending.claims[content_key] = claim
            pending.claimed_ids |= {rfc_id: content_key} if rfc_id else {}
            pending.ordinals.setdefault(message, 0)
        return verdict

    def enclose(self, message: int, files: tuple[Enclosed, ...]) -> None:
        """What came with the message. The contents of what is kept have to lie in the folder already."""
        self.pending.enclosed[message] = files

    def dispose(self, message: int, disposition: Disposition, reason: str, evidence: str = "") -> None:
        """The message has come to its end, for that named reason."""
        self.pending.disposals[message] = Disposal(message, disposition, reason, evidence)

    def park(self, message: int, until: datetime, reason: str = "") -> None:
        """The message could not be applied now and is tried again then; the attempt counts."""
        self.pending.parked[message] = (until, reason)

    # -- inside

    def _append(self, code: str, change: Change, message: int | None, evidence: str) -> Record:
        snapshot = self.snapshot(code)
        record = Record(
            seq=snapshot.seq + 1,
            at=self._now,
            kind=change.kind,
            about=change.about,
            person=change.person,
            message=message,
            ordinal=self._next_ordinal(message),
            data=cast("dict[str, Json]", clean_json(dict(change.data))),
            evidence=clean(evidence),
            undoes=change.undoes,
        )
        self.pending.records.append((code, record))
        self.pending.snapshots[code] = self._joined(self._folded(snapshot, record))
        return record

    def _joined(self, snapshot: Snapshot) -> Snapshot:
        """The snapshot with the people who have just come onto it."""
        found = [person for key in snapshot.members.keys() - snapshot.people.keys() if (person := self.person(key))]
        return replace(snapshot, people={**snapshot.people, **{p.id: p for p in found}}) if found else snapshot

    def _folded(self, snapshot: Snapshot, record: Record) -> Snapshot:
        if record.undoes is None:
            return fold(snapshot, record)
        code = snapshot.code
        ledger = records_of(self._database, code) + [r for c, r in self.pending.records if c == code]
        return replace(fold_all(code, ledger), people=snapshot.people, recent=snapshot.recent)

    def _next_ordinal(self, message: int | None) -> int:
        if message is None:
            return 0
        if message not in self.pending.ordinals:
            query = schema.Record.select(fn.MAX(schema.Record.ordinal)).where(schema.Record.message == message)
            self.pending.ordinals[message] = self._database.value(query) or 0
        self.pending.ordinals[message] += 1
        return self.pending.ordinals[message]

    def _compare(self, claim: Claim) -> Claimed:
        rows = self._database.found(_ALIKE, claim.content_key, claim.rfc_id)
        if any(key == claim.content_key and found != claim.message for found, key in rows):
            return "duplicate"
        if any(found == claim.message for found, _ in rows):
            return "duplicate" if records_by_message(self._database, claim.message) else "new"
        return "same_id" if rows else "new"
