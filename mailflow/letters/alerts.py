"""Which letters are also told at once on other channels, and in which words: the mail has the rest."""

from mailflow.domain.alert import BLOCKED, ESCALATION, QUESTION, Alert
from mailflow.domain.letter import Intent
from mailflow.domain.people import Role
from mailflow.domain.snapshot import Snapshot
from mailflow.letters import said

TEXTS = {
    "blocked": "Milestone {number} ({title}) is blocked.",
    "question": "Question Q{number} is urgent and waits for an answer.",
    "overdue": "Milestone {number} ({title}) is past its date, and nothing was received about it.",
    "silent": "Nothing was received at two check-ins.",
}
AGED = "Milestone {number} ({title}) is still blocked."
REST = "The mail about it says more; reply to that."


def alert(snapshot: Snapshot, intent: Intent) -> Alert | None:
    """What an owner's letter is told as: blockers, urgent questions and escalations; None for every other one. The
    same for each owner, so that it is told once."""
    kind = intent.letter
    if kind not in (BLOCKED, QUESTION, ESCALATION) or snapshot.role(intent.to) is not Role.OWNER:
        return None
    if kind == QUESTION and not intent.urgent:
        return None
    number = intent.about.number or 0
    milestone = snapshot.milestones.get(number) if intent.about.kind == "milestone" else None
    text = AGED if kind == ESCALATION and _reason(intent) == BLOCKED else TEXTS[_reason(intent)]
    line = text.format(number=number, title=milestone.title if milestone is not None else "")
    key = intent.occasion.rpartition("/")[0]
    return Alert(f"alert/{key}", kind, snapshot.code, snapshot.title or snapshot.code, f"{line} {REST}")


def _reason(intent: Intent) -> str:
    kind = said.text(intent.facts, "kind") if intent.letter == ESCALATION else intent.letter
    return kind if kind in TEXTS else "silent"
