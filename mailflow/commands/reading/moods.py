"""How each clause says what it says: plainly, denied, doubted, on a condition, as a question."""

import re

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import ACTS
from mailflow.commands.reading.units import Unit

FLAGS = "nlcrhmfe"
_LISTS_WHAT_IS_LEFT = re.compile(r"^[agOz]*[em]x?:")
_OPENS_WITH_RESERVE = re.compile(rf"^[agO]*e[^{re.escape(ACTS)}]*$")
_TRAILING_DOUBT = re.compile(r"T[^T]*[DRP][^T]*,[^T]*h[^T]*$")
_IN_A_ROW = re.compile(r"^[,&agO]*T[^T]*[DRP][a+,]*$")
_TELLS = re.compile(r"r[^T]*:")
PAST = frozenset({"was", "were"})
ADVISING = frozenset({"advise", "let me know", "tell me", "clarify", "confirm", "explain"})
QUANTITY = frozenset({"early", "soon", "then", "so", "now", "just", "here", "there", "again", "good", "all"})
LONGEST_LABEL = 6
NO_STATEMENT = frozenset(",-();&.agO!o")
ASKING = frozenset({"know", "wonder", "decide", "say", "ask", "see", "tell", "sure", "clear", "unclear", "choose"})
PLACING = frozenset({"where", "when"})
"""Behind a comma, with who or what it is of: "greetings from Lagos, where it is hot"."""

RELATIVE = frozenset({"which", "who", "whom", "whose"})


def set_moods(clauses: list[Clause], *, asks: bool, doubt_unknown: bool) -> None:
    """Sets `flags` and `asks` of the clauses of one sentence."""
    _cast(clauses)
    if doubt_unknown:
        _doubt_unknown(clauses)
    _mark_questions(clauses, asks)


def _cast(clauses: list[Clause]) -> None:
    """Conditions, doubts and reports that open a sentence hold for what follows them."""
    carried: set[str] = set()
    told = False
    for place, clause in enumerate(clauses):
        if clause.turn and clause.units[0].word in {"but", "however"}:
            carried -= {"n", "l", "h", "m", "f"}
        clause.flags = {code for code in clause.codes if code in FLAGS} | carried
        told = told or _TELLS.search(clause.codes) is not None
        following = clauses[place + 1] if place + 1 < len(clauses) else None
        if following is not None:
            carried = _carried(clause, following) | ({"r"} if told else set())
            clause.flags |= {"h"} if _only_if(following) else set()
    _doubt_all(clauses)


def _doubt_all(clauses: list[Clause]) -> None:
    """ "3 done, 4 done, I think": a doubt at the end of a row holds for all that stands in it."""
    if len(clauses) < 2 or clauses[-1].flags != {"h"} or _TRAILING_DOUBT.search(clauses[-1].codes) is None:
        return
    for clause in clauses[:-1]:
        clause.flags |= {"h"} if not clause.flags and _IN_A_ROW.match(clause.codes) else set()


def _is_so_long(clause: Clause, following: Clause) -> bool:
    """ "I'm flat out until the fair is over, so …": how long it is so is no condition of what follows from it."""
    place = clause.codes.find("c")
    led = place > 0 and re.match(r"[agO,]*(?:[iTpo]|z?x+)[abv]*b", clause.codes[:place]) is not None
    until = place > 0 and clause.units[place].word in {"until", "till", "til", "before", "while"}
    return led and until and following.turn and following.units[0].word in {"so", "and so"}


def _only_if(clause: Clause) -> bool:
    """ "…, if you count the player as one": a condition behind a comma that names something by its title."""
    opens = re.match(r"^,[ag]*c", clause.codes) is not None and any(unit.word == "if" for unit in clause.units[:3])
    return opens and bool(clause.aims) and all(aim.options for aim in clause.aims)


def _carried(clause: Clause, following: Clause) -> set[str]:
    own = {code for code in clause.codes if code in FLAGS}
    besides = any(unit.word == "otherwise" for unit in clause.units) and "%" in following.codes
    carried = (
        {"c"} if "c" in clause.flags and not (_closed(clause) or besides or _is_so_long(clause, following)) else set()
    ) | (clause.flags & {"r"} if not (clause.says("T") or _concludes(following)) else set())
    if _LISTS_WHAT_IS_LEFT.search(clause.codes):
        carried.add("f")
    joined = following.codes[:1] == "&"
    subject = re.match(r"^&?[agO]*[iT]", following.codes)
    if ("h" in own or _OPENS_WITH_RESERVE.search(clause.codes)) and not clause.says("T"):
        carried.add("h")
    if joined and not subject:
        carried |= own & set("nlhmfr")
    return carried


