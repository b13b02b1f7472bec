"""Work that is reported before the agreement is accepted: recorded all the same, and it says so."""

from dataclasses import replace

from mailflow.commands.wording import phrase
from mailflow.domain.letter import Phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot

WORK = frozenset({"done", "progress", "task_done", "start"})


def marked(outcome: Outcome, snapshot: Snapshot, act: Act) -> Outcome:
    """The outcome, with the version that is not accepted yet in its records of work and in the receipt."""
    if snapshot.agreement is None or snapshot.has_agreed(act.by.id):
        return outcome
    if not any(change.kind in WORK for change in outcome.changes):
        return outcome
    version = snapshot.agreement.version
    return replace(
        outcome,
        changes=tuple(_marked(change, version) for change in outcome.changes),
        remark=_remark(snapshot, act, version),
        choices=outcome.choices or ("I agree",),
    )


def _marked(change: Change, version: int) -> Change:
    return replace(change, data={**change.data, "unagreed": version}) if change.kind in WORK else change


def _remark(snapshot: Snapshot, act: Act, version: int) -> Phrase:
    if any(question.by == act.by.id for question in snapshot.proposals()):
        return phrase("It is recorded; the agreement is not settled yet, and your proposal waits for a decision.")
    text = "It is recorded, before you have accepted version {version} of the agreement: that waits for your AGREE."
    return phrase(text, version=version)
