"""REVISE: the owner sends a milestone back, with the points to be mended."""

from mailflow.commands.aimed import any_milestone, refused
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.wording import milestone as values
from mailflow.commands.wording import name, on, phrase
from mailflow.domain.letter import Phrase, counted
from mailflow.domain.milestone import FINISHED, Milestone, State
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A reason is required. Points added while a revision is under way join those that stand."""
    found = any_milestone(asked, snapshot, "REVISE {n}: what to change")
    if isinstance(found, Outcome):
        return found
    points = _points(asked)
    return _not_now(found, points, act) or _sent_back(found, points, asked, snapshot, act)


def _points(asked: Asked) -> tuple[str, ...]:
    points = asked.corrections or ((asked.text,) if asked.text else ())
    return tuple(point.strip() for point in points if point.strip())


def _not_now(found: Milestone, points: tuple[str, ...], act: Act) -> Outcome | None:
    if found.state in FINISHED and found.approved_at is not None:
        day = on(act.by.calendar.local_date(found.approved_at))
        text = "Milestone {number} ({title}) was approved on {day}, so it stays as it is. UNDO takes an approval back."
        return refused("approved", text, **values(found, day=day))
    if found.state is State.CANCELLED:
        return refused("cancelled", "Milestone {number} ({title}) was cancelled.", **values(found))
    if found.state in (State.PLANNED, State.STARTED):
        text = "Milestone {number} ({title}) has not been submitted yet, so there is nothing to send back."
        offers = [f"feedback {found.assignee}: "] if found.assignee else []
        return refused("not_submitted", text, *offers, **values(found))
    if not points:
        text = "What shall be changed in milestone {number} ({title})? A line for each point is enough."
        return refused("no_reason", text, f"revise {found.number}: ", **values(found))
    if found.state is State.REVISING and set(points) <= {c.text for c in found.corrections}:
        return Outcome(phrase("Milestone {number} ({title}) is already back with these points.", **values(found)))
    return None


def _sent_back(found: Milestone, points: tuple[str, ...], asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    standing = [c.text for c in found.corrections if not c.closed] if found.state is State.REVISING else []
    corrections: Json = [*standing, *(point for point in points if point not in standing)]
    day = asked.day.isoformat() if asked.day else None
    data: dict[str, Json] = {"corrections": corrections, "date": day}
    change = Change("revise", Ref(snapshot.code, "milestone", found.number, found.version), act.by.id, data)
    post = Post.on(found, asked, snapshot, act)
    letters = post.to("revision", found.assignee, {**data, "was": found.due.isoformat(), "round": found.revisions + 1})
    news = phrase("{name} sent milestone {number} ({title}) back.", **values(found, name=act.by.first_name))
    said = counted(
        "Milestone {number} ({title}) goes back to {name} with one point to mend.",
        "Milestone {number} ({title}) goes back to {name} with {count} points to mend.",
        len(points),
        **values(found, name=name(snapshot, found.assignee)),
    )
    return Outcome(said, (change,), letters + post.tell_owners(news), next=_due(found, asked))


def _due(found: Milestone, asked: Asked) -> Phrase:
    if asked.day is None:
        return phrase("It stays due {due}. MOVE {number} sets another date.", due=on(found.due), number=found.number)
    return phrase("It is now due {due}.", due=on(asked.day))


REVISE = Command("revise", "REVISE 3: reason; reason; by Friday", "revise 3: the logo is blurred; no footer", apply)
