"""Whether what is stored agrees with itself: the ledger, the journal and the outbox, each row of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from peewee import SQL, Expression, fn

from mailflow.domain.disposition import BY_NAME, Disposition
from mailflow.domain.fold import fold_all
from mailflow.domain.hold import Scope
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.store import schema
from mailflow.store.attachments import Attachments
from mailflow.store.clocks import keys_of, strays
from mailflow.store.database import Database
from mailflow.store.documents import FOLDED_BY, snapshot_text
from mailflow.store.holds import Holds
from mailflow.store.ledger import records_of
from mailflow.store.schema import OPEN, Letter, Message
from mailflow.store.statement import Row

STATES = frozenset({"queued", "claimed", "in_doubt", "folded", "sent", "refused", "failed", "withdrawn"})
DISPOSITIONS = frozenset(one.value for one in Disposition)
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SWEPT = "night sweep "
"""Under it and a mailbox's name stands when its filed mail was last looked through; a restore takes it away."""
MOST = 20
"""How many findings of one kind are named."""


@dataclass(slots=True)
class Audit:
    """What was counted, what is wrong, and what is `open` still after a restore, a sentence each."""

    counts: dict[str, int] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def count(self, what: str, number: int = 1) -> None:
        """So many more of these."""
        self.counts[what] = self.counts.get(what, 0) + number


def audit(database: Database, attachments: Attachments, holds: Holds, now: datetime | None = None) -> Audit:
    """Look at everything, as it is at one instant, and then at every file that is kept; with `now`, also whether
    anything waits for a time too far to come. Nothing is changed, and nobody who writes has to wait."""
    found = Audit()
    with database.unchanging():
        damage = _damage(database)
        found.findings += damage
        if not damage:
            _ledgers(database, found)
            _journal(database, found)
            _outbox(database, found)
            _clocks(database, found, now)
            _restored(database, holds, found)
    if not damage:
        _files(attachments, found)
    return found


# -- the file


def _damage(database: Database) -> list[str]:
    if not database.is_sqlite:
        return []
    said = [text for (text,) in _ask(database, "PRAGMA integrity_check(20)") if text != "ok"]
    lost = [f"table {row[0]}, row {row[1]} refers to a {row[2]} that is not there" for row in _ask(database, _DANGLING)]
    return [f"the file is damaged: {text}" for text in said] + lost[:20]


_DANGLING = "PRAGMA foreign_key_check"


def _ask(database: Database, sql: str) -> list[Row]:
    return list(database.peewee.execute_sql(sql).fetchall())


# -- the ledger: state is its fold


def _ledgers(database: Database, found: Audit) -> None:
    project = schema.Project
    query = project.select(project.code, project.seq, project.state, project.snapshot, project.folded_by)
    for row in database.rows(query.order_by(project.code)):
        found.count("projects")
        records = records_of(database, row[0])
        found.count("records", len(records))
        found.findings += [f"project {row[0]}: {text}" for text in _ledger(database, row, records)]


def _ledger(database: Database, row: Row, records: list[Record]) -> Iterator[str]:
    code, seq, state, stored, folded_by = row
    if [record.seq for record in records] != list(range(1, len(records) + 1)):
        yield "the numbers of its records are not 1, 2, 3 …"
    if seq != len(records):
        yield f"it counts {seq} records, and has {len(records)}"
    folded = fold_all(code, records)
    if state != folded.state.value:
        yield f"it is kept as {state}, and by its ledger it is {folded.state.value}"
    if folded_by == FOLDED_BY and not _same(stored, folded):
        yield "the state that is kept is not what its ledger says"
    kept = schema.Member.select(schema.Member.person).where(schema.Member.project == code)
    members = {person for (person,) in database.rows(kept)}
    if members != {member.person for member in folded.members.values() if member.until is None}:
        yield "who is kept as being on it is not who is on it by its ledger"
    missing = members - {person for (person,) in database.rows(schema.Person.select(schema.Person.id))}
    if missing:
        yield f"nobody is known as {', '.join(sorted(missing))}"


def _same(stored: Snapshot | None, folded: Snapshot) -> bool:
    return stored is not None and snapshot_text(stored) == snapshot_text(folded)


# -- the journal: every message has come to its end, or waits


