"""Questions travel one way and answers back, each by number."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.about import Subject, reads, subject_of, writer
from mailflow.letters.decisions import answer_offers
from mailflow.letters.offer import Offer
from mailflow.letters.shown import first_name


@dataclass(frozen=True, slots=True)
class QuestionFacts(Facts):
    """`about` is the milestone it belongs to, where there is one. `takes_back`: it asks to undo what an
    owner has decided on since."""

    project: str
    number: int
    who: str
    text: str
    about: Subject | None
    urgent: bool
    offers: tuple[Offer, ...]
    takes_back: bool = False
    shows: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFacts(Facts):
    """The `text` that answers the `question`."""

    project: str
    number: int
    owner: str
    question: str
    text: str
    about: Subject | None


def question_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> QuestionFacts | None:
    """Nothing where it was answered or taken back."""
    question = snapshot.questions.get(intent.about.number or 0)
    if question is None or not question.open or not reads(snapshot, intent.to):
        return None
    owner = snapshot.role(intent.to) is Role.OWNER
    return QuestionFacts(
        project=snapshot.title,
        number=question.number,
        who=first_name(snapshot, question.by),
        text=question.text,
        about=subject_of(snapshot, question.milestone),
        urgent=question.urgent,
        offers=answer_offers(question) if owner else (),
        takes_back=bool(intent.facts.get("takes_back")),
        shows=(Ref(snapshot.code, "question", question.number, question.version),),
    )


def answer_facts(snapshot: Snapshot, intent: Intent, now: datetime) -> AnswerFacts | None:
    """Nothing where it was taken back."""
    question = snapshot.questions.get(intent.about.number or 0)
    if question is None or (question.open and question.proposes is None):
        return None
    return AnswerFacts(
        project=snapshot.title,
        number=question.number,
        owner=writer(snapshot, intent),
        question=question.text,
        text=said.text(intent.facts, "text") or question.answer,
        about=subject_of(snapshot, question.milestone),
    )


QUESTION = Letter("question", Pace.DECISION, question_facts, order=17)
ANSWER = Letter("answer", Pace.ANSWER, answer_facts, order=14)
