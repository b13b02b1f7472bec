"""An owner's words to somebody who is blocked: passed on at once, and from then on it is the other one's move."""

from mailflow.commands.aimed import refused
from mailflow.commands.post import Post
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import name, phrase
from mailflow.domain.milestone import Milestone
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot


def blocked_one(asked: Asked, snapshot: Snapshot, act: Act) -> Milestone | None:
    """The blocked milestone that an owner's plain words are meant for: the one they name, or the letter is about."""
    letter, number = act.answered, asked.milestone
    if number is None and letter is not None and letter.letter == "blocked" and letter.about.kind == "milestone":
        number = letter.about.number
    found = snapshot.milestones.get(number or 0)
    if found is None or found.blocker is None or not found.open or act.role is not Role.OWNER:
        return None
    return found


def helped(found: Milestone, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The words go to whoever is blocked, as feedback that says what it answers."""
    text = (asked.text or asked.line).strip()
    gaps = values(found, name=name(snapshot, found.assignee))
    if not text:
        return refused("no_text", "What shall I tell {name}?", f"answer m{found.number}: ", **gaps)
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    change = Change("feedback", about, act.by.id, {"person": found.assignee, "text": text, "unblocks": True})
    worker = [person for person in snapshot.contractors() if person.id == found.assignee]
    reason = found.blocker.reason if found.blocker else ""
    facts: dict[str, Json] = {"text": text, "reason": reason, "unblocks": True}
    intents = Post.on(found, asked, snapshot, act).relay("feedback", worker, facts, urgent=True)
    said = "Your answer on milestone {number} ({title}) is on its way to {name}."
    if not intents:
        said = "Your answer on milestone {number} ({title}) is recorded; {name} got it with your mail."
    return Outcome(phrase(said, **gaps), (change,), intents)
