"""A sentence that is put as a question to the owner."""

import re

from mailflow.commands.reading.clause import Clause
from mailflow.commands.reading.codes import NEUTRAL
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.units import split_words

LONGEST_GREETING = 14
_GREETS = re.compile(r"[agO]*gx{1,2},?")


def asks_after(sentence: Sentence, clauses: list[Clause], *, owner: bool) -> bool:
    """ "How are things over there?", "¿qué tal todo por allá?": of how somebody is, and of no work; an owner who does
    not greet may well want to know how the work stands."""
    if owner and clauses[0].codes[:1] != "g":
        return False
    words = [word for word in split_words(sentence.text.lower()) if word[0].isalnum()]
    lexicon = clauses[0].lexicon
    if lexicon is None or len(words) > LONGEST_GREETING or any(c.says("Td%0u") for c in clauses):
        return False
    said = f" {' '.join(words)} "
    return any(f" {phrase} " in said for phrase in lexicon.set("wellbeing"))


def says_little(clause: Clause) -> bool:
    """ "Please, sir", "regarding 10", "because we have Easter", beside what a question asks for."""
    reasons = clause.lexicon.set("reason") if clause.lexicon is not None else frozenset()
    named = re.fullmatch(r"O[a,]*T,?", clause.codes) is not None
    return named or clause.units[0].word in reasons or set(clause.codes) <= NEUTRAL | {"?", "x"}


def opens(clause: Clause) -> bool:
    """Whether it has a word by which questions begin: beside a wish that is put as a question, all else only tells."""
    return clause.has("wh") or clause.has("ask") or clause.has("question_particle")


def question(
    sentence: Sentence, clauses: list[Clause], line: Line, *, after_command: bool, after_done: bool
) -> Finding | None:
    """The sentence as a question to the owner; None for a mere "how are you?", or a
    "can you check?" beside what is done and so reviewed anyway."""
    asking = [c for c in clauses if c.asks]
    if all(set(c.codes) <= NEUTRAL | {"?"} or _GREETS.fullmatch(c.codes) for c in asking) or (
        after_done and any(c.has("review_request") for c in asking)
    ):
        return None
    aims = tuple(aim for clause in clauses for aim in clause.aims if aim.full or not aim.options)
    start = asking[0].units[0].start if asking and after_command else 0
    first = clauses[0].units[0]
    if first.kind == "target" and first.value[0].question is not None:
        aims, start = tuple(aim for aim in aims if aim.question is None), max(start, first.end)
    return Finding("question", line, aims=aims, text=sentence.text[start:].strip(" ,;:-"))
