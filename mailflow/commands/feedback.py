"""THANK and FEEDBACK: an owner's own words to a contractor."""

from mailflow.commands.aimed import contractor, refused
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.wording import name, phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot


def apply_thank(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Thanks, in the owner's words."""
    return _sent("thank", "thanks", "Your thanks are on their way to {name}.", asked, snapshot, act)


def apply_feedback(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Feedback, in the owner's words."""
    return _sent("feedback", "feedback", "Your feedback is on its way to {name}.", asked, snapshot, act)


def _sent(verb: str, letter: str, said: str, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    person = contractor(asked, snapshot, verb)
    if isinstance(person, Outcome):
        return person
    text, first_name = (asked.text or "").strip(), name(snapshot, person)
    if not text:
        return refused("no_text", "What shall I tell {name}?", f"{verb} {person}: ", name=first_name)
    found = snapshot.milestones.get(asked.milestone or 0)
    post = Post.on_project(asked, snapshot, act) if found is None else Post.on(found, asked, snapshot, act)
    about = Ref(snapshot.code) if found is None else Ref(snapshot.code, "milestone", found.number, found.version)
    change = Change(verb, about, act.by.id, {"person": person, "text": text})
    intents = post.relay(letter, [p for p in snapshot.contractors() if p.id == person], {"text": text})
    if not intents:
        said = "Your words are kept with the project; {name} got them with your mail."
    return Outcome(phrase(said, name=first_name), (change,), intents)


THANK = Command("thank", "THANK dana: …", "thank dana: the homepage is a joy", apply_thank)
FEEDBACK = Command("feedback", "FEEDBACK dana: …", "feedback dana: shorter texts, please", apply_feedback)
