"""Replies to a letter that wants a decision which hold words of one and make none: they are asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mailflow.commands.reading.draft_answers import DRAFTS
from mailflow.commands.reading.findings import ALL, Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.points import points_of
from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.units import Unit

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

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
KINDLY = frozenset({"can", "could", "would", "will", "might", "may"})
ASKED = frozenset({"you", "we"})
LATER = ("future", "condition", "report", "wh", "hedge")
PUTTING_BY = ("future", "condition", "report", "wh", "away")
OWN = ("first_person",)
FEWEST_POINTS = 2
BESIDES = frozenset({"question", "feedback", "thank"})
ASSENTING = ("yes", "positive", "no")


@dataclass(frozen=True, slots=True)
class Unheard:
    """A sentence in which no command was found; `asks`: it is a question, `foreign`: it is not read as English."""

    line: Line
    units: list[Unit]
    asks: bool
    foreign: bool


def wanted_of(setting: Setting) -> str:
    """The decision that the letter answered wants of whoever writes; empty where it wants none."""
    kind = setting.answered
    verb = "send" if kind in DRAFTS else DECIDED.get(kind, "")
    return "" if not verb or setting.owner is (verb in CONTRACTORS) else verb


def undecided(unheard: Iterable[Unheard], reader: "Reader") -> Finding | None:
    """What is asked of somebody whose reply made no decision, or None where it spoke of none."""
    verb = wanted_of(reader.setting)
    if not verb or not all(found.denied or found.verb in BESIDES for found in reader.found):
        return None
    nothing, unheard = not reader.found, list(unheard)[:MOST_LINES]
    if verb == "revise" and (listed := _listed(unheard, reader)) is not None:
        return listed
    for said in unheard:
        if (nothing or verb in {"revise", "accept_date"}) and _speaks_of(verb, said, alone=nothing):
            shown = reader.setting.shown
            return Finding(verb, said.line, trouble="unclear", refers=ALL, choices=_choices(verb, shown))
    return None


def _speaks_of(verb: str, sentence: Unheard, *, alone: bool) -> bool:
    """Whether the sentence may be a decision; `alone`: the reply holds nothing else."""
    said = [unit for unit in sentence.units if unit.kind != "punct"]
    if verb == "revise" and sentence.asks:
        return _asks_for_work(said, foreign=sentence.foreign)
    if verb == "accept_date" and sentence.asks:
        return not said[0].has("wh") and any(unit.kind == "date" for unit in said)  # "could it be the 25th?"
    if not said or sentence.asks:
        return False
    if verb == "revise" and len(said) == 1 and said[0].has("no"):
        return True
    if verb == "revise":
        return _sends_back(said, sentence.line) or (alone and _remarks(said, foreign=sentence.foreign))
    if verb == "send":
        return any(unit.word == "send" or unit.has("send") for unit in said) or _assents(said)
    if verb == "agree":
        return _assents(said[:2]) and len(said) < 5
    if verb == "done":
        return _says_yes(said)
    return any(unit.kind == "date" for unit in said) or _assents(said) or _weighs(said)


def _weighs(said: list[Unit]) -> bool:
    """ "We can live with that", in answer to the wish for another date: neither put off nor on a condition."""
    telling = [unit for unit in said if not (unit.has("courtesy") or unit.has("adverb"))]
    return len(telling) >= SHORTEST_FAULT and not any(unit.has(tag) for unit in said for tag in LATER)


def _sends_back(said: list[Unit], line: Line) -> bool:
    wishes = any(unit.word.startswith("please") for unit in said) and len(said) > 1
    too = any(unit.word == "too" for unit in said[:-1])
    return wishes or too or line.mark is not None or line.bulleted or _finds_fault(said)


def _asks_for_work(said: list[Unit], *, foreign: bool) -> bool:
    """ "Could you plane that down?", "can we have it back by Friday?": a wish in the form of a question."""
    if len(said) < SHORTEST_FAULT or (said[0].has("wh") and not said[0].has("question_particle")):
        return False
    words = [word for unit in said for word in unit.word.split()]
    asked = any(one in KINDLY and other in ASKED for one, other in pairwise(words))
    if asked or any(unit.has("revise") for unit in said):
        return True
    return foreign and any(unit.has("ask") and not (unit.has("be") or unit.has("have")) for unit in said[:3])


def _remarks(said: list[Unit], *, foreign: bool) -> bool:
    """ "There is a hum in the left channel": what is neither praise nor put off may be what is to be mended."""
    if any(unit.has(tag) for unit in said for tag in (*PUTTING_BY, "positive", "yes", *OWN[foreign:])):
        return False
    telling = [unit for unit in said if unit.kind != "date" and not (unit.has("courtesy") or unit.has("adverb"))]
    return len(telling) + any(unit.kind == "target" or unit.has("revise") for unit in telling) >= SHORTEST_FAULT


def _listed(unheard: list[Unheard], reader: "Reader") -> Finding | None:
    """Points set out one a line, with a number or a bullet each, in answer to a review: what is to be mended."""
    points = [said for said in unheard if said.line.mark is not None or said.line.bulleted]
    lines = list(dict.fromkeys(said.line.text for said in points if not said.line.body.endswith("?")))
    decided = any(not found.denied and found.verb != "question" for found in reader.found)
    if len(lines) < FEWEST_POINTS or decided or len(reader.setting.shown) != 1:
        return None
    if any(unit.has(tag) for said in points for unit in said.units for tag in ("positive", "yes", "wh")):
        return None
    said = "\n".join(said.line.text for said in unheard)
    points_said = points_of(said, reader.scene.lexicon, reader.setting.clock)
    corrections = tuple(dict.fromkeys(said.line.body.strip(" .") for said in points))
    reader.residue = [left for left in reader.residue if left.line.text not in lines]
    return Finding("revise", points[0].line, corrections=corrections, when=points_said.by, sure=False)


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
