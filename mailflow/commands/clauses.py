"""A sentence cut into clauses, each with how it says it: plainly, denied, doubted, on a condition, as a question."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from mailflow.commands.aims import Aim
from mailflow.commands.units import OPAQUE, Unit
from mailflow.commands.words import Lexicon

CODES = {
    "not_done_with": "Z",
    "courtesy": "g",
    "opener": "O",
    "topic": "O",
    "unblocked": "U",
    "blocked": "B",
    "negation": "n",
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
FLAGS = "nlcrhmfe"
_LISTS_WHAT_IS_LEFT = re.compile(r"^[agOz]*[em]x?:")
_INTENDS = re.compile(r"i[av]*[mf]")
PAST = frozenset({"was", "were"})
LIMITING = frozenset({"but", "however", "although", "though", "yet"})
ACTS = "DRWSBUPGF%MZN$"
COMPLETING = frozenset("DRSBUP%$")
LONGEST_LABEL = 6
SEPARATORS = frozenset({",", "-", "(", ")", ";"})
NEUTRAL = frozenset("a+gOdkzj,:-();.!\"'")


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with one predicate. `codes` has one letter a unit (see `CODES`).

    `flags` are those of the units (negation, hedge …) with what neighbouring clauses cast on this one.
    `lexicon` has the words it was read with.
    """

    units: list[Unit]
    codes: str = ""
    flags: set[str] = field(default_factory=set)
    asks: bool = False
    turn: bool = False
    lexicon: Lexicon | None = None

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What this clause is about: what it names by number, or else by title."""
        targets = [unit for unit in self.units if unit.kind == "target"]
        numbered = [unit for unit in targets if not all(aim.options for aim in unit.value)]
        return tuple(aim for unit in numbered or targets for aim in unit.value)

    @property
    def words(self) -> str:
        """The clause's words."""
        return " ".join(unit.word for unit in self.units)

    def has(self, tag: str) -> bool:
        """Whether any unit can mean `tag`."""
        for unit in self.units:  # noqa: SIM110 - asked dozens of times a clause, and twice as fast as any()
            if tag in unit.tags:
                return True
        return False

    def first(self, kind: str) -> Unit | None:
        """The first unit of that kind."""
        return next((unit for unit in self.units if unit.kind == kind), None)

    def says(self, codes: str) -> bool:
        """Whether any of these codes stands in the clause."""
        return not set(codes).isdisjoint(self.codes)


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


def clauses_of(units: list[Unit], lexicon: Lexicon, *, asks: bool) -> list[Clause]:
    """The clauses of a sentence whose dates and targets are marked."""
    clauses = _merged(_pieces(units, lexicon))
    _cast(clauses)
    if lexicon.english is not None:
        _doubt_unknown(clauses)
    _mark_questions(clauses, asks)
    return clauses


def _pieces(units: list[Unit], lexicon: Lexicon) -> list[Clause]:
    breaks = lexicon.set("clause_break")
    pieces: list[Clause] = []
    current = Clause([], lexicon=lexicon)
    for unit, code in zip(units, codes_of(units), strict=True):
        turn = unit.word in breaks and unit.kind == "word"
        ticked = unit.has("checkmark") and "T" in current.codes and current.units[0].has("checkmark")
        begins = (
            ticked
            or turn
            or unit.word in SEPARATORS
            or code == "&"
            or (code == "T" and _begins_clause(unit, current.codes))
        )
        if begins and current.units:
            pieces.append(current)
            current = Clause([], turn=turn, lexicon=lexicon)
        current.units.append(unit)
        current.codes += "a" if turn and unit.word in lexicon.set("turn") else code
    if current.units:
        pieces.append(current)
    return pieces


def _begins_clause(target: Unit, codes: str) -> bool:
    """Whether a number follows where target and predicate stand already: "3 done 4 done"."""
    return codes[-1:] in COMPLETING and "T" in codes and not all(aim.options for aim in target.value)


