"""Questions that one answers oneself: "done? Not really.", "is 1 done? Yes!"."""

import re
from typing import TYPE_CHECKING

from mailflow.commands.reading.codes import codes_of
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.second_thoughts import aims_in
from mailflow.commands.reading.units import Unit

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

# They were done on Friday; done; at 60 %
_TELLS = re.compile(r"[agO,]*(?:[po][bv]|k?[DSR%][a.!,]*$)")
THEY = frozenset({"they", "those", "these"})
YES, NO = "yes", "no"
DENYING = ("no", "negation", "almost", "retraction", "wistful", "hedge")
LONGEST_QUESTION = 10


def own_answer(question: list[Unit], answer: list[Unit]) -> str:
    """How the sentence behind it answers a question whether something is done; "" where it does not."""
    codes = codes_of(question)
    if len(question) > LONGEST_QUESTION or "w" in codes or not set("DPZ") & set(codes):
        return ""
    first = next((u for u, code in zip(answer, codes_of(answer), strict=True) if code not in "igObv,"), None)
    if first is None:
        return ""
    if first.has("yes") and "D" in codes:
        return YES
    return NO if any(first.has(tag) for tag in DENYING) else ""


def answers_itself(units: list[Unit], following: list[Sentence], line: Line, reader: "Reader") -> bool:
    """Whether the sentence that follows answers this question; a "yes" is asked about."""
    if not following or following[0].asks:
        return False
    if _is_topic(units, reader.units_of(following[0].text)):
        reader.spoken.of(aims_in(units), line)
        reader.topic = True
        return True
    says = own_answer(units, reader.units_of(following[0].text))
    if says != YES or reader.setting.owner:
        return says == NO
    reader.keep(Finding("done", line, aims=aims_in(units), trouble="unclear"))
    return True


def _is_topic(units: list[Unit], following: list[Unit]) -> bool:
    """ "The paths? They were done on Friday.": a name with a question mark, of which the next sentence tells."""
    names = codes_of(units).strip("agO,?.!") == "T"
    return names and _TELLS.match(codes_of(following)) is not None


def of_the_topic(units: list[Unit]) -> list[Unit]:
    """`units` of the sentence behind a topic, with its "they" for what that named."""
    they = next((unit for unit in units if unit.word in THEY), None)
    if they is not None:
        they.tags = frozenset({"pronoun"})
    return units


def answers_question(sentence: Sentence, units: list[Unit], line: Line, reader: "Reader") -> bool:
    """ "Q7: use Inter", from an owner."""
    first = units[0]
    if first.kind != "target" or first.value[0].question is None or sentence.asks or not reader.setting.owner:
        return False
    text = line.body[sentence.start + first.end :].strip(" \t:-,")
    reader.keep(Finding("answer", line, aims=first.value, text=text or None))
    reader.long.open, reader.long.opened_at = reader.found[-1], line
    return True
