"""Where messages lie: folders as first met, and what has come to its end and can be moved."""

from collections.abc import Mapping
from dataclasses import dataclass

from mailflow.domain.disposition import Disposition
from mailflow.store.database import Database
from mailflow.store.schema import OPEN, UNFILED, Folder, Message, Sighting
from mailflow.store.statement import Several, Statement, gap, gaps

Moved = tuple[str, int | None, int | None]

_SIGHTING = Sighting.insert(
    gaps(Sighting.mailbox, Sighting.folder, Sighting.uidvalidity, Sighting.uid, Sighting.message, Sighting.filed)
)
SIGHT = Statement(_SIGHTING)
SIGHT_OR_KNOW = Statement(_SIGHTING.on_conflict_ignore())
_LEFT = Statement(
    Sighting.update(filed=True).where(
        Sighting.mailbox == gap(Sighting.mailbox),
        Sighting.folder == gap(Sighting.folder),
        Sighting.uidvalidity == gap(Sighting.uidvalidity),
        Sighting.uid == gap(Sighting.uid),
    )
)
_SEEN = Sighting.select(Sighting.uid, Sighting.message).where(
    Sighting.mailbox == gap(Sighting.mailbox),
    Sighting.folder == gap(Sighting.folder),
    Sighting.uidvalidity == gap(Sighting.uidvalidity),
)
SEEN_AT = Several(lambda some: _SEEN.where(Sighting.uid.in_(some)), Sighting.uid)
"""UID and message of what was seen in a mailbox's folder of that UIDVALIDITY."""


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
    query = Folder.select(Folder.uidvalidity, Folder.first_uidnext)
    known: dict[int, int] = dict(database.rows(query.where(Folder.mailbox == mailbox, Folder.folder == folder)))
    if uidvalidity in known:
        return known[uidvalidity]
    first = 0 if known else uidnext
    new = Folder.insert(mailbox=mailbox, folder=folder, uidvalidity=uidvalidity, first_uidnext=first)
    database.execute(new.on_conflict_ignore())
    return first


def to_file(database: Database, mailbox: str, folder: str, limit: int) -> list[Filing]:
    """Messages of that folder that are disposed of and not filed yet, oldest first."""
    query = (
        Sighting.select(Sighting.message, Sighting.uidvalidity, Sighting.uid, Message.disposition, Message.reason)
        .join(Message)
        .where(Sighting.mailbox == mailbox, Sighting.folder == folder, UNFILED, ~OPEN)
        .order_by(Sighting.message, Sighting.uid)
        .limit(limit)
    )
    return [
        Filing(message, validity, uid, Disposition(end), reason)
        for message, validity, uid, end, reason in database.rows(query)
    ]


def filed(database: Database, mailbox: str, folder: str, uidvalidity: int, moved: Mapping[int, Moved]) -> None:
    """Note where messages were moved to, as sightings of them; None where the server did not tell."""
    messages: dict[int, int] = dict(database.rows_among(SEEN_AT, moved, mailbox, folder, uidvalidity))
    database.many(_LEFT, [(mailbox, folder, uidvalidity, uid) for uid in moved])
    database.many(
        SIGHT_OR_KNOW,
        [
            (mailbox, to, validity, new, messages[uid], True)
            for uid, (to, validity, new) in moved.items()
            if validity is not None and new is not None and uid in messages
        ],
    )
