"""One line of the append-only ledger: who, when, what changed, and the message that said so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Union

from mailflow.domain.project import Ref

Json = Union[str, int, float, bool, None, "list[Json]", "dict[str, Json]"]


@dataclass(frozen=True, slots=True)
class Change:
    """A record before it is appended: what a command wants written.

    `kind` is a command's name, or for the project file ``project``, ``member``, ``milestone``,
    ``agreement``; `person` is who said it. `undoes` is the number of the record it takes back.
    """

    kind: str
    about: Ref
    person: str | None
    data: Mapping[str, Json] = field(default_factory=dict)
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A change as it stands in the ledger. `seq` counts from 1 in each project; `ordinal` in each message."""

    seq: int
    at: datetime
    kind: str
    about: Ref
    person: str | None = None
    message: int | None = None
    ordinal: int = 0
    data: Mapping[str, Json] = field(default_factory=dict)
    evidence: str = ""
    undoes: int | None = None