def codes_of(units: list[Unit]) -> str:
    """The code of each unit, where its neighbours settle what it is."""
    codes = [code_of(unit) for unit in units]
    last = max((i for i, c in enumerate(codes) if c not in ".!?,"), default=0)
    for place, unit in enumerate(units):
        following = codes[place + 1] if place + 1 < len(codes) else ""
        if unit.has("soft_condition"):
            codes[place] = "g" if place == last else "c"
        elif _is_passing(unit, following, after_target="T" in codes[:place]):
            codes[place] = "a"
        elif unit.has("status") and following == ":":
            codes[place] = "O"
        elif codes[place] == "c" and following == "d":
            codes[place] = "k"
        elif unit.has("tick") and _ticks_task(units[place + 1 : place + 3]):
            codes[place] = "D"
    return "".join(_circumstance(units, codes))


def _is_passing(unit: Unit, following: str, *, after_target: bool) -> bool:
    """ "Only 3", "2 and 3 are both done": words that change nothing."""
    return (after_target and (unit.has("both") or unit.word == "all")) or (
        unit.word in {"only", "just"} and following == "T"
    )


def _ticks_task(units: list[Unit]) -> bool:
    return any(unit.kind == "target" and all(aim.task is not None for aim in unit.value) for unit in units)


def _circumstance(units: list[Unit], codes: list[str]) -> list[str]:
    """ "After a long week I finished 3": what leads up to the first person is no condition."""
    start = next((i for i, c in enumerate(codes) if c not in "agO,"), 0)
    if start < len(units) and units[start].has("circumstance") and "i" in codes:
        end = codes.index("i")
        if end > start and set(codes[start + 1 : end]) <= set("xzkqa0ud&X,"):
            return codes[:start] + ["O"] * (end - start) + codes[end:]
    return codes


def _merged(pieces: list[Clause]) -> list[Clause]:
    """Pieces that are no clause of their own go to their neighbour."""
    clauses: list[Clause] = []
    for piece in pieces:
        if clauses and _belongs(clauses[-1], piece):
            clauses[-1].units += piece.units
            clauses[-1].codes += piece.codes
        else:
            clauses.append(piece)
    return clauses


def _belongs(left: Clause, right: Clause) -> bool:
    bare = right.codes.lstrip(",-();&")
    if not bare or set(bare) <= NEUTRAL:
        return True
    if set(left.codes) <= NEUTRAL:
        return True
    if right.turn:
        limits = _is_afterthought(right, bare[1:]) or (not right.says("T") and _INTENDS.search(bare) is not None)
        return right.units[0].word in LIMITING and limits
    if not left.says(ACTS) and left.says("T") and not right.says("T") and right.says(ACTS) and not left.says("x"):
        return not right.says("i") or "&" not in right.codes[:1]
    if left.says("DP") and not left.says("T") and set(bare) <= NEUTRAL | {"T"}:
        return True
    if left.says("T") and right.says("T") and all(aim.task is not None for aim in left.aims):
        return False
    return _is_afterthought(right, bare)


def _is_afterthought(right: Clause, bare: str) -> bool:
    """Whether the piece only limits what stands before it: "(except the footer)", "I think", "not tested"."""
    if right.has("beside"):
        return False
    if right.says("T") and not _limits_by_name(right, bare):
        return False
    if right.says(ACTS.replace("G", "").replace("%", "")):
        return False
    if any(code in "nlcer" for code in bare):
        return True
    return "h" in bare and bare[bare.index("h") + 1 :].count("x") < 2


def _limits_by_name(right: Clause, bare: str) -> bool:
    """Whether the piece says of something named by its title that it is missing: "but the footer is still open"."""
    return any(code in "nle" for code in bare) and all(aim.options for aim in right.aims)


