"""Everything that waits for an owner's word: submissions, dates, questions and blockers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mailflow.domain.letter import Phrase
from mailflow.domain.milestone import Milestone, Side, State
from mailflow.domain.project import Question, Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.change_request import change_offers
from mailflow.letters.offer import Offer
from mailflow.letters.review import review_offers
from mailflow.letters.shown import first_name, ref


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that waits, since when, for whom, and what an owner can say to it.

    `what` is said to the owner, `theirs` to whoever waits; `quote` is in that person's own words.
    """

    what: Phrase
    theirs: Phrase
    since: datetime
    who: str
    offers: tuple[Offer, ...]
    about: Ref
    quote: str = ""
    person: str = ""


def decisions(snapshot: Snapshot) -> tuple[Decision, ...]:
    """All that waits for the owners of a project, what has waited longest first."""
    found = [d for m in snapshot.milestones.values() for d in _of(snapshot, m)]
    found += [_question(snapshot, q) for q in snapshot.open_questions() if not _asks_contractor(snapshot, q)]
    return tuple(sorted(found, key=lambda d: d.since))


def _of(snapshot: Snapshot, m: Milestone) -> Iterator[Decision]:
    who, about = first_name(snapshot, m.assignee), ref(snapshot, m)
    named: dict[str, Json] = {"number": m.number, "title": m.title, "who": who}
    if m.state is State.SUBMITTED and m.submitted_at is not None:
        what = Phrase("{number}. {title} is ready for your review", named)
        theirs = Phrase("{number}. {title}, which you handed in", named)
        yield Decision(what, theirs, m.submitted_at, who, review_offers(m), about, person=m.assignee or "")
    if m.request is not None:
        days: dict[str, Json] = {"new": {"day": m.request.day.isoformat()}, "old": {"day": m.due.isoformat()}}
        what = Phrase("{number}. {title}: {who} asks for {new} instead of {old}", {**named, **days})
        theirs = Phrase("{number}. {title}: the new date that you asked for, {new}", {**named, **days})
        yield Decision(what, theirs, m.request.at, who, date_offers(m), about, m.request.reason, m.request.by)
    if m.blocker is not None and m.blocker.side is Side.OWNER and m.open:
        what = Phrase("{number}. {title}: {who} is blocked and needs something from you", named)
        theirs = Phrase("{number}. {title}: what you need to go on", named)
        yield Decision(
            what, theirs, m.blocker.since, who, blocker_offers(who, m.number), about, m.blocker.reason, m.blocker.by
        )


def _question(snapshot: Snapshot, question: Question) -> Decision:
    who = first_name(snapshot, question.by)
    about = Ref(snapshot.code, "question", question.number, question.version)
    if question.proposes is not None:
        what = Phrase("{who} proposes a change to the agreement", {"who": who})
        theirs = Phrase("The change to the agreement that you proposed")
        return Decision(what, theirs, question.at, who, change_offers(question), about, question.text, question.by)
    what = Phrase("Question {number}, from {who}", {"number": question.number, "who": who})
    theirs = Phrase("Your question {number}", {"number": question.number})
    return Decision(what, theirs, question.at, who, answer_offers(question), about, question.text, question.by)


def _asks_contractor(snapshot: Snapshot, question: Question) -> bool:
    return question.by in {owner.id for owner in snapshot.owners()}


def date_offers(milestone: Milestone) -> tuple[Offer, ...]:
    """What an owner can say to a date request."""
    values: dict[str, Json] = {"number": milestone.number}
    return (
        Offer("to accept the new date", "ACCEPT DATE {number}", main=True, values=values),
        Offer("to keep the date as it is", "KEEP DATE {number}", values=values),
        Offer("to set another date", "MOVE {number} to", "the date you want", values=values),
    )


def blocker_offers(who: str, number: int) -> tuple[Offer, ...]:
    """What an owner can say to a blocker: words that are passed on to whoever is blocked."""
    values: dict[str, Json] = {"who": who, "number": number}
    return (Offer("to answer {who}", "ANSWER M{number}:", "what they need to know", main=True, values=values),)


def answer_offers(question: Question) -> tuple[Offer, ...]:
    """What can be said to a question."""
    return (Offer("to answer", "ANSWER Q{number}:", "your answer", main=True, values={"number": question.number}),)