def _concludes(clause: Clause) -> bool:
    """ "They told me it is late, so I can …": the writer's own conclusion from what they were told."""
    return clause.turn and clause.units[0].word in {"so", "and so"} and re.match(r"a?[ag]*i", clause.codes) is not None


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
        opens = words[0] and len(words) > 1 and clause.says(ACTS + "T0")
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
    asks = (asks and not _repeats_question(clauses)) or _wants_word(clauses)
    before, told, said = "", False, False
    for clause in clauses:
        opens = not (_relates(clause, before) and not asks) and _opens_question(
            clause, asks=asks, follows_comma=before == ","
        )
        retold = told and not asks and clause.codes[:2] == ",w"
        retold = retold or (opens and said and not asks and _is_joined(clause))
        said = said or any(code not in NO_STATEMENT for code in clause.codes)
        opened = opened or (opens and not retold) or clause.has("question_particle")
        clause.asks, before, told = opened, clause.units[-1].word, clause.says("r")
    if asks and not opened:
        for clause in clauses:
            clause.asks = True


def _is_joined(clause: Clause) -> bool:
    """ "…, que no contestara", "…, що довго мовчав": in many languages "that" is a word that asks, too; behind other
    words it asks only where a question mark says so."""
    return clause.lexicon is not None and clause.lexicon.english is not None and not clause.has("question_particle")


def _relates(clause: Clause, before: str) -> bool:
    """ "… two bearings which I've ordered", "… which came late"; not "I wonder which font you want"."""
    if not clause.turn or clause.units[0].word != "which" or len(clause.units) < 2:
        return False
    tells = any(
        clause.units[1].has(tag) for tag in ("first_person", "second_person", "other_person", "be", "have", "arrival")
    )
    return tells and before.split()[-1:] != [] and before.split()[-1] not in ASKING


def _wants_word(clauses: list[Clause]) -> bool:
    """ "Whether to show kg, please advise", "don't know if you want a map, please let me know"."""
    last = next((u for u in reversed(clauses[-1].units) if u.kind != "punct" and u.word != "please"), None)
    if last is None or last.word.removeprefix("please ") not in ADVISING:
        return False
    units = [unit for clause in clauses for unit in clause.units if unit is not last]
    return any(unit.has("wh") or unit.word.endswith("know if") for unit in units)


def _repeats_question(clauses: list[Clause]) -> bool:
    """ "You asked "is 1 done?"": the question is somebody else's."""
    codes = "".join(clause.codes for clause in clauses)
    return re.match(r"^[agO]*[yo][av]*r[,:]?\"", codes) is not None


def _exclaims(opening: list[Unit]) -> bool:
    """ "What a week!", "how lovely, …"; not "how soon?"."""
    said = " ".join(unit.word for unit in opening)
    how = len(opening) > 1 and opening[0].word == "how" and (opening[1].has("positive") or opening[1].has("adverb"))
    praises = how and (len(opening) == 2 or opening[2].kind == "punct") and opening[1].word not in QUANTITY
    return f"{said} ".startswith(("what a ", "what an ")) or praises


def _tells(clause: Clause, units: list[Unit], *, follows_comma: bool) -> bool:
    """ "…, which is now at 65%", "whether 1 is done depends on you", "what I would need is a phone": no questions."""
    first, second = units[0].word, units[1] if len(units) > 1 else None
    relative = (
        first in RELATIVE
        and (follows_comma or clause.codes[:1] in {",", "&"})
        and not any(unit.has("ask") and " " in unit.word for unit in units[1:])
    )
    placed = first in PLACING and clause.codes[:1] == "," and second is not None and not second.has("ask")
    relative = relative or placed or (first == "which" and clause.turn and second is not None and second.word in PAST)
    return relative or first == "whether" or (first == "what" and second is not None and second.has("first_person"))


def _is_label(clause: Clause, units: list[Unit]) -> bool:
    """ "What I did: …"."""
    labels = any(unit.word == ":" for unit in units[:LONGEST_LABEL])
    return labels and len(units) > 1 and units[1].has("first_person") and not clause.codes.endswith("?")


def _opens_question(clause: Clause, *, asks: bool, follows_comma: bool) -> bool:
    units = [u for u, code in zip(clause.units, clause.codes, strict=True) if code not in ",-();&.agO"]
    if not units:
        return False
    first = units[0]
    if first.has("wh"):
        return asks or not (
            clause.codes.endswith("!")
            or _exclaims(clause.units[clause.units.index(first) :][:3])
            or _is_label(clause, units)
            or _tells(clause, units, follows_comma=follows_comma)
        )
    if first.word == "did" and len(units) > 1 and units[1].kind == "target" and not asks:
        return False  # "did 1 and 2."
    if first.word in {"have", "do"} and clause.codes[:1] == "&" and not asks:
        return False  # "redo the corner and have it finished by Monday"
    if first.word in PAST and clause.codes[:1] in {",", "("}:
        return False
    if not asks and clause.lexicon is not None and clause.lexicon.verb_second and first is not clause.units[0]:
        return False
    if not asks and clause.lexicon is not None and clause.lexicon.verb_first and not clause.says("T"):
        return not (first.has("be") or first.has("have")) and _asks_somebody(first, units)
    return _asks_somebody(first, units)


def _asks_somebody(first: Unit, units: list[Unit]) -> bool:
    """ "Can I …", "is 3 …", "has everything …"."""
    if not first.has("ask") or len(units) < 2 or (first.word == "do" and units[1].has("pronoun")):
        return False
    return (
        " " in first.word
        or units[1].kind == "target"
        or any(
            units[1].has(t) for t in ("first_person", "second_person", "other_person", "pronoun", "both", "everything")
        )
    )