def _journal(database: Database, found: Audit) -> None:
    ends = Message.select(Message.disposition, Message.reason, fn.COUNT(Message.id))
    for disposition, reason, number in database.rows(ends.group_by(Message.disposition, Message.reason)):
        found.count("messages waiting" if disposition is None else f"messages {disposition}", number)
        if disposition is not None and not (disposition in DISPOSITIONS and reason in BY_NAME):
            found.findings.append(f"{number} messages ended as {disposition} for no known reason ({reason or 'none'})")
    bytes_kept = Message.id.in_(schema.Raw.select(schema.Raw.message))
    recorded = Message.id.in_(schema.Record.select(schema.Record.message).where(schema.Record.message.is_null(False)))
    _each(database, found, "message {} waits, and its bytes are gone", Message, OPEN, ~bytes_kept)
    _each(database, found, "message {} waits, and has left records already", Message, OPEN, recorded)
    applied = (Message.reason == "ok", Message.content_key.is_null())
    _each(database, found, "message {} was applied, and its content is not claimed", Message, *applied)


# -- the outbox: every letter has left, waits, or came to a named end


def _outbox(database: Database, found: Audit) -> None:
    for state, number in database.rows(Letter.select(Letter.state, fn.COUNT(Letter.id)).group_by(Letter.state)):
        found.count(f"letters {state}", number)
        if state not in STATES:
            found.findings.append(f"{number} letters are {state}, which is no state of a letter")
    lead = Letter.alias()
    led = fn.EXISTS(lead.select(lead.id).where(lead.id == Letter.folded_into))
    frozen = Letter.id.in_(schema.Frozen.select(schema.Frozen.letter))
    for text, *wrong in (
        ("letter {} is part of another one that is not there", Letter.state == "folded", ~led),
        ("letter {} may have left, and its bytes are gone", Letter.state == "in_doubt", ~frozen),
        ("letter {} was sent, and nobody knows when", Letter.state == "sent", Letter.sent_at.is_null()),
        ("letter {} is claimed by nobody", Letter.state.in_(("claimed", "in_doubt")), Letter.daemon == ""),
    ):
        _each(database, found, text, Letter, *wrong)
    written = Letter.select(Letter.occasion)
    lost = schema.Occasion.select(schema.Occasion.key)
    lost = lost.where(schema.Occasion.state == "queued", schema.Occasion.key.not_in(written)).limit(MOST)
    found.findings += [f"occasion {key} was queued, and there is no letter for it" for (key,) in database.rows(lost)]


# -- time: nothing waits for an instant in which only a wrong clock has been


def _clocks(database: Database, found: Audit, now: datetime | None) -> None:
    for stray in strays(now) if now is not None else ():
        found.findings += [stray.said.format(key) for key in keys_of(database, stray)[:MOST]]


# -- after a restore: an operator has let letters go, and what was filed since has been looked through


def _restored(database: Database, holds: Holds, found: Audit) -> None:
    every = [hold for hold in holds.since(LONG_AGO) if hold.scope is Scope.RESTORED]
    found.open += [f"{hold}; `mailflow release` lets them go" for hold in every if hold.until is None]
    swept = schema.Meta.select(schema.Meta.key).where(schema.Meta.key.startswith(SWEPT))
    done = {key.removeprefix(SWEPT) for (key,) in database.rows(swept)} if every else set()
    met = database.rows(schema.Folder.select(schema.Folder.mailbox).distinct()) if every else []
    found.open += [
        f"mailbox {mailbox}: what was filed has not been looked through since {every[-1].since:%Y-%m-%d %H:%M} UTC; "
        "a daemon does that within the hour"
        for mailbox in sorted(mailbox for (mailbox,) in met)
        if mailbox not in done
    ]


# -- the files: what is kept lies in the folder, under its hash


def _files(attachments: Attachments, found: Audit) -> None:
    if number := len(attachments.kept()):
        found.count("files", number)
    folder = attachments.files.folder
    found.findings += [
        f"file {row.position} of message {row.message} ({row.file.name}) is not in {folder}, or it is damaged"
        for row in attachments.lost()[:MOST]
    ]


def _each(database: Database, found: Audit, text: str, table: type[schema.Table], *wrong: Expression) -> None:
    rows = database.rows(table.select(SQL("id")).where(*wrong).order_by(SQL("id")).limit(MOST))
    found.findings += [text.format(key) for (key,) in rows]
