"""A change to the agreement that a contractor proposes: what the text would say, and two words to decide."""

from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.amendment import amended, changed_parts
from mailflow.domain.letter import Facts, Intent, Letter, Pace
from mailflow.domain.project import Question, Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.about import reads
from mailflow.letters.agreement import LABELS
from mailflow.letters.offer import Offer
from mailflow.letters.shown import first_name


@dataclass(frozen=True, slots=True)
class ChangeRequestFacts(Facts):
    """`who` proposes `text`. `parts` is what the agreement would say then, where it differs; `anew` are the people who
    would be asked to accept that `version`."""

    project: str
    number: int
    who: str
    text: str
    version: int
    parts: tuple[tuple[str, str], ...]
    anew: tuple[str, ...]
    offers: tuple[Offer, ...]
    shows: tuple[Ref, ...] = ()


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> ChangeRequestFacts | None:
    """Nothing where it was decided or taken back."""
    question, agreement = snapshot.questions.get(intent.about.number or 0), snapshot.agreement
    if question is None or not question.open or agreement is None or not reads(snapshot, intent.to):
        return None
    new = amended(agreement, question.text)
    return ChangeRequestFacts(
        project=snapshot.title,
        number=question.number,
        who=first_name(snapshot, question.by),
        text=question.text,
        version=new.version,
        parts=tuple((LABELS[part], getattr(new, part)) for part in changed_parts(agreement, new)),
        anew=tuple(person.first_name for person in snapshot.contractors()),
        offers=change_offers(question),
        shows=(Ref(snapshot.code, "question", question.number, question.version),),
    )


def change_offers(question: Question) -> tuple[Offer, ...]:
    """What an owner can say to a proposed change."""
    values: dict[str, Json] = {"number": question.number}
    return (
        Offer("to accept the change", "ACCEPT CHANGE Q{number}", main=True, values=values),
        Offer("to accept it in other words", "ACCEPT CHANGE Q{number}:", "the words that shall hold", values=values),
        Offer("to keep the agreement as it is", "KEEP AGREEMENT Q{number}:", "why, in a line", values=values),
    )


LETTER = Letter("change_request", Pace.DECISION, facts, order=17)
