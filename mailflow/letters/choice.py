"""Choices after a line that was not understood: the words that would do, and what they would mean."""

import re
from typing import NamedTuple

from mailflow.domain.letter import sentence
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot
from mailflow.letters.offer import Offer

NUMBER = re.compile(r"(?<![\w.])[1-9]\d{0,3}(?![\w%.])")
MEANINGS = (
    (re.compile(r"\bdone\b|\bfinished\b", re.I), sentence("if “{title}” is finished")),
    (re.compile(r"\d ?%", re.I), sentence("if “{title}” is under way")),
    (re.compile(r"\baccept date\b", re.I), sentence("to accept the new date of “{title}”")),
    (re.compile(r"\bkeep date\b", re.I), sentence("to keep the date of “{title}”")),
    (re.compile(r"\bapprove\b", re.I), sentence("to approve “{title}”")),
    (re.compile(r"\brevise\b", re.I), sentence("to ask for changes to “{title}”")),
    (re.compile(r"\bstart\b", re.I), sentence("if you have begun “{title}”")),
    (re.compile(r"\bassign\b", re.I), sentence("to give “{title}” to somebody")),
    (re.compile(r"\bcancel\b", re.I), sentence("to cancel “{title}”")),
    (re.compile(r"\bpaid\b", re.I), sentence("if “{title}” is paid")),
    (re.compile(r"\bcannot\b", re.I), sentence("if you cannot take “{title}” on")),
    (re.compile(r"\bunblock", re.I), sentence("if you can go on with “{title}”")),
    (re.compile(r"\bblocked\b", re.I), sentence("if “{title}” is blocked")),
    (re.compile(r"\b(?:new date|move)\b", re.I), sentence("if it is about the date of “{title}”")),
)
TO_BE_CONTINUED = (":", " to", " ref")
CALLS = (
    (re.compile(r"^move meeting\b", re.I), sentence("to move the call")),
    (re.compile(r"^cancel meeting\b", re.I), sentence("to call it off")),
    (re.compile(r"^meet\b", re.I), sentence("to have the call then")),
)
WITHOUT_NUMBER = (
    (re.compile(r"^(?:i )?agree$", re.I), sentence("if you accept the agreement")),
    (re.compile(r"^accept change\b", re.I), sentence("to accept the change")),
    (re.compile(r"^keep agreement\b", re.I), sentence("to keep the agreement as it is")),
    (re.compile(r"^change\b", re.I), sentence("if you want something in it changed")),
    (re.compile(r"^feedback\b", re.I), sentence("to pass something on")),
    (re.compile(r"^thank\b", re.I), sentence("to say thanks")),
    (re.compile(r"^answer\b", re.I), sentence("to answer")),
    (re.compile(r"^(?:snooze|pause)\b", re.I), sentence("to have it quiet for that long")),
    (re.compile(r"^question\b", re.I), sentence("to ask something")),
    (re.compile(r"^resume project\b", re.I), sentence("to open the project again")),
)


THIS, THAT = sentence("if you meant this"), sentence("if you meant “{title}”")
HINTS = (
    sentence("reason"),
    sentence("date"),
    sentence("the day and time"),
    sentence("name"),
    sentence("number"),
    sentence("what to change"),
    sentence("what should be different"),
)
PLACEHOLDER = re.compile(rf"(?P<words>.*(?::| to| ref)) (?P<hint>{'|'.join(HINTS)})", re.I)
"""Words that only stand for what the reader would write: a tap leaves them out."""


