"""Where messages lie: folders as first met, and what has come to its end and can be moved."""

from collections.abc import Mapping
from dataclasses import dataclass

from mailflow.domain.disposition import Disposition
from mailflow.store.columns import clean
from mailflow.store.database import Database

Moved = tuple[str, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Filing:
    """A message that has come to its end and lies in a folder still."""

    message: int
    uidvalidity: int
    uid: int
    disposition: Disposition
    reason: str


def first_contact(database: Database, mailbox: str, folder: str, uidvalidity: int, uidnext: int) -> int:
    """What UIDNEXT was when this folder was first met; 0 where it was known under another UIDVALIDITY."""
    sql = "SELECT uidvalidity, first_uidnext FROM folder WHERE mailbox = ? AND folder = ?"
    known: dict[int, int] = dict(database.rows(sql, mailbox, clean(folder)))
    if uidvalidity in known:
        return known[uidvalidity]
    first = 0 if known else uidnext
    database.execute(
        "INSERT INTO folder (mailbox, folder, uidvalidity, first_uidnext) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        mailbox,
        clean(folder),
        uidvalidity,
        first,
    )
    return first


def to_file(database: Database, mailbox: str, folder: str, limit: int) -> list[Filing]:
    """Messages of that folder that are disposed of and not filed yet, oldest first."""
    rows = database.rows(
        "SELECT sighting.message, uidvalidity, uid, disposition, reason FROM sighting "
        "JOIN message ON message.id = sighting.message WHERE mailbox = ? AND folder = ? AND filed = 0 "
        "AND disposition IS NOT NULL ORDER BY sighting.message, uid LIMIT ?",
        mailbox,
        clean(folder),
        limit,
    )
    return [Filing(message, validity, uid, Disposition(end), reason) for message, validity, uid, end, reason in rows]


def filed(database: Database, mailbox: str, folder: str, uidvalidity: int, moved: Mapping[int, Moved]) -> None:
    """Note where messages were moved to, as sightings of them; None where the server did not tell."""
    database.many(
        "UPDATE sighting SET filed = 1 WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND uid = ?",
        [(mailbox, clean(folder), uidvalidity, uid) for uid in moved],
    )
    database.many(
        "INSERT INTO sighting (mailbox, folder, uidvalidity, uid, message, filed) SELECT ?, ?, ?, ?, message, 1 "
        "FROM sighting WHERE mailbox = ? AND folder = ? AND uidvalidity = ? AND uid = ? ON CONFLICT DO NOTHING",
        [
            (mailbox, clean(to), validity, new, mailbox, clean(folder), uidvalidity, uid)
            for uid, (to, validity, new) in moved.items()
            if validity is not None and new is not None
        ],
    )
