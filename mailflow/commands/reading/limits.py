"""What the next sentence or clause takes from a completion or a decision: parts, faults, conditions, days to come."""

from datetime import date

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import codes_of
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.irony import is_absurd
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.units import Unit

OPPOSING = frozenset({"but", "however", "although", "except"})
LIMITED = 8
LONGEST_FAULT = 9
LONGEST_PART = 4
LIMITING = frozenset({"but", "just", "only", "well", "ok", "though", "however"})
STRICTLY = frozenset({"only if", "unless", "provided", "provided that", "on condition that", "on the condition that"})
LACKING = frozenset({"missing", "lacking", "lacks", "untested", "not tested"})
WORKING = frozenset(
    {"work", "works", "working", "compile", "build", "run", "runs", "load", "loads", "start", "tested", "deployed"}
)
EXCEPTING = frozenset(
    {
        "all but",
        "everything but",
        "except",
        "except for",
        "apart from",
        "aside from",
        "minus",
        "bar",
        "save for",
        "other than",
        "open",
    }
)
RELATIVE = frozenset({"which", "who", "whose"})
ALMOST_ALL = frozenset({"all", "everything", "nearly", "mostly", "the lot"})
SETTLED = frozenset({"weak_done", "done", "blocked"})
PASSING = frozenset({"opener", "courtesy", "adverb"})
SAID = frozenset({"said", "says", "claimed", "claims"})
LIMITED_BY = frozenset({"fault", "negation", "blocked", "reserve", "except", "condition", "future", "finish"})
DECIDED = frozenset({"approve", "accept_date", "agree"})
BAD = frozenset({"bad", "downside", "catch", "snag", "drawback", "trouble", "problem"})
TELL_ME = (
    "let me know if",
    "let us know if",
    "tell me if",
    "please tell me if",
    "please let me know if",
    "shout if",
    "say if",
    "give me a shout if",
    "drop me a line if",
)
UNTIL = frozenset({"by", "until", "till", "before"})


def limits(units: list[Unit], line: Line, said: Finding, today: date, *, whole: bool) -> bool:
    """Whether these units, a `whole` sentence or a clause near what was `said`, leave less of it than it claimed."""
    words = [unit for unit in _main(units) if unit.kind != "punct"]
    if _excuses(words) or any(unit.has("another_time") for unit in words):
        return False
    if _is_bad_news(units):
        named = {aim.number for unit in units if unit.kind == "target" for aim in unit.value}
        return not named or not named.isdisjoint(aim.number for aim in said.aims)
    if said.verb in DECIDED and any(unit.has("deferring") for unit in words[:3]):
        return True
    words = _without_opening(words)
    if not words:
        return False
    if _titles_another(words, said):
        return False
    if len(words) > LONGEST_FAULT:
        limited = _opposes(words, line, said) or (whole and (_trails_off(words, line, said) or _conditions(units)))
        return limited and not names_another(words)
    if names_another(words) or _asks_to_be_told(units):
        return False
    tags = frozenset[str]().union(*(unit.tags for unit in words))
    beside = said.line is line or said.verb == "approve" or _adds_a_limit(words)
    if _lacks(words, tags, said, beside=beside) or _opposes(words, line, said):
        return True
    if not whole:
        return False
    doubted = is_absurd(units) or _wavers(words, units) or _is_hearsay(words) or _trails_off(words, line, said)
    doubted = doubted or _by_somebody(words, line, said) or _is_of_a_part(words, line, said)
    return doubted or _conditions(units) or _fails(words, tags) or _comes(units, today) or _goes_on(words, today)


def _main(units: list[Unit]) -> list[Unit]:
    """The sentence before ", which the lad is fitting now"."""
    relative = (i for i, unit in enumerate(units) if i and unit.word in RELATIVE and units[i - 1].word == ",")
    return units[: next(relative, len(units))]


def _excuses(words: list[Unit]) -> bool:
    """ "Sorry for the brevity, thumbs only", not "sorry for the bug"."""
    if len(words) < 2 or not words[0].has("courtesy"):
        return False
    about = words[0].has("correction") and (words[1].has("preposition") or words[1].word == "about")
    about = about or words[0].word.startswith(("excuse", "apologies for", "sorry for"))
    said = words[:-1] if words[-1].word == "only" else words
    limits_more = (unit for unit in said if not LIMITED_BY.isdisjoint(unit.tags))
    return about and next(limits_more, None) is None


