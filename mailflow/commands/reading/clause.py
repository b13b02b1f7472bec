"""A stretch of a sentence with one predicate."""

from dataclasses import dataclass, field

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.units import Unit
from mailflow.commands.words import Lexicon


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with one predicate. `codes` has one letter a unit (see `codes.CODES`).

    `flags` are those of the units (negation, hedge …) with what neighbouring clauses cast on this one.
    `lexicon` has the words it was read with.
    """

    units: list[Unit]
    codes: str = ""
    flags: set[str] = field(default_factory=set)
    asks: bool = False
    turn: bool = False
    lexicon: Lexicon | None = None

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What this clause is about: what it names by number, or else by title."""
        targets = [unit for unit in self.units if unit.kind == "target"]
        numbered = [unit for unit in targets if not all(aim.options for aim in unit.value)]
        return tuple(aim for unit in numbered or targets for aim in unit.value)

    @property
    def words(self) -> str:
        """The clause's words."""
        return " ".join(unit.word for unit in self.units)

    def has(self, tag: str) -> bool:
        """Whether any unit can mean `tag`."""
        for unit in self.units:  # noqa: SIM110 - asked dozens of times a clause, and twice as fast as any()
            if tag in unit.tags:
                return True
        return False

    def first(self, kind: str) -> Unit | None:
        """The first unit of that kind."""
        return next((unit for unit in self.units if unit.kind == kind), None)

    def says(self, codes: str) -> bool:
        """Whether any of these codes stands in the clause."""
        return not set(codes).isdisjoint(self.codes)
