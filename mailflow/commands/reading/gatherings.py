"""An owner's prose that calls people together: "let's get everybody on a call Thursday at 4pm to go over the plan"."""

from typing import TYPE_CHECKING

from mailflow.commands.reading.codes import code_of
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.units import Unit

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

JOINTLY = frozenset({"we", "us", "our", "everybody", "everyone", "crew", "team", "together", "all"})
COMING = frozenset({"make", "come", "join", "free", "available", "attend"})
OVER = frozenset({"was", "were", "had"})


def called_together(units: list[Unit], sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """A meeting with its day and time: plain where it is proposed ("let's …"), asked about where it is a question."""
    if not reader.setting.owner:
        return None
    day = next((unit for unit in units if unit.kind == "date" and unit.value.at is not None), None)
    if day is None:
        return None
    said = units[: units.index(day)]
    if any(unit.word in OVER for unit in units) or any(unit.kind == "target" for unit in said):
        return None
    doubts = "ncrD" if sentence.asks else "ncrhDf"
    if any(code_of(unit) in doubts and not unit.has("hedge") for unit in units) or not _calls(units, said, reader):
        return None
    text = sentence.text[day.end :].strip(" ,;:-.?!")
    if sentence.asks or not any(unit.word == "let us" for unit in said):
        return Finding("meet", line, when=day.value, trouble="unclear", choices=(_offered(day, text),))
    return Finding("meet", line, when=day.value, text=text or None, sure=False)


def _calls(units: list[Unit], said: list[Unit], reader: "Reader") -> bool:
    """Whether several people are to come, or a meeting is named as theirs."""
    words = {word for unit in units for word in (unit.written or unit.word).split()}
    gathers = not words.isdisjoint(reader.scene.lexicon.set("gathering"))
    english = reader.scene.lexicon.english is None
    jointly = not JOINTLY.isdisjoint(word for unit in said for word in unit.word.split())
    jointly = jointly or any(unit.has("everything") for unit in said)
    return (gathers and (jointly or not english)) or (jointly and not words.isdisjoint(COMING))


def _offered(day: Unit, text: str) -> str:
    at = f"{day.value.day:%Y-%m-%d} {day.value.at:%H:%M}"
    return f"MEET {at}: {text or 'agenda'}"
