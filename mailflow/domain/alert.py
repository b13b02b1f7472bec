"""What goes out at once on other ways than mail: a line for each, without names, amounts or anybody's words."""

from dataclasses import dataclass

BLOCKED, QUESTION, ESCALATION = "blocked", "question", "escalation"
KINDS = (BLOCKED, QUESTION, ESCALATION)
FAULT = "fault"
"""A fault of the installation: for its operator."""


@dataclass(frozen=True, slots=True)
class Alert:
    """`key` says why it exists, so that it goes once to each channel. `kind` is one of KINDS, or ``fault``."""

    key: str
    kind: str
    project: str
    title: str
    text: str
