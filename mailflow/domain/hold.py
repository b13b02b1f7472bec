"""A stop that an operator has put on letters: until it is lifted, none that it touches leaves."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """How far a stop reaches. A restored database is stopped whole, until an operator has looked at it."""

    ALL = "all"
    PROJECT = "project"
    PERSON = "person"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Hold:
    """`name` is the project's code or the person's id, and empty where everything is stopped; no `until` while it
    stands."""

    scope: Scope
    name: str
    since: datetime
    why: str = ""
    until: datetime | None = None

    @property
    def whole(self) -> bool:
        """Whether nothing at all leaves."""
        return self.scope in (Scope.ALL, Scope.RESTORED)

    def touches(self, project: str, person: str) -> bool:
        """Whether a letter of that project to that person stays here."""
        return self.whole or self.name == (project if self.scope is Scope.PROJECT else person)

    def __str__(self) -> str:
        said = {
            Scope.ALL: "all letters are stopped",
            Scope.PROJECT: f"letters of project {self.name} are stopped",
            Scope.PERSON: f"letters to {self.name} are stopped",
            Scope.RESTORED: "the database came from a backup, and all letters are stopped",
        }[self.scope]
        if self.scope is Scope.RESTORED and self.why:
            said = "all letters are stopped"
        return f"{said} since {self.since:%Y-%m-%d %H:%M} UTC{f' ({self.why})' if self.why else ''}"
