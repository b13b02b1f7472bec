"""The challenge: was this you? Somebody's own words, or what bears their name, shown before anything is done."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace, Phrase
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.offer import Offer
from mailflow.letters.shown import name_of

ASKED, STRANGER, SECOND, HOLD = "asked", "stranger", "second", "hold"
SHOWN_LINES = 20


@dataclass(frozen=True, slots=True)
class ChallengeFacts(Facts):
    """What was asked, as it came, and what happens without an answer."""

    project: str
    headline: Phrase
    text: Phrase
    words: str
    after: Phrase
    offers: tuple[Offer, ...]


HEADLINES = {SECOND: "A second owner is needed", HOLD: "This is about to be carried out"}
TEXTS = {
    ASKED: "A mail in your name asks for something that I do only when I am sure who asks. It says:",
    STRANGER: "A mail answers one of our letters to you, but it came from an address that I do not know. It says:",
    SECOND: "{who} asks for this, and has confirmed it. It takes the word of another owner, too:",
    HOLD: "{who} asks for this, and has confirmed it:",
}
DROPPED = "Open until {until}. Without an answer, nothing is changed."
AFTER = {HOLD: "It is carried out at {until}, unless an owner says NO before then."}
THEIRS = (Offer("if it was you", "YES", main=True), Offer("if it was not", "NO"))
OFFERS = {
    SECOND: (Offer("to agree", "YES", main=True), Offer("to stop it", "NO")),
    HOLD: (Offer("to stop it", "NO", main=True),),
}


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> ChallengeFacts | None:
    """Nothing once it is too late for an answer."""
    until, kind = said.moment(intent.facts, "until") or now, said.text(intent.facts, "kind") or ASKED
    if until < now:
        return None
    return ChallengeFacts(
        project=snapshot.title,
        headline=Phrase(HEADLINES.get(kind, "Was this you?")),
        text=Phrase(TEXTS.get(kind, TEXTS[ASKED]), {"who": name_of(snapshot, said.text(intent.facts, "by") or None)}),
        words=_shown(intent),
        after=Phrase(AFTER.get(kind, DROPPED), {"until": {"at": until.isoformat()}}),
        offers=OFFERS.get(kind, THEIRS),
    )


def _shown(intent: Intent) -> str:
    """The mail as it came: whatever it says stands in a quotation."""
    head = [f"{name}: {value}" for name in ("From", "Subject") if (value := said.text(intent.facts, name.lower()))]
    words = said.texts(intent.facts, "words")[:SHOWN_LINES]
    return "\n".join([*head, "", *words] if head else words)


LETTER = Letter("challenge", Pace.ANSWER, facts, order=7)
