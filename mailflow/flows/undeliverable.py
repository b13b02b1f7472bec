"""An address fails: the owners are told, and nothing scheduled goes there before its person writes or has another."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from mailflow.domain.letter import Intent
from mailflow.domain.project import Ref
from mailflow.flows.turn import Turn
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


def reached(turn: Turn) -> Turn:
    """The same message. Whoever writes is there again: what is scheduled for them goes on."""
    if turn.person.failing_since is None:
        return turn
    person = replace(turn.person, failing_since=None)
    turn.unit.change_person(person)
    return replace(turn, person=person)


def _intent(person: str, code: str, answer: str, now: datetime, owner: str) -> Intent:
    occasion = f"undeliverable/{code}/{person}/{now.date().isoformat()}/{owner}"
    return Intent("undeliverable", owner, Ref(code), occasion, {"person": person, "answer": answer})
