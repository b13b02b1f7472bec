"""CANCEL: a milestone is not wanted any more; CANCEL MEETING: a call does not take place."""

from mailflow.commands.aimed import any_milestone, refused
from mailflow.commands.command import Command
from mailflow.commands.completion import completion, is_last
from mailflow.commands.meet import call_off
from mailflow.commands.post import Post
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import name, on, phrase
from mailflow.domain.letter import Intent
from mailflow.domain.milestone import FINISHED, Milestone, State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A reason is required for a milestone, and whoever worked on it is told."""
    if asked.meeting is not None:
        return call_off(asked, snapshot, act)
    found = any_milestone(asked, snapshot, "CANCEL {n}: reason")
    if isinstance(found, Outcome):
        return found
    if found.state is State.CANCELLED:
        return Outcome(phrase("Milestone {number} ({title}) was cancelled before.", **values(found)))
    if found.state in FINISHED and found.approved_at is not None:
        text = "Milestone {number} ({title}) was approved on {day}, so it stays as it is."
        return refused("approved", text, **values(found, day=on(act.by.calendar.local_date(found.approved_at))))
    reason = (asked.text or "").strip()
    if not reason:
        text = "Why is milestone {number} ({title}) cancelled? One line is enough, for the record."
        return refused("no_reason", text, f"cancel {found.number}: ", **values(found))
    return _cancelled(found, reason, asked, snapshot, act)


def _cancelled(found: Milestone, reason: str, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    about = Ref(snapshot.code, "milestone", found.number, found.version)
    change = Change("cancel", about, act.by.id, {"reason": reason})
    said = phrase("Milestone {number} ({title}) is cancelled.", **values(found))
    after = None if found.assignee is None else phrase("{name} will hear of it.", name=name(snapshot, found.assignee))
    return Outcome(said, (change,), _letters(found, reason, asked, snapshot, act), next=after)


def _letters(found: Milestone, reason: str, asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Intent, ...]:
    post = Post.on(found, asked, snapshot, act)
    text = "Milestone {number} ({title}) is cancelled: {reason}. Nothing more is needed on it; thank you for your work."
    worker = [person for person in snapshot.contractors() if person.id == found.assignee]
    letters = post.notice(worker, phrase(text, **values(found, reason=reason)))
    letters += post.tell_owners(
        phrase("Milestone {number} ({title}) is cancelled: {reason}.", **values(found, reason=reason))
    )
    finished = is_last(found, snapshot) and any(m.state in FINISHED for m in snapshot.milestones.values())
    return letters + (completion(asked, snapshot, act) if finished else ())


CANCEL = Command("cancel", "CANCEL 6: reason", "cancel 6: we no longer need a blog", apply)
