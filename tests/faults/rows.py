"""The table of what came of runs with faults in them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.faults.mutants import Mutant
from tests.faults.oracle import Verdict


@dataclass
class Row:
    """A line of the table."""

    name: str
    points: int = 0
    runs: int = 0
    faults: int = 0
    inside: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)

    def add(self, fault: str, verdict: Verdict, *, happened: bool = True) -> None:
        self.runs += 1
        self.faults += happened
        self.inside += verdict.inside
        for into, found in (
            (self.lost, verdict.lost),
            (self.doubled, verdict.doubled),
            (self.outside, verdict.outside),
            (self.crashed, verdict.crashed),
        ):
            into.extend(f"{fault}: {one}" for one in found)

    @property
    def findings(self) -> list[str]:
        return [
            f"{what}: {one}"
            for what, found in (
                ("lost", self.lost),
                ("doubled", self.doubled),
                ("outside", self.outside),
                ("crashed", self.crashed),
            )
            for one in found
        ]

    @property
    def cells(self) -> tuple[str, ...]:
        counts = (self.points, self.runs, self.faults, len(self.lost), len(self.doubled), self.inside)
        return (self.name, *map(str, counts), str(len(self.outside)), str(len(self.crashed)))


HEAD = ("", "points", "runs", "faults", "lost", "doubled", "inside", "outside", "crashed")


def table(rows: Sequence[Row]) -> str:
    total = Row("together", sum(row.points for row in rows))
    for row in rows:
        total.runs, total.faults, total.inside = (
            total.runs + row.runs,
            total.faults + row.faults,
            total.inside + row.inside,
        )
        total.lost += row.lost
        total.doubled += row.doubled
        total.outside += row.outside
        total.crashed += row.crashed
    lines = [HEAD, *(row.cells for row in rows), total.cells]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) if place == 0 else cell.rjust(width) for place, (cell, width) in enumerate(each))
        for each in (zip(line, widths, strict=True) for line in lines)
    )


def proved(row: Row) -> None:
    """For tests: something was tried, and nothing found."""
    assert not row.findings, "\n".join(row.findings)
    assert row.runs > 0


def given_away(mutant: Mutant, row: Row) -> str:
    """How the oracle found a mutant out; empty where it found something else, or where the mutant fell over its own
    feet: that says nothing about the oracle."""
    found = [one for one in row.findings if one.startswith(mutant.shows) and mutant.by in one]
    return "" if row.crashed or not found else found[0]
