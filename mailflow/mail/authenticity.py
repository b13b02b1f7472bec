"""What a message proves about its sender."""

from dataclasses import dataclass

from mailflow.domain.authority import Aligned, Evidence, is_fresh
from mailflow.domain.reading import Context
from mailflow.mail.message import InboundMessage


@dataclass(frozen=True, slots=True)
class Authentication:
    """Whose word is taken for a sender's: the server whose Authentication-Results are believed, where they stand
    above the Received line of `border`; the DNS server for DKIM keys; a provider whose headers are known."""

    authserv_id: str = ""
    border: str = ""
    resolver: str = ""
    provider: str = ""


def weigh(message: InboundMessage, context: Context) -> Evidence:
    """The evidence that comes with a message: so far, whether it answers a letter that went to this very person."""
    person, letter = context.person, context.letter
    sender = message.sender or ""
    if person is None or letter is None or letter.person != person.id:
        return Evidence(sender, aligned=Aligned.UNKNOWN, why="it answers no letter that was sent to this person")
    fresh = is_fresh(letter.sent_at, context.now)
    age = "within 30 days" if fresh else "more than 30 days ago"
    return Evidence(sender, token=True, fresh=fresh, why=f"it answers a letter that was sent to this person {age}")
