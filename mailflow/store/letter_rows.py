"""The outbox as people list it."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.store.columns import utc
from mailflow.store.database import Database, Row
from mailflow.store.documents import intent_from

EVERYTHING = 2**62
_SELECT = (
    "SELECT id, token, rfc_id, occasion, letter, person, project, intent, state, due_at, ready_at, sent_at, attempts, "
    "subject, possible_duplicate, note FROM letter ORDER BY id DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a letter went, and for which project."""

    person: str
    project: str


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A letter as the outbox lists it.

    `message_id` is empty before it was written first. `occasions` are its own and those of the
    letters that were folded into it; `milestone` is the one that it is about.
    """

    id: int
    token: str
    message_id: str
    occasion: str
    occasions: tuple[str, ...]
    letter: str
    person: str
    project: str
    milestone: int | None
    state: str
    due_at: datetime
    ready_at: datetime
    sent_at: datetime | None
    attempts: int
    subject: str
    possible_duplicate: bool
    note: str


def letter_rows(database: Database, limit: int | None = None) -> list[OutboxRow]:
    """The newest letters first."""
    folded: dict[int, list[str]] = {}
    sql = "SELECT folded_into, occasion FROM letter WHERE state = 'folded' ORDER BY id"
    for lead, occasion in database.rows(sql):
        folded.setdefault(lead, []).append(occasion)
    return [_listed(row, folded.get(row[0], [])) for row in database.rows(_SELECT, limit or EVERYTHING)]


def _listed(row: Row, folded: list[str]) -> OutboxRow:
    (key, token, rfc_id, occasion, letter, person, project, intent, state, due, ready, sent, attempts, *rest) = row
    subject, twice, note = rest
    about = intent_from(intent).about
    return OutboxRow(
        id=key,
        token=token,
        message_id=rfc_id,
        occasion=occasion,
        occasions=(occasion, *folded),
        letter=letter,
        person=person,
        project=project,
        milestone=about.number if about.kind == "milestone" else None,
        state=state,
        due_at=utc(due),
        ready_at=utc(ready),
        sent_at=None if sent is None else utc(sent),
        attempts=attempts,
        subject=subject,
        possible_duplicate=bool(twice),
        note=note,
    )
