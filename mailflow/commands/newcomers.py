"""People whom an owner's mail brings in: known ones by their addresses, new ones under an id of their own."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from mailflow.domain.brief import Named
from mailflow.domain.outcome import Registry
from mailflow.domain.people import Person
from mailflow.domain.stated import Participant

LONGEST = 40


def slug(name: str, otherwise: str) -> str:
    """A name in lower-case letters, digits and hyphens, as ids and codes have it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or otherwise


def free(wanted: str, taken: Collection[str]) -> str:
    """That name, or the first with a number behind it that nobody has."""
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


def person_of(one: Named, registry: Registry) -> Person | None:
    """Whoever is known here by one of those addresses."""
    return next((registry.people[address] for address in one.addresses if address in registry.people), None)


def participants(named: Iterable[Named], registry: Registry) -> tuple[Participant, ...]:
    """Each as a project file would state them. What is known of people stays as it is: a brief changes no address."""
    taken, found = set(registry.ids), []
    for one in named:
        known = person_of(one, registry)
        if known is not None:
            found.append(Participant(known.id, known.name, known.addresses, one.role))
            continue
        words = one.name.split() or ["somebody"]
        first = slug(words[0], "somebody")
        new = first if first not in taken else free(slug(one.name, "somebody"), taken)
        taken.add(new)
        found.append(Participant(new, one.name, one.addresses, one.role, zone=one.zone or None))
    return tuple(found)
