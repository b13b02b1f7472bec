"""The notice: one sentence of smaller news."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Phrase
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.about import Subject, reads, subject_of
from mailflow.letters.choice import choice
from mailflow.letters.offer import Offer


@dataclass(frozen=True, slots=True)
class NoticeFacts(Facts):
    """The sentence, and what may be replied to it."""

    project: str
    text: Phrase
    about: Subject | None
    offers: tuple[Offer, ...]


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> NoticeFacts | None:
    """Nothing where its reader has left."""
    text = said.phrase(intent.facts, "text", "values")
    if text is None or not (reads(snapshot, intent.to) or intent.facts.get("left")):
        return None
    number = intent.about.number if intent.about.kind == "milestone" else None
    offers = tuple(choice(words, snapshot) for words in said.texts(intent.facts, "actions"))
    return NoticeFacts(snapshot.title, text, subject_of(snapshot, number), offers)


LETTER = Letter("notice", Pace.NEWS, facts, order=25)
