"""Alerts that wait for their channels: kept until they were taken, tried again, given up after a while."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from peewee import fn

from mailflow.domain.alert import Alert
from mailflow.store import schema
from mailflow.store.database import Database

QUEUED, SENT, GIVEN_UP = "queued", "sent", "given_up"
MOST = 500
"""How many may wait; what comes beyond that is not queued."""
CLAIMED = timedelta(minutes=5)
REMEMBERED = timedelta(days=35)
_row = schema.Alert


@dataclass(frozen=True, slots=True)
class WaitingAlert:
    """One alert for one channel, with how often it was tried."""

    id: int
    channel: str
    at: datetime
    title: str
    text: str
    attempts: int


class Alerts:
    """What waits for each channel, and what became of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue(self, alerts: Iterable[Alert], channels: Sequence[str], now: datetime) -> int:
        """Each alert once for each channel, whatever was queued before; how many there was no room for."""
        wanted = [(alert, channel) for alert in alerts for channel in channels]
        with self._database.writing():
            room = MOST - int(self._database.value(_row.select(fn.COUNT(_row.id)).where(_row.state == QUEUED)) or 0)
            for alert, channel in wanted[: max(room, 0)]:
                new = _row.insert(
                    key=alert.key, channel=channel, at=now, title=alert.title, text=alert.text, ready_at=now
                )
                self._database.execute(new.on_conflict_ignore())
        return len(wanted) - min(len(wanted), max(room, 0))

    def claim(self, now: datetime, limit: int) -> list[WaitingAlert]:
        """What may be tried now, oldest first; nobody else gets it before `CLAIMED` has passed."""
        columns = (_row.id, _row.channel, _row.at, _row.title, _row.text, _row.attempts)
        query = _row.select(*columns).where(_row.state == QUEUED, _row.ready_at <= now).order_by(_row.id).limit(limit)
        with self._database.writing():
            rows = self._database.rows(self._database.locking(query, skip=True))
            ours = _row.update(ready_at=now + CLAIMED).where(_row.id.in_([row[0] for row in rows]))
            if rows:
                self._database.execute(ours)
        return [WaitingAlert(*row) for row in rows]

    def settle(self, key: int, state: str, ready_at: datetime, note: str = "") -> None:
        """What became of one attempt; with ``queued`` it is tried again from `ready_at` on."""
        change = _row.update(state=state, attempts=_row.attempts + 1, ready_at=ready_at, note=note)
        with self._database.writing():
            self._database.execute(change.where(_row.id == key))

    def next_due(self) -> datetime | None:
        """When the next one may be tried."""
        query = _row.select(fn.MIN(_row.ready_at)).where(_row.state == QUEUED)
        with self._database.reading():
            found: datetime | None = self._database.value(query)
        return found

    def counts(self) -> dict[str, int]:
        """How many there are in each state."""
        with self._database.reading():
            return dict(self._database.rows(_row.select(_row.state, fn.COUNT(_row.id)).group_by(_row.state)))

    def forget(self, now: datetime) -> int:
        """Let go of old ones that came to their end; how many."""
        old = _row.delete().where(_row.state != QUEUED, _row.at < now - REMEMBERED)
        with self._database.writing():
            return self._database.execute(old)
