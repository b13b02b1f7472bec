"""Mails between the outbox and the wire: which letters share one, what it is written from, its bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.people import Person
from mailflow.domain.project import Ref
from mailflow.flows.desk import Draft
from mailflow.flows.worth_saying import Said
from mailflow.letters.pacing import Waiting
from mailflow.mail.compose import Head
from mailflow.mail.mail_parts import Part
from mailflow.store import Claimed, Frozen


@dataclass(frozen=True, slots=True)
class Ready:
    """A mail that can leave: the ids of its letters, lead first, and its bytes."""

    ids: tuple[int, ...]
    to: str
    frozen: Frozen


def by_person(letters: Sequence[Claimed], size: int) -> Iterator[list[Claimed]]:
    """The letters, about `size` at a time, and what one person gets never apart."""
    groups: dict[str, list[Claimed]] = {}
    for letter in letters:
        groups.setdefault(letter.intent.to, []).append(letter)
    batch: list[Claimed] = []
    for group in groups.values():
        batch += group
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch


def again(letter: Claimed, frozen: bytes, to: Person) -> Ready:
    """A letter that was in doubt: the same bytes once more."""
    return Ready((letter.id,), to.addresses[0], Frozen(letter.id, frozen))


def shows(letters: Sequence[Waiting]) -> tuple[Ref, ...]:
    """What an answer to a mail of these letters may point at; of several projects, each of them, too."""
    codes = dict.fromkeys(one.intent.about.project for one in letters)
    projects = [Ref(code) for code in codes] if len(codes) > 1 else []
    return (*(ref for one in letters for ref in one.facts.shows), *projects)


def draft(person: Person, mail: Sequence[Said], now: datetime) -> Draft:
    """What the worker writes a mail from."""
    claimed, lead = mail[0]
    head = Head(
        token=claimed.token,
        to=person,
        date=now,
        thread=lead.intent.thread,
        answers=lead.intent.answers,
        subject=lead.intent.subject,
    )
    parts = [Part(one.letter.name, one.facts, one.intent.about.project) for _, one in mail]
    return Draft(parts, head)
