"""What answers a message: receipt, clarification, help and status, from the same facts."""

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from mailflow.domain.enclosed import files_in
from mailflow.domain.letter import Facts, Intent, Letter, Pace, Phrase
from mailflow.domain.project import Ref
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said
from mailflow.letters.choice import choice
from mailflow.letters.enclosed import FileRow, for_sender
from mailflow.letters.offer import Offer
from mailflow.letters.overview import Overview, overview
from mailflow.letters.shown import Shown, ref, shown

WHY = {
    "role": "Your part in the project does not allow that by mail.",
    "no_such_milestone": "There is no such milestone.",
    "not_assignee": "That milestone is with somebody else.",
    "no_such_task": "There is no such task on its checklist.",
    "which_project": "You are on several projects here. Which one do you mean?",
    "contradiction": "Two things in it contradict each other, so neither was done.",
}
WANTING = {
    "order": "That date can be read in two ways: please write the month as a word.",
    "weekday": "The weekday and the date in it do not go together.",
    "invalid": "There is no such day in the calendar.",
    "vague": "I could not tell which day is meant.",
    "past": "That day has passed already.",
    "no_date": "I found no day in it. Which one do you mean?",
    "reason": "It takes a reason: one line is enough.",
    "span": "Its last day comes before the first.",
    "percent": "A percentage goes from 0 to 100.",
    "nobody": "I found nobody in it whom I know here. Who shall it be?",
}
"""What is wanting in a line, where that is known."""
ASKED = "I was not sure what this means, so nothing was changed for it."


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was asked, and what became of it. `probable`: how it was read is said."""

    line: str
    text: Phrase
    next: Phrase | None
    remark: Phrase | None
    probable: bool
    refused: bool
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that was not understood, and ways to say it."""

    line: str
    why: Phrase
    offers: tuple[Offer, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """A row of the help."""

    verb: str
    usage: str
    example: str


@dataclass(frozen=True, slots=True)
class ReceiptFacts(Facts):
    """`milestones` is where things stand now; `overview` the project, where it was asked for; `files` came with it.

    `language` is the one that help was asked for in, where that need not be the reader's.
    `exports`: the record was asked for, and `record` are the files that hold it.
    """

    project: str
    done: tuple[Done, ...]
    unclear: tuple[Asked, ...]
    milestones: tuple[Shown, ...] = ()
    overview: Overview | None = None
    help: tuple[Usage, ...] = ()
    topic: str = ""
    language: str = ""
    undo: tuple[Offer, ...] = ()
    files: tuple[FileRow, ...] = ()
    exports: bool = False
    record: tuple[FileRow, ...] = ()
    shows: tuple[Ref, ...] = ()


def facts(snapshot: Snapshot, intent: Intent, now: datetime) -> ReceiptFacts:
    """Always worth saying: somebody waits for it."""
    data, attach = intent.facts, said.texts(intent.facts, "attach")
    touched = _touched(snapshot, intent)
    wanted = next((name for name in ("list", "status") if name in attach), "")
    return ReceiptFacts(
        project=snapshot.title,
        done=tuple(_done(item, snapshot) for item in said.rows(data, "items")),
        unclear=tuple(_asked(item, snapshot) for item in said.rows(data, "unclear")),
        milestones=() if wanted else tuple(shown(snapshot, snapshot.milestones[n], now) for n in touched),
        overview=overview(snapshot, intent.to, now, everybody=wanted == "list") if wanted and snapshot.title else None,
        help=tuple(_usage(row) for row in said.rows(data, "help")),
        topic=said.text(data, "topic"),
        language=said.text(data, "language"),
        undo=(Offer("to take this back", "UNDO"),) if data.get("undo") else (),
        files=for_sender(files_in(data)),
        exports="export" in attach and bool(snapshot.title),
        shows=tuple(ref(snapshot, snapshot.milestones[n]) for n in touched),
    )


def _usage(row: said.Data) -> Usage:
    return Usage(said.text(row, "verb"), said.text(row, "usage"), said.text(row, "example"))


def _done(item: said.Data, snapshot: Snapshot) -> Done:
    return Done(
        line=said.text(item, "line"),
        text=Phrase(said.text(item, "text"), said.values(item, "values")),
        next=said.phrase(item, "next"),
        remark=said.phrase(item, "remark"),
        probable=bool(item.get("probable")),
        refused=bool(item.get("refused")),
        offers=_offers(item, snapshot),
    )


def _asked(item: said.Data, snapshot: Snapshot) -> Asked:
    why = WANTING.get(said.text(item, "why"), ASKED)
    return Asked(said.text(item, "line"), Phrase(WHY.get(said.text(item, "reason"), why)), _offers(item, snapshot))


def _offers(item: said.Data, snapshot: Snapshot) -> tuple[Offer, ...]:
    choices, titles = said.texts(item, "choices"), said.texts(item, "titles")
    return tuple(choice(words, snapshot, title) for words, title in zip_longest(choices, titles, fillvalue=""))


def _touched(snapshot: Snapshot, intent: Intent) -> tuple[int, ...]:
    """The milestones that this message was about, each once."""
    numbers = [said.number(item, "milestone") for item in said.rows(intent.facts, "items")]
    numbers.append(intent.about.number if intent.about.kind == "milestone" else None)
    return tuple(dict.fromkeys(n for n in numbers if n is not None and n in snapshot.milestones))


RECEIPT = Letter("receipt", Pace.ANSWER, facts, order=20)
CLARIFICATION = Letter("clarification", Pace.ANSWER, facts, order=10)
HELP = Letter("help", Pace.ANSWER, facts, order=30)
STATUS = Letter("status", Pace.ANSWER, facts, order=30)
