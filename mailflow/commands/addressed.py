"""Names of people who are spoken to: "hey Dana, …", "done, Olive"."""

from collections.abc import Collection

from mailflow.commands.units import Unit

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


def _is_name(unit: Unit, names: Collection[str]) -> bool:
    return unit.kind == "word" and not unit.tags and unit.word in names
