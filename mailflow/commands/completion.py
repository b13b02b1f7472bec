"""The end of a project's work: everybody on it hears of it."""

from mailflow.domain.letter import Intent
from mailflow.domain.milestone import FINISHED, Milestone, State
from mailflow.domain.outcome import Act
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.snapshot import Snapshot


def is_last(found: Milestone, snapshot: Snapshot) -> bool:
    """Whether everything but `found` is approved or cancelled."""
    others = (m for m in snapshot.milestones.values() if m.number != found.number)
    return all(m.state in FINISHED or m.state is State.CANCELLED for m in others)


def completion(asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Intent, ...]:
    """A letter to each member, the one who brought it about included."""
    about = Ref(snapshot.code, version=snapshot.seq + 1)
    return tuple(
        Intent(
            letter="completion",
            to=person.id,
            about=about,
            occasion=f"completion/{snapshot.code}/{snapshot.seq + 1}/{person.id}",
            facts={"by": act.by.id, "line": asked.line, "finished": act.now.isoformat()},
            cause=act.message,
        )
        for person in snapshot.with_role(*Role)
    )
