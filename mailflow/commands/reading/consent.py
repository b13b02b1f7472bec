"""A contractor's word on the agreement: "I agree", with what else is wished for a proposal of other terms."""

import re
from typing import TYPE_CHECKING

from mailflow.commands.reading.codes import code_of, codes_of
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.units import Unit
from mailflow.commands.words import Lexicon

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

RESERVING = frozenset({"but", "if", "except", "unless", "however", "provided", "only", "instead", "rather"})
AGREEING = ("AGREE", "CHANGE: what to change")
BESIDE_AGREEING = frozenset(
    {"agree", "agreement", "adverb", "first_person", "yes", "positive", "pronoun", "everything", "article"}
    | {"preposition", "be", "have", "acquainted", "opener"}
)
ASSENTING = frozenset({"assent", "yes", "positive", "agreement", "be", "everything", "first_person"})
PLEASED = BESIDE_AGREEING | {"contented"}
MEASURED = frozenset({"length", "money", "amount", "percent", "number", "date", "target"})
WISHING = frozenset({"need", "modal", "propose"})
_LIMITED = re.compile(r"[ce]")


def agreement(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """ "I agree", "we accept the terms"; other terms beside it are a proposal, anything else is asked."""
    if reader.setting.owner:
        return None
    letter = reader.setting.context.letter
    invited = letter is not None and (letter.letter == "invitation" or letter.about.kind == "agreement")
    said = [u for u in units if u.kind not in {"punct", "version", "number"} and not u.has("courtesy")]
    said = [u for u in said if u.word != "version"]
    if not any(u.has("agree") for u in said) or _concedes(said):
        if _proposes(units, reader, invited=invited):
            return _countered(sentence.text, line, reader)
        spoken_of = invited or any(u.has("agreement") for u in said)
        assent = spoken_of and any(u.has("assent") or u.has("yes") or u.has("positive") for u in said)
        assent = assent and all(any(u.has(tag) for tag in ASSENTING) or u.word == "as it stands" for u in said)
        return Finding("agree", line, trouble="unclear", choices=AGREEING, weak=True) if assent else None
    about = any(u.has("agreement") for u in said)
    if _on_other_terms(units, reader.scene.lexicon, invited=invited or about):
        return _countered(sentence.text, line, reader)
    if any(found.verb == "counter" for found in reader.found):
        return Finding("agree", line, denied=True)
    if _is_plain(units, said):
        typed = len(said) == 1 and said[0].word == "agree"
        plain = about or letter is None or invited or typed or letter.letter == "clarification"
        return Finding("agree", line, trouble="" if plain else "unclear", choices=AGREEING)
    limited = code_of(said[0]) == "i" and any(u.word in RESERVING or u.has("negation") for u in said)
    return Finding("agree", line, trouble="unclear", choices=AGREEING) if about or invited or limited else None


def _concedes(said: list[Unit]) -> bool:
    """ "I've had to accept that I don't have the head for it": a fact, and no agreement."""
    pairs = ((said[i : i + 2], said[i + 2 :]) for i, unit in enumerate(said) if unit.has("agree"))
    return any(len(near) == 2 and near[1].word == "that" and behind for near, behind in pairs)


def _is_plain(units: list[Unit], said: list[Unit]) -> bool:
    """Whether nothing stands beside the consent but that it was read and is well: "terms look good, I agree"."""
    if all(u.word == "and" or any(u.has(tag) for tag in BESIDE_AGREEING) for u in said):
        return True
    comma = next((i for i in range(len(units) - 1, -1, -1) if units[i].word == ","), 0)
    own = [u for u in units[comma:] if u.kind != "punct"]
    agrees = any(u.has("agree") for u in own) and all(any(u.has(tag) for tag in BESIDE_AGREEING) for u in own)
    pleased = all(any(u.has(tag) for tag in PLEASED) for u in units[:comma] if u.kind != "punct")
    return comma > 0 and agrees and pleased and any(u.has("agreement") or u.has("contented") for u in units[:comma])


def _on_other_terms(units: list[Unit], lexicon: Lexicon, *, invited: bool) -> bool:
    """ "I can agree if the payment is net 14", "I agree except for the payment: …"; not "if you call me"."""
    place = next(i for i, unit in enumerate(units) if unit.has("agree"))
    if any(unit.has("hedge") for unit in units[:place]) or codes_of(units)[-1:] == "?":
        return False
    codes = codes_of(units)
    limited = any(unit.word in RESERVING or unit.word.split()[0] in RESERVING for unit in units)
    limited = limited or _LIMITED.search(codes) is not None or any(unit.word == "with" for unit in units[place:])
    denied = "n" in codes[:place]
    terms = _speaks_of_terms(units, lexicon)
    wished = any(unit.kind in MEASURED for unit in units[place:])
    asked = wished and any(unit.has("propose") or unit.has("courtesy") for unit in units[place:])
    return terms and wished and (asked if denied else limited) and (invited or not _names_work(units))


def _proposes(units: list[Unit], reader: "Reader", *, invited: bool) -> bool:
    """ "But please make the payment net 14", right behind "I agree", or in answer to an invitation."""
    agreed = any(found.verb in {"agree", "counter"} and not found.denied for found in reader.found)
    if not (agreed or invited) or not _speaks_of_terms(units, reader.scene.lexicon):
        return False
    wishes = any(unit.word in RESERVING or any(unit.has(tag) for tag in WISHING) for unit in units)
    asks = any(unit.word.startswith(("please", "should")) for unit in units)
    measured = any(unit.kind in MEASURED or "fractions" in unit.values for unit in units)
    pleased = any(unit.has("positive") or unit.has("contented") or unit.has("yes") for unit in units)
    return (
        (wishes or asks or (agreed and not pleased))
        and measured
        and not _names_work(units)
        and "w" not in codes_of(units)
    )


def _speaks_of_terms(units: list[Unit], lexicon: Lexicon) -> bool:
    """Whether the payment or the like is named."""
    terms = lexicon.set("terms")
    return any(not terms.isdisjoint((unit.written or unit.word).split()) for unit in units)


def _names_work(units: list[Unit]) -> bool:
    """Whether a milestone is named, so that it is work that is spoken of."""
    return any(unit.kind == "target" and any(a.options or a.marked for a in unit.value) for unit in units)


def _countered(text: str, line: Line, reader: "Reader") -> Finding:
    """The proposal; who agreed before it did so on these other terms."""
    agreed = [found for found in reader.found if found.verb == "agree"]
    for found in agreed:
        found.denied = True
    return Finding("counter", line, text=text.strip(), weak=True)
