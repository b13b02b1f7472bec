"""The projects: what is known of them, when they wake, and units of work on them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.store.columns import utc, utc_text
from mailflow.store.database import Database
from mailflow.store.faults import NoSuchProject
from mailflow.store.flush import flush
from mailflow.store.ledger import records_of
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
            return [code for (code,) in self._database.rows("SELECT code FROM project ORDER BY code")]

    def create(self, code: str) -> None:
        """A project without any record; nothing where it exists."""
        with self._database.writing():
            self._database.execute(
                "INSERT INTO project (code, seq, state, snapshot, folded_by) VALUES (?, 0, 'active', '', '') "
                "ON CONFLICT DO NOTHING",
                code,
            )

    def snapshot(self, code: str, recent_since: datetime | None = None) -> Snapshot:
        """The project now, with its people, and its records from `recent_since` on. Raises NoSuchProject."""
        with self._database.reading():
            snapshot = self._load([code], lock=False)[code]
            if recent_since is None:
                return snapshot
            return replace(snapshot, recent=tuple(records_of(self._database, code, since=recent_since)))

    def snapshots(self, codes: Sequence[str]) -> dict[str, Snapshot]:
        """Several projects at once, with their people; those that exist."""
        with self._database.reading():
            return self._snapshots.with_people(self._snapshots.load(codes))

    def ledger(self, code: str) -> list[Record]:
        """Every record of the project, oldest first. Raises NoSuchProject."""
        with self._database.reading():
            self._load([code], lock=False)
            return records_of(self._database, code)

    def of_person(self, person_id: str) -> list[str]:
        """The codes of the projects that this person is on, closed ones too."""
        sql = "SELECT project FROM member WHERE person = ? ORDER BY project"
        with self._database.reading():
            return [code for (code,) in self._database.rows(sql, person_id)]

    def due(self, now: datetime, limit: int) -> list[str]:
        """Projects whose wake instant has come, the longest waiting first."""
        sql = "SELECT code FROM project WHERE wake_at <= ? ORDER BY wake_at, code LIMIT ?"
        with self._database.reading():
            return [code for (code,) in self._database.rows(sql, utc_text(now), limit)]

    def next_wake(self) -> datetime | None:
        """The next instant at which a project has to be looked at."""
        with self._database.reading():
            found = self._database.rows("SELECT min(wake_at) FROM project")[0][0]
        return None if found is None else utc(found)

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

    def _load(self, codes: Sequence[str], *, lock: bool) -> dict[str, Snapshot]:
        found = self._snapshots.load(codes, lock=lock)
        missing = sorted(set(codes) - set(found))
        if missing:
            raise NoSuchProject(f"project {missing[0]}: is not known here")
        return self._snapshots.with_people(found)
