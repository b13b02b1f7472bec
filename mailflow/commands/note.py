"""NOTE: anything that asks for nothing. It is filed and shown to the owner, and never an error."""

from mailflow.commands.answer import given
from mailflow.commands.command import Command
from mailflow.commands.wording import names, phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Role
from mailflow.domain.project import Question, Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Filed; where it replies to a question that an owner put to this contractor, it is the answer."""
    question = _owners_question(snapshot, act)
    if question is not None:
        return given(question, asked, snapshot, act)
    number = asked.milestone if asked.milestone in snapshot.milestones else None
    about = Ref(snapshot.code) if number is None else Ref(snapshot.code, "milestone", number)
    change = Change("note", about, act.by.id, {"text": asked.text or asked.line})
    if act.role is Role.CONTRACTOR:
        text = "Thank you, I have filed this and will show it to {owners}."
        return Outcome(phrase(text, owners=names(snapshot.owners())), (change,))
    return Outcome(phrase("Thank you, I have filed this with the project."), (change,))


def _owners_question(snapshot: Snapshot, act: Act) -> Question | None:
    letter = act.answered
    if letter is None or letter.letter != "question" or letter.about.number is None:
        return None
    question = snapshot.questions.get(letter.about.number)
    if question is None or not question.open or snapshot.role(question.by) is not Role.OWNER:
        return None
    return question if act.role is Role.CONTRACTOR else None


NOTE = Command("note", "anything else", "Thanks, I will look at it tomorrow.", apply)
