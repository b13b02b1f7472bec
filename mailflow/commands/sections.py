"""Headings in a report, and what they make of the lines beneath: "Next week:", "To do:", "Done:"."""

import re
from dataclasses import dataclass

from mailflow.commands.codes import codes_of
from mailflow.commands.findings import Finding
from mailflow.commands.lines import Line
from mailflow.commands.units import Unit
from mailflow.commands.when import Clock

AHEAD, LEFT, DONE = "ahead", "left", "done"
OPEN = frozenset({"what is left", "what is open", "what is missing", "what is left to do", "what is next"})
THEN = frozenset({"then", "and then", "after that", "afterwards", "later"})
LONGEST = 7
SHORTEST_OPEN = 4
DECISIONS = frozenset({"done", "approve", "paid", "cancel", "decline", "agree", "accept_date"})
NOT_YET = DECISIONS | {"start", "progress"}
_ONLY_DONE = re.compile(r"^[agOz]*D[a:.]*$")


@dataclass(slots=True)
class Section:
    """What stands under a heading: how far it reaches, and what its lines are said to be."""

    kind: str
    heading: Line
    first: Finding | None = None
    listing: bool = False

    def reaches(self, line: Line) -> bool:
        """Whether the line stands under the heading: in its paragraph, or in a list right behind it."""
        if self.listing or line.bulleted:
            self.listing = self.listing or line.paragraph > self.heading.paragraph
            return line.bulleted
        closed = self.closed or (self.kind == DONE and self.heading.body[-1:].isalpha())
        return line.paragraph == self.heading.paragraph and closed

    @property
    def closed(self) -> bool:
        """Whether the heading ends as one; else the first line that names nothing ends its list."""
        return self.heading.body.endswith(":")


def section_of(line: Line, units: list[Unit], found: list[Finding], clock: Clock) -> Section | None:
    """The section that this line opens, if it is a heading."""
    closed = line.body.endswith(":")
    if line.subject or line.bulleted or not 0 < len(units) <= (LONGEST if closed else SHORTEST_OPEN):
        return None
    kind = _kind(units, clock)
    first = found[0] if found else None
    if kind == DONE:
        return Section(kind, line, first) if first is not None and len(found) == 1 and _opens(first) else None
    return Section(kind, line) if kind and (closed or not found) else None


def _opens(first: Finding) -> bool:
    """Whether a bare "Done" is about nothing that was named before."""
    return not first.aims and not first.previous


def leads_ahead(units: list[Unit], clock: Clock) -> bool:
    """ "Upcoming: 1 done, 2 done": whether the words before a colon say that what follows is yet to come."""
    place = next((i for i, unit in enumerate(units[:LONGEST]) if unit.word == ":"), 0)
    before = units[:place] if place + 1 < len(units) else []
    return bool(before) and "T" not in codes_of(before) and _kind(before, clock) in {AHEAD, LEFT}


def _kind(units: list[Unit], clock: Clock) -> str:
    codes = codes_of(units)
    if any(unit.word in OPEN for unit in units):
        return LEFT
    if units[0].word in THEN and len(units) < SHORTEST_OPEN:
        return AHEAD
    if any(unit.has("plans") for unit in units) or any(_lies_ahead(unit, clock) for unit in units):
        return AHEAD
    if _ONLY_DONE.match(codes):
        return DONE
    if "D" not in codes and set("fm") & set(codes):
        return AHEAD
    return LEFT if set("enl") & set(codes) else ""


def _lies_ahead(unit: Unit, clock: Clock) -> bool:
    """A coming day; "this week" may be the one that is told of."""
    day = unit.value.day if unit.kind == "date" else None
    return day is not None and day > clock.today and not unit.word.startswith(("this", "week"))


def darken(section: Section, found: list[Finding]) -> None:
    """What is planned or left is not done."""
    for one in found:
        if section.kind == AHEAD and one.verb in NOT_YET:
            one.denied = True
        elif section.kind == LEFT and one.verb in DECISIONS:
            one.trouble = one.trouble or "unclear"
