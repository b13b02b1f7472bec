"""The challenge: was this you? Somebody's own words, or what bears their name, shown before anything is done."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Phrase
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.offer import Offer

ASKED, STRANGER = "asked", "stranger"
SHOWN_LINES = 20


@dataclass(frozen=True, slots=True)
class ChallengeFacts(Facts):
    """What was asked, as it came, and until when it can be confirmed."""

    project: str
    headline: Phrase
    text: Phrase
    words: str
    until: datetime
    offers: tuple[Offer, ...]


HEADLINE = Phrase("Was this you?")
TEXTS = {
    ASKED: "A mail in your name asks for something that I do only when I am sure who asks. It says:",
    STRANGER: "A mail answers one of our letters to you, but it came from an address that I do not know. It says:",
}
OFFERS = (Offer("if it was you", "YES", main=True), Offer("if it was not", "NO"))


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> ChallengeFacts | None:
    """Nothing once it is too late for an answer."""
    until, kind = said.moment(intent.facts, "until") or now, said.text(intent.facts, "kind") or ASKED
    if until < now:
        return None
    return ChallengeFacts(
        project=snapshot.title,
        headline=HEADLINE,
        text=Phrase(TEXTS.get(kind, TEXTS[ASKED])),
        words=_shown(intent),
        until=until,
        offers=OFFERS,
    )


def _shown(intent: Intent) -> str:
    """The mail as it came: whatever it says stands in a quotation."""
    head = [f"{name}: {value}" for name in ("From", "Subject") if (value := said.text(intent.facts, name.lower()))]
    words = said.texts(intent.facts, "words")[:SHOWN_LINES]
    return "\n".join([*head, "", *words] if head else words)


LETTER = Letter("challenge", Pace.ANSWER, facts, order=7)
