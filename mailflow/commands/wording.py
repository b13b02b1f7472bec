"""Values for phrases, in the form in which a letter puts them into the reader's zone and language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from mailflow.domain.letter import Phrase, sentence
from mailflow.domain.milestone import Milestone
from mailflow.domain.people import Person
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot


def on(day: date) -> Json:
    """A date, to be written in the reader's way."""
    return {"date": day.isoformat()}


def at(moment: datetime) -> Json:
    """An instant, to be written in the reader's zone."""
    return {"at": moment.isoformat()}


def listed(values: Iterable[Json]) -> Json:
    """Several values, to be joined as the reader's language joins them."""
    return {"list": list(values)}


def names(people: Sequence[Person]) -> Json:
    """First names, or "the owner" where nobody is known."""
    return listed(person.first_name for person in people) if people else {"words": sentence("the owner")}


def name(snapshot: Snapshot, person: str | None) -> str:
    """The first name of somebody on the project."""
    known = snapshot.people.get(person or "")
    return (person or "nobody") if known is None else known.first_name


def milestone(about: Milestone, **more: Json) -> dict[str, Json]:
    """The values `number` and `title`, and more."""
    return {"number": about.number, "title": about.title, **more}


def phrase(text: str, **values: Json) -> Phrase:
    """A sentence with its values."""
    return Phrase(text, values)
