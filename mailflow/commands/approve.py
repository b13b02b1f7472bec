"""APPROVE: the owner accepts what was submitted, with the facts worth praise beside it."""

from mailflow.commands.aimed import any_milestone, refused
from mailflow.commands.command import Command
from mailflow.commands.completion import completion, is_last
from mailflow.commands.merit import merit
from mailflow.commands.post import Post
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import name, on, phrase
from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.milestone import FINISHED, Milestone, State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot

ACCEPTABLE = frozenset({State.SUBMITTED, State.REVISING})


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Approved, and the contractor hears of it; with the last milestone everybody does."""
    found = any_milestone(asked, snapshot, "approve")
    if isinstance(found, Outcome):
        return found
    return _not_now(found, snapshot, act) or _approved(found, asked, snapshot, act)


def _not_now(found: Milestone, snapshot: Snapshot, act: Act) -> Outcome | None:
    if found.state in ACCEPTABLE:
        return None
    if found.state in FINISHED and found.approved_at is not None:
        day = on(act.by.calendar.local_date(found.approved_at))
        text = "Milestone {number} ({title}) was already approved on {day}."
        return Outcome(phrase(text, **values(found, day=day)))
    if found.state is State.CANCELLED:
        text = "Milestone {number} ({title}) was cancelled, so there is nothing to approve."
        return refused("cancelled", text, **values(found))
    text = (
        "Milestone {number} ({title}) has not been submitted yet, so nothing was approved. I will ask you once it is."
    )
    offers = [f"approve {m.number}" for m in snapshot.milestones.values() if m.state is State.SUBMITTED]
    return refused("not_submitted", text, *offers, **values(found))


def _approved(found: Milestone, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    change = Change("approve", Ref(snapshot.code, "milestone", found.number, found.version), act.by.id)
    if asked.text:
        change = Change(change.kind, change.about, change.person, {"text": asked.text})
    last = is_last(found, snapshot)
    said = phrase("Milestone {number} ({title}) is approved.", **values(found))
    return Outcome(said, (change,), _letters(found, last, asked, snapshot, act), next=_next(found, last, snapshot))


def _letters(found: Milestone, last: bool, asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Intent, ...]:
    post = Post.on(found, asked, snapshot, act)
    praise = merit(found, snapshot)
    letters = post.to("approval", found.assignee, {"text": asked.text or "", "appreciation": praise, "complete": last})
    news = phrase("{name} approved milestone {number} ({title}).", **values(found, name=act.by.first_name))
    letters += post.tell_owners(news)
    return letters + (completion(asked, snapshot, act) if last else ())


def _next(found: Milestone, last: bool, snapshot: Snapshot) -> Phrase:
    if last:
        return phrase("That was the last milestone of {project}. Congratulations!", project=snapshot.title)
    if found.assignee is None:
        return phrase("UNDO takes it back within a day.")
    return phrase("{name} will hear of it. UNDO takes it back within a day.", name=name(snapshot, found.assignee))


APPROVE = Command("approve", "APPROVE 3", "approve 3, lovely work", apply)
