"""A sentence cut into clauses."""

import re

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.circumstances import told
from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import ACTS, NEUTRAL, codes_of
from mailflow.commands.reading.evidence import is_evidence
from mailflow.commands.reading.marking import without_kind_orders
from mailflow.commands.reading.moods import set_moods
from mailflow.commands.reading.percents import TENTHS
from mailflow.commands.reading.units import MARKS, THUMBS, Unit
from mailflow.commands.words import Lexicon

_INTENDS = re.compile(r"i[av]*[mf]")
_NAMES_FIRST = re.compile(r"[,;&(\-/agOz]*T")
_THE_OTHER_NOT = re.compile(r"[,;&\-]+a*p[ab]*n[ab.!]*$")
THE_OTHER = frozenset({"this one", "that one"})
LIMITING = frozenset({"but", "however", "although", "though", "yet"})
COMPLETING = frozenset("DRSBUP%$")
PARTING = frozenset({"/", "|", "·", "•", "\\", "+", "*"})
"""Marks that part what is said of one milestone from what is said of the next."""

SEPARATORS = frozenset({",", "-", "(", ")", ";"})


def clauses_of(units: list[Unit], lexicon: Lexicon, *, asks: bool, arrived: bool = False) -> list[Clause]:
    """The clauses of a sentence whose dates and targets are marked; `arrived` as in `circumstances.told`."""
    clauses = _merged(_pieces(units, lexicon))
    set_moods(clauses, asks=asks, doubt_unknown=lexicon.english is not None)
    without_kind_orders(clauses)
    told(clauses, arrived=arrived)
    return clauses


def _pieces(units: list[Unit], lexicon: Lexicon) -> list[Clause]:
    breaks = lexicon.set("clause_break")
    pieces: list[Clause] = []
    current = Clause([], lexicon=lexicon)
    codes = codes_of(units)
    for unit, code, following in zip(units, codes, codes[1:] + " ", strict=True):
        turn = unit.word in breaks and unit.kind == "word" and not _goes_on(unit, current, following)
        ticked = unit.has("checkmark") and "T" in current.codes and current.units[0].has("checkmark")
        parts = unit.word in PARTING and following == "T" and "T" in current.codes and current.says(ACTS)
        begins = (
            ticked
            or turn
            or parts
            or unit.word in SEPARATORS
            or code == "&"
            or (unit.word == "/" and following == "T" and current.says("T") and current.says(ACTS))
            or (code == "T" and _begins_clause(unit, current))
            or (code == "y" and following == "m" and re.search(r"T.*[DR]a*$", current.codes) is not None)
        )
        if begins and current.units:
            pieces.append(current)
            current = Clause([], turn=turn, lexicon=lexicon)
        current.units.append(unit)
        code = "," if parts else code
        current.codes += "a" if turn and unit.word in lexicon.set("turn") else code
    if current.units:
        pieces.append(current)
    return pieces


def _goes_on(unit: Unit, clause: Clause, following: str) -> bool:
    """ "Ongoing | since Monday", "it is | therefore complete": what could begin a clause, but does not here."""
    return (following == "d" and unit.word == "since") or (unit.has("adverb") and clause.codes[-1:] in {"b", "v"})


def _begins_clause(target: Unit, clause: Clause) -> bool:
    """Whether something else follows where target and predicate stand already: "3 done 4 done", "1 \u2714 2"."""
    if "T" not in clause.codes:
        return False
    if clause.units[-1].word[:1] in MARKS | THUMBS:
        return not clause.units[0].has("checkmark")
    if clause.codes[-1:] not in COMPLETING:
        return False
    return not all(aim.options for aim in target.value) or _apart(target.value, clause.aims)


def _apart(new: tuple[Aim, ...], old: tuple[Aim, ...]) -> bool:
    """Whether titles name different milestones: "texts done photos no"."""
    numbers = {aim.number for aim in old}
    return None not in numbers and all(aim.number is not None and aim.number not in numbers for aim in new)


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
    bare = right.codes.lstrip(",-();&>")
    if not bare or set(bare) <= NEUTRAL:
        return True
    if set(left.codes) <= NEUTRAL:
        return True
    if right.codes == "-T" and left.codes.lstrip("agO,") == "T" and right.aims[0].number in TENTHS:
        return True
    if right.turn:
        limits = _is_afterthought(left, right, bare[1:]) or (not right.says("T") and _INTENDS.search(bare) is not None)
        return right.units[0].word in LIMITING and limits
    if not left.says(ACTS) and left.says("T") and not right.says("T") and right.says(ACTS) and not left.says("x"):
        return not right.says("i") or "&" not in right.codes[:1]
    if left.says("DPS$") and not left.says("T") and set(bare) <= NEUTRAL | {"T"}:
        return True
    if (
        _THE_OTHER_NOT.match(right.codes)
        and left.says(ACTS)
        and _names_by_number(left)
        and any(unit.word in THE_OTHER for unit in right.units)
    ):
        return False
    if left.says("T") and right.says("T") and all(aim.task is not None for aim in left.aims):
        return False
    return not _turns_to_another(left, right) and _is_afterthought(left, right, bare)


def _names_by_number(clause: Clause) -> bool:
    """Whether what it says is of a milestone by its number or whole title, so that "this one" is another."""
    return bool(clause.aims) and all(aim.full or not aim.options for aim in clause.aims)


def _turns_to_another(left: Clause, right: Clause) -> bool:
    """ "Wall texts done, shop labels not a word yet": a title of another milestone begins what is said of that one."""
    opens = _NAMES_FIRST.match(right.codes) is not None
    return opens and bool(left.aims) and left.says(ACTS) and _apart(right.aims, left.aims)


def _is_afterthought(left: Clause, right: Clause, bare: str) -> bool:
    """Whether the piece only limits what stands before it: "(except the footer)", "I think", "not tested"."""
    if right.has("beside") or _orders_telling(right) or is_evidence(right.units, right.lexicon):
        return False
    if right.says("T") and not _limits_by_name(left, right, bare):
        return False
    if right.says(ACTS.replace("G", "").replace("%", "")):
        return False
    if any(code in "nlcer" for code in bare):
        return True
    return "h" in bare and bare[bare.index("h") + 1 :].count("x") < 2


def _orders_telling(clause: Clause) -> bool:
    """ "… and tell Joe that we love it": an order of its own."""
    return re.match(r"^&[ag]*r", clause.codes) is not None and any(unit.word == "tell" for unit in clause.units[:3])


def _limits_by_name(left: Clause, right: Clause, bare: str) -> bool:
    """Whether the piece says of something named by its title that it is missing: "but the footer is still open"."""
    if any(code in "nl" for code in bare) and _names_another(left, right):
        return False
    return any(code in "nle" for code in bare) and all(aim.options for aim in right.aims)


def _names_another(left: Clause, right: Clause) -> bool:
    """ "Checkout is done, launch isn't": whether the piece says it of another milestone, by its whole title."""
    whole = all(aim.full and aim.task is None for aim in right.aims)
    return whole and _apart(right.aims, left.aims)
