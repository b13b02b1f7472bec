"""How often somebody is answered: what answers us may be a machine without a mark of one, and must not go on for ever.

What left a record is always answered, later and later where answers answer answers; that questions were passed on, a
day later from the fourth on. What changed nothing is answered a
few times a day, and not again where the same words that changed nothing answer the same letter, or any answer of ours,
on the same day: "3 was already submitted" is said once.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256

from mailflow.domain.answer import Item
from mailflow.domain.letter import Intent
from mailflow.domain.reading import Answered, normal_line
from mailflow.flows.turn import WEAK, Turn

ANSWERS = frozenset({"receipt", "clarification", "help", "status"})
ON_REQUEST = "digest"
INFORMING = frozenset({"status", "list", "help", "export", "digest"})
PER_DAY, PER_DAY_UNPROMPTED = 3, 10
AT_ONCE = 3
"""How many answers to answers leave at once in a day."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=30), timedelta(days=1)
SAME_ROW = timedelta(hours=6)
"""Whoever takes longer to answer an answer goes round in no circle worth stopping."""
DAY = timedelta(days=1)


def acted(items: Sequence[Item]) -> bool:
    """Whether anything was recorded but a note, or a project founded."""
    outcomes = [item.outcome for item in items]
    return any(one.founds is not None or any(change.kind != "note" for change in one.changes) for one in outcomes)


def asked_only(items: Sequence[Item]) -> bool:
    """Whether nothing was recorded but questions, and notes: who asked hears more once they are answered."""
    outcomes = [item.outcome for item in items]
    kinds = {change.kind for one in outcomes for change in one.changes}
    return "question" in kinds <= {"question", "note"} and all(one.founds is None for one in outcomes)


def unheard(turn: Turn) -> bool:
    """Whether the message asks for nothing but information, and gets no answer, so that nothing is done for it."""
    asked = turn.understood.asked
    noted = any(one.verb == "note" for one in asked)
    if any(one.verb not in INFORMING and one.verb != "note" for one in asked):
        return False
    return _repeats(turn) or (bool(asked) and not noted and not may_answer(turn))


def may_answer(turn: Turn) -> bool:
    """Whether a message of which nothing was recorded is answered. A mail of its own that asks for information may ask
    more often than one that answers a letter of ours; what bears a name and proves nothing uses up no answers of that
    person's own."""
    if _repeats(turn):
        return False
    asked = turn.understood.asked
    unprompted = turn.context.letter is None and bool(asked) and all(one.verb in INFORMING for one in asked)
    given = [one for one in _given(turn) if one.letter == ON_REQUEST or one.facts.get("idle") is True]
    idle = sum((one.facts.get("weak") is True) == _weak(turn) for one in given)
    return idle < (PER_DAY_UNPROMPTED if unprompted else PER_DAY)


def answering(intent: Intent, turn: Turn, items: Sequence[Item]) -> Intent:
    """The answer as it is remembered. One of many that answer answers waits."""
    idle, asked = not acted(items), asked_only(items)
    again = _answers_answer(turn.context.letter, turn.now)
    waits = _pause(_before(turn, asked=asked), asked=asked) if again else timedelta(0)
    if idle:
        turn.unit.mark(_words(turn), "folded")
    facts = {"idle": idle, "asked": asked, "again": again, "waits": int(waits.total_seconds()), "weak": _weak(turn)}
    return replace(intent, facts={**intent.facts, **facts})


def pause(intent: Intent) -> timedelta:
    """How long an answer waits."""
    waits = intent.facts.get("waits")
    return timedelta(seconds=waits if isinstance(waits, int) else 0)


def _before(turn: Turn, *, asked: bool) -> int:
    """How many answers to answers, or to questions where this is one, there were that day."""
    counted = ("again", "asked") if asked else ("again",)
    return sum(any(one.facts.get(name) is True for name in counted) for one in _given(turn))


def _pause(before: int, *, asked: bool) -> timedelta:
    """The longer, the more answers to answers there were that day. A machine that asks is answered three times, and
    then once a day; one that reports something new each time, some nine times on its first day."""
    beyond = before - AT_ONCE
    if beyond < 0:
        return timedelta(0)
    return LONGEST_PAUSE if asked else min(FIRST_PAUSE * 2 ** min(beyond, 10), LONGEST_PAUSE)


def _answers_answer(letter: Answered | None, now: datetime) -> bool:
    """Whether an answer of ours is answered, soon after it left."""
    if letter is None or letter.letter not in ANSWERS or letter.sent_at is None:
        return False
    return now - letter.sent_at <= SAME_ROW


def _weak(turn: Turn) -> bool:
    """Whether nothing but a From line says who wrote it."""
    return turn.proof.startswith(WEAK)


def _given(turn: Turn) -> list[Intent]:
    """What this person was answered in the last day."""
    return turn.unit.answers_to(turn.person.id, turn.now - DAY, {*ANSWERS, ON_REQUEST})


def _repeats(turn: Turn) -> bool:
    """Whether the same words changed nothing that day already, in answer to that letter or to any answer of ours."""
    read = bool(turn.understood.reply.text.strip())  # of what is too large, nothing is
    return read and turn.context.letter is not None and bool(turn.unit.seen([_words(turn)]))


def _words(turn: Turn) -> str:
    """The occasion of an answer to those words."""
    letter, reply = turn.context.letter, turn.understood.reply
    said = "\n".join(map(normal_line, (reply.subject, *reply.lines)))
    about = "" if letter is None else "answers" if letter.letter in ANSWERS else letter.message_id
    digest = sha256("\0".join((turn.person.id, about, said)).encode("utf-8", "replace")).hexdigest()
    return f"words/{turn.now.date().isoformat()}/{digest[:32]}"
