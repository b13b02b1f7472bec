"""Names of people who are spoken to: "hey Dana, …", "done, Olive"."""

from collections.abc import Collection

from mailflow.commands.reading.units import Unit

PASSING = frozenset({"adverb"})
CALLED = frozenset({"vocative"})
GREETED = frozenset({"courtesy"})
GREETINGS = frozenset(
    {"hi", "hello", "hey", "dear", "hiya", "good morning", "good afternoon", "good evening", "morning"}
)


def with_calls(units: list[Unit], names: Collection[str]) -> list[Unit]:
    """`units`, in which a name behind a greeting is part of it, and one that ends the sentence may be a call."""
    if len(units) > 1 and _is_name(units[1], names) and units[0].word in GREETINGS:
        units[1].tags = GREETED
    last = next((unit for unit in reversed(units) if unit.kind != "punct"), None)
    if last is not None and last is not units[0] and _is_name(last, names):
        last.tags = CALLED
    return units


def with_payees(units: list[Unit], names: Collection[str]) -> list[Unit]:
    """`units`, in which whoever is paid, and the sum before the name, are no part of what is paid for:
    "paid Dana, milestone 3", "transferred 600 to Dana for 3", "Dana has been paid for 3"."""
    paid = next((i for i, unit in enumerate(units) if unit.has("paid") or _settles(unit, units)), None)
    if paid is None:
        return units
    behind = units[paid + 1 : paid + 4]
    if len(behind) > 2 and behind[0].kind == "number" and behind[1].word == "to" and _is_name(behind[2], names):
        behind[0].kind = "amount"
    payee = next((unit for unit in behind if unit.kind == "word" and not unit.has("preposition")), None)
    before = [unit for unit in units[:paid] if not (unit.has("be") or unit.has("have") or unit.has("courtesy"))]
    for unit in (payee, before[0] if len(before) == 1 else None):
        if unit is not None and _is_name(unit, names):
            unit.tags = PASSING
    _pass_over_bill(units)
    return units


def _settles(unit: Unit, units: list[Unit]) -> bool:
    """ "We settled Ben's bill for 2"."""
    if unit.word != "settled" or not any(other.has("beside") for other in units):
        return False
    unit.tags = unit.tags | {"paid"}
    return True


def _pass_over_bill(units: list[Unit]) -> None:
    """ "I've paid Tuan's invoice for 6", "the bill for the carpet is paid": what is paid for stands behind."""
    place = next((i for i, unit in enumerate(units[:-2]) if unit.has("beside") and units[i + 1].word == "for"), None)
    if place is None or units[place + 2].word in {"you", "us", "me", "all"}:
        return
    units[place].tags = units[place + 1].tags = PASSING
    if place and units[place - 1].word == "is":
        units[place - 1].tags = PASSING


def _is_name(unit: Unit, names: Collection[str]) -> bool:
    return unit.kind == "word" and not unit.tags and unit.word in names
