"""One file for each kind of letter: when it is due and what it says."""

from mailflow.domain.letter import Letter
from mailflow.letters import approval, check_in, digest, invitation, receipt, review

LETTERS: tuple[Letter, ...] = (
    invitation.LETTER,
    check_in.LETTER,
    receipt.RECEIPT,
    receipt.CLARIFICATION,
    receipt.HELP,
    receipt.STATUS,
    review.LETTER,
    approval.LETTER,
    digest.LETTER,
)

BY_NAME = {letter.name: letter for letter in LETTERS}
