"""Words from a person to a person: thanks, feedback and appreciation, and praise that is drafted for an owner."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Phrase, Slot
from mailflow.domain.milestone import FINISHED
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.about import Subject, reads, subject_of, writer
from mailflow.letters.offer import Offer
from mailflow.letters.shown import first_name, ref
from mailflow.letters.timetable import within

GRACE = timedelta(days=14)
SOONEST = timedelta(microseconds=1)
"""A slot lies after the instant that opens its span, never on it."""


@dataclass(frozen=True, slots=True)
class WordsFacts(Facts):
    """What `owner` says, and about which milestone, where it is about one.

    `reason` is what its reader had said was in the way, where these words are the answer to it.
    """

    project: str
    owner: str
    text: Phrase
    about: Subject | None
    reason: str = ""
    offers: tuple[Offer, ...] = ()
    shows: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class BroadcastFacts(Facts):
    """What everybody is told. `vision`: it is where the project is going, and `page` says more of it. No `owner`: it
    stands in the project file."""

    project: str
    owner: str
    text: str
    page: str
    vision: bool


@dataclass(frozen=True, slots=True)
class DraftFacts(Facts):
    """The `text` that is drafted, for `who`."""

    project: str
    who: str
    text: Phrase
    about: Subject | None
    offers: tuple[Offer, ...]


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> WordsFacts | None:
    """Nothing where its reader has left, or nothing is said."""
    if not said.text(intent.facts, "text").strip() or not reads(snapshot, intent.to):
        return None
    text = _words(intent)
    number = intent.about.number if intent.about.kind == "milestone" else None
    said_by, about = writer(snapshot, intent), subject_of(snapshot, number)
    found = snapshot.milestones.get(number or 0)
    if found is None or found.blocker is None or not intent.facts.get("unblocks"):
        return WordsFacts(snapshot.title, said_by, text, about)
    reason = said.text(intent.facts, "reason")
    return WordsFacts(snapshot.title, said_by, text, about, reason, _go_on(found.number), (ref(snapshot, found),))


def _words(intent: Intent) -> Phrase:
    """What somebody wrote, as they wrote it; what was drafted for them, in the language of whoever reads it."""
    return said.phrase(intent.facts, "words") or Phrase("{text}", {"text": said.text(intent.facts, "text").strip()})


def _go_on(number: int) -> tuple[Offer, ...]:
    return (
        Offer("if you can go on now", "UNBLOCKED {number}", main=True, values={"number": number}),
        Offer("if something is still missing", "BLOCKED {number}:", "what is missing", values={"number": number}),
    )


def broadcast_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> BroadcastFacts | None:
    """Nothing where its reader has left."""
    text, page = said.text(intent.facts, "text").strip(), said.text(intent.facts, "page")
    if not text or not reads(snapshot, intent.to):
        return None
    owner = writer(snapshot, intent) if intent.facts.get("by") else ""
    return BroadcastFacts(snapshot.title, owner, text, page, bool(intent.facts.get("vision")))


def vision_slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """To everybody who was there before, at once, where the project file says the vision anew. One that an owner
    writes has its letters from there."""
    told = snapshot.vision_told
    if told is None:
        return
    facts: dict[str, Json] = {"text": snapshot.vision, "page": snapshot.vision_text, "vision": True, "by": ""}
    for person in snapshot.with_role(*Role):
        key = f"broadcast/{snapshot.code}/vision{snapshot.vision_version}/{told:%Y-%m-%d}/{person.id}"
        slot = Slot(told + SOONEST, told + GRACE, Intent("broadcast", person.id, Ref(snapshot.code), key, facts))
        if snapshot.members[person.id].since < told and within(slot, start, end):
            yield slot


def draft_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> DraftFacts | None:
    """Nothing where the approval was taken back, or its reader has left."""
    found = snapshot.milestones.get(intent.about.number or 0)
    if found is None or found.state not in FINISHED or not reads(snapshot, intent.to):
        return None
    who, text = first_name(snapshot, said.text(intent.facts, "person")), _words(intent)
    offers = (
        Offer("to send it to {who} as it is", "SEND", main=True, values={"who": who}),
        Offer("to send your own words instead", "THANK {who}:", "your words", draft=text, values={"who": who}),
        Offer("to send nothing", "SKIP"),
    )
    return DraftFacts(snapshot.title, who, text, subject_of(snapshot, found.number), offers)


THANKS = Letter("thanks", Pace.NEWS, facts, order=19)
FEEDBACK = Letter("feedback", Pace.NEWS, facts, order=19)
APPRECIATION = Letter("appreciation", Pace.NEWS, facts, order=19)
APPRECIATION_DRAFT = Letter("appreciation_draft", Pace.DECISION, draft_facts, order=22)
BROADCAST = Letter("broadcast", Pace.NEWS, broadcast_facts, vision_slots, order=21)
