"""The store: one database and the things in it."""

from typing import Self

from mailflow.store.accounts import Accounts
from mailflow.store.contexts import Contexts
from mailflow.store.database import Database
from mailflow.store.faults import StoreFault
from mailflow.store.held import Holdings
from mailflow.store.journal import Journal
from mailflow.store.meta import Meta
from mailflow.store.migrations import expect_current
from mailflow.store.migrations import migrate as bring_up_to_date
from mailflow.store.outbox import Outbox
from mailflow.store.people import People
from mailflow.store.projects import Projects
from mailflow.store.snapshots import Snapshots


class Store:
    """Usable from several threads at once; each has a connection of its own, made at its first use."""

    def __init__(self, database: Database) -> None:
        self._database = database
        snapshots = Snapshots(database, people := People(database))
        self.people = people
        self.projects = Projects(database, snapshots)
        self.journal = Journal(database, Contexts(database, people, snapshots))
        self.outbox = Outbox(database)
        self.accounts = Accounts(database)
        self.held = Holdings(database)
        self.meta = Meta(database)

    @classmethod
    def open(cls, url: str, *, migrate: bool = True, busy_seconds: float = 10.0) -> Self:
        """Open a database and bring its tables up to date. Raises StoreFault with one clear line."""
        database = Database(url, busy_seconds=busy_seconds)
        try:
            (bring_up_to_date if migrate else expect_current)(database)
        except StoreFault:
            database.close()
            raise
        return cls(database)

    @property
    def name(self) -> str:
        """The database in a few words, without secrets."""
        return self._database.name

    def close(self) -> None:
        """Close the calling thread's connection."""
        self._database.close()
