"""The store: one database and the things in it."""

from datetime import datetime
from pathlib import Path
from typing import Self

from mailflow.store.accounts import Accounts
from mailflow.store.alerts import Alerts
from mailflow.store.attachments import Attachments
from mailflow.store.audit import Audit, audit
from mailflow.store.clocks import Clocks
from mailflow.store.contexts import Contexts
from mailflow.store.copies import back_up, pour
from mailflow.store.database import Database, sqlite_path
from mailflow.store.failover import mind_failover
from mailflow.store.faults import StoreFault
from mailflow.store.files import Files
from mailflow.store.held import Holdings
from mailflow.store.holds import Holds
from mailflow.store.journal import Journal
from mailflow.store.leases import Leases
from mailflow.store.meta import Meta
from mailflow.store.migrations import expect_current
from mailflow.store.migrations import migrate as bring_up_to_date
from mailflow.store.outbox import Outbox
from mailflow.store.people import People
from mailflow.store.personal import Personal
from mailflow.store.projects import Projects
from mailflow.store.restored import leave_gaps, mark_restored
from mailflow.store.snapshots import Snapshots


class Store:
    """Usable from several threads at once; each has a connection of its own, made at its first use."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database = database
        snapshots = Snapshots(database, people := People(database))
        self.people = people
        self.projects = Projects(database, snapshots)
        self.journal = Journal(database, Contexts(database, people, snapshots))
        self.attachments = Attachments(database, files)
        self.personal = Personal(database, self.projects, self.attachments)
        self.holds = Holds(database)
        self.outbox = Outbox(database, self.holds)
        self.leases = Leases(database, self.journal, self.outbox)
        self.accounts = Accounts(database)
        self.alerts = Alerts(database)
        self.held = Holdings(database)
        self.meta = Meta(database)
        self.clocks = Clocks(database)

    @classmethod
    def open(cls, url: str, *, migrate: bool = True, busy_seconds: float = 10.0, files: Path | None = None) -> Self:
        """Open a database and bring its tables up to date. Raises StoreFault with one clear line.

        `files` is the folder for what comes with messages; default: beside the file of an SQLite database.
        """
        database = Database(url, busy_seconds=busy_seconds)
        try:
            (bring_up_to_date if migrate else expect_current)(database)
        except StoreFault:
            database.close()
            raise
        return cls(database, Files(files or files_beside(url)))

    # -- as a whole

    def back_up(self, to: Path) -> int:
        """Write a copy as of one instant into a new file; others may write meanwhile. How many of the files that came
        with messages are gone or damaged, and so are not in it. Raises StoreFault."""
        return len(back_up(self._database, self.attachments.files, to) & self.attachments.kept())

    def take_over(self, source: Self) -> None:
        """Hold what `source` does, and nothing of what was here before; in one transaction."""
        with self._database.writing():
            pour(source._database, self._database)
            leave_gaps(self._database)

    def mark_restored(self, now: datetime, why: str = "") -> None:
        """This database came from a backup, or else `why`: letters wait, and what was filed since is looked for."""
        mark_restored(self._database, self.outbox, self.holds, now, why)

    def mind_failover(self, now: datetime) -> str:
        """What is to be said of a failover of the server; where it may have lost commits, the database is marked as
        after a restore. Before that nobody who is bound to a lease can write."""
        return mind_failover(self._database, self.meta, self.mark_restored, now)

    def expect_usable(self) -> None:
        """Raise StoreFault where the tables are no longer those that this program knows, or the server has become
        unsafe since they were opened."""
        expect_current(self._database)

    def audit(self, now: datetime | None = None) -> Audit:
        """Whether everything that is stored agrees with itself, and every file that is kept is there; with `now`, also
        whether nothing waits for a time that is too far to come."""
        return audit(self._database, self.attachments, self.holds, now)

    @property
    def name(self) -> str:
        """The database in a few words, without secrets."""
        return self._database.name

    def close(self) -> None:
        """Close the calling thread's connection."""
        self._database.close()


def files_beside(url: str) -> Path | None:
    """The folder for files beside an SQLite database: ``mailflow-files`` for ``mailflow.db``; None for another one."""
    scheme, _, rest = url.partition(":")
    if scheme != "sqlite":
        return None
    path = Path(sqlite_path(rest))
    return path.with_name(f"{path.stem}-files")
