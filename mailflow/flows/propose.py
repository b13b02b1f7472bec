"""A project file becomes records: the file is a proposal, the ledger is the truth."""

from collections.abc import Sequence
from datetime import datetime

from mailflow.domain.definition import Definition, Difference, differences
from mailflow.domain.snapshot import Snapshot
from mailflow.store import NoSuchProject, Store


def compare(store: Store, definition: Definition) -> Sequence[Difference]:
    """What applying the definition would change."""
    try:
        snapshot = store.projects.snapshot(definition.code)
    except NoSuchProject:
        snapshot = Snapshot(definition.code)
    people = {person.id: person for person in store.people.all()}
    return differences(definition, snapshot, people)


def propose(store: Store, definition: Definition, now: datetime) -> Sequence[Difference]:
    """Record everything that the definition changes, and return it; the project wakes at once."""
    found = compare(store, definition)
    if not found:
        return found
    if definition.code not in store.projects.codes():
        store.projects.create(definition.code)
    with store.projects.unit([definition.code], now) as unit:
        for difference in found:
            if difference.person is not None:
                unit.change_person(difference.person)
            if difference.change is not None:
                unit.append(definition.code, [difference.change])
        unit.wake(definition.code, now)
    return found
