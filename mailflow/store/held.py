"""What is held until somebody confirms it, or until its time runs out."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from peewee import fn

from mailflow.domain.held import OPEN, Held
from mailflow.store import schema
from mailflow.store.database import Database
from mailflow.store.statement import Several, Statement, gap, gaps

_COLUMNS = (
    schema.Held.message,
    schema.Held.person,
    schema.Held.proof,
    schema.Held.at,
    schema.Held.until,
    schema.Held.state,
    schema.Held.confirmed_at,
    schema.Held.data,
)
_SAVE = Statement(
    schema.Held.insert(gaps(*_COLUMNS)).on_conflict(conflict_target=[schema.Held.message], preserve=list(_COLUMNS[1:]))
)
_CONFIRMED = Statement(
    schema.Held.select(schema.Held.confirmed_at)
    .where(schema.Held.person == gap(schema.Held.person), schema.Held.confirmed_at.is_null(False))
    .order_by(schema.Held.confirmed_at.desc())
    .limit(1)
)
_ONE = Statement(schema.Held.select(schema.Held.data).where(schema.Held.message == gap(schema.Held.message)))
_HELD = schema.Held.select(schema.Held.message, schema.Held.data)
_HELD_OF = Several(lambda some: _HELD.where(schema.Held.message.in_(some)), schema.Held.message)
_STATES = [state.value for state in OPEN]


class Holdings:
    """Everything that is held."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, limit: int) -> list[Held]:
        """What is open still and has come to its end, the oldest first."""
        query = schema.Held.select(schema.Held.data).where(schema.Held.until <= now, schema.Held.state.in_(_STATES))
        with self._database.reading():
            return [held for (held,) in self._database.rows(query.order_by(schema.Held.until).limit(limit))]

    def next_due(self) -> datetime | None:
        """The next instant at which something that is held comes to its end."""
        query = schema.Held.select(fn.MIN(schema.Held.until)).where(schema.Held.state.in_(_STATES))
        with self._database.reading():
            found: datetime | None = self._database.value(query)
        return found

    def of_messages(self, messages: Iterable[int]) -> dict[int, Held]:
        """What is, or was, held of those messages."""
        with self._database.reading():
            return dict(self._database.rows_among(_HELD_OF, messages))


def save_held(database: Database, held: Sequence[Held]) -> None:
    """Write what is held, inside a transaction."""
    rows = [(h.message, h.person, h.proof, h.at, h.until, h.state.value, h.confirmed_at, h) for h in held]
    database.many(_SAVE, rows)


def held_by(database: Database, message: int) -> Held | None:
    """What is, or was, held of that message."""
    return next((held for (held,) in database.found(_ONE, message)), None)


def held_since(database: Database, since: datetime) -> dict[int, tuple[str, str]]:
    """Person and proof of whatever was held from then on, by message."""
    query = schema.Held.select(schema.Held.message, schema.Held.person, schema.Held.proof)
    return {key: (person, proof) for key, person, proof in database.rows(query.where(schema.Held.at >= since))}


def last_confirmed(database: Database, person: str) -> datetime | None:
    """When that person last confirmed something."""
    return next((at for (at,) in database.found(_CONFIRMED, person)), None)
