"""Letters about letters: an address that refuses, a fault for the operator."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.shown import Shown, name_of, shown


@dataclass(frozen=True, slots=True)
class UndeliverableFacts(Facts):
    """Whose address refuses letters, and what the server said."""

    project: str
    who: str
    address: str
    answer: str
    milestones: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class AlarmFacts(Facts):
    """A fault that needs an operator."""

    project: str
    kind: str
    text: str


def undeliverable_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> UndeliverableFacts:
    """Always worth knowing."""
    who = said.text(intent.facts, "person")
    person = snapshot.people.get(who)
    return UndeliverableFacts(
        project=snapshot.title,
        who=name_of(snapshot, who or None),
        address=person.addresses[0] if person else "",
        answer=said.text(intent.facts, "answer"),
        milestones=tuple(shown(snapshot, m, now) for m in snapshot.open_milestones_of(who)),
    )


def alarm_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> AlarmFacts:
    """Always worth telling."""
    return AlarmFacts("", said.text(intent.facts, "kind"), said.text(intent.facts, "text"))


UNDELIVERABLE = Letter("undeliverable", Pace.NEWS, undeliverable_facts, order=9)
OPERATOR_ALARM = Letter("operator_alarm", Pace.ALERT, alarm_facts, order=1)
