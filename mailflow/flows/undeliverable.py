"""A contractor's address fails: it is remembered, and the owners are told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mailflow.domain.letter import Intent
from mailflow.domain.project import Ref
from mailflow.mail.token import mint
from mailflow.store import Queued, Unit


def undeliverable(unit: Unit, person: str, code: str, answer: str, now: datetime, keys: Sequence[bytes]) -> int:
    """Mark `person` as failing since `now` and queue a letter to each other owner of the project, once a day. How many
    owners hear of it."""
    known = unit.person(person)
    if known is not None and known.failing_since is None:
        unit.change_person(replace(known, failing_since=now))
    owners = unit.snapshot(code).owners() if code else ()
    intents = [_intent(person, code, answer, now, owner.id) for owner in owners if owner.id != person]
    unit.queue([Queued(intent, mint(keys, intent.occasion), now) for intent in intents])
    return len(intents)


def _intent(person: str, code: str, answer: str, now: datetime, owner: str) -> Intent:
    occasion = f"undeliverable/{code}/{person}/{now.date().isoformat()}/{owner}"
    return Intent("undeliverable", owner, Ref(code), occasion, {"person": person, "answer": answer})
