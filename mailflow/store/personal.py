"""All that is stored about a person: gathered for them, or taken out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from peewee import Expression

from mailflow.domain.enclosed import PICTURE
from mailflow.domain.erasure import anonymous, concerns, redacted, traces, unnamed
from mailflow.domain.held import Held
from mailflow.domain.letter import Intent
from mailflow.domain.people import Person, Role
from mailflow.domain.project import ProjectState, Ref
from mailflow.domain.record import Change, Record
from mailflow.domain.snapshot import Snapshot
from mailflow.store import schema
from mailflow.store.attachments import Attachments
from mailflow.store.belongings import OwnFile, forget_alerts, forget_files, forget_held, forget_stops, held_for
from mailflow.store.database import Database
from mailflow.store.faults import StoreFault
from mailflow.store.ledger import records_of
from mailflow.store.people import save_people
from mailflow.store.projects import Projects
from mailflow.store.schema import Frozen, Letter, Message, Raw

WAITING = frozenset({"queued", "claimed"})
ENDED = frozenset({"sent", "refused", "failed", "withdrawn", "folded"})


@dataclass(frozen=True, slots=True)
class OwnMessage:
    """A message of theirs; `raw` as long as its bytes are kept."""

    id: int
    message_id: str
    sender: str
    received_at: datetime
    disposition: str | None
    reason: str
    evidence: str
    raw: bytes | None


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """A letter to them; `facts` is what it was written from, `raw` its bytes as long as they are kept."""

    id: int
    message_id: str
    letter: str
    project: str
    subject: str
    state: str
    due_at: datetime
    sent_at: datetime | None
    facts: object
    raw: bytes | None


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything about one person. `records` are by project."""

    person: Person
    projects: Sequence[Snapshot]
    records: dict[str, list[Record]]
    messages: list[OwnMessage]
    letters: list[OwnLetter]
    files: list[OwnFile]
    held: list[Held]


