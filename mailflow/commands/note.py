"""NOTE: anything that asks for nothing. It is filed and shown to the owner, and never an error."""

import re

from mailflow.commands.answer import given
from mailflow.commands.command import Command
from mailflow.commands.draft import drafted, sent_instead
from mailflow.commands.unblock import blocked_one, helped
from mailflow.commands.wording import names, phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Role
from mailflow.domain.project import Question, Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot

MARK = re.compile(r"\W*note\b[^:]{0,12}:", re.IGNORECASE)


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Filed; what replies to a question, to the alert of a blocker or to drafted praise is what that letter asked for,
    and what replies to a check-in is a report."""
    question = _owners_question(snapshot, act)
    if question is not None:
        return given(question, asked, snapshot, act)
    if act.role is Role.OWNER:
        return _owners_words(asked, snapshot, act)
    report = act.role is Role.CONTRACTOR and act.shared and not _marked(asked)
    change = _change(asked, snapshot, act, shared=report)
    if report:
        return Outcome(phrase("Thank you, your report is noted."), (change,))
    text = "Thank you, I have filed this and will show it to {owners}."
    return Outcome(phrase(text, owners=names(snapshot.owners())), (change,))


def _owners_words(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    alert = act.answered is not None and act.answered.letter == "blocked" and not _marked(asked)
    blocked = blocked_one(asked, snapshot, act) if alert else None
    if blocked is not None:
        return helped(blocked, asked, snapshot, act)
    if drafted(act) is not None and not _marked(asked):
        return sent_instead(asked, snapshot, act)
    said = phrase("Thank you, I have filed this with the project. Nobody else was told of it.")
    return Outcome(said, (_change(asked, snapshot, act, shared=False),))


def _change(asked: Asked, snapshot: Snapshot, act: Act, *, shared: bool) -> Change:
    number = asked.milestone if asked.milestone in snapshot.milestones else None
    about = Ref(snapshot.code) if number is None else Ref(snapshot.code, "milestone", number)
    data: dict[str, Json] = {"text": asked.text or asked.line}
    return Change("note", about, act.by.id, {**data, "shared": True} if shared else data)


def _marked(asked: Asked) -> bool:
    """Whether the writer called it a note, and so keeps it from the others."""
    return MARK.match(asked.line) is not None


def _owners_question(snapshot: Snapshot, act: Act) -> Question | None:
    letter = act.answered
    if letter is None or letter.letter != "question" or letter.question is None:
        return None
    question = snapshot.questions.get(letter.question)
    if question is None or not question.open or snapshot.role(question.by) is not Role.OWNER:
        return None
    return question if act.role is Role.CONTRACTOR else None


NOTE = Command("note", "anything else", "Thanks, I will look at it tomorrow.", apply)
