"""A new version of the agreement: what is different in it, and all of it, for everybody to accept anew."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Slot, sentence
from mailflow.domain.project import Agreement, Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.offer import Offer
from mailflow.letters.timetable import within

NAME = "agreement"
GRACE = timedelta(days=30)
SOONEST = timedelta(microseconds=1)
"""A slot lies after the instant that opens its span, never on it."""

LABELS = {
    "scope": sentence("the work"),
    "conditions": sentence("its fulfilment"),
    "payment": sentence("payment"),
}
AGREE = (
    Offer("to accept the agreement", "AGREE", main=True),
    Offer("to ask for a change to it", "CHANGE:", "what should be different"),
    Offer("to ask a question", "QUESTION:", "what you would like to know"),
)


@dataclass(frozen=True, slots=True)
class AgreementFacts(Facts):
    """`changed`: the parts that are different now. `proposer`: its reader had asked for that; `at_work`: they have
    reported work on it already."""

    project: str
    owners: tuple[str, ...]
    agreement: Agreement
    changed: tuple[str, ...]
    proposer: bool
    at_work: bool
    offers: tuple[Offer, ...]
    shows: tuple[Ref, ...] = ()


def slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """At once, to everybody who was there before. Where a mail made the version, its letters have these occasions."""
    agreement = snapshot.agreement
    if agreement is None or agreement.since is None:
        return
    about = Ref(snapshot.code, "agreement", agreement.version, agreement.seq)
    for person in snapshot.contractors():
        if snapshot.members[person.id].since < agreement.since and not snapshot.has_agreed(person.id):
            key = f"{NAME}/{snapshot.code}/v{agreement.version}/{agreement.seq}/{person.id}"
            at = agreement.since + SOONEST
            slot = Slot(at, at + GRACE, Intent(NAME, person.id, about, key))
            if within(slot, start, end):
                yield slot


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> AgreementFacts | None:
    """Nothing where there is a newer version, or its reader has left."""
    agreement = snapshot.agreement
    if agreement is None or agreement.version != intent.about.number or snapshot.member(intent.to) is None:
        return None
    return AgreementFacts(
        project=snapshot.title,
        owners=tuple(owner.first_name for owner in snapshot.owners()),
        agreement=agreement,
        changed=tuple(LABELS[part] for part in agreement.changed),
        proposer=bool(intent.facts.get("proposer")),
        at_work=is_at_work(snapshot, intent.to),
        offers=() if snapshot.has_agreed(intent.to) else AGREE,
        shows=(version_ref(snapshot),),
    )


def version_ref(snapshot: Snapshot) -> Ref:
    """The version that a letter shows, so that no other one is accepted in reply."""
    return Ref(snapshot.code, "agreement", snapshot.agreement.version if snapshot.agreement else None)


def is_at_work(snapshot: Snapshot, person: str) -> bool:
    """Whether that person has reported work on anything of theirs."""
    return any(milestone.reported_at is not None for milestone in snapshot.milestones_of(person))


LETTER = Letter(NAME, Pace.NEWS, facts, slots, order=6)
