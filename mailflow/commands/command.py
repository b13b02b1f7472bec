"""What a command is: its verb, how it is typed, and what follows from it."""

from collections.abc import Callable
from dataclasses import dataclass

from mailflow.commands.unagreed import marked
from mailflow.commands.wording import names, phrase
from mailflow.domain.authority import EVERYBODY, RIGHTS, may
from mailflow.domain.letter import Phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import ProjectState
from mailflow.domain.reading import Asked, Confidence
from mailflow.domain.snapshot import Snapshot

Effect = Callable[[Asked, Snapshot, Act], Outcome]

NEVER_PROBABLE = frozenset({"done", "approve", "agree", "decline", "paid", "cancel"})
AFTER_THE_END = frozenset({"undo", "resume_project", "thank", "feedback", "away", "back", "new_project", "skip"})


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that people can ask for.

    `usage` shows how it is typed, `example` a line as people write it. `effect` is the pure
    function behind `apply`.
    """

    verb: str
    usage: str
    example: str
    effect: Effect

    @property
    def level(self) -> int:
        """The level of proof that it takes (see `mailflow.domain.authority`)."""
        return RIGHTS[self.verb].level

    def apply(self, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
        """What follows from `asked` in this state: pure, and courteous where nothing does.

        Somebody whose role does not allow it, a closed project, and what must not be applied on a
        probable reading are refused before the command itself is looked at.
        """
        return self._barred(asked, snapshot, act) or marked(self.effect(asked, snapshot, act), snapshot, act)

    def _barred(self, asked: Asked, snapshot: Snapshot, act: Act) -> Outcome | None:
        if not may(act.role, self.verb):
            text = "That is for the owners of {project} to decide, so I have left everything as it is."
            if act.role.value == "owner":
                text = "That is for whoever does the work in {project}, so I have left everything as it is."
            return Outcome(Phrase(text, {"project": snapshot.title or snapshot.code}), refused="role")
        if snapshot.state is ProjectState.CLOSED and not self._possible_after_the_end():
            return _closed(snapshot, act)
        if asked.confidence is Confidence.PROBABLE and self.verb in NEVER_PROBABLE:
            return Outcome(Phrase("I was not sure enough what this means to act on it."), refused="unclear")
        return None

    def _possible_after_the_end(self) -> bool:
        return self.verb in AFTER_THE_END or RIGHTS[self.verb].roles == EVERYBODY


def _closed(snapshot: Snapshot, act: Act) -> Outcome:
    """Owners are offered the words that open it again; others are told who can."""
    project = snapshot.title or snapshot.code
    if may(act.role, "resume_project"):
        said = phrase("{project} is closed, so nothing was changed.", project=project)
        return Outcome(said, refused="closed", choices=("RESUME project",))
    text = "{project} is closed, so nothing was changed. {owners} can open it again."
    return Outcome(phrase(text, project=project, owners=names(snapshot.owners())), refused="closed")
