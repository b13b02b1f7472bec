"""Clocks that were wrong: the database's own, and what one that was ahead has left behind once it is set back."""

from datetime import datetime, timedelta
from typing import NamedTuple

import peewee
from peewee import Expression, fn

from mailflow.store.database import Database
from mailflow.store.schema import OPEN, QUEUED, Account, Alert, Letter, Message, Occasion, Project

AHEAD = timedelta(hours=1)
"""What is ahead by no more than this is no matter: clocks differ, and are set."""
FARTHEST_WAKE = timedelta(days=8, hours=1)
"""No project wakes later than this, and no letter is held or put off for longer."""
LONGEST_REST = timedelta(hours=5)
"""Messages, accounts and alerts are left alone for less than this."""


_NOW = peewee.SQL("clock_timestamp()")
_NEAR = peewee.SQL("inet_server_addr() IS NULL OR host(inet_server_addr()) = host(inet_client_addr())")


class Stray(NamedTuple):
    """Rows that only a clock could have made that was ahead: what they are called, how to find them, and the change
    that sets them right."""

    said: str
    name: peewee.Field
    wrong: Expression
    right: peewee.Query


def strays(now: datetime, announced: datetime | None = None) -> list[Stray]:
    """Everything that would wait for an instant which lies too far ahead of `now`.
    `announced`: from when on projects are looked at again."""
    rest, wake, soon = now + LONGEST_REST, now + FARTHEST_WAKE, now + AHEAD
    scheduled = Letter.not_after.is_null(False) & Letter.cause.is_null() & (Letter.due_at > soon)
    due = peewee.Case(None, ((Letter.due_at > now, now),), Letter.due_at)
    return [
        Stray(
            "project {} was looked at in a time to come",
            Project.code,
            (Project.announced_until > soon) | (Project.wake_at > wake),
            Project.update(wake_at=now, announced_until=announced),
        ),
        Stray(
            "message {} is put off for too long",
            Message.id,
            OPEN & (Message.retry_at > rest),
            Message.update(retry_at=None),
        ),
        Stray(
            "letter {} is put off for too long",
            Letter.id,
            QUEUED & (Letter.ready_at > wake) & ~scheduled,
            Letter.update(ready_at=now, due_at=due, put_off_since=None),
        ),
        Stray("account {} is left alone for too long", Account.name, Account.paused_until > rest, Account.delete()),
        Stray(
            "alert {} is put off for too long",
            Alert.id,
            (Alert.state == "queued") & (Alert.ready_at > rest),
            Alert.update(ready_at=now),
        ),
    ]


class Clocks:
    """What a database knows of time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def elsewhere(self) -> datetime | None:
        """The present instant by the server's clock, where it is on another machine; one on this machine has the same
        clock, and SQLite has none."""
        if self._database.is_sqlite:
            return None
        with self._database.reading():
            ((now, near),) = self._database.rows(peewee.Select(columns=[_NOW, _NEAR]))
        return None if near else now

    def latest(self) -> datetime | None:
        """When a letter was caused or announced last, by whatever clock that was."""
        with self._database.reading():
            found: datetime | None = self._database.value(Occasion.select(fn.MAX(Occasion.at)))
        return found

    def set_right(self, now: datetime) -> list[str]:
        """Let nothing wait for a time to come in which a clock that was ahead has been; what was found, a line each.

        Occasions that were missed then are to come still. Projects are looked at again from the last instant at which
        anything was announced before now: what is known is not announced anew.
        """
        with self._database.writing():
            announced = self._database.value(Occasion.select(fn.MAX(Occasion.at)).where(Occasion.at <= now))
            found = [(one, keys) for one in strays(now, announced) if (keys := keys_of(self._database, one))]
            for stray, _ in found:
                self._database.execute(stray.right.where(stray.wrong))
            if found:
                missed = Occasion.state == "missed"
                self._database.execute(Occasion.delete().where(missed, Occasion.at > now + AHEAD))
        return [stray.said.format(key) for stray, keys in found for key in keys]


def keys_of(database: Database, stray: Stray) -> list[object]:
    """The rows that it is about."""
    query = stray.name.model.select(stray.name).where(stray.wrong).order_by(stray.name)
    return [key for (key,) in database.rows(query)]
