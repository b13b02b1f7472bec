"""An automatic answer tells when somebody is back: shown to the owners as a note. It is not AWAY, and moves nothing."""

from collections.abc import Sequence
from datetime import datetime

from mailflow.domain.authority import Trust, enough
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Ref
from mailflow.domain.record import Change
from mailflow.flows.understand import Understood
from mailflow.mail.wording import Wording
from mailflow.store import Kept, Unit

LOOKED_BACK = 50


def note_return(
    unit: Unit,
    kept: Kept,
    person: Person,
    understood: Understood,
    codes: Sequence[str],
    trust: Trust,
    now: datetime,
) -> None:
    """Note the day in each of those projects that `person` works on and the proof reaches, once for each day told."""
    if understood.back is None or understood.back <= now.date():
        return
    text = f"Automatic answer: back on {Wording('UTC', now).full_day(understood.back)}."
    for code in codes:
        if _is_news(unit, code, person, text) and enough(understood.evidence, trust, "note", code, frozenset()):
            change = Change("note", Ref(code), person.id, {"text": text})
            unit.append(code, [change], message=kept.id, evidence=understood.evidence.brief())
            unit.wake(code, now)


def _is_news(unit: Unit, code: str, person: Person, text: str) -> bool:
    """A responder answers every letter; its day is noted once."""
    if unit.snapshot(code).role(person.id) is not Role.CONTRACTOR:
        return False
    return all(record.data.get("text") != text for record in unit.past.reported(code, person.id, LOOKED_BACK))
