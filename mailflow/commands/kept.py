"""Words about work that is no longer in the contractor's hands: filed beside it, and its state stays."""

from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import on, phrase
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot


def kept_words(found: Milestone, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A note on a milestone that is submitted, approved or paid."""
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    change = Change("note", about, act.by.id, {"text": asked.line})
    text = "Milestone {number} ({title}) was approved on {since}; your words are filed beside it."
    if found.state is State.SUBMITTED:
        text = "Milestone {number} ({title}) is submitted since {since}; your words are filed beside it."
    since = on(act.by.calendar.local_date(found.approved_at or found.submitted_at or act.now))
    return Outcome(phrase(text, **values(found, since=since)), (change,))
