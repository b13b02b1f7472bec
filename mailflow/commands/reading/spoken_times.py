"""Times of day as they are spoken: "half seven", "quarter past six", "ten to nine". They measure no work."""

from mailflow.commands.reading.units import Unit

HALF, QUARTER = frozenset({"half"}), frozenset({"quarter", "a quarter", "one quarter"})
PAST, TO = frozenset({"past", "after"}), frozenset({"to", "before", "til", "till"})
LEADING = frozenset(
    {"at", "about", "around", "in about", "by", "since", "until", "till", "before", "after", "from", "past"}
)
HOURS = range(1, 13)
SPOKEN = frozenset({"five", "ten", "twenty"})


def with_spoken_times(units: list[Unit]) -> list[Unit]:
    """`units` with each such time as one unit."""
    if not any(unit.word in HALF | QUARTER | PAST | TO for unit in units):
        return units
    joined: list[Unit] = []
    place = 0
    while place < len(units):
        length, time = _time_at(units, place, joined)
        covered = units[place : place + length]
        joined.append(Unit("time", time, covered[0].start, covered[-1].end) if time else units[place])
        place += length
    return joined


def _time_at(units: list[Unit], place: int, before: list[Unit]) -> tuple[int, str]:
    """How many units from here are a time, and which; one and nothing where they are none."""
    words = units[place : place + 4]
    minutes = _minutes(words[0])
    if minutes and len(words) > 2 and words[1].word in PAST | TO and (hour := _hour(words[2])):
        ranged = bool(before) and before[-1].word in {"from", "between"}
        marked = words[0].word in HALF | QUARTER or (_is_of_a_day(before, words[3:]) and not ranged)
        if marked and words[1].word in PAST:
            return 3, f"{hour}:{minutes:02}"
        if marked and words[0].word not in HALF:
            return 3, f"{hour - 1 or 12}:{60 - minutes:02}"
    if words[0].word in HALF and len(words) > 1 and (hour := _hour(words[1])) and _is_of_a_day(before, words[2:]):
        return 2, f"{hour}:30"
    return 1, ""


def _is_of_a_day(before: list[Unit], behind: list[Unit]) -> bool:
    """ "At | half seven | this morning": a word that leads to a time stands before, or a day behind."""
    dated = bool(behind) and ("days" in behind[0].values or behind[0].has("time_part_of_day"))
    return dated or (bool(before) and before[-1].word in LEADING)


def _minutes(unit: Unit) -> int:
    if unit.word in HALF:
        return 30
    if unit.word in QUARTER:
        return 15
    return _number(unit) if unit.word in SPOKEN else 0


def _hour(unit: Unit) -> int:
    number = _number(unit)
    return number if number in HOURS else 0


def _number(unit: Unit) -> int:
    value = unit.value if unit.kind == "number" else unit.values.get("numbers")
    return int(value) if value is not None else 0
