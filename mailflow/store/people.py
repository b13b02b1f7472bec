"""Everybody known here, by id and by address."""

from collections.abc import Iterable, Sequence

from mailflow.domain.people import Person
from mailflow.store.columns import clean
from mailflow.store.database import Database
from mailflow.store.documents import person_from, person_text
from mailflow.store.faults import StoreFault


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
            rows = self._database.rows("SELECT data FROM person ORDER BY id")
        return [person_from(data) for (data,) in rows]

    def by_ids(self, ids: Iterable[str]) -> dict[str, Person]:
        """Those of them who exist."""
        with self._database.reading():
            return by_ids(self._database, ids)

    def by_addresses(self, addresses: Iterable[str]) -> dict[str, Person]:
        """The people of those addresses which are somebody's."""
        with self._database.reading():
            rows = self._database.rows_among("SELECT address, person FROM address WHERE address IN (*)", addresses)
        owner: dict[str, str] = dict(rows)
        people = self.by_ids(set(owner.values()))
        return {address: people[key] for address, key in owner.items() if key in people}

    def save(self, person: Person) -> None:
        """Write a person with all their addresses. An address of somebody else's raises a StoreFault."""
        with self._database.writing():
            save_people(self._database, [person])


def by_ids(database: Database, ids: Iterable[str]) -> dict[str, Person]:
    """Those of the people who exist."""
    rows = database.rows_among("SELECT id, data FROM person WHERE id IN (*)", ids)
    return {key: person_from(data) for key, data in rows}


def save_people(database: Database, people: Sequence[Person]) -> None:
    """Write people with all their addresses, inside a transaction. Raises StoreFault for an address of another one."""
    _refuse_shared_addresses(database, people)
    database.many(
        "INSERT INTO person (id, name, data) VALUES (?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, data = excluded.data",
        [(p.id, clean(p.name), person_text(p)) for p in people],
    )
    database.many("DELETE FROM address WHERE person = ?", [(p.id,) for p in people])
    database.many(
        "INSERT INTO address (address, person, position) VALUES (?, ?, ?)",
        [(address, p.id, position) for p in people for position, address in enumerate(p.addresses)],
    )


def _refuse_shared_addresses(database: Database, people: Sequence[Person]) -> None:
    wanted = [(address, person.id) for person in people for address in person.addresses]
    sql = "SELECT address, person FROM address WHERE address IN (*)"
    others = database.rows_among(sql, [address for address, _ in wanted])
    saved = {person.id for person in people}
    owners = {address: owner for address, owner in others if owner not in saved}
    for address, person in wanted:
        if owners.setdefault(address, person) != person:
            raise StoreFault(f"address {address}: belongs to {owners[address]} already, so it cannot be {person}'s")
