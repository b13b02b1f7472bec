"""The files of an EXPORT: made when its answer leaves, from the record as it is then."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from mailflow.domain.letter import Phrase
from mailflow.domain.people import Person
from mailflow.flows.worth_saying import Said
from mailflow.letters.enclosed import ATTACHED, FileRow
from mailflow.letters.receipt import ReceiptFacts
from mailflow.mail.catalogue import Catalogues
from mailflow.mail.serialise import Enclosure
from mailflow.report.facts import ReportFacts, report_facts
from mailflow.report.formats import FORMATS, TYPES, available, file_name
from mailflow.store import Store
from mailflow.transports.sandbox import Broken, InProcess

log = logging.getLogger(__name__)

LONGEST_PDF = 1500
"""Entries of history that are set for a mail: a long PDF takes seconds, and other letters wait."""
TOO_LARGE = Phrase("Left out: it would make this mail too large. Whoever runs this mailbox can give it to you.")
TOO_LONG = Phrase(
    "Left out: the record is too long to be set for a mail. Whoever runs this mailbox can give it to you."
)
FAULTY = Phrase("It could not be made. Whoever runs this mailbox finds out why in the log.")


@dataclass(frozen=True, slots=True)
class Mail:
    """What one person gets as one mail, and the files that were made for it."""

    to: Person
    letters: Sequence[Said]
    made: tuple[Enclosure, ...] = ()


def exported(store: Store, catalogues: Catalogues, person: Person, letters: Sequence[Said], most: int) -> Mail:
    """The mail with the files that its letters promise: `most` octets in all, each format named that is left out."""
    told: list[Said] = []
    made: dict[str, Enclosure] = {}
    for claimed, waiting in letters:
        facts = waiting.facts
        if isinstance(facts, ReceiptFacts) and facts.exports:
            room = most - sum(len(one.content) for one in made.values())
            found = list(_files(_record(store, catalogues, waiting.intent.about.project, person), room))
            made |= {name: one for name, one, _ in found if one is not None}
            rows = tuple(FileRow(name, len(one.content) if one else None, note) for name, one, note in found)
            waiting = replace(waiting, facts=replace(facts, record=rows))
        told.append((claimed, waiting))
    return Mail(person, told, tuple(made.values()))


def _record(store: Store, catalogues: Catalogues, code: str, person: Person) -> ReportFacts:
    catalogue = catalogues.for_reader(person.language)
    return report_facts(store.projects.snapshot(code), store.projects.ledger(code), person, catalogue)


def _files(facts: ReportFacts, room: int) -> Iterator[tuple[str, Enclosure | None, Phrase]]:
    """Each format's name, its file where it goes along, and what is said of it."""
    guarded = InProcess(lambda: facts)
    for kind in available():
        name = file_name(facts, kind)
        if kind == "pdf" and len(facts.history) > LONGEST_PDF:
            yield name, None, TOO_LONG
            continue
        (content,) = guarded.run(_made, [kind])
        if isinstance(content, Broken):
            log.error("%s: %s", name, content.text, extra={"action": "export", "kind": kind})
            yield name, None, FAULTY
        elif len(content) > room:
            yield name, None, TOO_LARGE
        else:
            room -= len(content)
            yield name, Enclosure(name, TYPES[kind], content), ATTACHED


def _made(facts: ReportFacts, kind: str) -> bytes:
    return FORMATS[kind](facts)
