"""QUESTION: tracked by a number until somebody answers, and relayed to whoever can."""

from mailflow.commands.aimed import contractor, refused
from mailflow.commands.awaited import everybody_away
from mailflow.commands.command import Command
from mailflow.commands.post import Post, milestone_thread
from mailflow.commands.wording import at, names, phrase
from mailflow.domain.letter import Intent
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Person, Role
from mailflow.domain.project import Question, Ref
from mailflow.domain.reading import Asked, normal_line
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A contractor's question goes to the owners, an owner's to the contractor who is meant."""
    text = asked.text or asked.line
    if not asked.text and text.endswith(":"):
        return refused("no_text", "What would you like to know?", "question: ")
    same = _asked_before(text, snapshot, act)
    if same is not None:
        return _still_open(same, snapshot, act)
    if act.role is Role.CONTRACTOR:
        return put(text, snapshot.deciding(act.now), asked, snapshot, act)
    person = contractor(asked, snapshot, "QUESTION {n}:")
    if isinstance(person, Outcome):
        return person
    return put(text, (snapshot.people[person],), asked, snapshot, act)


def put(text: str, to: tuple[Person, ...], asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The question is recorded and relayed to those people, but for whoever got the message itself."""
    number = next_number(snapshot)
    said = phrase("Your question is noted as Q{question} and passed on to {names}.", question=number, names=names(to))
    reached = [person for person in to if person.id in act.told]
    if reached and len(reached) == len(to):
        told = "Your question is noted as Q{question}; {names} got it with your mail."
        said = phrase(told, question=number, names=names(to))
    change = _change(text, number, asked, snapshot, act)
    letters = relayed(text, number, to, asked, snapshot, act)
    away = everybody_away(snapshot, act) if act.role is Role.CONTRACTOR else None
    return Outcome(said, (change,), letters, next=away)


def next_number(snapshot: Snapshot) -> int:
    """The number of the project's next question."""
    return max(snapshot.questions, default=0) + 1


def _change(text: str, number: int, asked: Asked, snapshot: Snapshot, act: Act) -> Change:
    milestone = asked.milestone if asked.milestone in snapshot.milestones else None
    data: dict[str, Json] = {"text": text, "milestone": milestone}
    if asked.urgent:
        data["urgent"] = True
    return Change("question", Ref(snapshot.code, "question", number), act.by.id, data)


def relayed(
    text: str, number: int, to: tuple[Person, ...], asked: Asked, snapshot: Snapshot, act: Act
) -> tuple[Intent, ...]:
    """The letters that carry question `number`."""
    milestone = asked.milestone if asked.milestone in snapshot.milestones else None
    about = Ref(snapshot.code, "question", number, snapshot.seq + 1)
    post = Post(asked, snapshot, act, about, question_thread(snapshot, number, milestone))
    return post.relay("question", to, {"text": text, "milestone": milestone}, urgent=asked.urgent)


def question_thread(snapshot: Snapshot, number: int, milestone: int | None) -> str:
    """The conversation of a question: its milestone's, or one of its own."""
    return f"{snapshot.code}/q{number}" if milestone is None else milestone_thread(snapshot, milestone)


def _asked_before(text: str, snapshot: Snapshot, act: Act) -> Question | None:
    mine = (q for q in snapshot.open_questions() if q.by == act.by.id)
    return next((q for q in mine if normal_line(q.text) == normal_line(text)), None)


def _still_open(question: Question, snapshot: Snapshot, act: Act) -> Outcome:
    text = "This is Q{question}, which you asked on {at}; it is still open, and {names} can see it."
    return Outcome(phrase(text, question=question.number, at=at(question.at), names=names(snapshot.owners())))


QUESTION = Command("question", "QUESTION: …", "QUESTION 3: which font shall I use?", apply)
