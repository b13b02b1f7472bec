"""Few letters, at good times."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter
from mailflow.domain.people import Person


@dataclass(frozen=True, slots=True)
class PaceLimits:
    """`per_day` caps what one person gets in a day, answers and alerts apart. 0 means no limit."""

    per_day: int = 12
    join_receipts_after: int = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter that is due, with what it says."""

    id: int
    intent: Intent
    letter: Letter
    facts: Facts
    due_at: datetime
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class Go:
    """These letters leave now as one mail, the first one leading."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """These letters wait."""

    ids: tuple[int, ...]
    until: datetime


def pace(
    waiting: Sequence[Waiting], person: Person, sent: Sequence[tuple[str, datetime]], now: datetime, limits: PaceLimits
) -> list[Go | Hold]:
    """What becomes of each letter that is due to one person."""
    return [Go((one.id,)) for one in sorted(waiting, key=lambda w: w.letter.order)]