def _cast(clauses: list[Clause]) -> None:
    """Conditions, doubts and reports that open a sentence hold for what follows them."""
    carried: set[str] = set()
    for place, clause in enumerate(clauses):
        if clause.turn and clause.units[0].word in {"but", "however"}:
            carried -= {"n", "l", "h", "m", "f"}
        clause.flags = {code for code in clause.codes if code in FLAGS} | carried
        following = clauses[place + 1] if place + 1 < len(clauses) else None
        if following is not None:
            carried = _carried(clause, following)


def _carried(clause: Clause, following: Clause) -> set[str]:
    own = {code for code in clause.codes if code in FLAGS}
    carried = ({"c"} if "c" in clause.flags and not _closed(clause) else set()) | (
        clause.flags & {"r"} if not clause.says("T") else set()
    )
    if _LISTS_WHAT_IS_LEFT.search(clause.codes):
        carried.add("f")
    joined = following.codes[:1] == "&"
    subject = re.match(r"^&?[agO]*[iT]", following.codes)
    if "h" in own and not clause.says("T"):
        carried.add("h")
    if joined and not subject:
        carried |= own & set("nlhmfr")
    return carried


def _doubt_unknown(clauses: list[Clause]) -> None:
    """What is not wholly understood is doubted: a word that the language's file does not know may deny or limit
    its clause, and at the beginning of a clause it may make that a condition of its neighbours."""
    for place, clause in enumerate(clauses):
        if place and _may_limit(clause):
            clauses[place - 1].flags.add("h")
        harmless = clause.lexicon.set("harmless") if clause.lexicon is not None else frozenset()
        unknown = [_is_unknown(unit) and unit.word not in harmless for unit in clause.units]
        if not any(unknown):
            continue
        words = [strange for unit, strange in zip(clause.units, unknown, strict=True) if unit.kind != "punct"]
        opens = words[0] and len(words) > 1
        for one in clauses[max(0, place - 1) : place + 2] if opens else [clause]:
            one.flags.add("h")


def _may_limit(clause: Clause) -> bool:
    """A condition that follows ("3 fertig, sofern …"), an afterthought of what will be ("3 listo, pronto")."""
    if clause.says("c"):
        return clause.codes[:1] != "&"
    return clause.says("fm") and not clause.says(ACTS + "Tp")


def _is_unknown(unit: Unit) -> bool:
    return unit.kind == "word" and not unit.tags and not unit.values and not unit.written


def _closed(clause: Clause) -> bool:
    """Whether the condition stands behind the predicate it limits, and not before another one."""
    place = clause.codes.find("c")
    return any(code in ACTS for code in clause.codes[:place])


def _mark_questions(clauses: list[Clause], asks: bool) -> None:
    opened = False
    for clause in clauses:
        opened = opened or _opens_question(clause) or clause.has("question_particle")
        clause.asks = opened
    if asks and not opened:
        for clause in clauses:
            clause.asks = True


def _exclaims(clause: Clause, opening: list[Unit]) -> bool:
    """ "What a week!"."""
    said = " ".join(unit.word for unit in opening)
    return said.startswith(("what a ", "what an ")) and clause.units[-1].word.startswith("!")


def _is_label(clause: Clause, units: list[Unit]) -> bool:
    """ "What I did: …"."""
    labels = any(unit.word == ":" for unit in units[:LONGEST_LABEL])
    return labels and len(units) > 1 and units[1].has("first_person") and not clause.codes.endswith("?")


def _opens_question(clause: Clause) -> bool:
    units = [u for u, code in zip(clause.units, clause.codes, strict=True) if code not in ",-();&.agO"]
    if not units:
        return False
    first = units[0]
    if first.has("wh"):
        return not (_exclaims(clause, units[:2]) or _is_label(clause, units))
    if first.word in PAST and clause.codes[:1] == ",":
        return False
    if not first.has("ask") or len(units) < 2 or (first.word == "do" and units[1].has("pronoun")):
        return False
    return (
        " " in first.word
        or units[1].kind == "target"
        or any(
            units[1].has(t) for t in ("first_person", "second_person", "other_person", "pronoun", "both", "everything")
        )
    )
