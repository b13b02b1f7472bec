"""Mail accounts that are to be left alone for a while."""

from datetime import datetime, timedelta

from peewee import Select

from mailflow.store.database import Database
from mailflow.store.schema import Account, Meta

FIRST = timedelta(minutes=10)
LONGEST = timedelta(hours=4)
PAUSES = "pauses/"
"""The key under which it is counted how often an account was paused since it last worked."""


class Accounts:
    """Which accounts are paused, until when and why."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pause(self, name: str, now: datetime, reason: str) -> datetime:
        """Leave the account alone for ten minutes, and twice as long each further time, up to four hours, until it
        is resumed. One that is left alone already stays so until then. Returns until when."""
        standing = self.paused(name, now)
        if standing is not None:
            return standing[0]
        with self._database.writing():
            times = int(self._database.value(_times(name)) or 0)
            until: datetime = now + min(FIRST * 2 ** min(times, 10), LONGEST)
            new = Account.insert(name=name, paused_until=until, reason=reason)
            self._database.execute(
                new.on_conflict(conflict_target=[Account.name], preserve=[Account.paused_until, Account.reason])
            )
            count = Meta.insert(key=f"{PAUSES}{name}", value=str(times + 1))
            self._database.execute(count.on_conflict(conflict_target=[Meta.key], preserve=[Meta.value]))
        return until

    def paused(self, name: str, now: datetime) -> tuple[datetime, str] | None:
        """Until when the account is paused, and why."""
        query = Account.select(Account.paused_until, Account.reason)
        with self._database.reading():
            rows = self._database.rows(query.where(Account.name == name, Account.paused_until > now))
        return (rows[0][0], rows[0][1]) if rows else None

    def resume(self, name: str) -> None:
        """The account may be used again, and its next pause is a short one."""
        with self._database.writing():
            self._database.execute(Account.delete().where(Account.name == name))
            self._database.execute(Meta.delete().where(Meta.key == f"{PAUSES}{name}"))


def _times(name: str) -> Select:
    return Meta.select(Meta.value).where(Meta.key == f"{PAUSES}{name}")
