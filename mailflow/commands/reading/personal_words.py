"""Sentences that are a command as a whole: "status please", "I'm back", "AWAY 20 Dec to 3 Jan", "yes"."""

from itertools import pairwise
from typing import TYPE_CHECKING

from mailflow.commands.reading.absences import away
from mailflow.commands.reading.codes import ACTS, code_of, codes_of
from mailflow.commands.reading.consent import agreement
from mailflow.commands.reading.draft_answers import draft_answer
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.gatherings import called_together
from mailflow.commands.reading.headed import headed
from mailflow.commands.reading.heads import head_of
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.thanks import thanked
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import When
from mailflow.commands.words import Lexicon

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

WHOLE = ("status", "list", "help", "export", "undo", "digest", "resume", "pause", "back")
WHOLE_TAGS = frozenset(WHOLE)
PASSED_OVER = frozenset('gaOibkzmyk,.:;!-()"?p')
ASKED_FOR = frozenset({"status", "list", "help", "export", "digest"})
LONG_ANSWER = 6
CRIES = frozenset(
    {"help", "please help", "help me", "please help me", "i need help", "need help", "help please", "help us"}
)
SHORT = 20
MAILS = frozenset({"mails", "emails", "e-mails", "reminders", "letters", "nudges", "messages", "notifications"})
ANSWERS = {
    "challenge": ("confirm", "disavow"),
    "date_request": ("accept_date", "keep_date"),
    "change_request": ("accept_change", "keep_agreement"),
}


