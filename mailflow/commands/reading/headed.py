"""Each command as it is written at the beginning of a line, with its target and its text."""

from itertools import takewhile
from typing import TYPE_CHECKING

from mailflow.commands.reading.added import title_of
from mailflow.commands.reading.draft_answers import DRAFTS
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.headed_orders import ORDERS, Builder
from mailflow.commands.reading.heads import (
    PEOPLE,
    TEXTED,
    Head,
    aims_of,
    person_in,
    reason_of,
    text_after_target,
    when_of,
    whole_aims,
)
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.units import Unit
from mailflow.commands.reading.when import When

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader


def headed(head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """The finding of a line that begins with a command, or None where it is prose after all."""
    for verb in _verbs(head, reader):
        build = BUILDERS.get(verb)
        found = build(verb, head, sentence, line, reader) if build is not None else None
        if found is not None:
            found.project = found.project or _project_in(head)
            return found
    return None


def _project_in(head: Head) -> str | None:
    """The project that is named between the command's words and its text: "BROADCAST crew-1: …"."""
    before = takewhile(lambda unit: unit.word != ":", head.rest)
    return next((unit.value for unit in before if unit.kind == "project"), None)


def _verbs(head: Head, reader: "Reader") -> list[str]:
    """The commands that these words may begin, the sender's own first."""
    verbs = head.verb.split("|")
    owner = {"move", "approve", "revise", "cancel"}
    return sorted(verbs, key=lambda v: (v in owner) is not reader.setting.owner)


def _texted(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    named = person_in(head.rest[:1], reader.names) if verb in PEOPLE else None
    addressed = verb == "invite" and any(u.kind == "url" and "@" in u.word for u in head.rest)
    asked = verb == "answer" and any(aim.question is not None for aim in aims_of(head))
    if not (head.strict or named or addressed or asked or (verb in {"add", "broadcast"} and head.words > 1)):
        return None
    if verb in PEOPLE and not (head.strict or reader.setting.owner):
        return None  # "Tell Klaus the tea has improved", from somebody who is no owner
    found = Finding(verb, line, aims=aims_of(head), text=head.text or None)
    if verb == "broadcast" and not head.strict and not (reader.setting.owner and head.text.strip(".!")):
        return None  # "bonsoir à tous, la fontaine est terminée"
    if verb == "broadcast" and not head.strict:
        found.trouble, found.choices = "unclear", (f"BROADCAST: {head.text}",)
    if verb == "question":
        found.person = person_in(tuple(takewhile(lambda unit: unit.word != ":", head.rest)), reader.names)
    if verb in PEOPLE:
        found.person = named or person_in(head.rest[:3], reader.names)
        if named and ":" not in sentence.text:
            found.text = sentence.text[head.rest[0].end :].strip(" ,-") or None
    if verb == "add":
        found.when, found.person = when_of(head.rest), person_in(head.rest, reader.names)
        found.text = title_of(sentence.text, head, reader.names) or None
        found.aims = tuple(aim for aim in found.aims if not aim.options)
    return found


def _blocked(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    aims = whole_aims(sentence.text, head)
    if not (head.strict or aims):
        return None
    if head.rest and all(unit.has("negation") or unit.has("no") or unit.kind == "punct" for unit in head.rest):
        return Finding("blocked", line, denied=True)
    numbered = [u for u in head.rest if u.kind == "target" and not u.value[0].options]
    if not aims and len(numbered) == 1:
        aims = numbered[0].value
    return Finding(
        "blocked", line, aims=aims, text=reason_of(text_after_target(sentence.text, head), reader.scene.lexicon)
    )


def _start(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    aims = aims_of(head)
    when = when_of(head.rest)
    later = when is not None and (when.day is None or when.day > reader.setting.clock.today)
    said = takewhile(lambda unit: unit.word not in {",", ".", "-", ";"}, head.rest)
    later = later or any(unit.has("future") for unit in said)  # "zaczynam 3 po powrocie"
    typed = head.strict and all(unit.kind == "punct" for unit in head.rest)
    return Finding("start", line, aims=aims) if (aims or typed) and not later and not sentence.asks else None


def _dated(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    when = _corrected(head.rest) or when_of(head.rest)
    settles = any(u.has("positive") or u.has("yes") or u.has("approve") for u in head.rest)
    if when is None and reader.setting.owner and settles:
        return None
    several = sum(u.kind == "date" for u in head.rest) > 1 and sum(u.kind == "target" for u in head.rest) > 1
    if several or (when is None and not (head.strict or aims_of(head))):
        return None
    return Finding("date_request", line, aims=aims_of(head), when=when)


def _corrected(units: tuple[Unit, ...]) -> When | None:
    """The date behind a "sorry": "Monday, sorry, Tuesday"."""
    place = next((i for i, unit in enumerate(units) if unit.has("correction")), len(units))
    return when_of(units[place:])


def _decline(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    aims = aims_of(head)
    named = bool(aims) or (head.strict and len(reader.setting.shown) == 1)
    if not named or reader.setting.owner or sentence.asks:
        return None
    return Finding("decline", line, aims=aims, text=text_after_target(sentence.text, head) or None)


def _text_only(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    text = head.text.rstrip(".! ")
    if verb == "language":
        text = reader.scene.lexicon.languages.get(text.lower(), text)
    if not text or len(text.split()) > 2:
        return None
    return Finding(verb, line, text=text)


def _help(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    words = head.text.rstrip(".!?").lower().split()
    if not (words or head.strict) and len(line.body) > len(sentence.text) + SHORT:
        return None  # "Please help. The manual is in Chinese."
    return Finding("help", line, text=_topic(words[0], reader) if words else None) if len(words) < 2 else None


def _topic(word: str, reader: "Reader") -> str:
    """What help is wanted on: a command by its own words, or a language by its name."""
    lexicon = reader.scene.lexicon
    verbs = lexicon.heads.entries.get((word,))
    named = sorted(verbs.tags) if verbs is not None else []
    return named[0] if len(named) == 1 else lexicon.languages.get(word, word)


def _undo(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    aims = aims_of(head)
    others = [u for u in head.rest if u.kind not in {"punct", "target"} and not u.has("courtesy")]
    slips = bool(others) and all(u.has("retraction") or u.has("correction") for u in others)
    meant = slips or (aims and not others) or (len(others) < 5 and any(u.word in LATEST for u in others))
    return Finding("undo", line, aims=aims) if meant and not sentence.asks else None


def _plain(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    beside = [u for u in head.rest if u.kind not in {"punct", "project"}]
    return Finding(verb, line) if all(u.has("courtesy") or u.has("adverb") for u in beside) else None


def _whole_project(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """ "PAUSE project", "close acme-site": the project must be named, for a bare PAUSE is about mails."""
    project = _project_in(head)
    if (head.words < 2 and project is None) or sentence.asks:
        return None
    found = _plain(verb, head, sentence, line, reader)
    if found is None and any(unit.kind in {"date", "length"} or unit.word in AFTERWARDS for unit in head.rest):
        return Finding(verb, line, trouble="unclear", project=project)
    if found is not None and project is not None:
        found.project = project
    return found


def _drafted(verb: str, head: Head, sentence: Sentence, line: Line, reader: "Reader") -> Finding | None:
    """SEND and SKIP as they stand on a button; what else is said to a draft is read as a whole."""
    return _plain(verb, head, sentence, line, reader) if reader.setting.answered in DRAFTS or head.strict else None


SHORT = 20
AFTERWARDS = frozenset({"until", "till", "til", ",", "because", "since", "-"})
LATEST = frozenset({"last", "previous", "latest", "earlier"})
BUILDERS: dict[str, Builder] = {
    **dict.fromkeys(TEXTED, _texted),
    "blocked": _blocked,
    "start": _start,
    "date_request": _dated,
    "move": _dated,
    "decline": _decline,
    "timezone": _text_only,
    "language": _text_only,
    "help": _help,
    "undo": _undo,
    **ORDERS,
    "pause_project": _whole_project,
    "resume_project": _whole_project,
    "close_project": _whole_project,
    "send": _drafted,
    "skip": _drafted,
}
