"""The one answer that a message gets: what was understood, what comes next, what was not understood."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailflow.domain.letter import Intent, Phrase
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked, Confidence, Unclear
from mailflow.domain.record import Json

INFORMATION = ("help", "status", "list", "export")
ELSEWHERE = "You answered a letter about milestone {other}; I went by the number that you wrote."

OPENINGS = {
    "empty": "Your mail reached me, but I found no words of yours in it, so nothing was changed.",
    "role": "That is not yours to decide here, so nothing was changed.",
    "closed": "The project is closed, so nothing was changed.",
    "too_large": "Your mail is larger than I can take in. Please send it again with a link instead of the files.",
    "too_complex": "Your mail has more parts than I can take in. Please send it again as plain text.",
    "too_slow": "I could not read your mail in the time I have. Please send it again as plain text.",
    "malformed": "I could not read your mail. Please send it again as plain text.",
    "encrypted": "Your mail is encrypted, and I have no key for it. Please send it again unencrypted.",
    "partial": "Your mail is one piece of a longer one. Please send it again in one piece.",
    "winmail_dat": "Your mail came as a winmail.dat file, which I cannot open. Please send it again as plain text.",
}
"""What somebody is told whose whole message could not be used, by the name of the reason."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a message: what it asked for, and what came of it."""

    asked: Asked
    outcome: Outcome

    @property
    def changed(self) -> bool:
        """Whether it left a trace that an UNDO takes back."""
        return bool(self.outcome.changes) or self.outcome.person is not None


def answer(
    items: Sequence[Item],
    unclear: Sequence[Unclear],
    act: Act,
    code: str | None,
    subject: str,
    reason: str = "ok",
    attach: Sequence[str] = (),
) -> Intent:
    """The answer to the message of `act`: a receipt, or a clarification, help or status where it is no more than that.

    `code` is the project that it is about, where there is one; `subject` that of the message; `reason` the name of
    what became of it (``too_large`` and the like are explained);
    `attach` adds sections (``status``, ``list``, ``help``, ``export``) to those that the outcomes ask for.
    """
    sections = _sections(items, attach)
    items = items or _whole_message(reason)
    letter = letter_name(items, unclear, sections)
    return Intent(
        letter=letter,
        to=act.by.id,
        about=Ref(code or ""),
        occasion=f"{letter}/m{act.message}/{act.by.id}",
        facts=_facts(items, unclear, act, sections),
        urgent=True,
        answers=act.message_id,
        subject=subject,
        cause=act.message,
    )


def _whole_message(reason: str) -> tuple[Item, ...]:
    """What is said about a message of which nothing could be used."""
    text = OPENINGS.get(reason)
    return () if text is None else (Item(Asked("note", ""), Outcome(Phrase(text), refused=reason)),)


def letter_name(items: Sequence[Item], unclear: Sequence[Unclear], attach: Sequence[str]) -> str:
    """Which of the four answers this is."""
    if any(item.changed or item.outcome.intents for item in items):
        return "receipt"
    if unclear or any(item.outcome.refused for item in items):
        return "clarification"
    if attach and all(item.outcome.attach for item in items):
        return "help" if set(attach) == {"help"} else "receipt" if "export" in attach else "status"
    return "receipt"


def _sections(items: Sequence[Item], attach: Sequence[str]) -> tuple[str, ...]:
    wanted = {item.outcome.attach for item in items} | set(attach)
    return tuple(name for name in INFORMATION if name in wanted)


def _facts(items: Sequence[Item], unclear: Sequence[Unclear], act: Act, attach: Sequence[str]) -> dict[str, Json]:
    facts: dict[str, Json] = {"topic": "", "help": []}
    for item in items:
        facts |= item.outcome.facts
    facts["items"] = [_item(item, act) for item in items]
    facts["unclear"] = [_unclear(each) for each in unclear]
    facts["attach"] = list(attach)
    facts["files"] = [one.as_json() for one in act.enclosed]
    facts["undo"] = any(item.changed and item.asked.verb != "undo" for item in items)
    return facts


def _item(item: Item, act: Act) -> Json:
    asked, outcome = item.asked, item.outcome
    after, beside = outcome.next or Phrase(""), _remark(item, act)
    return {
        "line": asked.line,
        "verb": asked.verb,
        "text": outcome.said.text,
        "values": dict(outcome.said.values),
        "next": after.text,
        "next_values": dict(after.values),
        "remark": beside.text,
        "remark_values": dict(beside.values),
        "probable": asked.confidence is Confidence.PROBABLE and item.changed,
        "refused": outcome.refused,
        "choices": list(outcome.choices),
        "project": asked.project,
        "milestone": asked.milestone,
    }


def _remark(item: Item, act: Act) -> Phrase:
    """Says so where what was written beat the letter that it answered; else what the command remarks."""
    otherwise = item.outcome.remark or Phrase("")
    letter, number = act.answered, item.asked.milestone
    if (
        letter is None
        or number is None
        or letter.about.kind != "milestone"
        or item.asked.project != letter.about.project
    ):
        return otherwise
    shown = {ref.number for ref in letter.items} | {letter.about.number}
    return otherwise if number in shown else Phrase(ELSEWHERE, {"other": letter.about.number})


def _unclear(each: Unclear) -> Json:
    asked: dict[str, Json] = {"line": each.line, "reason": each.reason, "choices": list(each.choices)}
    return {**asked, "project": each.project, "titles": list(each.titles), "why": each.why}