def whole_sentence(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """The command that the sentence is, and nothing but."""
    said = [unit for unit in units if unit.kind != "punct"]
    before = _setting_behind(units, sentence, line, reader) or called_together(units, sentence, line, reader)
    if before is not None:
        return before
    if sentence.asks and _asks_kindly(said, reader.scene.lexicon):
        return _snooze(units, line, reader)
    if not sentence.asks:
        found = (
            _answer(said, line, reader) or draft_answer(units, line, reader) or agreement(units, sentence, line, reader)
        )
        found = (
            found
            or thanked(units, sentence, line, reader)
            or away(units, sentence, line, reader)
            or _snooze(units, line, reader)
        )
        if found is not None:
            return found
    if sentence.text.endswith(":"):
        return None
    if _ends_in_undo(units) and not sentence.asks and not any(code_of(u) in "Tyfmc" for u in said):
        return Finding("undo", line)
    named = [unit.value for unit in said if unit.kind == "project"]
    said = [unit for unit in said if unit.kind != "project"]
    passed = PASSED_OVER | ({"T"} if any(u.has("status") for u in said) else set())
    said = said[1:] if said and said[0].word in {"and", "also", "plus"} else said
    said = _listed(said)
    kind = said[0].word in reader.scene.lexicon.set("kindly") if said else False
    core = [u for u in said if not WHOLE_TAGS.isdisjoint(u.tags) or not (code_of(u) in passed or u.has("ask"))]
    core = [u for u in core if not (sentence.asks and u.word == "get")]
    if len(core) > 1 and core[-1].kind == "date" and core[-1].value.day == reader.setting.clock.today:
        core.pop()  # "please send me the digest today"
    core = [u for u in core if not (u.word == "may" and any(v.has("resume") for v in core))]
    verb = next((tag for tag in WHOLE if core[0].has(tag)), None) if len(core) == 1 else None
    kindly = bool(core) and core[0].has("resume") and " " in core[0].word
    denying = "fnc" if kindly else "myfnc"
    if verb is None or (
        verb not in (ASKED_FOR | {"undo"} if kind else ASKED_FOR)
        and (sentence.asks or any(code_of(u) in denying for u in said if u is not core[0]))
    ):
        return None
    if _is_else(verb, core[0], sentence, line, reader):
        return None
    aims = tuple(aim for u in said if u.kind == "target" for aim in u.value)
    return Finding(verb, line, aims=aims, project=named[0] if len(named) == 1 else None)


def _is_else(verb: str, said: Unit, sentence: Sentence, line: Line, reader: "Reader") -> bool:
    """ "Please help. The manual is in Chinese.", "the glass came, back to it": words that ask for nothing there."""
    if verb == "help":
        return said.word in CRIES and len(line.body) > len(sentence.text) + SHORT
    freed = reader.arrived is line or any(one.verb == "unblocked" and one.line is line for one in reader.found)
    return verb == "back" and said.has("resuming") and freed


def _listed(said: list[Unit]) -> list[Unit]:
    """ "Send me the list | of everything that is still open on the project": without what the list is to hold."""
    place = next((i for i, unit in enumerate(said) if unit.has("list") and "list" in unit.word.split()), len(said))
    behind = said[place + 1 :]
    wants = bool(behind) and behind[0].word == "of" and any(unit.has("everything") for unit in behind[1:3])
    return said[: place + 1] if wants and all(unit.kind != "target" for unit in behind) else said


def _setting_behind(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """ "I'm in Lisbon until summer, please set my timezone to Europe/Lisbon": a setting behind a remark."""
    for place in range(1, len(units)):
        if units[place - 1].word not in {",", "so", "and", "-"}:
            continue
        head = head_of(sentence.text, units[place:], reader.scene.lexicon)
        if head is not None and head.verb in {"timezone", "language"}:
            remark = codes_of(units[:place])
            return headed(head, sentence, line, reader) if not set(ACTS + "T?") & set(remark) else None
    return None


def _ends_in_undo(units: list[Unit]) -> bool:
    """ "That's wrong, please undo", "undo that, hit send too early"."""
    commas = [-1, *(i for i, unit in enumerate(units) if unit.word == ","), len(units)]
    if len(commas) == 2:
        return False
    cut = ([u for u in units[a + 1 : b] if u.kind != "punct" and not u.has("courtesy")] for a, b in pairwise(commas))
    parts = [said for said in cut if said]
    undoing = [said for said in parts if len(said) == 1 and said[0].has("undo")]
    mistaken = all(
        said in undoing or any(unit.has("retraction") or unit.has("mistaken") for unit in said) for said in parts
    )
    return any(said[0].word.startswith("undo") or mistaken for said in undoing)


def _answer(said: list[Unit], line: Line, reader: "Reader") -> Finding | None:
    letter = reader.setting.context.letter
    pair = ANSWERS.get(letter.letter) if letter is not None else None
    core = [u for u in said if not u.has("courtesy") or u.has("yes") or u.has("no")]
    if pair is None or not core or _names_day_to_keep(core):
        return None
    if len(core) > 3:
        return _with_reason(core, pair, line)
    assent = ("yes", "approve", "agree") if pair[0] == "accept_change" else ("yes", "approve")
    if all(any(u.has(tag) for tag in assent) for u in core):
        return Finding(pair[0], line)
    if all(u.has(pair[1]) for u in core):
        return Finding(pair[1], line)
    if all(u.has("yes") or u.has("positive") for u in core):
        return Finding(pair[0], line, trouble="unclear")
    if core[0].has("no") and all(u.has("no") or u.has("courtesy") or u.has(pair[1]) for u in core):
        return Finding(pair[1], line)
    return None


def _names_day_to_keep(core: list[Unit]) -> bool:
    """ "No, we have to keep the 22nd": decided by the day that is named."""
    return any(left.word == "keep" and right.kind == "date" for left, right in pairwise(core))


def _with_reason(core: list[Unit], pair: tuple[str, str], line: Line) -> Finding | None:
    """ "Yes, that was me"; a longer "no, …" is asked where it could mean something else."""
    if core[0].has("yes") and pair[0] == "confirm" and len(core) < LONG_ANSWER:
        plain = not any(code_of(unit) in "nchrefm" for unit in core)
        return Finding(pair[0], line, trouble="" if plain else "unclear")
    if core[0].has("no") and not core[0].has("adverb"):
        said = any(unit.has(pair[1]) and " " in unit.word for unit in core[1:])
        plain = said and not any(code_of(unit) in "ncrhl" for unit in core[1:])
        return Finding(pair[1], line, trouble="" if plain or pair[1] == "disavow" else "unclear")
    return None


def _asks_kindly(said: list[Unit], lexicon: Lexicon) -> bool:
    """ "Could you stop the reminders for now?": an order in the form of a question."""
    opens = next((unit for unit in said if not unit.has("courtesy")), None)
    return opens is not None and opens.word in lexicon.set("kindly") and any(unit.has("snooze") for unit in said)


def _stops_until(units: list[Unit]) -> bool:
    """ "Stop the mails until Monday please"."""
    stops = next((i for i, u in enumerate(units) if u.has("pause") and u.word.split()[-1] in MAILS), len(units))
    return any(u.kind in {"date", "length"} for u in units[stops + 1 : stops + 3])


def _snooze(units: list[Unit], line: Line, reader: "Reader") -> Finding | None:
    paused = any(left.has("pause") and right.word in {"them", "all"} for left, right in pairwise(units))
    if paused and any(unit.word.split()[-1] in MAILS for unit in reader.units):
        return Finding("pause", line)
    said = next((u.value for u in units if u.kind in {"date", "length"}), None)
    if not (_stops_until(units) or any(u.has("snooze") for u in units)):
        return None
    clock = reader.setting.clock
    if said is None and any(u.has("meanwhile") or (u.has("snooze") and u.has("pause")) for u in units):
        denied = any(code_of(u) in "nfcro" and not (u.has("snooze") or u.has("meanwhile")) for u in units)
        return None if denied else Finding("pause", line)
    if said is None:
        alone = all(u.has("snooze") or u.has("courtesy") or u.kind == "punct" for u in units)
        return Finding("snooze", line, trouble="unclear", choices=("SNOOZE 3 days", "PAUSE")) if alone else None
    until = said.after(clock.today, clock.calendar) if said.is_length else said.last
    return Finding("snooze", line, when=When(until=until, fault=said.fault, probable=said.probable))
