"""An invented project, and every letter's facts in it: for previews, for `check` and for tests."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from mailflow.domain.letter import Facts, Intent
from mailflow.domain.milestone import Blocker, Correction, DateRequest, Milestone, Side, State, Task
from mailflow.domain.people import Member, Person, Role
from mailflow.domain.project import Acceptance, Agreement, Question, Ref
from mailflow.domain.record import Json, Record
from mailflow.domain.snapshot import Snapshot

NOW = datetime(2026, 12, 4, 15, 0, tzinfo=UTC)
CODE = "acme-site"
START = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)

OLIVIA = Person("olivia", "Olivia Brandt", ("olivia@acme.example",), "Europe/Berlin", locale="en-GB")
DANA = Person("dana", "Dana Kim", ("dana@studio.example",), "Asia/Manila", locale="en-GB")
LEE = Person("lee", "Lee Moreno", ("lee@moreno.example",), "Europe/Madrid", locale="en-GB")
MO = Person("mo", "Mo Farouk", ("mo@farouk.example",), "Africa/Cairo", locale="en-GB")
"""The people of the sample project."""


def at(day: str, hour: int = 9) -> datetime:
    """An instant in the sample project's weeks."""
    return datetime.fromisoformat(f"2026-{day}T{hour:02}:00:00+00:00")
