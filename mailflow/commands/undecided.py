"""Replies to a letter that wants a decision which hold words of one and make none: they are asked."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mailflow.commands.draft_answers import DRAFTS
from mailflow.commands.findings import ALL, Finding
from mailflow.commands.lines import Line
from mailflow.commands.units import Unit

if TYPE_CHECKING:
    from mailflow.commands.reader import Reader

MOST_LINES = 20
DECIDED = {
    "review": "revise",
    "date_request": "accept_date",
    "invitation": "agree",
    "agreement": "agree",
    "reminder": "done",
}
CONTRACTORS = frozenset({"agree", "done"})
YES = frozenset({"yes", "yep", "yeah", "yup"})
SHORTEST_FAULT = 3
FAULTY = ("no", "negation", "almost", "reserve", "fault", "except")
PUTTING_OFF = ("first_person", "future", "modal", "condition", "report", "wh", "hedge", "away")
ASSENTING = ("yes", "positive", "no")


def undecided(lines: Iterable[Line], reader: "Reader") -> Finding | None:
    """What is asked of somebody whose reply made no decision, or None where it spoke of none."""
    letter = reader.setting.context.letter
    kind = letter.letter if letter is not None else ""
    verb = "send" if kind in DRAFTS else DECIDED.get(kind, "")
    if not verb or reader.setting.owner is (verb in CONTRACTORS):
        return None
    for line in list(lines)[:MOST_LINES]:
        units = reader.units_of(line.body)
        if _speaks_of(verb, units, line):
            return Finding(verb, line, trouble="unclear", refers=ALL, choices=_choices(verb, reader.setting.shown))
    return None


def _speaks_of(verb: str, units: list[Unit], line: Line) -> bool:
    said = [unit for unit in units if unit.kind != "punct"]
    if not said or line.body.endswith("?"):
        return False
    if verb == "revise":
        wishes = any(unit.word.startswith("please") for unit in said) and len(said) > 1
        too = any(unit.word == "too" for unit in said[:-1])
        return wishes or too or line.mark is not None or line.bulleted or _finds_fault(said)
    if verb == "send":
        return any(unit.word == "send" or unit.has("send") for unit in said) or _assents(said)
    if verb == "agree":
        return _assents(said[:2]) and len(said) < 5
    if verb == "done":
        return _says_yes(said)
    return any(unit.kind == "date" for unit in said) or _assents(said)


def _finds_fault(said: list[Unit]) -> bool:
    """ "Still wrong: the footer", "no, it overlaps": not "I haven't looked at it yet", "not today"."""
    if len(said) < SHORTEST_FAULT or any(unit.has(tag) for unit in said for tag in PUTTING_OFF):
        return False
    dated = any(unit.kind in {"date", "length"} for unit in said)
    return not dated and any(unit.has(tag) for unit in said for tag in FAULTY)


def _says_yes(said: list[Unit]) -> bool:
    """ "Yes!", and no mere "ok", to a letter that asks how the work stands."""
    plain = [unit for unit in said if not unit.has("courtesy")]
    return 0 < len(plain) < SHORTEST_FAULT and plain[0].word in YES and all(unit.has("adverb") for unit in plain[1:])


def _assents(said: list[Unit]) -> bool:
    return any(unit.has(tag) for unit in said for tag in (*ASSENTING, "negation"))


def _choices(verb: str, shown: tuple[int, ...]) -> tuple[str, ...]:
    if verb == "send":
        return ("SEND", "SKIP")
    if verb == "agree":
        return ("AGREE", "CHANGE: what to change")
    number = f" {shown[0]}" if len(shown) == 1 else ""
    if verb == "done":
        return (f"DONE{number}", f"NEW DATE{number}: date")
    if verb == "revise":
        return (f"APPROVE{number}", f"REVISE{number}: what to change")
    return (f"ACCEPT DATE{number}", f"KEEP DATE{number}", f"MOVE{number} to date")
