"""A bare number that is the day on which the letter's milestone is due: "no llego al 26", "livrer la vitrine le 27"."""

from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import When
from mailflow.commands.words import Lexicon

LEADING = frozenset({"to", "for", "on", "until", "till", "by", "the", "at"})
_LAST_DAY = 31


def with_due_day(units: list[Unit], setting: Setting, lexicon: Lexicon) -> list[Unit]:
    """`units`, in which that number is a date: in languages that name a day so, behind a word that leads to one, and
    where no milestone of the sender has it."""
    if lexicon.english is None or len(setting.shown) != 1 or setting.project is None:
        return units
    snapshot = setting.snapshot(setting.project)
    shown = snapshot.milestones.get(setting.shown[0]) if snapshot is not None else None
    if snapshot is None or shown is None or any(one.number == shown.due.day for one in setting.mine(setting.project)):
        return units
    return [
        Unit("date", unit.word, unit.start, unit.end, value=When(day=shown.due))
        if place and _is_day(units, place, shown.due.day)
        else unit
        for place, unit in enumerate(units)
    ]


def _is_day(units: list[Unit], place: int, day: int) -> bool:
    unit, before = units[place], units[place - 1]
    number = unit.kind == "number" and unit.word.isdigit() and int(unit.word) == day <= _LAST_DAY
    leads = before.word in LEADING or before.has("article") or before.has("preposition") or before.has("time_in")
    return number and leads and not before.has("milestone")
