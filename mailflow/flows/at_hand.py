"""What is done beside the machine instead of by mail: it is recorded, and told to everybody whom it concerns."""

from datetime import datetime

from mailflow.commands.paid import PAID
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Role
from mailflow.domain.reading import Asked
from mailflow.mail.token import mint
from mailflow.store import Queued, Store

EVIDENCE = "command line"


def record_payment(store: Store, code: str, number: int, by: str, reference: str, now: datetime) -> Outcome:
    """Record that `by`, an owner of project `code`, has paid for a milestone, and queue the letters that tell of it.

    Nothing changes where the outcome says so (`refused`). Raises NoSuchProject.
    """
    keys = store.meta.token_keys()
    with store.projects.unit([code], now) as unit:
        snapshot = unit.snapshot(code)
        asked = Asked("paid", f"PAID {number} {reference}".strip(), project=code, milestone=number, text=reference)
        outcome = PAID.apply(asked, snapshot, Act(snapshot.people[by], Role.OWNER, now))
        if outcome.changes:
            unit.append(code, outcome.changes, evidence=EVIDENCE)
            unit.queue([Queued(intent, mint(keys, intent.occasion), now) for intent in outcome.intents])
            unit.wake(code, now)
    return outcome
