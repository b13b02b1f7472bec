"""What leads up to a sentence and says nothing by itself: "I would like to kindly inform you that", "the good one:";
and courtesy about the mails themselves."""

import re

from mailflow.commands.reading.units import Unit

_INFORMS = re.compile(r"[agO]*(?:i[abmgh]+|pbk?)(?=O)")
_INTRODUCES = re.compile(r"[ag]*pbxa?(?=O)|[ag]*pbx(?=a)")
_LABELS = re.compile(r"[agO]*[agOzxkd+]{1,7}(?=:)")
NAMING = 3
"""Words at the beginning of a label, among which the one stands that says what it is."""
NEWS = frozenset(
    {"good", "bad", "one", "news", "thing", "part", "bit", "version", "update", "answer", "story", "side", "first"}
)
GREETINGS = frozenset({"one", "news", "update", "line", "note", "word", "lines", "words", "few lines", "quick one"})
FROM = frozenset({"from", "at", "in", "on", "before", "for"})
LONGEST = 7
CORRESPONDING = frozenset(
    {"writing", "answering", "replying", "waiting", "calling", "responding", "reporting", "telling", "mailing"}
    | {"emailing", "asking", "reminding", "checking", "chasing", "nudging", "understanding", "listening"}
)
ABOUT = frozenset({"for", "about"})


def led_up_to(units: list[Unit], codes: list[str]) -> list[str]:
    """`codes` with those of an opening as such: who writes, that they would like to inform, a label before a colon."""
    if not ("O" in codes or ":" in codes or codes[:3] == ["p", "b", "x"] or "g" in codes[:1]):
        return codes
    said = "".join(codes)
    found = _INFORMS.match(said) or _introduced(units, said) or _labelled(units, said)
    return codes if found is None else ["O"] * found.end() + codes[found.end() :]


def _introduced(units: list[Unit], said: str) -> re.Match[str] | None:
    """ "It's Fergus here, just to let you know …"."""
    found = _INTRODUCES.match(said)
    if found is None or units[said.index("x")].tags:
        return None
    named = units[said.index("x") + 1 : found.end() + 1]
    return found if any(unit.word == "here" or unit.has("opener") for unit in named) else None


def _labelled(units: list[Unit], said: str) -> re.Match[str] | None:
    """ "The good one: …", "two bits of news: …", "a quick one from the train: …"."""
    found = _LABELS.match(said)
    if found is None:
        return None
    led = any(unit.word in GREETINGS for unit in units[:NAMING]) and any(u.word in FROM for u in units[: found.end()])
    return found if led or (found.end() < LONGEST and units[found.end() - 1].word in NEWS) else None


def with_excuses(units: list[Unit]) -> list[Unit]:
    """`units` with "thank you for waiting", "sorry for not writing" each as one courtesy."""
    if not any(unit.word in CORRESPONDING for unit in units[2:]):
        return units
    joined: list[Unit] = []
    for unit in units:
        joined.append(unit)
        length = _excused(joined) if unit.word in CORRESPONDING else 0
        if length:
            words = " ".join(one.word for one in joined[-length:])
            joined[-length:] = [Unit("word", words, joined[-length].start, unit.end, tags=frozenset({"courtesy"}))]
    return joined


def _excused(units: list[Unit]) -> int:
    """How many units at the end are an excuse, or thanks."""
    about = 3 if len(units) > 3 and units[-2].word == "not" else 2
    if len(units) <= about or units[-about].word not in ABOUT or not units[-about - 1].has("courtesy"):
        return 0
    return about + 1
