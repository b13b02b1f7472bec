"""Messages on their way into the journal: which are new, and the commit from which they are ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN

from mailflow.domain.disposition import BY_NAME
from mailflow.store.database import Database
from mailflow.store.fields import clean
from mailflow.store.filing import SEEN_AT, SIGHT, SIGHT_OR_KNOW
from mailflow.store.schema import Message, Raw
from mailflow.store.statement import Row, Several, Statement, gaps

_MESSAGE = Statement(
    Message.insert(
        gaps(
            Message.id,
            Message.rfc_id,
            Message.sender,
            Message.size,
            Message.whole,
            Message.received_at,
            Message.disposition,
            Message.reason,
        )
    )
)
_RAW = Statement(Raw.insert(gaps(Raw.message, Raw.bytes)))
_SIZES = Message.select(Message.rfc_id, Message.size, Message.id)
_SIZES_OF = Several(lambda some: _SIZES.where(Message.rfc_id.in_(some)), Message.rfc_id)
_COPIES = Message.select(Message.rfc_id, Message.id, Message.size, Raw.bytes).join(Raw, JOIN.LEFT_OUTER)
_COPIES_OF = Several(lambda some: _COPIES.where(Message.rfc_id.in_(some)), Message.rfc_id)

Key = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as it was fetched from a folder; `uid` is None for one that came through a pipe.

    `reason` disposes of it at once, and then `raw` may be None. `leave`: it is not to be filed.
    `whole` is False where `raw` is only the beginning of it, and then `size` its size on the server.
    """

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int | None
    raw: bytes | None
    rfc_id: str
    sender: str
    now: datetime
    reason: str = ""
    leave: bool = False
    whole: bool = True
    size: int | None = None

    @property
    def octets(self) -> int:
        """The size of the whole message."""
        return self.size if self.size is not None else len(self.raw or b"")


def receive(database: Database, arrivals: Sequence[Arrival]) -> list[int]:
    """Write what is new, inside a transaction; the messages' ids in the order of the arrivals."""
    sighted = _sighted(database, arrivals)
    copies = _copies(database, arrivals)
    numbers = database.new_ids("message", len(arrivals))
    ids: list[int] = []
    messages: list[Row] = []
    raws: list[Row] = []
    sightings: list[Row] = []
    for arrival in arrivals:
        key = _key(arrival)
        message = sighted.get(key) if key else None
        if message is None:
            message = _copy_of(arrival, copies)
            if message is None:
                message = next(numbers)
                messages.append(_row(message, arrival))
                raws += [(message, arrival.raw)] if arrival.raw is not None else []
                copies.setdefault(arrival.rfc_id, []).append((message, arrival.octets, arrival.raw))
            if key:
                sighted[key] = message
                sightings.append((*key, message, arrival.leave))
        ids.append(message)
    database.many(_MESSAGE, messages)
    database.many(_RAW, raws)
    database.many(SIGHT, sightings)
    return ids


def unknown(database: Database, mailbox: str, folder: str, uidvalidity: int, uids: Sequence[int]) -> list[int]:
    """Those of the UIDs that the journal does not have, in their order."""
    known = {uid for uid, _ in database.rows_among(SEEN_AT, uids, mailbox, folder, uidvalidity)}
    return [uid for uid in uids if uid not in known]


def recognise(database: Database, arrivals: Sequence[Arrival]) -> list[int]:
    """Record sightings of what is known by Message-ID and size, inside a transaction; the UIDs of the rest."""
    ids = {clean(arrival.rfc_id) for arrival in arrivals if arrival.rfc_id}
    rows = database.rows_among(_SIZES_OF, ids)
    known = {(rfc_id, size): message for rfc_id, size, message in rows}
    found = [(_key(arrival), known.get((clean(arrival.rfc_id), arrival.octets))) for arrival in arrivals]
    database.many(SIGHT_OR_KNOW, [(*key, message, True) for key, message in found if key and message])
    return [key[-1] for key, message in found if key and not message]


def _key(arrival: Arrival) -> Key | None:
    if arrival.uid is None:
        return None
    return arrival.mailbox, clean(arrival.folder), arrival.uidvalidity, arrival.uid


def _sighted(database: Database, arrivals: Sequence[Arrival]) -> dict[Key, int]:
    """The messages already seen at those very places."""
    places: dict[tuple[str, str, int], list[int]] = {}
    for mailbox, folder, uidvalidity, uid in filter(None, map(_key, arrivals)):
        places.setdefault((mailbox, folder, uidvalidity), []).append(uid)
    found: dict[Key, int] = {}
    for place, uids in places.items():
        rows = database.rows_among(SEEN_AT, uids, *place)
        found |= {(*place, uid): message for uid, message in rows}
    return found


Copies = dict[str, list[tuple[int, int, bytes | None]]]


def _copies(database: Database, arrivals: Sequence[Arrival]) -> Copies:
    """What the journal has under the same Message-IDs: id, size, bytes."""
    found: Copies = {}
    ids = {clean(arrival.rfc_id) for arrival in arrivals if arrival.rfc_id}
    for rfc_id, message, size, raw in database.rows_among(_COPIES_OF, ids):
        found.setdefault(rfc_id, []).append((message, size, raw))
    return found


def _copy_of(arrival: Arrival, copies: Copies) -> int | None:
    """The message of which this is another sighting: the same Message-ID, size and, where both are here, bytes."""
    if not arrival.rfc_id or arrival.uid is None:
        return None
    for message, size, raw in copies.get(clean(arrival.rfc_id), []):
        if size == arrival.octets and (raw is None or arrival.raw is None or raw == arrival.raw):
            return message
    return None


def _row(message: int, arrival: Arrival) -> Row:
    return (
        message,
        arrival.rfc_id,
        arrival.sender,
        arrival.octets,
        arrival.whole,
        arrival.now,
        BY_NAME[arrival.reason].disposition.value if arrival.reason else None,
        arrival.reason,
    )
