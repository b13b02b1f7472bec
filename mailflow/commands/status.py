"""STATUS, LIST and DIGEST: where things stand, for whoever asks."""

from mailflow.commands.command import Command
from mailflow.commands.wording import phrase
from mailflow.domain.letter import Intent
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.snapshot import Snapshot


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The sender's own part of the project, in the answer itself."""
    return Outcome(phrase("Here is where {project} stands.", project=snapshot.title), attach="status")


def apply_list(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The whole project, in the answer itself."""
    return Outcome(phrase("Here is all of {project}.", project=snapshot.title), attach="list")


def apply_digest(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The digest, now and to the owner who asked."""
    intent = Intent(
        letter="digest",
        to=act.by.id,
        about=Ref(snapshot.code),
        occasion=f"digest/{snapshot.code}/m{act.message}/{act.by.id}",
        facts={"by": act.by.id, "line": asked.line, "now": True},
        urgent=True,
        cause=act.message,
    )
    return Outcome(phrase("Your digest of {project} is on its way.", project=snapshot.title), intents=(intent,))


STATUS = Command("status", "STATUS", "status", apply)
LIST = Command("list", "LIST", "list", apply_list)
DIGEST = Command("digest", "DIGEST now", "send me the digest now", apply_digest)
