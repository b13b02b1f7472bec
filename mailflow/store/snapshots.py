"""Snapshots as they are loaded: the cached fold where it is fresh, the ledger where not, people beside it."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Lock

from mailflow.domain.fold import fold_all
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.store.database import Database
from mailflow.store.documents import FOLDED_BY
from mailflow.store.ledger import records_of
from mailflow.store.people import People
from mailflow.store.schema import Member, Project
from mailflow.store.statement import Row, Several, Statement, gap, gaps

REMEMBERED = 512
_SAVE = Statement(
    Project.update(gaps(Project.seq, Project.state, Project.snapshot, Project.folded_by)).where(
        Project.code == gap(Project.code)
    )
)
_LEAVE = Statement(Member.delete().where(Member.project == gap(Member.project)))
_JOIN = Statement(Member.insert(gaps(Member.project, Member.person)))
_NOW = Project.select(Project.code, Project.seq).order_by(Project.code)
_NOW_OF = Several(lambda some: _NOW.where(Project.code.in_(some)), Project.code)
_LOCKED_OF = Several(lambda some: _NOW.where(Project.code.in_(some)).for_update(), Project.code)
_CACHED = Project.select(Project.code, Project.seq, Project.snapshot).where(Project.folded_by == FOLDED_BY)
_CACHED_OF = Several(lambda some: _CACHED.where(Project.code.in_(some)), Project.code)


class Snapshots:
    """Loads folds by code and remembers the last ones by their number. Safe between threads."""

    def __init__(self, database: Database, people: People) -> None:
        self._database = database
        self._people = people
        self._folds: OrderedDict[tuple[str, int], Snapshot] = OrderedDict()
        self._lock = Lock()

    def load(self, codes: Sequence[str], *, lock: bool = False) -> dict[str, Snapshot]:
        """The projects among `codes` which exist, without people; their rows locked in the order of their codes."""
        several = _LOCKED_OF if lock and not self._database.is_sqlite else _NOW_OF
        rows = self._database.rows_among(several, sorted(set(codes)))
        with self._lock:
            known = {code: fold for code, seq in rows if (fold := self._folds.get((code, seq))) is not None}
        known |= self._read([code for code, _ in rows if code not in known])
        return {code: known[code] for code, _ in rows}

    def with_people(
        self, snapshots: Mapping[str, Snapshot], recent: Mapping[str, Sequence[Record]] | None = None
    ) -> dict[str, Snapshot]:
        """The same with everybody who is or was on them, and with their `recent` records, where these are wanted."""
        known = self._people.by_ids({person for s in snapshots.values() for person in s.members})
        return {
            code: replace(
                s,
                people={person: known[person] for person in s.members if person in known},
                recent=s.recent if recent is None else tuple(recent[code]),
            )
            for code, s in snapshots.items()
        }

    def remember(self, snapshot: Snapshot) -> None:
        """Keep a fold that was just committed."""
        with self._lock:
            bare = snapshot if not (snapshot.people or snapshot.recent) else replace(snapshot, people={}, recent=())
            self._folds[snapshot.code, snapshot.seq] = bare
            while len(self._folds) > REMEMBERED:
                self._folds.popitem(last=False)

    def forget(self) -> None:
        """Look at the ledgers again: something in them was taken out."""
        with self._lock:
            self._folds.clear()

    def _read(self, codes: Sequence[str]) -> dict[str, Snapshot]:
        rows = self._database.rows_among(_CACHED_OF, codes)
        found = {code: cached for code, seq, cached in rows if isinstance(cached, Snapshot) and cached.seq == seq}
        for code in codes:
            if code not in found:
                found[code] = fold_all(code, records_of(self._database, code))
            self.remember(found[code])
        return found


def save_folds(database: Database, snapshots: Sequence[Snapshot]) -> None:
    """Write the folds beside their projects, inside a transaction."""
    database.many(_SAVE, [(s.seq, s.state.value, s, FOLDED_BY, s.code) for s in snapshots])


def save_members(database: Database, snapshots: Sequence[Snapshot]) -> None:
    """Write who is on those projects now, inside a transaction."""
    database.many(_LEAVE, [(s.code,) for s in snapshots])
    members: list[Row] = [(s.code, m.person) for s in snapshots for m in s.members.values() if m.until is None]
    database.many(_JOIN, members)
