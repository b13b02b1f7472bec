"""Everybody known here, by id and by address."""

from collections.abc import Iterable, Sequence

from peewee import fn

from mailflow.domain.people import Person
from mailflow.store import schema
from mailflow.store.database import Database
from mailflow.store.faults import StoreFault
from mailflow.store.schema import Address
from mailflow.store.statement import Several, Statement, gap, gaps

_SAVE = Statement(
    schema.Person.insert(gaps(schema.Person.id, schema.Person.name, schema.Person.data)).on_conflict(
        conflict_target=[schema.Person.id], preserve=[schema.Person.name, schema.Person.data]
    )
)
_LEAVE = Statement(Address.delete().where(Address.person == gap(Address.person)))
_MOVE_IN = Statement(Address.insert(gaps(Address.address, Address.person, Address.position)))
_BY_ID = schema.Person.select(schema.Person.id, schema.Person.data)
_BY_IDS = Several(lambda some: _BY_ID.where(schema.Person.id.in_(some)), schema.Person.id)
_BY_ADDRESS = Address.select(Address.address, schema.Person.data).join(schema.Person)
_BY_ADDRESSES = Several(lambda some: _BY_ADDRESS.where(Address.address.in_(some)), Address.address)
_OWNER = Address.select(Address.address, Address.person)
_OWNERS_OF = Several(lambda some: _OWNER.where(Address.address.in_(some)), Address.address)


class People:
    """The people of an installation. Addresses are compared as they are given; normalise them before."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_address(self, address: str) -> Person | None:
        """Whose address that is."""
        return self.by_addresses([address]).get(address)

    def by_id(self, person_id: str) -> Person | None:
        """That person."""
        return self.by_ids([person_id]).get(person_id)

    def all(self) -> list[Person]:
        """Everybody, by id."""
        with self._database.reading():
            rows = self._database.rows(schema.Person.select(schema.Person.data).order_by(schema.Person.id))
        return [person for (person,) in rows]

    def count(self) -> int:
        """How many people are known here."""
        with self._database.reading():
            return int(self._database.value(schema.Person.select(fn.COUNT(schema.Person.id))))

    def by_ids(self, ids: Iterable[str]) -> dict[str, Person]:
        """Those of them who exist."""
        with self._database.reading():
            return by_ids(self._database, ids)

    def by_addresses(self, addresses: Iterable[str]) -> dict[str, Person]:
        """The people of those addresses which are somebody's."""
        with self._database.reading():
            return by_addresses(self._database, addresses)

    def save(self, person: Person) -> None:
        """Write a person with all their addresses. An address of somebody else's raises a StoreFault."""
        with self._database.writing():
            save_people(self._database, [person])


def by_ids(database: Database, ids: Iterable[str]) -> dict[str, Person]:
    """Those of the people who exist."""
    return dict(database.rows_among(_BY_IDS, ids))


def by_addresses(database: Database, addresses: Iterable[str]) -> dict[str, Person]:
    """The people of those addresses which are somebody's."""
    return dict(database.rows_among(_BY_ADDRESSES, addresses))


def save_people(database: Database, people: Sequence[Person]) -> None:
    """Write people with all their addresses, inside a transaction. Raises StoreFault for an address of another one."""
    _refuse_shared_addresses(database, people)
    database.many(_SAVE, [(p.id, p.name, p) for p in people])
    database.many(_LEAVE, [(p.id,) for p in people])
    addresses = [(address, p.id, position) for p in people for position, address in enumerate(p.addresses)]
    database.many(_MOVE_IN, addresses)


def _refuse_shared_addresses(database: Database, people: Sequence[Person]) -> None:
    wanted = [(address, person.id) for person in people for address in person.addresses]
    others = database.rows_among(_OWNERS_OF, [address for address, _ in wanted])
    saved = {person.id for person in people}
    owners = {address: owner for address, owner in others if owner not in saved}
    for address, person in wanted:
        if owners.setdefault(address, person) != person:
            raise StoreFault(f"address {address}: belongs to {owners[address]} already, so it cannot be {person}'s")
