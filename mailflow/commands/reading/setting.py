"""The surroundings in which a reply is read: its sender's projects and roles, and the letter it answers."""

from dataclasses import dataclass
from functools import cached_property

from mailflow.commands.reading.titles import Place
from mailflow.commands.reading.when import Clock
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.people import Role
from mailflow.domain.reading import Context
from mailflow.domain.snapshot import Snapshot


@dataclass(frozen=True)
class Setting:
    """The sender's surroundings: context, their projects, what the letter answered was about.

    What every clause asks for is found out once.
    """

    context: Context
    clock: Clock

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """The sender's projects."""
        return self.context.snapshots

    def snapshot(self, code: str | None) -> Snapshot | None:
        """That project, where the sender has it."""
        return next((s for s in self.snapshots if s.code == code), None)

    @cached_property
    def covered(self) -> tuple[str, ...]:
        """The sender's projects that the letter answered is about: several, where letters of several share a mail."""
        letter = self.context.letter
        if letter is None:
            return ()
        codes = dict.fromkeys((letter.about.project, *(item.project for item in letter.items)))
        return tuple(code for code in codes if self.snapshot(code) is not None)

    @cached_property
    def project(self) -> str | None:
        """The project that needs no naming: the letter's, or the only one."""
        if self.covered:
            return self.covered[0] if len(self.covered) == 1 else None
        return self.snapshots[0].code if len(self.snapshots) == 1 else None

    def role(self, code: str | None) -> Role | None:
        """What the sender is there; without a project, what they are anywhere."""
        if code is not None:
            return self.context.role_in(code)
        roles = [self.context.role_in(s.code) for s in self.snapshots]
        return next((r for r in (Role.OWNER, Role.CONTRACTOR, Role.OBSERVER) if r in roles), None)

    @cached_property
    def owner(self) -> bool:
        """Whether the sender mainly decides: an owner in the project at hand, or nowhere a contractor."""
        if self.project is not None:
            return self.role(self.project) is Role.OWNER
        roles = {self.context.role_in(s.code) for s in self.snapshots}
        return Role.OWNER in roles and Role.CONTRACTOR not in roles

    @cached_property
    def answered(self) -> str:
        """The kind of the letter that is answered; empty where there is none."""
        return self.context.letter.letter if self.context.letter is not None else ""

    @cached_property
    def answers_question(self) -> bool:
        """Whether this is an owner's reply to a question that was relayed to them."""
        letter = self.context.letter
        return letter is not None and letter.letter in {"question", "change_request"} and self.owner

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The milestones that the letter answered was about; none where those are of several projects."""
        letter = self.context.letter
        if letter is None or len(self.covered) > 1:
            return ()
        if letter.about.kind == "question":
            snapshot = self.snapshot(letter.about.project)
            question = snapshot.questions.get(letter.about.number or 0) if snapshot else None
            return (question.milestone,) if question is not None and question.milestone is not None else ()
        refs = (ref for ref in (letter.about, *letter.items) if ref.kind == "milestone" and ref.number is not None)
        return tuple(dict.fromkeys(ref.number for ref in refs if ref.number is not None))

    @cached_property
    def asked_there(self) -> tuple[tuple[str, int], ...]:
        """The questions that the letter answered was about, each with its project."""
        letter = self.context.letter
        refs = () if letter is None else (letter.about, *letter.items)
        return tuple(
            dict.fromkeys((r.project, r.number) for r in refs if r.kind == "question" and r.number is not None)
        )

    def waiting(self, code: str) -> tuple[Milestone, ...]:
        """What waits for the sender there: their open work, or for an owner what was submitted."""
        snapshot = self.snapshot(code)
        if snapshot is None or self.role(code) is not Role.OWNER:
            return self.mine(code)
        return tuple(m for m in snapshot.milestones.values() if m.state is State.SUBMITTED or m.request is not None)

    def mine(self, code: str) -> tuple[Milestone, ...]:
        """What is open for the sender there."""
        snapshot, person = self.snapshot(code), self.context.person
        return () if snapshot is None or person is None else snapshot.open_milestones_of(person.id)


def milestone_at(place: Place, setting: Setting) -> Milestone | None:
    """The milestone that stands there."""
    snapshot = setting.snapshot(place.project)
    return None if snapshot is None else snapshot.milestones.get(place.milestone)