def _without_opening(words: list[Unit]) -> list[Unit]:
    """Without greetings, courtesy and the like at the beginning."""
    while (
        words
        and (words[0].has("opener") or words[0].has("courtesy") or words[0].word == "well")
        and not (words[0].has("except"))
    ):
        words = words[1:]
    return words


def _is_bad_news(units: list[Unit]) -> bool:
    """ "The bad: a leg fell off", "bad news: …": of what was just said, where nothing else is named."""
    label = next((i for i, unit in enumerate(units[:LONGEST_PART]) if unit.word == ":"), 0)
    return any(not BAD.isdisjoint(unit.word.split()) for unit in units[:label])


def _asks_to_be_told(units: list[Unit]) -> bool:
    """ "Let me know if the heron still quacks": nothing is said to be so."""
    said = " ".join(unit.word for unit in units)
    return said.startswith(TELL_ME) and all(unit.word not in {"when", "once"} for unit in units)


def _adds_a_limit(words: list[Unit]) -> bool:
    """ "Just the footer is missing", on a line of its own."""
    return len(words) > 1 and (words[0].word in LIMITING or words[0].has("except") or words[0].has("reserve"))


def _opposes(words: list[Unit], line: Line, last: Finding) -> bool:
    """ "But fix the footer first", right beneath."""
    apart = line is not last.line or last.verb == "approve"
    opens = bool(words) and words[0].word in OPPOSING and apart
    first = last.verb == "approve" and len(words) > 1 and (words[0].word == "first" or words[-1].word == "though")
    return (opens or first) and not line.subject and "?" not in line.body and not names_another(words)


def _conditions(units: list[Unit]) -> bool:
    """ "Only if the sign is included", "if you find nothing, that is": a condition of what stands before it."""
    said = [unit for unit in units if PASSING.isdisjoint(unit.tags)]
    while said and said[0].kind == "punct":
        said = said[1:]
    strict = _is_strict(said)
    if not strict and any(unit.has("courtesy") and _invites(unit.word) for unit in units):
        return False  # "if you have any comment, please let me know", "have a look whenever you're passing"
    if len(said) < 2 or names_another(said) or not (strict or said[0].has("condition")):
        return False
    codes = codes_of(said).strip(",.!:")
    if "?" in codes or not (codes.startswith("c") or strict):
        return False
    condition, _, main = codes.partition(",")
    if strict:
        return not set("fmi") & set(main)
    return set(main) <= set("pba.") and not set("Mrmfgd") & set(condition)


def limits_another(clause: Clause, earlier: list[Clause]) -> bool:
    """ "Next is Oksana, when hers is approved": a condition of what its own sentence says, and of nothing before."""
    return clause.codes.lstrip(",")[:1] == "c" and bool(earlier) and earlier[-1].codes.strip("agO,+") != ""


def _invites(courtesy: str) -> bool:
    return courtesy.endswith(("let me know", "look", "check", "come and see", "review"))


def _is_strict(said: list[Unit]) -> bool:
    """Whether it begins with a condition that is never mere courtesy ("if you need anything")."""
    words = [unit.word for unit in said[:2]]
    return (words[:1] == ["only"] and words[1:] == ["if"]) or not STRICTLY.isdisjoint(words[:1])


def _lacks(words: list[Unit], tags: frozenset[str], said: Finding, *, beside: bool) -> bool:
    """ "Only the footer is missing"."""
    if len(words) >= LIMITED:
        return False
    spared = words[0].word in ALMOST_ALL and len(words) > 1 and words[1].word in EXCEPTING  # "all bar the last bend"
    reserve = beside and ("reserve" in tags or words[0].word in EXCEPTING or spared)
    if not reserve and all(unit.word not in LACKING for unit in words):
        return False
    if said.verb == "decline" and any(unit.kind == "target" for unit in words):
        return False  # "I can't take on 3. 2 I'll still do."
    tasks = {aim.key for aim in said.aims if aim.task is not None}
    others = {aim.key for unit in words if unit.kind == "target" for aim in unit.value if aim.task is not None}
    return not (tasks and others) or bool(tasks & others)


