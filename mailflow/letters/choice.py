"""Choices after a line that was not understood: the words that would do, and what they would mean."""

import re

from mailflow.domain.snapshot import Snapshot
from mailflow.letters.offer import Offer

NUMBER = re.compile(r"(?<![\w.])[1-9]\d{0,3}(?![\w%.])")
MEANINGS = (
    (re.compile(r"\bdone\b|\bfinished\b", re.I), "if “{title}” is finished"),
    (re.compile(r"\d ?%", re.I), "if “{title}” is under way"),
    (re.compile(r"\baccept date\b", re.I), "to accept the new date of “{title}”"),
    (re.compile(r"\bkeep date\b", re.I), "to keep the date of “{title}”"),
    (re.compile(r"\bapprove\b", re.I), "to approve “{title}”"),
    (re.compile(r"\brevise\b", re.I), "to ask for changes to “{title}”"),
    (re.compile(r"\bstart\b", re.I), "if you have begun “{title}”"),
    (re.compile(r"\bassign\b", re.I), "to give “{title}” to somebody"),
    (re.compile(r"\bcancel\b", re.I), "to cancel “{title}”"),
    (re.compile(r"\bpaid\b", re.I), "if “{title}” is paid"),
    (re.compile(r"\bcannot\b", re.I), "if you cannot take “{title}” on"),
    (re.compile(r"\bunblock", re.I), "if you can go on with “{title}”"),
    (re.compile(r"\bblocked\b", re.I), "if “{title}” is blocked"),
    (re.compile(r"\b(?:new date|move)\b", re.I), "if it is about the date of “{title}”"),
)
TO_BE_CONTINUED = (":", " to", " ref")
PLACEHOLDER = re.compile(
    r"(?P<words>.*(?::| to| ref)) (?P<hint>reason|date|the day and time|name|number|what to change|"
    r"what should be different)",
    re.I,
)
"""Words that only stand for what the reader would write: a tap leaves them out."""

CALLS = (
    (re.compile(r"^move meeting\b", re.I), "to move the call"),
    (re.compile(r"^cancel meeting\b", re.I), "to call it off"),
    (re.compile(r"^meet\b", re.I), "to have the call then"),
)
WITHOUT_NUMBER = (
    (re.compile(r"^(?:i )?agree$", re.I), "if you accept the agreement"),
    (re.compile(r"^accept change\b", re.I), "to accept the change"),
    (re.compile(r"^keep agreement\b", re.I), "to keep the agreement as it is"),
    (re.compile(r"^change\b", re.I), "if you want something in it changed"),
    (re.compile(r"^feedback\b", re.I), "to pass something on"),
    (re.compile(r"^thank\b", re.I), "to say thanks"),
    (re.compile(r"^answer\b", re.I), "to answer"),
    (re.compile(r"^(?:snooze|pause)\b", re.I), "to have it quiet for that long"),
    (re.compile(r"^question\b", re.I), "to ask something"),
)


def choice(words: str, snapshot: Snapshot) -> Offer:
    """Words that may have been meant. Where they end in a colon, the reader goes on."""
    bare = words.rstrip()
    open_ended = PLACEHOLDER.fullmatch(bare)
    if open_ended is not None:
        return Offer(_meaning(bare, snapshot), open_ended["words"], open_ended["hint"])
    return Offer(_meaning(bare, snapshot), bare, "…" if bare.endswith(TO_BE_CONTINUED) else "")


def _meaning(words: str, snapshot: Snapshot) -> str:
    call = next((text for pattern, text in CALLS if pattern.search(words)), "")
    if call:
        return call
    numbers = (int(digits) for digits in NUMBER.findall(words))
    title = next((snapshot.milestones[n].title for n in numbers if n in snapshot.milestones), "")
    if not title:
        return next((text for pattern, text in WITHOUT_NUMBER if pattern.search(words)), "if you meant this")
    meaning = next((text for pattern, text in MEANINGS if pattern.search(words)), "if you meant “{title}”")
    return meaning.replace("{title}", title)
