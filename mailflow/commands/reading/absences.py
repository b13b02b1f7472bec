"""Absences and returns in people's words: "away from 7 to 9 June", "on a boat without any signal", "I'm back"."""

import re
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from mailflow.commands.reading.absent_days import on_that_day, with_days, without_weekdays
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import NEUTRAL, codes_of
from mailflow.commands.reading.elsewhere import with_stays
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.separable import without_particles
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import When, is_to
from mailflow.commands.words import Lexicon

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

UNTIL = frozenset({"until", "till", "til", "through", "to"})
PASSED_OVER = frozenset('gaOibkzmyk,.:;!-()"?p')
SINCE = frozenset({"since", "starting", "as of"})
AT_WORK = frozenset({"back at it", "back on it", "back to it", "back at work", "back to work"})
REASONS = frozenset({"because", "due to", "as", "since"})
OURS = frozenset({"is our", "is my", "is a", "our", "my"})
_DATE_FIRST = re.compile(r"[agO,]*[kqx]?d(?:[&,][kqz]*d)*[a.,]*$")
_OWN = re.compile(r"[agO]*(?:ib|i?[kz]*d)")
# "Back at my machine from today", not "back at my parents'"
_AT_ONES_PLACE = re.compile(
    r"(?:at|in|on) (?:my|the|our) (?!house|home|parents|mother|mum|dad|sister|brother|doctor|hospital|family)\w+"
    r"(?: (?:now|again|from today|as of today|since (?:today|this morning|monday|yesterday)|today))*"
)
_HAS_OFF = re.compile(r"v[zk]*x+$")
_SINCE = re.compile(r"[ackS]d[.!]*$")


