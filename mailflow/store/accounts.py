"""Mail accounts that are to be left alone for a while."""

from datetime import datetime

from mailflow.store.columns import clean, utc, utc_text
from mailflow.store.database import Database


class Accounts:
    """Which accounts are paused, until when and why."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pause(self, name: str, until: datetime, reason: str) -> None:
        """Leave the account alone until then; the last word counts."""
        with self._database.writing():
            self._database.execute(
                "INSERT INTO account (name, paused_until, reason) VALUES (?, ?, ?) ON CONFLICT (name) "
                "DO UPDATE SET paused_until = excluded.paused_until, reason = excluded.reason",
                name,
                utc_text(until),
                clean(reason),
            )

    def paused(self, name: str, now: datetime) -> tuple[datetime, str] | None:
        """Until when the account is paused, and why."""
        sql = "SELECT paused_until, reason FROM account WHERE name = ? AND paused_until > ?"
        with self._database.reading():
            rows = self._database.rows(sql, name, utc_text(now))
        return (utc(rows[0][0]), rows[0][1]) if rows else None

    def resume(self, name: str) -> None:
        """The account may be used again."""
        with self._database.writing():
            self._database.execute("DELETE FROM account WHERE name = ?", name)
