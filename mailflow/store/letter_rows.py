"""The outbox as people list it."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.store.database import Database
from mailflow.store.schema import FOLDED, Letter
from mailflow.store.statement import Row

_COLUMNS = (
    Letter.id,
    Letter.token,
    Letter.rfc_id,
    Letter.occasion,
    Letter.letter,
    Letter.person,
    Letter.project,
    Letter.intent,
    Letter.state,
    Letter.due_at,
    Letter.ready_at,
    Letter.sent_at,
    Letter.attempts,
    Letter.subject,
    Letter.possible_duplicate,
    Letter.note,
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
    query = Letter.select(Letter.folded_into, Letter.occasion).where(FOLDED).order_by(Letter.id)
    for lead, occasion in database.rows(query):
        folded.setdefault(lead, []).append(occasion)
    rows = database.rows(Letter.select(*_COLUMNS).order_by(Letter.id.desc()).limit(limit))
    return [_listed(row, folded.get(row[0], [])) for row in rows]


def _listed(row: Row, folded: list[str]) -> OutboxRow:
    (key, token, rfc_id, occasion, letter, person, project, intent, state, due, ready, sent, attempts, *rest) = row
    subject, twice, note = rest
    return OutboxRow(
        id=key,
        token=token,
        message_id=rfc_id,
        occasion=occasion,
        occasions=(occasion, *folded),
        letter=letter,
        person=person,
        project=project,
        milestone=intent.about.number if intent.about.kind == "milestone" else None,
        state=state,
        due_at=due,
        ready_at=ready,
        sent_at=sent,
        attempts=attempts,
        subject=subject,
        possible_duplicate=twice,
        note=note,
    )