def away(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """The absence that a sentence tells of as a whole, with its days."""
    lexicon = reader.scene.lexicon
    units = with_stays(
        _with_own_dates(on_that_day(without_weekdays(units), reader.units)),
        sentence.text,
        lexicon,
        reader.setting.clock,
    )
    units = _out_of_touch(without_particles(units, lexicon), lexicon)
    if any(u.has("away") or _leaves(u) for u in units):
        units = with_days(units, reader.setting.clock)
    places = [i for i, u in enumerate(units) if u.has("away") or _returns(u, units)]
    given = lexicon.set("not_away")
    if not places or sentence.asks or any(unit.word in given or unit.has("blocked") for unit in units):
        return None
    codes = codes_of(units)
    dates = [u for u in units if u.kind == "date"]
    dates = [u for u in dates if len(dates) == 1 or units[units.index(u) - 1].word != "for"]  # "out for Christmas"
    last = max((i for i, u in enumerate(units) if u.kind == "date"), default=len(units))
    reason = next((i for i, u in enumerate(units) if i > last and u.word in REASONS), len(units))
    named = "T" in codes[:reason]
    codes = codes[: last + 1] + re.split("[,&]", codes[last + 1 : reason], maxsplit=1)[0]
    if named or any(c in "ncrho" for c in codes):
        return None
    if not any(_is_own_absence(units, codes, place, dates) for place in places):
        return None
    when = _absence(units, dates, reader)
    over = when is not None and when.until is not None and when.until < reader.setting.clock.today
    return None if over and not (when and when.fault) else Finding("away", line, when=when)


def _out_of_touch(units: list[Unit], lexicon: Lexicon) -> list[Unit]:
    """ "Without any signal", "no email", beside a span of days: whoever cannot be reached is away."""
    contact = lexicon.set("contact")
    ours = units[0].has("first_person") and any(unit.kind == "date" for unit in units)
    if not ours and not any(_is_span(units, place) for place in range(len(units))):
        return units
    joined: list[Unit] = []
    for unit in units:
        lacks = _lack_before(joined) if unit.word.split()[-1:] and unit.word.split()[-1] in contact else None
        if lacks is not None:
            unit = Unit("word", unit.word, joined[lacks].start, unit.end, tags=frozenset({"away"}))
            del joined[lacks:]
        joined.append(unit)
    return joined


def _is_span(units: list[Unit], place: int) -> bool:
    """ "June 7-11", "7 to | 9 June", "between 1 June | and 4 June"."""
    unit = units[place]
    if unit.kind != "date" or place < 2:
        return unit.kind == "date" and unit.value.until not in (None, unit.value.day)
    spans = unit.value.until not in (None, unit.value.day)
    numbered = is_to(units[place - 1]) and units[place - 2].kind in {"number", "target", "date"}
    return spans or numbered or (units[place - 1].word == "and" and units[place - 2].kind == "date")


def _lack_before(units: list[Unit]) -> int | None:
    """Where "no", "without any", "no access to" begins, right before."""
    near = range(len(units) - 1, max(-1, len(units) - 4), -1)
    place = next((i for i in near if _lacks(units[i])), None)
    return place if place is not None and all(unit.kind != "date" for unit in units[place:]) else None


def _lacks(unit: Unit) -> bool:
    return unit.has("negation") or unit.word == "without"


def _leaves(unit: Unit) -> bool:
    """ "Gone fishing …, back Monday", "off hiking"."""
    return unit.has("leaving")


def _with_own_dates(units: list[Unit]) -> list[Unit]:
    """Of "the 25th is a feast here, so I'm away from 24 to 27 April" the part with the absence and its dates; of
    "King's Day on 27 April, so I am away that day" the absence behind the date."""
    commas = [-1, *(i for i, unit in enumerate(units) if unit.word == ","), len(units)]
    parts = [units[a + 1 : b] for a, b in pairwise(commas)]
    telling = [part for part in parts if any(unit.has("away") for unit in part)]
    plain = (part for part in telling[1:] if _OWN.match(codes_of(part)) and any(u.kind == "date" for u in part))
    own = next(plain, telling[0] if telling else units)  # "we're all off to Wales, so I'm away from 20 to 24 June"
    if len(parts) == 1:
        return units
    ends = any(left.word in UNTIL and right.kind == "date" for left, right in pairwise(own))
    if _OWN.match(codes_of(own)) is None and not (ends and own is not units):
        return units
    dates = [unit for unit in units if unit.kind == "date"]
    ours = [unit for unit in own if unit.kind == "date"]
    feast = len(ours) == 1 and own[own.index(ours[0]) - 1].word == "for"  # "away for Easter, 30 March to 3 April"
    if ours:
        return units if feast and len(dates) > 1 else own
    that_day = any((left.word, right.word) == ("that", "day") for left, right in pairwise(own))
    if len(dates) != 1 or not (that_day or _tells_of_feast(own, units)):
        return units
    return [*(unit for unit in own if unit.word not in {"that", "day"}), *dates]


def _tells_of_feast(own: list[Unit], units: list[Unit]) -> bool:
    """ "El lunes es festivo aquí, no trabajo": the day stands before the comma, in a language where this is all."""
    opens = units[0].kind == "date" or (len(units) > 1 and units[1].kind == "date")
    foreign = any(unit.written for unit in units)
    return foreign and opens and len([unit for unit in own if unit.kind != "punct"]) == 1 and own[0].has("away")


def _is_own_absence(units: list[Unit], codes: str, place: int, dates: list[Unit]) -> bool:
    """Whether the sender says it of themselves: at the very beginning, or as "I am away" with a date."""
    if dates and _DATE_FIRST.match(codes[:place]) is not None:
        return True
    opens = next((unit for unit, code in zip(units, codes, strict=False) if code not in "agO,"), units[place])
    if units[place].word == "off" and _HAS_OFF.search(codes[:place]):
        return False  # "I've the kids off school this week"
    if units[place].word.startswith("back") and _goes_away(units[place], units):
        return opens.word == "from" or opens.has("first_person") or _leaves(opens)
    if not codes[:place].strip("agO,:z") and (dates or (place == 0 and "x" not in codes[1:])):
        return True
    if dates and place and units[0].word == "from" and units[place - 1].word in OURS:
        return True
    unsaid = "b" in codes[:place] and set(codes[:place]) <= NEUTRAL | set("bq")
    return bool(dates) and (unsaid or any(c in "if" for c in codes[:place]) or units[place].word.startswith("on "))


def _return(units: list[Unit]) -> date | None:
    """The day named behind "back", or right before it ("Montag wieder da")."""
    place = next((i for i, u in enumerate(units) if u.word.startswith("back")), None)
    if place is None:
        return None
    named = [*units[place:], *units[max(0, place - 1) : place]]
    return next((u.value.last for u in named if u.kind == "date"), None)


def _returns(unit: Unit, units: list[Unit]) -> bool:
    """ "I'll be back on Monday" tells of an absence."""
    if not unit.word.startswith("back") or not (any(u.has("future") for u in units) or _goes_away(unit, units)):
        return False
    dated = any(u.kind == "date" for u in units)
    return dated and not (unit.has("revise") or _gets(unit, units) or _does_something(unit, units))


def _does_something(back: Unit, units: list[Unit]) -> bool:
    """ "I'll sand that patch back", "I'll be back on the 28th to start the letters": work, and no absence."""
    place = units.index(back)
    before = units[place - 1] if place else None
    parted = before is not None and (before.has("pronoun") or (before.kind == "word" and not before.tags))
    named = place > 1 and any(u.has("article") or u.has("pronoun") for u in units[max(0, place - 3) : place - 1])
    behind = next((i for i, unit in enumerate(units) if i > place and unit.kind == "date"), len(units)) + 1
    purpose = units[behind : behind + 2]
    to_do = " ".join(unit.word for unit in purpose if unit.kind == "word").startswith("to ")
    return (parted and (named or (before is not None and before.has("pronoun")))) or to_do


def _goes_away(back: Unit, units: list[Unit]) -> bool:
    """ "Gone fishing from Thursday, back Monday": a day on which somebody leaves stands before, a day behind."""
    place = units.index(back)
    behind = [unit for unit in units[place + 1 :] if not unit.has("preposition")][:1]
    before = [unit for unit in units[place - 1 :: -1] if unit.kind != "punct"][:1] if place else []
    leaves = any(_leaves(unit) or unit.word == "from" for unit in units[:place])
    dated = any(unit.kind == "date" for unit in units[:place])
    days = [*behind, *before]
    return leaves and dated and any(unit.kind == "date" for unit in days)


def _gets(unit: Unit, units: list[Unit]) -> bool:
    """ "I'll get back to it on Monday"."""
    place = units.index(unit)
    return place > 0 and units[place - 1].word == "get" and place + 1 < len(units) and units[place + 1].word == "to"


def _absence(units: list[Unit], dates: list[Unit], reader: "Reader") -> When | None:
    today = reader.setting.clock.today
    if not dates:
        return When(day=today)
    first: When = dates[0].value
    leads = units[units.index(dates[0]) - 1] if units.index(dates[0]) else dates[0]
    before = "" if leads.word == "to" and leads.written else leads.word  # "sa Huwebes" (tl) is "on Thursday", too
    if first.fault:
        return first
    returning = _return(units)
    if first.until is not None and returning is not None and first.day is not None and returning <= first.day:
        return first  # "gone 12 to 19 October, back the 20th", where the next 20th would be before
    if returning is not None:
        start = first.day if len(dates) > 1 and first.day is not None else today
        return When(day=start, until=max(start, returning - timedelta(days=1)), probable=len(dates) == 1)
    if first.until is None and dates[0].word in reader.scene.lexicon.set("this_week"):
        return When(day=today, until=first.last)
    if before in UNTIL:
        return When(day=today, until=first.last, probable=first.probable)
    last = dates[-1].value if len(dates) > 1 else first
    return When(day=first.day, until=last.last, probable=first.probable and first.until is None)


def is_back(clause: Clause) -> bool:
    """Whether the clause says nothing but that its writer is back."""
    if not clause.has("back") or clause.asks or clause.says("U"):
        return False
    codes = _SINCE.sub("", clause.codes) if any(unit.word in SINCE for unit in clause.units) else clause.codes
    codes = _without_journey(clause, codes)
    if clause.flags - ({"h"} if codes != clause.codes and "h" not in clause.codes else set()):
        return False
    return set(codes.lstrip("&")) <= PASSED_OVER | {"x"} and codes.count("x") == 1


def returned(clause: Clause, line: Line, reader: "Reader") -> Finding | None:
    """What such a clause says: behind a blocker that is lifted, "back to it!" is nothing more."""
    at_work = any(unit.word in AT_WORK for unit in clause.units)
    if at_work and any(one.verb == "unblocked" and one.line is line for one in reader.found):
        return None
    lifted = at_work and reader.setting.answered == "blocked"
    return Finding("unblocked", line, sure=False) if lifted else Finding("back", line)


def _without_journey(clause: Clause, codes: str) -> str:
    """ "I am back | from travel", "wróciłam | z urlopu": where somebody was says nothing else."""
    place = next(i for i, unit in enumerate(clause.units) if unit.has("back"))
    before, behind = clause.units[:place], clause.units[place + 1 :]
    if len(before) > 1 and before[-2].has("away") and is_to(before[-1]):
        return codes[: place - 2] + codes[place:]
    leads = behind and (behind[0].word == "from" or behind[0].has("relation") or behind[0].has("preposition"))
    said = codes[place + 1 :].rstrip(".!,ag")
    if not (leads or (behind and behind[0].has("away"))) or not re.fullmatch(r".?[zxka]{1,4}", said):
        return codes
    if _AT_ONES_PLACE.fullmatch(" ".join(unit.word for unit in behind if unit.kind == "word")):
        return codes[: place + 1]
    on_it = behind[0].word in {"on", "to", "in", "at"} and not behind[0].written
    return codes if on_it else codes[: place + 1]
