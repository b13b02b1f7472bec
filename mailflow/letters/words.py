"""Words from a person to a person: thanks, feedback and appreciation."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.about import Subject, reads, subject_of, writer


@dataclass(frozen=True, slots=True)
class WordsFacts(Facts):
    """What `owner` says, and about which milestone, where it is about one."""

    project: str
    owner: str
    text: str
    about: Subject | None


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> WordsFacts | None:
    """Nothing where its reader has left, or nothing is said."""
    text = said.text(intent.facts, "text").strip()
    if not text or not reads(snapshot, intent.to):
        return None
    number = intent.about.number if intent.about.kind == "milestone" else None
    return WordsFacts(snapshot.title, writer(snapshot, intent), text, subject_of(snapshot, number))


THANKS = Letter("thanks", Pace.NEWS, facts, order=19)
FEEDBACK = Letter("feedback", Pace.NEWS, facts, order=19)
APPRECIATION = Letter("appreciation", Pace.NEWS, facts, order=19)
