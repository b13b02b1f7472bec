"""Completions that are nobody's report: other people's work, hearsay, what was believed, what is being done."""

import re
from typing import TYPE_CHECKING

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.doubts import only_doubts
from mailflow.commands.reading.evidence import is_evidence
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.units import Unit

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

COMPLETING = frozenset("DRW")
HERS = frozenset({"her", "his", "their"})
MISTAKEN = frozenset({"thought", "believed", "assumed", "figured", "reckoned", "supposed", "hoped", "expected"})
WERE = frozenset({"was", "were", "had", "had been"})
SAYING = frozenset({"say", "think", "believe", "reckon", "guess", "feel"})
BY_NOW = frozenset({"being"})
ENQUIRED = ("beside",)
LETTERS_OWN = frozenset({"this one", "that one", "this milestone", "that milestone"})
_SUBJECT = re.compile(r"(?P<who>x)[av]*[DW][kzaq]*(?P<what>[xT])")
_ACTIVE = re.compile(r"(?:^|[,&agOrh]|ix)o[av]*D[zk]*x")
_HEARSAY = re.compile(r"[rh][agO]*z?(?:j|x+)[b]+[a]*D")
_WAS = re.compile(r"r[^T]*(?:[Tp]|z?x+)[ab]*D|r[agO]*i[av]*D")


def is_nobodys_report(clause: Clause, clauses: list[Clause], reader: "Reader") -> bool:
    """Whether what the clause says of something done is said of others, by others, or of what was thought."""
    if COMPLETING.isdisjoint(clause.codes):
        return False
    return (
        _is_in_hand(clause)
        or _is_in_review(clause)
        or _is_of_another(clause, reader)
        or _is_told(clause, clauses)
        or _was_thought(clause)
        or _is_of_what_was_asked(clause, reader)
    )


def _is_in_hand(clause: Clause) -> bool:
    """ "That is being sorted", "it's being printed"."""
    place = next((i for i, code in enumerate(clause.codes) if code in COMPLETING), 0)
    return place > 0 and clause.codes[place] == "W" and clause.units[place - 1].word in BY_NOW


def _is_in_review(clause: Clause) -> bool:
    """ "Scoring is in review with a friend": somebody else's eyes are on it; not "in review with you"."""
    words = [unit.word for unit in clause.units]
    place = words.index("in review") if "in review" in words else len(words)
    return words[place + 1 : place + 2] in (["with"], ["by"], ["at"]) and not clause.says("y")


def _is_of_another(clause: Clause, reader: "Reader") -> bool:
    """ "Seán finished the paths", "she reckons her pump is done", "Walt's bench is done": somebody else's work."""
    if any(_is_own(unit, reader.setting) for unit in clause.units if unit.kind == "target"):
        return False
    found = _SUBJECT.search(clause.codes)
    if found is not None and _is_other(clause.units[found.start("who")], reader):
        return True
    if _ACTIVE.search(clause.codes) is not None and not clause.says("Ty"):
        return True
    return any(_is_theirs(clause, place, reader) for place, code in enumerate(clause.codes) if code in {*"xT"})


def _is_theirs(clause: Clause, place: int, reader: "Reader") -> bool:
    """Whether the thing at this place is "her pump", "Walt's bench", and what is completed behind it."""
    before = clause.units[:place]
    named = len(before) > 1 and before[-1].word == "is" and _is_other(before[-2], reader)
    theirs = named or (bool(before) and before[-1].word in HERS)
    return theirs and re.match(r"[ab]*D", clause.codes[place + 1 :]) is not None


def _is_other(unit: Unit, reader: "Reader") -> bool:
    """Whether this is the name of somebody else on the project."""
    person = reader.setting.context.person
    who = reader.names.get(unit.word)
    return who is not None and (person is None or who != person.id)


def _is_own(target: Unit, setting: Setting) -> bool:
    """Whether this may be one of the writer's own milestones."""
    person = setting.context.person
    numbers = {n for aim in target.value for n in (aim.number, *(place.milestone for place in aim.options))}
    mine = {m.number for s in setting.snapshots for m in s.milestones.values() if person and m.assignee == person.id}
    return not numbers.isdisjoint(mine | {None})


def _is_told(clause: Clause, clauses: list[Clause]) -> bool:
    """ "Everybody here says the garden is finished": what others say of the whole, or of something of no name."""
    found = _HEARSAY.search(clause.codes)
    if found is None or clause.says("Tpi"):
        return False
    said = clause.codes[: found.start()].strip("agO,&")
    if clause.codes[found.start()] == "h":
        return "y" not in said and said != "" and clause.units[found.start()].word in SAYING
    if said:
        return "y" not in said
    before = clauses[clauses.index(clause) - 1] if clauses.index(clause) else None
    return before is not None and not before.says("iyT")


def _was_thought(clause: Clause) -> bool:
    """ "We thought it was done on Friday": it turned out otherwise."""
    place = next((i for i, unit in enumerate(clause.units) if unit.word in MISTAKEN), None)
    if place is None or clause.asks or not _WAS.search(clause.codes[place:]):
        return False
    own = clause.codes[:place].strip("agOv,&")
    return own == "i" and any(unit.word in WERE for unit in clause.units[place:])


def _is_of_what_was_asked(clause: Clause, reader: "Reader") -> bool:
    """ "What about my invoice? I've sent it twice": "it" is what the question before it was about."""
    first = clause.units[0]
    before = reader.units[: next((i for i, unit in enumerate(reader.units) if unit is first), 0)]
    asked = bool(before) and before[-1].word.startswith("?") and any(u.has(tag) for u in before for tag in ENQUIRED)
    return asked and re.match(r"[agO]*i[av]*Wp", clause.codes) is not None


def _is_of_the_letter(units: list[Unit], found: list[Finding], setting: Setting) -> bool:
    """ "10 is done, this one not yet", in answer to a letter about 11: "this one" is what that was about."""
    last = found[-1] if found else None
    if last is None or len(setting.shown) != 1 or not last.aims or any(u.kind == "target" for u in units):
        return False
    another = all(aim.number is not None and aim.number not in setting.shown for aim in last.aims)
    return another and any(unit.word in LETTERS_OWN for unit in units)


def is_beside(units: list[Unit], reader: "Reader") -> bool:
    """Whether the sentence takes nothing from what was said before: it stands under another heading, tells of
    evidence, of the letter's own milestone, or doubts something that was spoken of since."""
    return (
        reader.spoken.under_another(reader.found)
        or is_evidence(units, reader.scene.lexicon)
        or passes_by(units, reader)
    )


def passes_by(units: list[Unit], reader: "Reader") -> bool:
    """Whether it is said of the letter's own milestone, or doubts something that was spoken of since."""
    return _is_of_the_letter(units, reader.found, reader.setting) or (reader.turned and only_doubts(units))
