"""Sentences that are a command as a whole: "status please", "I'm back", "AWAY 20 Dec to 3 Jan", "yes"."""

from typing import TYPE_CHECKING

from mailflow.commands.clauses import code_of
from mailflow.commands.dates import When
from mailflow.commands.findings import Finding
from mailflow.commands.lines import Line, Sentence
from mailflow.commands.units import Unit

if TYPE_CHECKING:
    from mailflow.commands.reader import Reader

WHOLE = ("status", "list", "help", "export", "undo", "digest", "resume", "pause", "back")
PASSED_OVER = frozenset('gaOibk,.:;!-()"?p')
ANSWERS = {
    "challenge": ("confirm", "disavow"),
    "date_request": ("accept_date", "keep_date"),
}


def whole_sentence(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """The command that the sentence is, and nothing but."""
    said = [unit for unit in units if unit.kind != "punct"]
    answer = _answer(said, line, reader)
    if answer is not None:
        return answer
    dated = _away(units, sentence, line, reader) or _snooze(units, line, reader)
    if dated is not None:
        return dated
    core = [unit for unit in said if code_of(unit) not in PASSED_OVER or any(unit.has(tag) for tag in WHOLE)]
    if len(core) == 1:
        verb = next((tag for tag in WHOLE if core[0].has(tag)), None)
        if verb is not None:
            return Finding(verb, line)
        return _agreement(core, line, reader)
    return None


def _answer(said: list[Unit], line: Line, reader: "Reader") -> Finding | None:
    letter = reader.setting.context.letter
    pair = ANSWERS.get(letter.letter) if letter is not None else None
    core = [u for u in said if not u.has("courtesy") or u.has("yes") or u.has("no")]
    if pair is None or not core or len(core) > 3:
        return None
    if all(u.has("yes") or u.has("approve") for u in core):
        return Finding(pair[0], line)
    if core[0].has("no") and all(u.has("no") or u.has("courtesy") for u in core):
        return Finding(pair[1], line)
    return None


def _agreement(core: list[Unit], line: Line, reader: "Reader") -> Finding | None:
    letter = reader.setting.context.letter
    if not core[0].has("agree") or reader.setting.owner:
        return None
    plain = letter is None or letter.letter in {"invitation", "agreement"}
    return Finding("agree", line, sure=plain, choices=("AGREE",))


def _away(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    place = next((i for i, u in enumerate(units) if u.has("away")), None)
    if place is None or sentence.asks:
        return None
    codes = "".join(code_of(u) for u in units)
    dates = [u for u in units if u.kind == "date"]
    if "T" in codes or any(c in "ncrho" for c in codes) or not (dates or place == 0):
        return None
    if place and not any(c in "if" for c in codes[:place]) and not units[place].word.startswith("on "):
        return None
    return Finding("away", line, when=_absence(units, dates, reader))


def _absence(units: list[Unit], dates: list[Unit], reader: "Reader") -> When | None:
    today = reader.setting.clock.today
    if not dates:
        return When(day=today)
    first: When = dates[0].value
    before = units[units.index(dates[0]) - 1].word if units.index(dates[0]) else ""
    if first.fault:
        return first
    if before in {"until", "till", "til", "through", "to"}:
        return When(day=today, until=first.last, probable=first.probable)
    last = dates[-1].value if len(dates) > 1 else first
    return When(day=first.day, until=last.last, probable=first.probable and first.until is None)


def _snooze(units: list[Unit], line: Line, reader: "Reader") -> Finding | None:
    if not any(u.has("snooze") for u in units):
        return None
    said = next((u.value for u in units if u.kind in {"date", "length"}), None)
    clock = reader.setting.clock
    if said is None:
        return None
    until = said.after(clock.today, clock.calendar) if said.is_length else said.last
    return Finding("snooze", line, when=When(until=until, fault=said.fault, probable=said.probable))
