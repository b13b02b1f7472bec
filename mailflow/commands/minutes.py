"""Minutes of a call: an owner's plain reply to the letter that asked for them."""

from mailflow.commands.post import Post
from mailflow.commands.wording import listed, phrase
from mailflow.domain.meeting import Meeting
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import MINUTES, Asked
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot


def call_of(snapshot: Snapshot, act: Act) -> Meeting | None:
    """The call whose minutes the answered letter asked for."""
    letter = act.answered
    if letter is None or letter.letter != MINUTES:
        return None
    return snapshot.meetings.get(letter.about.number or 0)


def taken(call: Meeting, text: str, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """They are kept with the call and go to everybody who was asked to come; written again, the later ones count."""
    about = Ref(snapshot.code, "meeting", call.number, snapshot.seq + 1)
    post = Post(asked, snapshot, act, about, f"{snapshot.code}/c{call.number}")
    change = Change("broadcast", Ref(snapshot.code, "meeting", call.number), act.by.id, {"text": text})
    people = [snapshot.people[person] for person in call.people if person in snapshot.people]
    letters = post.relay("minutes", people, {"text": text})
    if not letters:
        return Outcome(phrase("The minutes are kept with the project."), (change,))
    names = listed(snapshot.people[letter.to].first_name for letter in letters)
    return Outcome(phrase("The minutes are on their way to {names}.", names=names), (change,), letters)
