"""Lines that only name something, above what is said of it: "3. Checkout", "3. Checkout, due Friday 4 December"."""

from mailflow.commands.reading.codes import NEUTRAL, codes_of
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.second_thoughts import aims_in
from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.units import Unit

LONGEST_HEADING = 10
DUE = frozenset({"due", "by", "until"})


def only_names(units: list[Unit]) -> bool:
    """Whether these units say nothing: a name, and at most a day."""
    return len(units) < LONGEST_HEADING and set(codes_of(units)) <= NEUTRAL | {"T"}


def is_head_of_ours(units: list[Unit], line: Line, setting: Setting) -> bool:
    """Whether this is a name and the day by which it is due, as our letters write it, and nothing ticked."""
    if (
        len(units) >= LONGEST_HEADING
        or any(unit.has("checkmark") for unit in units)
        or not _is_due(units, line, setting)
    ):
        return False
    pairs = zip(units, codes_of(units), strict=True)
    return {code for unit, code in pairs if unit.word not in DUE} <= NEUTRAL | {"T"}


def _is_due(units: list[Unit], line: Line, setting: Setting) -> bool:
    """Whether the day that is named is the one by which that milestone is due."""
    aims = aims_in(units)
    numbers = {aim.number for aim in aims} | {place.milestone for aim in aims for place in aim.options} | {line.mark}
    due = {m.due for snapshot in setting.snapshots for m in snapshot.milestones.values() if m.number in numbers}
    days = {unit.value.day for unit in units if unit.kind == "date"}
    return bool(aims) and bool(days) and days <= due
