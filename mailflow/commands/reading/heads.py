"""Lines that begin with a command's own words: "BLOCKED 4: waiting for your logo", "QUESTION: which font?"."""

import re
from dataclasses import dataclass, replace

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import When
from mailflow.commands.words import Lexicon

_NAMED_AFTER_NUMBER = re.compile(r"[^:]*:|[^:,]*\d\s*,(?=[^\d]*$)")

TEXTED = frozenset(
    {
        "question",
        "note",
        "counter",
        "answer",
        "feedback",
        "thank",
        "broadcast",
        "vision",
        "add",
        "invite",
        "new_project",
    }
)
LONG = frozenset(
    {
        "add",
        "answer",
        "broadcast",
        "vision",
        "new_project",
        "revise",
        "question",
        "note",
        "counter",
        "feedback",
        "thank",
    }
)
JOINING = frozenset({"and", "&", ",", ";"})
REFERRING = frozenset({"ref", "reference", "with", "check", "cheque", "ck", "chk", "transaction", "receipt", "invoice"})
PEOPLE = frozenset({"feedback", "thank", "assign"})


@dataclass(frozen=True, slots=True)
class Head:
    """The command that a line begins with. `rest` are the units behind it, `text` what was written there.

    `words` counts its own words; `strict`: set off by a colon or written in capitals, so that it is
    a command beyond doubt.
    """

    verb: str
    rest: tuple[Unit, ...]
    text: str
    strict: bool
    words: int = 1


def head_of(body: str, units: list[Unit], lexicon: Lexicon) -> Head | None:
    """The command at the beginning of a plain line, past greetings and politeness."""
    for start, unit in enumerate(units):
        words, spans = _words_from(units, start)
        found = lexicon.heads.at(words, 0) if words else None
        if found is not None:
            length, entry = found
            head = _head(body, units, start, spans[length - 1], sorted(entry.tags))
            if head is not None and _tells_of_inability(head):
                return None
            if not (unit.has("courtesy") or unit.kind == "target") or (head is not None and head.strict):
                return head
        if not unit.has("courtesy") and unit.word not in {",", "-", "*", '"'}:
            break
    return None


def _tells_of_inability(head: Head) -> bool:
    """ "Can't paint.", where a milestone is the hull paint or "Paint": a word of a title there may be the verb."""
    aims = aims_of(head)
    bare = bool(head.rest) and head.rest[0].kind == "target" and " " not in head.rest[0].word
    partly = bool(aims) and all(aim.options and (bare or not aim.full) for aim in aims)
    return head.verb == "decline" and not head.strict and partly


def _words_from(units: list[Unit], start: int) -> tuple[list[str], list[int]]:
    """The single words from a unit on (phrases taken apart), and which unit each one ends."""
    words: list[str] = []
    spans: list[int] = []
    for place in range(start, min(start + 6, len(units))):
        unit = units[place]
        in_title = place == start and unit.kind == "target" and all(a.options and not a.full for a in unit.value)
        if not (in_title or unit.kind in {"word", "punct", "number"}) or unit.word == ":":
            break
        parts = (unit.written or unit.word).split()
        words += parts
        spans += [*([-1] * (len(parts) - 1)), place + 1]
    return words, spans


def _head(body: str, units: list[Unit], start: int, end: int, verbs: list[str]) -> Head | None:
    if end < 0:
        return None
    rest = units[end:]
    place = next((i for i, u in enumerate(rest) if u.word == ":"), None)
    led = (
        place is not None
        and all(
            u.kind in {"target", "project", "question"} or not u.tags or u.has("preposition") or u.has("topic")
            for u in rest[:place]
        )
        and place <= 4
    )
    dashed = bool(rest) and rest[0].word == "-" and len(rest) > 1 and not rest[1].has("negation")
    written = body[units[start].start : units[end - 1].end]
    capitals = written.isupper() and len(written) > 1
    after = rest[place].end if led and place is not None else units[end - 1].end
    text = body[after:].strip(" \t-:,")
    return Head(
        verbs[0] if len(verbs) == 1 else "|".join(verbs),
        tuple(rest),
        text,
        led or capitals or (dashed and verbs == ["blocked"]),
        len(written.split()),
    )


def person_in(units: tuple[Unit, ...], names: dict[str, str]) -> str | None:
    """The person whom the first known name means."""
    for unit in units:
        for word in unit.word.split():
            if word in names:
                return names[word]
    return None


def aims_of(head: Head) -> tuple[Aim, ...]:
    """What stands directly behind the command's words, before its text."""
    aims: list[Aim] = []
    for unit in head.rest[:6]:
        if unit.kind == "target":
            aims += unit.value
            break
        leads = unit.has("preposition") or unit.has("milestone") or unit.has("topic")
        if unit.word == ":" or (unit.kind == "word" and not leads):
            break
    return tuple(aims)


def whole_aims(body: str, head: Head) -> tuple[Aim, ...]:
    """What is meant where a reason follows: in "7: moon is crooked" the moon is a word of the reason, and no task."""
    aims = aims_of(head)
    unit = next((unit for unit in head.rest if unit.kind == "target"), None)
    named = unit is not None and _NAMED_AFTER_NUMBER.match(body, unit.start, unit.end) is not None
    return tuple(replace(aim, task=None) if named and aim.number is not None else aim for aim in aims)


def further_aims(head: Head) -> tuple[Aim, ...]:
    """ "Paid 3, ref A1 and 4, ref A2", "paid 3 (A1), paid 4 (A2)": what is paid besides the first."""
    found: list[Aim] = []
    first = next((i for i, unit in enumerate(head.rest) if unit.kind == "target"), len(head.rest))
    for place in range(first + 2, len(head.rest)):
        before, unit, behind = head.rest[place - 1], head.rest[place], head.rest[place + 1 : place + 2]
        joined = before.word in JOINING or before.has("paid")
        ends = not behind or behind[0].kind == "punct" or behind[0].word in REFERRING
        if joined and ends and unit.kind == "target" and not any(aim.options for aim in unit.value):
            found += unit.value
    return tuple(found)


def text_after_target(body: str, head: Head) -> str:
    """What is written behind the target (or behind the command, where there is none)."""
    for unit in head.rest[:6]:
        if unit.kind == "target":
            return body[_end_of_number(body, unit) :].strip(" \t-:,;.")
        if unit.word == ":" or (unit.kind == "word" and not unit.has("preposition") and not unit.has("milestone")):
            break
    return head.text


def reason_of(text: str, lexicon: Lexicon) -> str | None:
    """A reason without the word that leads to it."""
    for word in lexicon.set("reason") | lexicon.set("reason_opener"):
        if text.lower().startswith(word + " "):
            return text[len(word) :].strip() or None
    return text or None


def _end_of_number(body: str, unit: Unit) -> int:
    """Where the target ends and the text begins: in "1: footer links missing" the footer is text."""
    found = _NAMED_AFTER_NUMBER.match(body, unit.start, unit.end)
    return found.end() if found else unit.end


def when_of(units: tuple[Unit, ...]) -> When | None:
    """The first date or length of time."""
    return next((u.value for u in units if u.kind in {"date", "length"}), None)
