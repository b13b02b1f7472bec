"""Who is waited for, and until when, where nobody who decides is there."""

from datetime import date

from mailflow.commands.wording import on, phrase
from mailflow.domain.letter import Phrase
from mailflow.domain.outcome import Act
from mailflow.domain.snapshot import Snapshot


def everybody_away(snapshot: Snapshot, act: Act) -> Phrase | None:
    """A sentence on the owner who is back first, where all of them are away today."""
    owners = snapshot.owners()
    if not owners or not all(owner.is_away(owner.calendar.local_date(act.now)) for owner in owners):
        return None
    first = min(owners, key=lambda owner: owner.away_until or date.max)
    if first.away_until is None:
        return phrase("{name} is away at the moment and will see it afterwards.", name=first.first_name)
    return phrase(
        "{name} is away until {day} and will see it after that.", name=first.first_name, day=on(first.away_until)
    )
