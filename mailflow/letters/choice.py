"""Choices after a line that was not understood: the words that would do, and what they would mean."""

import re
from typing import NamedTuple

from mailflow.domain.letter import sentence
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


class Meaning(NamedTuple):
    """What some words would do, and the title of the milestone that they name."""

    purpose: str
    title: str = ""


def choice(words: str, snapshot: Snapshot) -> Offer:
    """Words that may have been meant. Where they end in a colon, the reader goes on."""
    bare = words.rstrip()
    open_ended = PLACEHOLDER.fullmatch(bare)
    if open_ended is not None:
        return _offer(bare, open_ended["words"], open_ended["hint"], snapshot)
    return _offer(bare, bare, "…" if bare.endswith(TO_BE_CONTINUED) else "", snapshot)


def _offer(written: str, words: str, hint: str, snapshot: Snapshot) -> Offer:
    """The words are offered as they are: English is understood from everybody."""
    meant = _meaning(written, snapshot)
    return Offer(meant.purpose, "{words}", hint, values={"words": words, "title": meant.title})


def _meaning(words: str, snapshot: Snapshot) -> Meaning:
    call = next((text for pattern, text in CALLS if pattern.search(words)), "")
    if call:
        return Meaning(call)
    numbers = (int(digits) for digits in NUMBER.findall(words))
    title = next((snapshot.milestones[n].title for n in numbers if n in snapshot.milestones), "")
    if not title:
        return Meaning(next((text for pattern, text in WITHOUT_NUMBER if pattern.search(words)), THIS))
    return Meaning(next((text for pattern, text in MEANINGS if pattern.search(words)), THAT), title)
