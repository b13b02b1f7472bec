"""What each unit of a sentence is in the grammar, as one letter, by which the rules are written."""

import re
from functools import lru_cache

from mailflow.commands.reading.openings import led_up_to
from mailflow.commands.reading.units import OPAQUE, Unit

CODES = {
    "not_done_with": "Z",
    "courtesy": "g",
    "opener": "O",
    "topic": "O",
    "unblocked": "U",
    "blocked": "B",
    "negation": "n",
    "no_longer": "n",
    "shut_out": "n",
    "almost": "l",
    "condition": "c",
    "report": "r",
    "hedge": "h",
    "mark": "M",
    "managed": "L",
    "modal": "m",
    "future": "f",
    "done": "D",
    "complete": "D",
    "ready": "R",
    "finish": "F",
    "finishing": "G",
    "decline": "N",
    "bowing_out": "N",
    "weak_done": "W",
    "started": "S",
    "approve": "P",
    "paid": "$",
    "except": "e",
    "reserve": "e",
    "wh": "w",
    "first_person": "i",
    "second_person": "y",
    "other_person": "o",
    "pronoun": "p",
    "vocative": "o",
    "both": "p",
    "everything": "p",
    "whole": "k",
    "be": "b",
    "be_base": "E",
    "have": "v",
    "adverb": "a",
    "too": "a",
    "joiner": "&",
    "checkmark": "a",
    "positive": "+",
    "yes": "+",
    "start": "s",
    "preposition": "k",
    "article": "z",
    "relation": "q",
    "time_in": "k",
    "milestone": "k",
}
KINDS = {"target": "T", "date": "d", "length": "u", "time": "t", "percent": "%", "number": "0", "project": "j"}
ACTS = "DRWSBUPGF%MZN$"
_COUNTS = re.compile(r"[kz]{1,2}%")
IS_THE = frozenset({"is the", "are the", "is my", "is our"})
HERE_IS = frozenset({"here is", "here are"})
NEUTRAL = frozenset("a+gOdkzj,:-();.!\"'")


def code_of(unit: Unit) -> str:
    """The letter for a unit: its kind, or the first of its tags that counts."""
    if unit.kind in KINDS:
        return KINDS[unit.kind]
    if unit.kind == "punct" and not unit.tags:
        return unit.word[0]
    if unit.kind in OPAQUE:
        return "X"
    if unit.word in {"and", "&"}:
        return "&"
    return _code_of_tags(unit.tags)


@lru_cache(maxsize=4096)
def _code_of_tags(tags: frozenset[str]) -> str:
    for tag, code in CODES.items():
        if tag in tags:
            return code
    return "%" if "fractions" in tags else "x"


def codes_of(units: list[Unit]) -> str:
    """The code of each unit, where its neighbours settle what it is."""
    codes = [code_of(unit) for unit in units]
    last = max((i for i, c in enumerate(codes) if c not in ".!?,"), default=0)
    for place, unit in enumerate(units):
        if not unit.tags:
            if unit.kind == "url" and "D" in codes[:place]:
                codes[place] = "a"
            continue
        following = _following(units, codes, place)
        if unit.has("soft_condition"):
            codes[place] = "g" if place == last and codes[place - 1] != "D" else "c"
        elif _is_passing(unit, following, after_target="T" in codes[:place] and codes[place - 1] != "M"):
            codes[place] = "a"
        elif unit.has("status") and following == ":":
            codes[place] = "O"
        elif (beside := _settled(units, codes, place, following)) is not None:
            codes[place] = beside
        elif unit.has("tick") and _ticks_task(units[place + 1 : place + 3], units[:place]):
            codes[place] = "D"
    return "".join(_circumstance(units, led_up_to(units, codes)))


def _following(units: list[Unit], codes: list[str], place: int) -> str:
    if place + 1 == len(codes):
        return ""
    is_the = units[place].word == "so that" and units[place + 1].word in IS_THE  # "so that's the | floor finished"
    return "b" if is_the else codes[place + 1]


def _settled(units: list[Unit], codes: list[str], place: int, following: str) -> str | None:
    return _beside(units, codes, place, following) or _of_time(units, codes, place, following)


def _beside(units: list[Unit], codes: list[str], place: int, following: str) -> str | None:
    """ "Done, my friend", "that is the | checkout finished", "so that | was fun": what its neighbours make of it."""
    unit = units[place]
    if unit.has("vocative") and _calls(codes, place):
        return "g"
    if unit.word in IS_THE and following == "T" and place and codes[place - 1] == "p":
        return "b"
    if unit.has("vocative") and place and codes[place - 1] == "z":
        return "x"  # "at my sister's"
    if codes[place] == "f" and _is_at(units[place + 1 :], codes[place + 1 : place + 4]):
        return "b"  # "vamos a 60 %"
    if codes[place] == "c" and unit.has("adverb") and _by_its_verb(codes, place):
        return "a"
    if codes[place] == "W" and unit.has("be") and _leads_to(units[place + 1 :], codes[place + 1 :]):
        return "b"
    return _by_its_word(unit.word, codes, place, following)


