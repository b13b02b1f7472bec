"""Feasts by their names: "by Christmas Eve", "before Easter"."""

from datetime import date, timedelta

from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import Clock, Found, When, this_or_next_year

LEADING = frozenset({"by", "until", "till", "to", "on", "at", "from", "for", "around", ":", "-", "the", "is"})
MEANING_A_DAY = ("move", "propose", "late", "away")
EASTER = "easter"


def feast(units: list[Unit], place: int, clock: Clock) -> Found:
    """A feast where a day is spoken of: by its month and day, or by its distance from Easter Sunday."""
    said = str(units[place].values.get("feasts", ""))
    if not said or not place or units[place - 1].word not in LEADING:
        return None
    if not any(unit.has(tag) for unit in units for tag in MEANING_A_DAY):
        return None
    if said.startswith(EASTER):
        return 1, When(day=_from_easter(int(said.removeprefix(EASTER) or "0"), clock.today))
    month, day = (int(part) for part in said.split("-"))
    return 1, this_or_next_year(month, day, clock)


def _from_easter(days: int, today: date) -> date:
    day = easter(today.year) + timedelta(days=days)
    return day if day >= today else easter(today.year + 1) + timedelta(days=days)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher."""
    century, of_century = divmod(year, 100)
    moon = (8 * century + 13) // 25
    epact = (19 * (year % 19) + century - century // 4 - moon + 15) % 30
    late = (year % 19 + 11 * epact) // 319
    weekday = (2 * (century % 4) + 2 * (of_century // 4) - of_century % 4 - epact + late + 32) % 7
    month = (epact - late + weekday + 90) // 25
    return date(year, month, (epact - late + weekday + month + 19) % 32)
