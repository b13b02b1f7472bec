"""An invented project, and every letter's facts in it: for previews, for `check` and for tests."""

from datetime import UTC, datetime

from mailflow.domain.people import Person

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
