"""One file for each kind of letter: when it is due and what it says."""

from mailflow.domain.letter import Letter
from mailflow.letters import (
    approval,
    assignment,
    blocked,
    check_in,
    completion,
    dates,
    digest,
    escalation,
    faults,
    invitation,
    notice,
    questions,
    receipt,
    reminder,
    review,
    revision,
    round_up,
    silent_approval,
    waiting,
    words,
)

LETTERS: tuple[Letter, ...] = (
    invitation.LETTER,
    check_in.LETTER,
    round_up.LETTER,
    reminder.LETTER,
    escalation.LETTER,
    receipt.RECEIPT,
    receipt.CLARIFICATION,
    receipt.HELP,
    receipt.STATUS,
    questions.QUESTION,
    questions.ANSWER,
    review.LETTER,
    approval.LETTER,
    silent_approval.LETTER,
    revision.LETTER,
    dates.REQUEST,
    dates.DECISION,
    blocked.LETTER,
    assignment.LETTER,
    waiting.WAITING,
    waiting.DELAY,
    digest.LETTER,
    words.THANKS,
    words.FEEDBACK,
    words.APPRECIATION,
    words.APPRECIATION_DRAFT,
    words.BROADCAST,
    notice.LETTER,
    completion.LETTER,
    faults.UNDELIVERABLE,
    faults.UNPROVEN,
    faults.OPERATOR_ALARM,
)
"""Every kind of letter there is."""

BY_NAME = {letter.name: letter for letter in LETTERS}
"""The same, by name."""
