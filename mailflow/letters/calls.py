"""Calls that are still to come, and who answered what."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mailflow.domain.letter import Phrase
from mailflow.domain.meeting import Meeting, Reply, Rsvp
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.shown import first_name

AHEAD = timedelta(days=14)
SAID = {Rsvp.ACCEPTED: "{name} comes", Rsvp.DECLINED: "{name} cannot come", Rsvp.TENTATIVE: "{name} may come"}
WISHED = "{name} asks for {wish} instead"
SILENT = "no answer yet from {name}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered, and what they wrote with it."""

    what: Phrase
    quote: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call that is planned; `words` say what it is about."""

    number: int
    starts: datetime
    words: str
    answers: tuple[Answer, ...]


def calls_ahead(snapshot: Snapshot, reader: str, now: datetime) -> tuple[Call, ...]:
    """Those of the next two weeks, with what everybody but the reader answered."""
    found = (m for m in snapshot.calls() if now < m.ends and m.starts < now + AHEAD)
    return tuple(Call(m.number, m.starts, m.agenda, _answers(snapshot, m, reader)) for m in found)


def _answers(snapshot: Snapshot, meeting: Meeting, reader: str) -> tuple[Answer, ...]:
    others = (person for person in meeting.people if person != reader and snapshot.role(person) is not None)
    return tuple(_answer(first_name(snapshot, person), meeting.replies.get(person)) for person in others)


def _answer(name: str, reply: Reply | None) -> Answer:
    if reply is None:
        return Answer(Phrase(SILENT, {"name": name}), "")
    if reply.wish is not None:
        return Answer(Phrase(WISHED, {"name": name, "wish": {"at": reply.wish.isoformat()}}), reply.text)
    return Answer(Phrase(SAID[reply.answer], {"name": name}), reply.text)