def _by_its_word(word: str, codes: list[str], place: int, following: str) -> str | None:
    """ "That's it | done", "half planned", "over the weekend": single words whose neighbours settle what they are."""
    before = codes[place - 1] if place else ""
    if word == "again":  # "that's 3 finished, again", "3 is ready again"
        ends = "".join(codes[place + 1 :]).strip(".!")[:1] in {"", *",&-("}
        return (
            "a" if ends and before in {"D", "R", ","} and {"D", "R"} & set(codes[max(0, place - 2) : place]) else None
        )
    if word.startswith(("that is me", "that is us", "up to ")) and following not in {*".,!;:-&"}:
        return ("e" if word.startswith("up") else "x") if following else None  # "up to temperature tests"
    if word == "looks":  # "3 is done, looks killer"
        return "a" if following == "x" and "D" in codes[:place] and before in {",", "&"} else None
    if word in HERE_IS:
        return "b" if before in {*"xTj"} else None  # "the weather here is | bad"
    if word.startswith("work on") and before == "q":
        return "k"  # "two days of | work on | the map"
    if word == "back":
        return "a" if following == "D" and before == "b" else None  # "they are back | in and done"
    settled = {"over": ("k", following in {"d", "u"}), "is it": ("b", before == "p"), "planned": ("x", before == "%")}
    code, applies = settled.get(word, ("p", word == "so that" and following == "b"))
    return code if applies else None


def _of_time(units: list[Unit], codes: list[str], place: int, following: str) -> str | None:
    """ "After | Monday", "lost | two days", "after all": words of time that neither limit nor condition."""
    if codes[place] == "c" and following in {"d", "t"}:
        return "k"
    if codes[place] == "c" and _is_after_all(units[place : place + 3]):
        return "a"
    return "x" if units[place].word == "lost" and following in {*"ud0"} else None


def _is_after_all(units: list[Unit]) -> bool:
    """ "I can't take it on after all", not "after all that rain"."""
    words = [unit.word for unit in units]
    return words[:2] == ["after", "all"] and (len(units) == 2 or units[2].kind == "punct")


def _is_at(units: list[Unit], codes: list[str]) -> bool:
    """ "Vamos | a 60 %", "vai | a meio": no more than how far it is."""
    said = "".join(codes)
    return _COUNTS.match(said) is not None or (said[:1] == "%" and " " in units[0].word)


def _by_its_verb(codes: list[str], place: int) -> bool:
    """ "Die Leinwand ist damit fertig", "damit ist 19 fertig": beside its verb it is no conjunction."""
    behind = codes[place + 1 : place + 2]
    return (place > 0 and codes[place - 1] in {*"bv"}) or (place == 0 and behind in (["b"], ["v"]))


def _leads_to(units: list[Unit], codes: list[str]) -> bool:
    """ "Quedó | ya terminada": what would say a thing by itself is here no more than "was"."""
    return next((code for unit, code in zip(units, codes, strict=True) if not unit.has("adverb")), "") in {*"DP$"}


def _is_passing(unit: Unit, following: str, *, after_target: bool) -> bool:
    """ "Only 3", "2 and 3 are both done": words that change nothing."""
    return (after_target and (unit.has("both") or unit.word == "all")) or (
        unit.word in {"only", "just"} and following == "T"
    )


def _calls(codes: list[str], place: int) -> bool:
    """ "Done, my friend", "hello my friends, …": somebody spoken to; not "my friend finished 3", "done by a friend"."""
    before, following = codes[place - 1] if place else ",", codes[place + 1] if place + 1 < len(codes) else "."
    return before in "DP,.!+ag" and following in ",.!-:" and not (before in "ag" and "D" in codes[place + 1 :])


def _ticks_task(behind: list[Unit], before: list[Unit]) -> bool:
    """ "Ticked: hero image", "that's the third task | ticked"."""
    said = [unit for unit in before if not (unit.has("be") or unit.has("adverb"))]
    units = [*behind, *said[-1:]]
    return any(unit.kind == "target" and all(aim.task is not None for aim in unit.value) for unit in units)


def _circumstance(units: list[Unit], codes: list[str]) -> list[str]:
    """ "After a long week I finished 3": what leads up to the first person is no condition."""
    start = next((i for i, c in enumerate(codes) if c not in "agO,"), 0)
    if start < len(units) and units[start].has("circumstance") and "i" in codes:
        end = codes.index("i")
        if end > start and set(codes[start + 1 : end]) <= set("xzkqa0ud&X,"):
            return codes[:start] + ["O"] * (end - start) + codes[end:]
    return codes
