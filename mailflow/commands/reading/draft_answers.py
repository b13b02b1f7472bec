"""What an owner answers to praise that was drafted for them: "yes, please send it", "not this one, skip"."""

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from mailflow.commands.reading.codes import codes_of
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.units import Unit
from mailflow.commands.words import Lexicon

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

DRAFTS = frozenset({"appreciation_draft", "appreciation", "draft"})
_SENDS = re.compile(r"[agO+&z]*(?:im)?[agO+]*!(?:[pgazO+]|k[ip])*")
_SKIPS = re.compile(r"(?:[agO+]|np|n(?=[ag]))*!(?:[pgazO+]|k[ip])*")
_PRAISES = re.compile(r"[agO+pbvkzi]*|[agO+]*[po][fbmv]*[a+]*x?[a+]*[agO+p]*")


def draft_answer(units: list[Unit], line: Line, reader: "Reader") -> Finding | None:
    """SEND or SKIP, where one part of the sentence says so and nothing in the others says otherwise."""
    if reader.setting.answered not in DRAFTS or not reader.setting.owner:
        return None
    parts = _parts(units)
    orders = [(part, found) for part in parts if (found := _order_in(part, reader.scene.lexicon)) is not None]
    if len(orders) != 1:
        return None
    own, (verb, order) = orders[0]
    others = [codes_of(part) for part in parts if part is not own]
    sent = verb == "send" and _SENDS.fullmatch(order) and all(_PRAISES.fullmatch(said) for said in others)
    skipped = verb == "skip" and _SKIPS.fullmatch(order) and set("celw?").isdisjoint("".join(others))
    return Finding(verb, line) if sent or skipped else None


def _order_in(part: list[Unit], lexicon: Lexicon) -> tuple[str, str] | None:
    """Which of both a part of the sentence orders, and its codes with a mark in the place of the order."""
    codes = codes_of(part)
    for place in range(len(part)):
        words = [(unit.written or unit.word).split() for unit in part[place:]]
        found = lexicon.heads.at([word for one in words for word in one], 0)
        verb = next((verb for verb in ("skip", "send") if found and found[1].has(verb)), "")
        if found and verb:
            ends = accumulate(len(one) for one in words)
            return verb, codes[:place] + "!" + codes[place + 1 + sum(end < found[0] for end in ends) :]
    return None


def _parts(units: list[Unit]) -> list[list[Unit]]:
    commas = [-1, *(i for i, unit in enumerate(units) if unit.word in {",", "-", ";"}), len(units)]
    parts = ([u for u in units[a + 1 : b] if u.word not in {".", "!"}] for a, b in pairwise(commas))
    return [part for part in parts if part]
