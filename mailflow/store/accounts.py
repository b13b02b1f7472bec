"""Mail accounts that are to be left alone for a while."""

from datetime import datetime

from mailflow.store.database import Database
from mailflow.store.schema import Account


class Accounts:
    """Which accounts are paused, until when and why."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pause(self, name: str, until: datetime, reason: str) -> None:
        """Leave the account alone until then; the last word counts."""
        new = Account.insert(name=name, paused_until=until, reason=reason)
        with self._database.writing():
            self._database.execute(
                new.on_conflict(conflict_target=[Account.name], preserve=[Account.paused_until, Account.reason])
            )

    def paused(self, name: str, now: datetime) -> tuple[datetime, str] | None:
        """Until when the account is paused, and why."""
        query = Account.select(Account.paused_until, Account.reason)
        with self._database.reading():
            rows = self._database.rows(query.where(Account.name == name, Account.paused_until > now))
        return (rows[0][0], rows[0][1]) if rows else None

    def resume(self, name: str) -> None:
        """The account may be used again."""
        with self._database.writing():
            self._database.execute(Account.delete().where(Account.name == name))
