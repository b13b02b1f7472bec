"""Outgoing mail before it is written: why it exists, when it may go, and what it says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mailflow.domain.enclosed import Enclosed
from mailflow.domain.project import Ref
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot


class Pace(StrEnum):
    """How a letter keeps from being a nuisance.

    ``answer``: somebody waits for it; goes at once. ``alert``: urgent; goes at once. ``decision``:
    an owner's; singly up to three a day, then together. ``news``: after settling, within waking
    hours. ``daily``: joined with all else that is scheduled for that person, project and day.
    ``digest``: at its set time.
    """

    ANSWER = "answer"
    ALERT = "alert"
    DECISION = "decision"
    NEWS = "news"
    DAILY = "daily"
    DIGEST = "digest"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence with named gaps: `text` is the English one and the key for translations."""

    text: str
    values: Mapping[str, Json] = field(default_factory=dict)


def sentence(text: str) -> str:
    """The text itself: marks words of ours for translation where they do not stand in a phrase at once."""
    return text


def counted(one: str, many: str, count: int, /, **values: Json) -> Phrase:
    """A sentence that counts: `one` for exactly one thing, `many` for others, with ``{count}`` in digits.

    A language with more forms than two has its own for each.
    """
    return Phrase(one if count == 1 else many, {"count": count, **values})


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting as one person's calendar takes it. `method` is ``REQUEST`` or ``CANCEL`` (RFC 5546).

    `lines` describe it: each a phrase, and what somebody wrote, where there is something.
    """

    method: str
    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    summary: Phrase
    lines: tuple[tuple[Phrase, str], ...]
    location: str
    attendee: str
    address: str


@dataclass(frozen=True, slots=True)
class Intent:
    """The wish to send one letter to one person.

    `occasion` is its unique key (``reminder/acme-site/3/2026-12-04/dana``). `facts` are what was
    fixed when it was caused. `thread` names the conversation it belongs to (empty: its own).
    `answers` is the Message-ID it replies to, `subject` that message's subject, `cause` its id.
    `urgent` letters do not wait to settle.
    """

    letter: str
    to: str
    about: Ref
    occasion: str
    facts: Mapping[str, Json] = field(default_factory=dict)
    urgent: bool = False
    thread: str = ""
    answers: str = ""
    subject: str = ""
    cause: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A scheduled occasion: due `at`, marked missed where nobody was there before `grace_until`."""

    at: datetime
    grace_until: datetime
    intent: Intent


class Facts:
    """What a template may say. Each letter has a frozen dataclass of its own; every field is plain data.

    `shows` are the things that a reply may point at, with the versions that they have now. `encloses` are the files
    that go with the letter where they may; `attached` are the hashes of those that do.
    `event` goes along for the reader's calendar; a letter with one is a mail of its own.
    """

    __slots__ = ()
    shows: tuple[Ref, ...] = ()
    encloses: tuple[Enclosed, ...] = ()
    attached: frozenset[str] = frozenset()
    event: Event | None = None


def no_slots(snapshot: Snapshot, start: datetime, end: datetime) -> Iterator[Slot]:
    """The timetable of a letter that only ever answers something."""
    return iter(())


@dataclass(frozen=True, slots=True)
class Letter:
    """A kind of letter.

    `slots` yields what is due in ``start < at <= end``, in any order. `facts` yields what it says
    as of `now`, or None where it is no longer needed. `order` ranks letters that leave together.
    """

    name: str
    pace: Pace
    facts: Callable[[Snapshot, Intent, datetime], Facts | None]
    slots: Callable[[Snapshot, datetime, datetime], Iterator[Slot]] = no_slots
    order: int = 50