def _fails(words: list[Unit], tags: frozenset[str]) -> bool:
    """ "It still crashes", "doesn't compile", "problem: it crashes"."""
    if len(words) > LONGEST_FAULT or not tags.isdisjoint(SETTLED) or _has_no_fault(words):
        return False
    if "fault" in tags:
        return all(unit.has("fault") or not unit.has("negation") for unit in words)
    works = "negation" in tags and any(unit.word.split()[0] in WORKING for unit in words)
    return works and "condition" not in tags


def _has_no_fault(words: list[Unit]) -> bool:
    """ "I broke the record": the writer's own doings, but "I was looking at the wrong list"."""
    return words[0].has("first_person") and all(unit.word != "wrong" for unit in words)


def _goes_on(words: list[Unit], today: date) -> bool:
    """ "Tomorrow I continue with it"."""
    ahead = any(unit.kind == "date" and (unit.value.day or today) > today for unit in words)
    return ahead and any(unit.has("continuing") for unit in words)


def _comes(units: list[Unit], today: date) -> bool:
    """ "Tomorrow.", "By Friday."."""
    if len(units) > LONGEST_FAULT:
        return False
    said = [unit for unit in units if unit.kind != "punct" and unit.word not in UNTIL and not _leads_to_day(unit)]
    if len(said) != 1:
        return False
    comes = said[0].kind == "date" and (said[0].value.day or today) > today
    return comes or (said[0].kind == "year" and int(said[0].word) > today.year)


def _leads_to_day(unit: Unit) -> bool:
    return unit.has("preposition") or unit.has("time_in")


def _wavers(words: list[Unit], units: list[Unit]) -> bool:
    """ "Right?", "Or is it?"."""
    asks = any(unit.word.startswith("?") for unit in units[-2:])
    doubts = words[0].word == "or" and len(words) == 2 and words[1].has("ask")
    return len(words) < 4 and (doubts or (asks and words[0].word in {"right", "or"}))


def _trails_off(words: list[Unit], line: Line, said: Finding) -> bool:
    """ "3 done ... with my coffee": what stands behind the dots goes on with what stands before them."""
    return said.line is line and ".." in line.body and words[0].has("preposition")


def _by_somebody(words: list[Unit], line: Line, said: Finding) -> bool:
    """ "Approved... by nobody", "done. By whom?": who is said to have done it, as a sentence of its own."""
    timed = any(unit.kind in {"date", "length", "time"} for unit in words)
    return said.line is line and words[0].word == "by" and len(words) > 1 and not timed


def _is_of_a_part(words: list[Unit], line: Line, said: Finding) -> bool:
    """ "Done. Well, the sanding is.": a predicate that is left out, of something that was not named."""
    short = said.line is line and 1 < len(words) <= LONGEST_PART and words[-1].word in {"is", "are"}
    return short and all(unit.kind == "word" and unit.word not in {"it", "that", "this"} for unit in words)


def _is_hearsay(words: list[Unit]) -> bool:
    """ "Said the optimist.", "Or so I thought.": who says it, as a sentence of its own."""
    if len(words) >= LONGEST_FAULT:
        return False
    doubted = words[0].word in {"or", "so", "or so"} and any(unit.has("report") for unit in words[1:3])
    return doubted or words[0].word in SAID


def _titles_another(words: list[Unit], said: Finding) -> bool:
    """ "Map leaflet: only the idea.", behind what was said of the wall drawings."""
    numbers = {aim.number for aim in said.aims}
    leading = ("article", "preposition", "relation", "opener")
    first = next((unit for unit in words if not any(unit.has(tag) for tag in leading)), None)
    named = list(first.value) if first is not None and first.kind == "target" else []
    tasks = {aim.key for aim in said.aims if aim.task is not None}
    if tasks and len(tasks) == len(said.aims) and named and all(aim.task is not None for aim in named):
        return tasks.isdisjoint(aim.key for aim in named)
    return bool(numbers and named) and all(aim.full and aim.number not in numbers for aim in named)


def names_another(words: list[Unit]) -> bool:
    """Whether a number among these words names something else."""
    return any(unit.kind == "target" and not unit.value[0].options for unit in words)
