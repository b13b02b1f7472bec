"""What a project's record says to one of its people: what the board shows them, whole, with the numbers it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mailflow.domain.letter import Phrase
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Agreement
from mailflow.domain.record import Record
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.board import board
from mailflow.letters.history import OVERSEEING, Entry
from mailflow.letters.money import Money
from mailflow.letters.shown import Shown, name_of
from mailflow.mail.catalogue import Catalogue

APPROVED, PAID = frozenset({"approve"}), frozenset({"paid"})
NOBODY_SINCE = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """One milestone and the numbers of the records about it; `approved` and `paid` are those that stand, or None."""

    shown: Shown
    records: tuple[int, ...]
    approved: Entry | None
    paid: Entry | None


@dataclass(frozen=True, slots=True)
class Sum:
    """Money in one currency, and the milestones that it counts."""

    money: Money
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """Who accepted which version of the agreement, and the hash of the text that they accepted."""

    who: str
    version: int
    at: datetime
    text_hash: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who is or was on the project."""

    name: str
    role: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The record of one project as `reader` may see it, up to record number `upto`, made at `at`.

    `history` is oldest first. `finished` and `total` count milestones that were not cancelled.
    Without a `catalogue` it is in English.
    """

    code: str
    project: str
    reader: Person
    role: str
    state: str
    at: datetime
    upto: int
    vision: str
    vision_text: str
    agreement: Agreement | None
    accepted: tuple[Accepted, ...]
    people: tuple[Colleague, ...]
    parts: tuple[Part, ...]
    finished: int
    total: int
    sums: tuple[Sum, ...]
    history: tuple[Entry, ...]
    catalogue: Catalogue | None = None


def report_facts(
    snapshot: Snapshot, records: Sequence[Record], reader: Person, catalogue: Catalogue | None = None
) -> ReportFacts:
    """The record as that person may see it, in the language of the catalogue; `records` is the whole ledger. It depends
    on nothing else: the same ledger makes the same report, whenever it is asked for."""
    at = records[-1].at if records else snapshot.opened_at or NOBODY_SINCE
    seen = board(snapshot, records, reader.id, at, most=None)
    entries = tuple(reversed(seen.history))
    parts = tuple(_part(one, entries) for one in seen.overview.milestones)
    role = snapshot.role(reader.id)
    return ReportFacts(
        code=snapshot.code,
        project=snapshot.title or snapshot.code,
        reader=reader,
        role=str(role or ""),
        state=str(snapshot.state),
        at=at,
        upto=snapshot.seq,
        vision=snapshot.vision,
        vision_text=snapshot.vision_text,
        agreement=None if role is Role.OBSERVER else snapshot.agreement,
        accepted=_accepted(snapshot, reader.id),
        people=tuple(
            Colleague(name_of(snapshot, one.person), str(one.role), one.since, one.until)
            for one in snapshot.members.values()
        ),
        parts=parts,
        finished=seen.overview.finished,
        total=seen.overview.total,
        sums=tuple(Sum(one, _counted(one, parts)) for one in seen.money),
        history=entries,
        catalogue=catalogue,
    )


def said_so(entry: Entry) -> tuple[Phrase, str]:
    """What an entry says, and the words that were written with it, with the names of the files that came along."""
    files = "\n".join(f"[{one.name}]" for one in entry.files)
    return entry.what, "\n".join(text for text in (entry.words, files) if text)


def _part(one: Shown, entries: Sequence[Entry]) -> Part:
    about = [entry for entry in entries if entry.number == one.number]
    return Part(one, tuple(entry.record for entry in about), _standing(about, APPROVED), _standing(about, PAID))


def _standing(entries: Sequence[Entry], kinds: frozenset[str]) -> Entry | None:
    """The last of them that nobody took back."""
    return next((one for one in reversed(entries) if one.kind in kinds and not one.undone), None)


def _counted(money: Money, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The milestones that make up a sum."""
    return tuple(one for one in parts if one.shown.amount is not None and (one.shown.currency or "") == money.currency)


def _accepted(snapshot: Snapshot, reader: str) -> tuple[Accepted, ...]:
    """All acceptances for whoever oversees the project; a contractor's own for a contractor."""
    return tuple(
        Accepted(name_of(snapshot, person), one.version, one.at, one.text_hash)
        for person, one in snapshot.accepted.items()
        if person == reader or snapshot.role(reader) in OVERSEEING
    )
