"""Who does what on a database that several daemons share: leases that run by the database's clock and end by being
deleted. Every write of a daemon holds on to its lease's row, so that nobody who has lost it can commit anything."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import peewee

from mailflow.store.database import TIMELINE, Database
from mailflow.store.faults import StoreFault
from mailflow.store.journal import Journal
from mailflow.store.outbox import Outbox
from mailflow.store.schema import Lease

FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
_RECLAIM = 0x6D61696D
_SERVER = peewee.SQL(TIMELINE)
_PAST = peewee.SQL("clock_timestamp()")


class Standing(NamedTuple):
    """A lease: a daemon's own (then `name` is its holder), or one for a thing that one daemon at a time does."""

    name: str
    holder: str
    epoch: int
    until: datetime
    timeline: str = ""


@dataclass(frozen=True, slots=True)
class Busyness:
    """A daemon that shares a database: its lease, by the database's clock, and what it has taken upon itself."""

    name: str
    epoch: int
    until: datetime
    watches: tuple[str, ...]
    letters: int
    messages: int


class Leases:
    """The leases of one database. On SQLite there is one daemon, and its lease never ends."""

    def __init__(self, database: Database, journal: Journal, outbox: Outbox) -> None:
        self._database = database
        self._journal = journal
        self._outbox = outbox

    @property
    def me(self) -> str:
        """As whom this thread claims: the daemon and epoch that it is bound to, else nobody."""
        return self._database.bound[1] if self._database.bound is not None else ""

    @contextmanager
    def bound(self, own: Standing, spare: float) -> Iterator[None]:
        """Whatever this thread writes inside is refused once that lease has ended, with Fenced; that it is about to
        transmit letters, `spare` seconds before."""
        before, self._database.bound = self._database.bound, (own.epoch, own.name, spare, own.timeline)
        try:
            yield
        finally:
            self._database.bound = before

    def join(self, holder: str, seconds: float, *, alone: bool) -> Standing:
        """A lease for a daemon, with an epoch that nobody ever had. `alone`: there is no other one, whatever leases
        stand, and this one never ends."""
        alone = alone or self._database.is_sqlite
        with self._database.writing():
            if alone:
                self._database.execute(Lease.delete())
            epoch = next(self._database.new_ids("lease", 1, "epoch"))
            name = f"{holder}#{epoch}"
            until = FOR_EVER if alone else _after(seconds)
            self._database.execute(Lease.insert(epoch=epoch, name=name, holder=name, until=until))
            if alone:
                self._give_back()
            timeline = "" if self._database.is_sqlite else str(self._database.value(peewee.Select(columns=[_SERVER])))
        return Standing(name, name, epoch, FOR_EVER, timeline)

    def renew(self, own: Standing, seconds: float) -> bool:
        """Go on for that long from now, with all that the daemon holds; False where the lease has ended, or where the
        server is not the one any more that gave it."""
        same_server = peewee.Value(own.timeline) == _SERVER
        running = Lease.select(Lease.epoch).where(Lease.epoch == own.epoch, Lease.until > _PAST, same_server)
        renewed = Lease.update(until=_after(seconds)).where(Lease.holder == own.name, peewee.fn.EXISTS(running))
        with self._database.writing():
            return self._database.execute(renewed) > 0

    def leave(self, own: Standing) -> None:
        """End the daemon's leases, and give back what it had claimed."""
        with self._database.writing():
            self._database.execute(Lease.delete().where(Lease.holder == own.name))
            self._give_back()

    def take(self, name: str, own: Standing) -> bool:
        """Whether this daemon does that from now on, or does already; False where another one does."""
        until = Lease.select(Lease.until).where(Lease.epoch == own.epoch)
        with self._database.writing():
            new = Lease.insert(name=name, holder=own.name, until=until)
            self._database.execute(new.on_conflict_ignore())
            return bool(self._database.value(Lease.select(Lease.holder).where(Lease.name == name)) == own.name)

    def reclaim(self) -> list[str]:
        """End what has run out, and give back what those daemons had claimed; which ones. One that is in a
        transaction at this moment has it until that ends."""
        ended = Lease.select(Lease.name).where(Lease.name == Lease.holder, Lease.until <= _PAST)
        with self._database.reading():
            if self._database.is_sqlite or not self._database.rows(ended):
                return []
        with self._database.writing():
            names = [name for (name,) in self._database.rows(self._database.locking(ended, skip=True))]
            self._database.execute(Lease.delete().where(Lease.holder.in_(names)))
            self._give_back()
        return names

    def standing(self) -> list[Standing]:
        """Every lease that has not run out, daemons first."""
        query = Lease.select(Lease.name, Lease.holder, Lease.epoch, Lease.until)
        if not self._database.is_sqlite:
            query = query.where(Lease.until > _PAST)
        with self._database.reading():
            rows = [Standing(*row) for row in self._database.rows(query)]
        return sorted(rows, key=lambda one: (one.name != one.holder, one.name))

    def daemons(self) -> list[Busyness]:
        """The daemons that share this database, and what each is at; none where one has it alone."""
        letters, messages = self._outbox.held_by_daemon(), self._journal.begun_by_daemon()
        standing = [one for one in self.standing() if one.until != FOR_EVER]
        return [
            Busyness(
                name=one.name,
                epoch=one.epoch,
                until=one.until,
                watches=tuple(each.name for each in standing if each.holder == one.name != each.name),
                letters=letters.get(one.name, 0),
                messages=messages.get(one.name, 0),
            )
            for one in standing
            if one.name == one.holder
        ]

    def _give_back(self) -> None:
        """What is claimed by nobody who has a lease. One at a time: what is given back here may be claimed anew."""
        self._database.in_turn(_RECLAIM)
        self._journal.recover()
        self._outbox.recover()


def expect_no_daemon(database: Database) -> None:
    """Raise StoreFault where a daemon holds a lease."""
    if database.is_sqlite or not database.peewee.table_exists("lease"):
        return
    query = Lease.select(Lease.name).where(Lease.name == Lease.holder, Lease.until > _PAST, Lease.until < FOR_EVER)
    names = [name for (name,) in database.rows(query)]
    if names:
        daemons = ", ".join(names)
        raise StoreFault(f"database {database.name}: daemons are running on it ({daemons}); stop them first")


def _after(seconds: float) -> peewee.SQL:
    return peewee.SQL("clock_timestamp() + %s * interval '1 second'", [seconds])
