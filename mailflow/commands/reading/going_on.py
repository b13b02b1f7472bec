"""Work that goes on again, or stands, as it is told: "so I'm welding again", "8 must wait"."""

import re

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.units import Unit

NOW_ON = frozenset({"now", "again"})
CARRYING_ON = frozenset({"carry on", "go on", "goes on", "continue", "continues", "keep going"})
SPEAKING = frozenset({"as we speak", "as i write", "as i type", "as i write this"})
RESUMED = frozenset({"resumed", "restarted", "recommenced"})
_GOES_ON = re.compile(r"i[a]*m[a]*[sF]")
_SAYS_LITTLE = re.compile(r"[agdkzTp.,!)]*")
_AT_IT_AGAIN = re.compile(r"[&agO,]*i[ab]*(?:[xTS].*)e[agdt.,!]*$")
_AGAIN = re.compile(r"[&agO,]*Tb[ax]*e[.!]*$")
_AT_IT = re.compile(r"[&agO,]*(?:i[ab]*)?x[kzT]*a[agdt.,!]*$")
LONGEST = 5


def goes_on(clause: Clause, *, arrived: bool) -> int | None:
    """Where the clause says that the work goes on; `arrived`: what was missing has come."""
    if clause.flags & set("ncfr"):
        return None
    units, codes = clause.units, clause.codes
    place = next((i for i, unit in enumerate(units) if _resumes(unit, codes[:i], arrived=arrived)), None)
    if place is not None and not arrived and units[place].word in CARRYING_ON and codes[:place][-1:] == "T":
        return None  # "the covers carry on now": as before
    if place is not None and ("m" not in clause.flags or arrived):
        on = units[place].word in RESUMED or (units[place].word == "back on" and codes[:place][-2:] == "Tb")
        return place if arrived or on or any(unit.word in NOW_ON for unit in units) else None
    if not arrived:
        return None
    if _AT_IT_AGAIN.match(codes) is not None and units[codes.rindex("e")].word == "again":
        return codes.rindex("e")
    if _AGAIN.match(codes) is not None and units[codes.rindex("e")].word == "again":
        return codes.rindex("e")
    if _AT_IT.match(codes) is not None and any(unit.word in SPEAKING for unit in units):
        return codes.index("x")
    place = next((i for i, unit in enumerate(units) if _so_that(unit)), None)
    if place is not None and _SAYS_LITTLE.fullmatch(codes[place + 1 :]) is not None:
        return place
    found = _GOES_ON.search(codes) if clause.first("date") is None else None
    return found.end() - 1 if found is not None else None


def _resumes(unit: Unit, before: str, *, arrived: bool) -> bool:
    if unit.word in RESUMED:
        return "T" in before or arrived
    if unit.word == "back on" and before[-2:] == "Tb":
        return True  # "so 2 is back on"
    return unit.has("resuming") or (arrived and unit.has("back") and unit.word.endswith((" it", " work", " on")))


def _so_that(unit: Unit) -> bool:
    """ "The logo came, | so I can go on"."""
    return unit.has("going_on") and unit.word.startswith("so ")


def stands(clause: Clause) -> int | None:
    """Where the clause says of a milestone, or of "it", that it stands: "8 must wait", "the winch is going nowhere"."""
    if clause.asks or clause.first("date") is not None:
        return None
    stalling = clause.lexicon.set("stalling") if clause.lexicon is not None else frozenset()
    words = [unit.word for unit in clause.units]
    for place, code in enumerate(clause.codes):
        if code not in "Tp" or set("cr") & set(clause.codes[:place]) or set("cr") & (clause.flags - set(clause.codes)):
            continue
        start = place + 1
        while start < len(words) and clause.codes[start] == "a":
            start += 1
        if any(" ".join(words[start : start + length]) in stalling for length in range(1, LONGEST)):
            return start
    return None