class Personal:
    """What concerns one person, in every table."""

    def __init__(self, database: Database, projects: Projects, attachments: Attachments) -> None:
        self._database = database
        self._projects = projects
        self._attachments = attachments

    def gather(self, person: Person) -> Stored:
        """Everything about them."""
        snapshots = self._projects.snapshots(self._projects.codes())
        with self._database.reading():
            records = {code: self._concerning(code, person.id) for code in snapshots}
            return Stored(
                person,
                [one for one in snapshots.values() if person.id in one.members],
                {code: found for code, found in records.items() if found},
                messages := list(self._messages(person)),
                list(self._letters(person)),
                list(self._files(one.id for one in messages)),
                held_for(self._database, person.id),
            )

    def erase(self, person: Person, now: datetime) -> None:
        """Take out who they are and what they said, in one transaction: they leave every project, their addresses and
        the bytes of their mail and files go, their words in ledgers, letters and what is held become ``[erased]``. That
        something was said, when, and what it changed, stays. Raises StoreFault where an open project would be left
        without an owner."""
        with self._database.writing():
            codes = self._projects.codes()
            with self._projects.unit(codes, now) as unit:
                members = {code: unit.snapshot(code).members for code in codes}
                for code in codes:
                    unit.append(code, list(_farewell(unit.snapshot(code), person.id)))
            for code in codes:
                self._redact_ledger(code, person)
            own = frozenset(message.id for message in self._messages(person))
            lost = forget_files(self._database, own)
            forget_held(self._database, person.id, own, traces(person))
            forget_stops(self._database, person.id, traces(person))
            forget_alerts(self._database, traces(person))
            self._forget_mail(person, own, [code for code in codes if person.id in members[code]])
            save_people(self._database, [anonymous(person)])
        self._attachments.files.drop(lost, now)
        self._projects.forget()

    # -- inside

    def _concerning(self, code: str, person: str) -> list[Record]:
        return [record for record in records_of(self._database, code) if concerns(record, person)]

    def _messages(self, person: Person) -> Iterator[OwnMessage]:
        columns = (
            Message.id,
            Message.rfc_id,
            Message.sender,
            Message.received_at,
            Message.disposition,
            Message.reason,
            Message.evidence,
        )
        query = Message.select(*columns).where(_theirs(person)).order_by(Message.id)
        for row in self._database.rows(query):
            raw = self._database.value(Raw.select(Raw.bytes).where(Raw.message == row[0]))
            yield OwnMessage(*(*row, raw))

    def _letters(self, person: Person) -> Iterator[OwnLetter]:
        columns = (
            Letter.id,
            Letter.rfc_id,
            Letter.letter,
            Letter.project,
            Letter.subject,
            Letter.state,
            Letter.due_at,
            Letter.sent_at,
            Letter.intent,
        )
        query = Letter.select(*columns).where(Letter.person == person.id).order_by(Letter.id)
        for row in self._database.rows(query):
            raw = self._database.value(Frozen.select(Frozen.bytes).where(Frozen.letter == row[0]))
            yield OwnLetter(*(*row[:-1], dict(row[-1].facts), raw))

    def _files(self, messages: Iterable[int]) -> Iterator[OwnFile]:
        for rows in self._attachments.of(messages).values():
            for row in rows:
                if row.file.left != PICTURE:
                    yield OwnFile(row, self._attachments.files.read(row.file.sha256) if row.file.kept else None)

    def _redact_ledger(self, code: str, person: Person) -> None:
        """The cached fold goes, too: whoever loads the project folds the ledger as it is now."""
        row = schema.Record
        for record in records_of(self._database, code):
            data = redacted(record, person.id, traces(person))
            if data != dict(record.data):
                place = (row.project == code, row.seq == record.seq)
                self._database.execute(row.update(data=data).where(*place))
        project = schema.Project
        self._database.execute(project.update(folded_by="", snapshot=None).where(project.code == code))

    def _forget_mail(self, person: Person, own: frozenset[int], codes: Sequence[str]) -> None:
        for message in own:
            self._database.execute(Raw.delete().where(Raw.message == message))
            self._database.execute(Message.update(sender="", evidence="").where(Message.id == message))
        self._forget_letters(person, own, codes)

    def _forget_letters(self, person: Person, own: frozenset[int], codes: Sequence[str]) -> None:
        """Letters to them, and about their messages, lose all that they say, and those that wait are not sent. Other
        letters of their projects lose what names them, and their bytes once they have left."""
        which = (Letter.person == person.id) | Letter.project.in_(list(codes))
        rows = self._database.rows(Letter.select(Letter.id, Letter.intent, Letter.state, Letter.subject).where(which))
        for key, intent, state, subject in rows:
            theirs = intent.to == person.id or intent.cause in own
            changes = _bare(intent) if theirs else _unnamed(intent, subject, traces(person))
            if theirs and state in WAITING:
                changes |= {"state": "withdrawn"}
            if theirs or state in ENDED:
                self._database.execute(Frozen.delete().where(Frozen.letter == key))
            self._database.execute(Letter.update(**changes).where(Letter.id == key))


def _bare(intent: Intent) -> dict[str, object]:
    return {"intent": replace(intent, facts={}, subject="", answers=""), "subject": "", "note": ""}


def _unnamed(intent: Intent, subject: str, known_by: Sequence[str]) -> dict[str, object]:
    facts = unnamed(dict(intent.facts), known_by)
    bare = replace(intent, facts=facts, subject=unnamed(intent.subject, known_by))  # type: ignore[arg-type]
    return {"intent": bare, "subject": unnamed(subject, known_by)}


def _theirs(person: Person) -> Expression:
    return Message.sender.in_(list(person.addresses))


def _farewell(snapshot: Snapshot, person: str) -> Iterator[Change]:
    """The records that end somebody's part in a project, and say that their words were taken out."""
    member = snapshot.members.get(person)
    if member is None:
        return
    if member.until is None:
        owners = [m for m in snapshot.members.values() if m.role is Role.OWNER and m.until is None]
        if [m.person for m in owners] == [person] and snapshot.state is not ProjectState.CLOSED:
            text = f"{person} is the only owner of {snapshot.code}: name another one in its project file, or close it"
            raise StoreFault(text)
        yield Change("left", Ref(snapshot.code), None, {"person": person})
    yield Change("erased", Ref(snapshot.code), None, {"person": person})
