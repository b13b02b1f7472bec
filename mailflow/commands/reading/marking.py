"""Orders to mark something as done that are put as a question: "can you please mark the timer as done?"."""

import re

from mailflow.commands.reading.clause import Clause

KINDLY = frozenset({"can you", "could you", "may i ask you to", "can i ask you to"})
WILLING = frozenset({"would you", "will you"})
PLEASE = frozenset({"please", "kindly"})
MARKING = frozenset({"mark", "tick", "set", "put down", "record", "log", "tick off", "check off"})
DOUBTING = frozenset("ncfhrle")
OR = frozenset({"or", "or not"})
_ORDER = re.compile(r"[agO,]*(?P<asks>x)[agO,]*(?P<marks>[MD])[kz]*[Tp][^cnfhr]*D")


def without_kind_orders(clauses: list[Clause]) -> None:
    """Such a clause asks nothing; not "will you mark 3 as done?" without a "please", nor "can you mark it done or is it
    too early?"."""
    if any(unit.word in OR for clause in clauses for unit in clause.units):
        return
    pleaded = any(not PLEASE.isdisjoint(unit.word.split()) for clause in clauses for unit in clause.units)
    opening = KINDLY | (WILLING if pleaded else frozenset())
    for clause in clauses:
        found = _ORDER.match(clause.codes) if clause.asks else None
        if found is None or clause.flags & DOUBTING or clause.units[found.start("asks")].word not in opening:
            continue
        if clause.units[found.start("marks")].word.removeprefix("please ") in MARKING:
            clause.asks = False
            clause.codes = clause.codes[: found.start("asks")] + "g" + clause.codes[found.end("asks") :]
