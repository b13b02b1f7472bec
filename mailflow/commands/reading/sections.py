"""Headings in a report, and what they make of the lines beneath: "Next week:", "To do:", "Done:"."""

import re
from dataclasses import dataclass

from mailflow.commands.reading.codes import codes_of
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.second_thoughts import aims_in
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock

AHEAD, LEFT, DONE, STARTED, BLOCKED = "ahead", "left", "done", "start", "blocked"
LISTED = frozenset({DONE, STARTED, BLOCKED})
OPEN = frozenset({"what is left", "what is open", "what is missing", "what is left to do", "what is next"})
THEN = frozenset({"then", "and then", "after that", "afterwards", "later"})
DOING = frozenset({"doing"})
SO_FAR = frozenset({"so far", "since"})
LONGEST = 7
SHORTEST_OPEN = 4
DECISIONS = frozenset({"done", "approve", "paid", "cancel", "decline", "agree", "accept_date"})
NOT_YET = DECISIONS | {"start", "progress"}
_ONLY = (
    (DONE, re.compile(r"^(?:w[bv]?)?[agOz]*D[ad:.]*$")),
    (STARTED, re.compile(r"^[agOz]*S[ad:.]*$")),
    (BLOCKED, re.compile(r"^[agOz]*B[ad:.]*$")),
)


@dataclass(slots=True)
class Section:
    """What stands under a heading: how far it reaches, and what its lines are said to be.

    `led`: the list right below it makes it a heading.
    """

    kind: str
    heading: Line
    first: Finding | None = None
    listing: bool = False
    led: bool = False

    def reaches(self, line: Line) -> bool:
        """Whether the line stands under the heading: in its paragraph, or in a list right behind it."""
        if self.listing or line.bulleted:
            self.listing = self.listing or self.kind in LISTED or line.paragraph > self.heading.paragraph
            return line.bulleted
        closed = self.closed or (self.kind == DONE and self.heading.body[-1:].isalpha())
        return line.paragraph == self.heading.paragraph and closed

    @property
    def closed(self) -> bool:
        """Whether the heading ends as one; else the first line that names nothing ends its list."""
        return self.led or self.heading.body.endswith(":")


def section_of(
    line: Line, units: list[Unit], found: list[Finding], clock: Clock, *, sectioned: bool = False
) -> Section | None:
    """The section that this line opens, if it is a heading. `sectioned`: there was one above."""
    leads = line.leads and (sectioned or not line.between)
    closed = leads or line.body.endswith(":")
    if line.subject or line.bulleted or not 0 < len(units) <= (LONGEST if closed else SHORTEST_OPEN):
        return None
    kind = _kind(units, clock)
    first = found[0] if found else None
    if kind not in LISTED:
        return Section(kind, line) if kind and (closed or not found) else None
    if line.open_box and kind == DONE:
        return Section(LEFT, line)
    if leads and first is not None:
        first.previous = ()
    alone = len(found) < 2 and (first is None or _opens(first))
    return Section(kind, line, first, led=leads) if alone and (closed or (kind == DONE and first is not None)) else None


def _opens(first: Finding) -> bool:
    """Whether a bare "Done" is about nothing that was named before."""
    return not first.aims and not first.previous


def listed(
    section: Section, line: Line, fresh: list[Finding], units: list[Unit], clock: Clock, *, names_only: bool
) -> Finding | None:
    """What a line under "Done:", "In progress:" or "Blocked:" says by standing there, where it says nothing itself."""
    aims = aims_in(units)
    if fresh or not aims or not (names_only or section.closed):
        return None
    if section.kind == BLOCKED:
        end = next(unit.end for unit in units if unit.kind == "target")
        return Finding("blocked", line, aims=aims, text=line.body[end:].strip(" :-,.()") or None)
    doubtful = line.open_box or not names_only or any(_lies_ahead(unit, clock) for unit in units)
    return Finding(section.kind, line, aims=aims, trouble="unclear" if doubtful else "")


def is_told(section: Section, found: Finding | None, fresh: list[Finding], units: list[Unit]) -> bool:
    """Whether this line says what the heading alone left open: which milestones, or none."""
    none = bool(units) and all(unit.has("negation") or unit.has("no") or unit.kind == "punct" for unit in units)
    return found is not None or none or (section.kind != DONE and any(one.aims for one in fresh))


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
    since = {i + 1 for i, unit in enumerate(units) if unit.word == "since"}
    ahead = (_lies_ahead(unit, clock) for i, unit in enumerate(units) if i not in since)
    if any(unit.has("plans") for unit in units) or any(ahead):
        return AHEAD
    codes = "".join("a" if u.word in SO_FAR else code for u, code in zip(units, codes, strict=True))
    for kind, wording in _ONLY:
        if wording.match(codes):
            return kind
    if units[0].word in DOING and len(units) < SHORTEST_OPEN:
        return STARTED
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
