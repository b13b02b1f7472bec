"""ANSWER: a question's answer goes back to whoever asked."""

from mailflow.commands.aimed import refused
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.question import question_thread
from mailflow.commands.unblock import blocked_one, helped
from mailflow.commands.wording import name, phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Question, Ref
from mailflow.domain.reading import Asked, normal_line
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot

LONGEST_OFFERED = 120
"""An answer that is longer is not offered again word for word."""


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The question that is named or was asked in the letter, or the only open one; on a blocked milestone, the help
    that it waits for."""
    blocked = blocked_one(asked, snapshot, act) if asked.question is None else None
    if blocked is not None:
        return helped(blocked, asked, snapshot, act)
    question = _meant(asked, snapshot, act)
    return question if isinstance(question, Outcome) else given(question, asked, snapshot, act)


def given(question: Question, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The answer is recorded and sent to whoever asked; the same one again is acknowledged only."""
    text = (asked.text or asked.line).strip()
    if not text or (not asked.text and text.endswith(":")):
        again = f"answer Q{question.number}: "
        return refused("no_text", "What shall I answer to Q{question}?", again, question=question.number)
    gaps: dict[str, Json] = {"question": question.number, "name": name(snapshot, question.by)}
    if not question.open and normal_line(question.answer) == normal_line(text):
        return Outcome(phrase("{name} already has this answer to Q{question}.", **gaps))
    about = Ref(snapshot.code, "question", question.number, snapshot.seq + 1)
    post = Post(asked, snapshot, act, about, question_thread(snapshot, question.number, question.milestone))
    facts: dict[str, Json] = {"text": text, "question": question.text, "milestone": question.milestone}
    asker = [snapshot.people[question.by]] if question.by in snapshot.people else []
    intents = post.relay("answer", asker, facts)
    said = "Your answer to Q{question} is on its way to {name}."
    if question.proposes is not None and question.open:
        after = phrase("The proposal still waits for your yes or no.")
        choices = (f"accept change Q{question.number}", f"keep agreement Q{question.number}")
        change = Change("answer", about, act.by.id, {"text": text})
        return Outcome(phrase(said, **gaps), (change,), intents, next=after, choices=choices)
    if not intents:
        said = "Your answer to Q{question} is recorded; {name} got it with your mail."
    return Outcome(phrase(said, **gaps), (Change("answer", about, act.by.id, {"text": text}),), intents)


def _meant(asked: Asked, snapshot: Snapshot, act: Act) -> Question | Outcome:
    number = asked.question
    if number is None and act.answered is not None:
        number = act.answered.question
    waiting = [q for q in snapshot.open_questions() if q.by != act.by.id]
    if number is None and len(waiting) == 1:
        return waiting[0]
    found = snapshot.questions.get(number or 0)
    if found is not None:
        return found
    return _which(number, _in_the_letter(waiting, snapshot, act) or waiting, asked, snapshot)


def _in_the_letter(waiting: list[Question], snapshot: Snapshot, act: Act) -> list[Question]:
    """Those of them that the letter which is answered was about."""
    shown = {r.number for r in act.answered.items if r.kind == "question"} if act.answered is not None else set()
    return [question for question in waiting if question.number in shown]


def _which(number: int | None, waiting: list[Question], asked: Asked, snapshot: Snapshot) -> Outcome:
    words = asked.text or ""
    said = words if "\n" not in words and len(words) <= LONGEST_OFFERED else ""
    offers = [f"answer Q{each.number}: {said}" for each in waiting]
    if number is not None:
        text = "{project} has no question Q{question}, so nothing was sent."
        project = snapshot.title or snapshot.code
        return refused("no_such_question", text, *offers, project=project, question=number)
    if not waiting:
        return refused("no_such_question", "No question is waiting for an answer at the moment.")
    return refused("unclear", "Which question does this answer?", *offers)


ANSWER = Command("answer", "ANSWER Q7: …", "ANSWER Q7: please use Inter", apply)
