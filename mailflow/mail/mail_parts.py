"""What makes up one mail: letters of one project, or of several, project by project."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from mailflow.domain.letter import Facts


@dataclass(frozen=True, slots=True)
class Part:
    """One letter's facts, and the code of its project; several parts make one mail."""

    letter: str
    facts: Facts
    project: str = ""


def is_of_several(parts: Sequence[Part]) -> bool:
    """Whether these are letters of several projects in one mail."""
    return len({part.project for part in parts}) > 1


def by_project(parts: Sequence[Part]) -> list[list[Part]]:
    """The parts of each project, in their order."""
    return [list(group) for _, group in groupby(parts, key=lambda part: part.project)]


def title(part: Part) -> str:
    """What its project is called; nothing for a letter of none."""
    return str(getattr(part.facts, "project", ""))


def titles_over(parts: Sequence[Part]) -> list[str]:
    """What stands over each part: its project, where another one begins."""
    return [over for group in by_project(parts) for over in (title(group[0]), *[""] * (len(group) - 1))]


def shown_in(parts: Sequence[Part]) -> frozenset[int | None]:
    """The numbers of the milestones that these parts show."""
    return frozenset(ref.number for part in parts for ref in part.facts.shows if ref.kind == "milestone")
