"""What was asked on too little proof, kept until the registered address confirms it or time runs out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from mailflow.domain.enclosed import Enclosed
from mailflow.domain.reading import Answered, Asked, Unclear
from mailflow.domain.snapshot import Snapshot


class HeldState(StrEnum):
    """Where something held stands. ``asked``: its person was asked. ``waiting``: confirmed, and carried out once its
    hold ends. ``second``: confirmed, and another owner has to confirm it, too. The others are ends."""

    ASKED = "asked"
    WAITING = "waiting"
    SECOND = "second"
    APPLIED = "applied"
    DROPPED = "dropped"
    EXPIRED = "expired"
    OUTDATED = "outdated"


OPEN = frozenset({HeldState.ASKED, HeldState.WAITING, HeldState.SECOND})


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that one message asked for, in the name of `person`, who is asked at their registered address.

    `message` is its id. `saw` are the versions of what it is about, by name, when it came (see `versions`). `proof` is
    the evidence that it carried, `why` the same in words, and `stranger` the address that it came from where that is
    nobody's. `answered`, `told`, `enclosed` and `links` are the circumstances that commands look at (see `Act`).
    `money`: it
    takes a hold, too, and perhaps a second owner.
    It ends at `until`, unless somebody decides before; what waits is then carried out, everything else is dropped.
    """

    message: int
    person: str
    project: str
    at: datetime
    until: datetime
    asked: tuple[Asked, ...]
    unclear: tuple[Unclear, ...] = ()
    saw: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    proof: str = ""
    why: str = ""
    stranger: str = ""
    answered: Answered | None = None
    told: frozenset[str] = frozenset()
    enclosed: tuple[Enclosed, ...] = ()
    links: tuple[str, ...] = ()
    money: bool = False
    state: HeldState = HeldState.ASKED
    confirmed_by: tuple[str, ...] = ()
    confirmed_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether somebody can still confirm it, or stop it."""
        return self.state in OPEN


def versions(asked: Asked, snapshot: Snapshot) -> dict[str, str]:
    """The versions of what a command is about, by name: the milestone, the question, the agreement or the project's
    state. What it is about has changed where any of them is another one later."""
    seen: dict[str, str] = {}
    if asked.milestone is not None:
        milestone = snapshot.milestones.get(asked.milestone)
        seen[f"{snapshot.code}/m{asked.milestone}"] = str(milestone.version if milestone else None)
    if asked.question is not None:
        question = snapshot.questions.get(asked.question)
        seen[f"{snapshot.code}/q{asked.question}"] = str(question.version if question else None)
    if asked.verb in {"agree", "counter", "accept_change", "keep_agreement"}:
        seen[f"{snapshot.code}/agreement"] = str(snapshot.agreement.version if snapshot.agreement else None)
    if asked.verb in {"pause_project", "resume_project", "close_project"}:
        seen[f"{snapshot.code}/state"] = str(snapshot.state)
    return seen


def outdated(saw: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether anything that was seen then has another version now."""
    return any(saw.get(name) != version for name, version in now.items())


def projects_of(asked: Iterable[Asked], home: str) -> tuple[str, ...]:
    """The projects that commands are about, each once; `home` for those that name none."""
    return tuple(dict.fromkeys(one.project or home for one in asked))
