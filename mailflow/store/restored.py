"""What has to be told to a database that came from a backup, before anything runs on it."""

from datetime import datetime

import peewee
from peewee import fn

from mailflow.domain.hold import Scope
from mailflow.heartbeat import HEARTBEAT
from mailflow.store import schema
from mailflow.store.database import Database
from mailflow.store.holds import Holds
from mailflow.store.outbox import Outbox

PROCESSED = "Processed"
GAP = 100_000
CHORES = "night "


def mark_restored(database: Database, outbox: Outbox, holds: Holds, now: datetime, why: str = "") -> None:
    """Letters wait for an operator; what was filed since is looked for among all that was filed; no number that was
    given since is given again, since letters are known by the numbers of the messages that caused them."""
    with database.writing():
        holds.put(Scope.RESTORED, "", now, why)
        database.execute(schema.Lease.delete())
        outbox.doubt_restored(now)
        for prefix in (HEARTBEAT, CHORES):
            stale = fn.SUBSTR(schema.Meta.key, 1, len(prefix)) == prefix
            database.execute(schema.Meta.delete().where(stale))
        _look_back(database)
        leave_gaps(database)


def leave_gaps(database: Database) -> None:
    """Let every table go on counting at the next hundred thousand but one."""
    for table in (schema.Message, schema.Letter, schema.Record):
        _leave_a_gap(database, table)


def _look_back(database: Database) -> None:
    """A folder of filed mail that was not met before is looked at from its beginning (R0)."""
    folder = schema.Folder
    met = {mailbox for (mailbox,) in database.rows(folder.select(folder.mailbox).where(folder.folder == PROCESSED))}
    for (mailbox,) in database.rows(folder.select(folder.mailbox).distinct()):
        if mailbox not in met:
            new = folder.insert(mailbox=mailbox, folder=PROCESSED, uidvalidity=0, first_uidnext=0)
            database.execute(new.on_conflict_ignore())


def _leave_a_gap(database: Database, table: type[schema.Table]) -> None:
    name = vars(table)["_meta"].table_name
    last = database.value(table.select(fn.MAX(peewee.SQL("id")))) or 0
    following = (last // GAP + 2) * GAP
    if database.is_sqlite:
        sequences = peewee.Table("sqlite_sequence")
        database.peewee.execute_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        database.execute(sequences.insert({sequences.c.name: name, sequences.c.seq: following}))
    else:
        number = fn.setval(fn.pg_get_serial_sequence(name, "id"), following)
        database.value(peewee.Select(columns=[number]))