OWN_WORDS = (
    (re.compile(r"(?:done|finished) (?P<number>\d+)", re.I), sentence("DONE {number}")),
    (re.compile(r"(?P<percent>\d+) ?% on (?P<number>\d+)", re.I), sentence("{percent}% on {number}")),
    (re.compile(r"start (?P<number>\d+)", re.I), sentence("START {number}")),
    (re.compile(r"blocked (?P<number>\d+):", re.I), sentence("BLOCKED {number}:")),
    (re.compile(r"unblocked (?P<number>\d+)", re.I), sentence("UNBLOCKED {number}")),
    (re.compile(r"new date (?P<number>\d+):", re.I), sentence("NEW DATE {number}:")),
    (re.compile(r"approve (?P<number>\d+)", re.I), sentence("APPROVE {number}")),
    (re.compile(r"revise (?P<number>\d+):", re.I), sentence("REVISE {number}:")),
    (re.compile(r"accept date (?P<number>\d+)", re.I), sentence("ACCEPT DATE {number}")),
    (re.compile(r"keep date (?P<number>\d+)", re.I), sentence("KEEP DATE {number}")),
    (re.compile(r"move (?P<number>\d+) to", re.I), sentence("MOVE {number} to")),
    (re.compile(r"move meeting (?P<number>\d+) to", re.I), sentence("MOVE MEETING {number} to")),
    (re.compile(r"cancel meeting (?P<number>\d+)", re.I), sentence("CANCEL MEETING {number}")),
    (re.compile(r"answer q(?P<number>\d+):", re.I), sentence("ANSWER Q{number}:")),
    (re.compile(r"answer m(?P<number>\d+):", re.I), sentence("ANSWER M{number}:")),
    (re.compile(r"accept change q(?P<number>\d+)", re.I), sentence("ACCEPT CHANGE Q{number}")),
    (re.compile(r"keep agreement q(?P<number>\d+)", re.I), sentence("KEEP AGREEMENT Q{number}")),
    (re.compile(r"change:", re.I), sentence("CHANGE:")),
    (re.compile(r"question:", re.I), sentence("QUESTION:")),
    (re.compile(r"(?:i )?agree", re.I), sentence("AGREE")),
    (re.compile(r"undo", re.I), sentence("UNDO")),
)
"""Choices that the reader's language has words for; others are offered as they are, since English always works."""


class Meaning(NamedTuple):
    """What some words would do, and the title of the milestone that they name."""

    purpose: str
    title: str = ""


class OwnWords(NamedTuple):
    """Words to type, as a sentence that the reader's language may have, and its gaps."""

    text: str
    values: dict[str, Json]


def choice(words: str, snapshot: Snapshot, title: str = "") -> Offer:
    """Words that may have been meant. Where they end in a colon, the reader goes on. `title` is what they are about,
    where that is not to be found in this project."""
    bare = words.rstrip()
    meant = Meaning(THAT, title) if title else _meaning(bare, snapshot)
    open_ended = PLACEHOLDER.fullmatch(bare)
    if open_ended is not None:
        return _offer(meant, open_ended["words"], open_ended["hint"])
    return _offer(meant, bare, "…" if bare.endswith(TO_BE_CONTINUED) else "")


def _offer(meant: Meaning, words: str, hint: str) -> Offer:
    own = _own_words(words)
    return Offer(meant.purpose, own.text, hint, values={**own.values, "title": meant.title})


def _own_words(words: str) -> OwnWords:
    """The words as a sentence that the reader's language may have."""
    for pattern, text in OWN_WORDS:
        found = pattern.fullmatch(words)
        if found:
            return OwnWords(text, found.groupdict())
    return OwnWords("{words}", {"words": words})


def _meaning(words: str, snapshot: Snapshot) -> Meaning:
    call = next((text for pattern, text in CALLS if pattern.search(words)), "")
    if call:
        return Meaning(call)
    numbers = (int(digits) for digits in NUMBER.findall(words))
    title = next((snapshot.milestones[n].title for n in numbers if n in snapshot.milestones), "")
    if not title:
        return Meaning(next((text for pattern, text in WITHOUT_NUMBER if pattern.search(words)), THIS))
    return Meaning(next((text for pattern, text in MEANINGS if pattern.search(words)), THAT), title)
