"""Sentences that are a command as a whole: "status please", "I'm back", "AWAY 20 Dec to 3 Jan", "yes"."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from mailflow.commands.absent_days import with_days
from mailflow.commands.clause import Clause
from mailflow.commands.codes import NEUTRAL, code_of, codes_of
from mailflow.commands.draft_answers import draft_answer
from mailflow.commands.findings import Finding
from mailflow.commands.lines import Line, Sentence
from mailflow.commands.units import Unit
from mailflow.commands.when import When

if TYPE_CHECKING:
    from mailflow.commands.reader import Reader

WHOLE = ("status", "list", "help", "export", "undo", "digest", "resume", "pause", "back")
WHOLE_TAGS = frozenset(WHOLE)
PASSED_OVER = frozenset('gaOibkzmyk,.:;!-()"?p')
ASKED_FOR = frozenset({"status", "list", "help", "export", "digest"})
RESERVING = frozenset({"but", "if", "except", "unless", "however", "provided"})
AGREEING = ("AGREE", "CHANGE: what to change")
BESIDE_AGREEING = frozenset(
    {"agree", "agreement", "adverb", "first_person", "yes", "positive", "pronoun", "everything", "article"}
    | {"preposition", "be", "have", "acquainted", "opener"}
)
ASSENTING = frozenset({"assent", "yes", "positive", "agreement", "be", "everything", "first_person"})
LONG_ANSWER = 6
OURS = frozenset({"is our", "is my", "is a", "our", "my"})
_DATE_FIRST = re.compile(r"[agO,]*[kqx]?d[a.,]*$")
_SINCE = re.compile(r"[ack]d$")
ANSWERS = {
    "challenge": ("confirm", "disavow"),
    "date_request": ("accept_date", "keep_date"),
    "change_request": ("accept_change", "keep_agreement"),
}


def whole_sentence(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """The command that the sentence is, and nothing but."""
    said = [unit for unit in units if unit.kind != "punct"]
    if not sentence.asks:
        found = _answer(said, line, reader) or draft_answer(units, line, reader) or _agreement(units, line, reader)
        found = found or _away(units, sentence, line, reader) or _snooze(units, line, reader)
        if found is not None:
            return found
    if sentence.text.endswith(":"):
        return None
    if _ends_in_undo(units) and not sentence.asks and not any(code_of(u) in "Tyfmc" for u in said):
        return Finding("undo", line)
    named = [unit.value for unit in said if unit.kind == "project"]
    said = [unit for unit in said if unit.kind != "project"]
    passed = PASSED_OVER | ({"T"} if any(u.has("status") for u in said) else set())
    core = [u for u in said if not WHOLE_TAGS.isdisjoint(u.tags) or not (code_of(u) in passed or u.has("ask"))]
    core = [u for u in core if not (sentence.asks and u.word == "get")]
    verb = next((tag for tag in WHOLE if core[0].has(tag)), None) if len(core) == 1 else None
    if verb is None or (
        verb not in ASKED_FOR and (sentence.asks or any(code_of(u) in "myfnc" for u in said if u is not core[0]))
    ):
        return None
    aims = tuple(aim for u in said if u.kind == "target" for aim in u.value)
    return Finding(verb, line, aims=aims, project=named[0] if len(named) == 1 else None)


def is_back(clause: Clause) -> bool:
    """Whether the clause says nothing but that its writer is back."""
    if not clause.has("back") or clause.asks or clause.flags:
        return False
    codes = _SINCE.sub("", clause.codes) if any(unit.word == "since" for unit in clause.units) else clause.codes
    return set(codes) <= PASSED_OVER | {"x"} and codes.count("x") == 1


def _ends_in_undo(units: list[Unit]) -> bool:
    """ "That's wrong, please undo", "undo that, hit send too early"."""
    commas = [-1, *(i for i, unit in enumerate(units) if unit.word == ","), len(units)]
    if len(commas) == 2:
        return False
    parts = ([u for u in units[a + 1 : b] if u.kind != "punct" and not u.has("courtesy")] for a, b in pairwise(commas))
    return any(len(said) == 1 and said[0].has("undo") and said[0].word.startswith("undo") for said in parts)


def _answer(said: list[Unit], line: Line, reader: "Reader") -> Finding | None:
    letter = reader.setting.context.letter
    pair = ANSWERS.get(letter.letter) if letter is not None else None
    core = [u for u in said if not u.has("courtesy") or u.has("yes") or u.has("no")]
    if pair is None or not core:
        return None
    if len(core) > 3:
        return _with_reason(core, pair, line)
    assent = ("yes", "approve", "agree") if pair[0] == "accept_change" else ("yes", "approve")
    if all(any(u.has(tag) for tag in assent) for u in core):
        return Finding(pair[0], line)
    if all(u.has(pair[1]) for u in core):
        return Finding(pair[1], line)
    if all(u.has("yes") or u.has("positive") for u in core):
        return Finding(pair[0], line, trouble="unclear")
    if core[0].has("no") and all(u.has("no") or u.has("courtesy") or u.has(pair[1]) for u in core):
        return Finding(pair[1], line)
    return None


def _with_reason(core: list[Unit], pair: tuple[str, str], line: Line) -> Finding | None:
    """ "Yes, that was me"; a longer "no, …" is asked where it could mean something else."""
    if core[0].has("yes") and pair[0] == "confirm" and len(core) < LONG_ANSWER:
        plain = not any(code_of(unit) in "nchrefm" for unit in core)
        return Finding(pair[0], line, trouble="" if plain else "unclear")
    if core[0].has("no") and not core[0].has("adverb"):
        return Finding(pair[1], line, trouble="" if pair[1] == "disavow" else "unclear")
    return None


def _agreement(units: list[Unit], line: Line, reader: "Reader") -> Finding | None:
    """ "I agree", "we accept the terms"; anything beside it is asked."""
    if reader.setting.owner:
        return None
    letter = reader.setting.context.letter
    invited = letter is not None and (letter.letter == "invitation" or letter.about.kind == "agreement")
    said = [u for u in units if u.kind not in {"punct", "version", "number"} and not u.has("courtesy")]
    said = [u for u in said if u.word != "version"]
    if not any(u.has("agree") for u in said):
        assent = invited and any(u.has("assent") or u.has("yes") or u.has("positive") for u in said)
        assent = assent and all(any(u.has(tag) for tag in ASSENTING) for u in said)
        return Finding("agree", line, trouble="unclear", choices=AGREEING) if assent else None
    about = any(u.has("agreement") for u in said)
    if all(u.word == "and" or any(u.has(tag) for tag in BESIDE_AGREEING) for u in said):
        typed = len(said) == 1 and said[0].word == "agree"
        plain = about or letter is None or invited or typed or letter.letter == "clarification"
        return Finding("agree", line, trouble="" if plain else "unclear", choices=AGREEING)
    limited = code_of(said[0]) == "i" and any(u.word in RESERVING or u.has("negation") for u in said)
    return Finding("agree", line, trouble="unclear", choices=AGREEING) if about or invited or limited else None


def _away(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    units = _with_own_dates(units)
    if any(u.has("away") for u in units):
        units = with_days(units, reader.setting.clock)
    places = [i for i, u in enumerate(units) if u.has("away") or _returns(u, units)]
    given = reader.scene.lexicon.set("not_away")
    if not places or sentence.asks or any(unit.word in given or unit.has("blocked") for unit in units):
        return None
    codes = codes_of(units)
    dates = [u for u in units if u.kind == "date"]
    dates = [u for u in dates if len(dates) == 1 or units[units.index(u) - 1].word != "for"]  # "out for Christmas"
    last = max((i for i, u in enumerate(units) if u.kind == "date"), default=len(units))
    named = "T" in codes
    codes = codes[: last + 1] + re.split("[,&]", codes[last + 1 :], maxsplit=1)[0]
    if named or any(c in "ncrho" for c in codes):
        return None
    if not any(_is_own_absence(units, codes, place, dates) for place in places):
        return None
    when = _absence(units, dates, reader)
    over = when is not None and when.until is not None and when.until < reader.setting.clock.today
    return None if over and not (when and when.fault) else Finding("away", line, when=when)


def _with_own_dates(units: list[Unit]) -> list[Unit]:
    """Of "the 25th is a feast here, so I'm away from 24 to 27 April" the part with the absence and its dates; of
    "King's Day on 27 April, so I am away that day" the absence behind the date."""
    commas = [-1, *(i for i, unit in enumerate(units) if unit.word == ","), len(units)]
    parts = [units[a + 1 : b] for a, b in pairwise(commas)]
    own = next((part for part in parts if any(unit.has("away") for unit in part)), units)
    if len(parts) == 1 or re.match(r"^[agO]*ib", codes_of(own)) is None:
        return units
    dates = [unit for unit in units if unit.kind == "date"]
    if any(unit.kind == "date" for unit in own):
        return own
    if len(dates) != 1 or all((left.word, right.word) != ("that", "day") for left, right in pairwise(own)):
        return units
    return [*(unit for unit in own if unit.word not in {"that", "day"}), *dates]


def _is_own_absence(units: list[Unit], codes: str, place: int, dates: list[Unit]) -> bool:
    """Whether the sender says it of themselves: at the very beginning, or as "I am away" with a date."""
    if dates and _DATE_FIRST.match(codes[:place]) is not None:
        return True
    if not codes[:place].strip("agO,:") and (dates or (place == 0 and "x" not in codes[1:])):
        return True
    if dates and place and units[0].word == "from" and units[place - 1].word in OURS:
        return True
    unsaid = "b" in codes[:place] and set(codes[:place]) <= NEUTRAL | set("bq")
    return bool(dates) and (unsaid or any(c in "if" for c in codes[:place]) or units[place].word.startswith("on "))


def _return(units: list[Unit]) -> date | None:
    """The day named behind "back"."""
    place = next((i for i, u in enumerate(units) if u.word.startswith("back")), len(units))
    return next((u.value.last for u in units[place:] if u.kind == "date"), None)


def _returns(unit: Unit, units: list[Unit]) -> bool:
    """ "I'll be back on Monday" tells of an absence."""
    if not unit.word.startswith("back") or not any(u.has("future") for u in units):
        return False
    return any(u.kind == "date" for u in units) and not unit.has("revise") and not _gets(unit, units)


def _gets(unit: Unit, units: list[Unit]) -> bool:
    """ "I'll get back to it on Monday"."""
    place = units.index(unit)
    return place > 0 and units[place - 1].word == "get" and place + 1 < len(units) and units[place + 1].word == "to"


def _absence(units: list[Unit], dates: list[Unit], reader: "Reader") -> When | None:
    today = reader.setting.clock.today
    if not dates:
        return When(day=today)
    first: When = dates[0].value
    before = units[units.index(dates[0]) - 1].word if units.index(dates[0]) else ""
    if first.fault:
        return first
    returning = _return(units)
    if returning is not None:
        start = first.day if len(dates) > 1 and first.day is not None else today
        return When(day=start, until=max(start, returning - timedelta(days=1)), probable=len(dates) == 1)
    if before in {"until", "till", "til", "through", "to"}:
        return When(day=today, until=first.last, probable=first.probable)
    last = dates[-1].value if len(dates) > 1 else first
    return When(day=first.day, until=last.last, probable=first.probable and first.until is None)


def _snooze(units: list[Unit], line: Line, reader: "Reader") -> Finding | None:
    if not any(u.has("snooze") for u in units):
        return None
    said = next((u.value for u in units if u.kind in {"date", "length"}), None)
    clock = reader.setting.clock
    if said is None:
        alone = all(u.has("snooze") or u.has("courtesy") or u.kind == "punct" for u in units)
        return Finding("snooze", line, trouble="unclear", choices=("SNOOZE 3 days", "PAUSE")) if alone else None
    until = said.after(clock.today, clock.calendar) if said.is_length else said.last
    return Finding("snooze", line, when=When(until=until, fault=said.fault, probable=said.probable))
