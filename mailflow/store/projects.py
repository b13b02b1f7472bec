"""The projects: what is known of them, when they wake, and units of work on them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from peewee import Select, fn

from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.store.database import Database
from mailflow.store.faults import NoSuchProject
from mailflow.store.flush import flush
from mailflow.store.ledger import recent_records, records_of
from mailflow.store.schema import Member, Project
from mailflow.store.snapshots import Snapshots
from mailflow.store.unit import Unit


class Projects:
    """Every project of an installation."""

    def __init__(self, database: Database, snapshots: Snapshots) -> None:
        self._database = database
        self._snapshots = snapshots

    def codes(self) -> list[str]:
        """Every project's code, closed ones too."""
        with self._database.reading():
            return self._codes(Project.select(Project.code).order_by(Project.code))

    def create(self, code: str) -> None:
        """A project without any record; nothing where it exists."""
        with self._database.writing():
            self._database.execute(Project.insert(code=code).on_conflict_ignore())

    def snapshot(self, code: str, recent_since: datetime | None = None) -> Snapshot:
        """The project now, with its people, and its records from `recent_since` on. Raises NoSuchProject."""
        with self._database.reading():
            snapshot = self._load([code], lock=False)[code]
            if recent_since is None:
                return snapshot
            return replace(snapshot, recent=tuple(records_of(self._database, code, since=recent_since)))

    def snapshots(self, codes: Sequence[str], recent_since: datetime | None = None) -> dict[str, Snapshot]:
        """Several projects at once, as `snapshot` has them; those that exist."""
        with self._database.reading():
            found = self._snapshots.load(codes)
            recent = None if recent_since is None else recent_records(self._database, list(found), recent_since)
            return self._snapshots.with_people(found, recent)

    def ledger(self, code: str) -> list[Record]:
        """Every record of the project, oldest first. Raises NoSuchProject."""
        with self._database.reading():
            self._load([code], lock=False)
            return records_of(self._database, code)

    def forget(self) -> None:
        """Load everything anew: something was taken out of the ledgers."""
        self._snapshots.forget()

    def of_person(self, person_id: str) -> list[str]:
        """The codes of the projects that this person is on, closed ones too."""
        query = Member.select(Member.project).where(Member.person == person_id)
        with self._database.reading():
            return self._codes(query.order_by(Member.project))

    def due(self, now: datetime, limit: int) -> list[str]:
        """Projects whose wake instant has come, the longest waiting first."""
        query = Project.select(Project.code).where(Project.wake_at <= now)
        with self._database.reading():
            return self._codes(query.order_by(Project.wake_at, Project.code).limit(limit))

    def next_wake(self) -> datetime | None:
        """The next instant at which a project has to be looked at."""
        with self._database.reading():
            found: datetime | None = self._database.value(Project.select(fn.MIN(Project.wake_at)))
        return found

    @contextmanager
    def unit(self, codes: Sequence[str], now: datetime) -> Iterator[Unit]:
        """One transaction with those projects' rows locked, in the order of their codes. Raises NoSuchProject.

        An exception inside leaves everything as it was.
        """
        with self._database.writing():
            before = self._load(codes, lock=True)
            unit = Unit(self._database, before, now)
            yield unit
            changed = flush(self._database, unit.pending, before, now)
        for snapshot in changed:
            self._snapshots.remember(snapshot)

    def _codes(self, query: Select) -> list[str]:
        return [code for (code,) in self._database.rows(query)]

    def _load(self, codes: Sequence[str], *, lock: bool) -> dict[str, Snapshot]:
        found = self._snapshots.load(codes, lock=lock)
        missing = sorted(set(codes) - set(found))
        if missing:
            raise NoSuchProject(f"project {missing[0]}: is not known here")
        return self._snapshots.with_people(found)
