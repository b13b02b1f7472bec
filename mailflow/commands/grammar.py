"""What a reply asks for: lines, sentences and clauses read in order, then settled against what is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mailflow.commands.new_brief import asked_of
from mailflow.commands.reading.aims import Scene
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line, lines_of
from mailflow.commands.reading.reader import Reader
from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.settle import settle
from mailflow.commands.reading.urgency import urgent
from mailflow.commands.reading.verdict import verdict
from mailflow.commands.reading.when import Clock
from mailflow.commands.words import Lexicon, Words
from mailflow.domain.people import Person, Role
from mailflow.domain.reading import MINUTES, Asked, Context, ReplyText, Unclear

MOST_COMMANDS = 20
MOST_CHARACTERS = 64 * 1024
RELAYED = ("question", "change_request")
"""Letters that pass on what somebody asks, so that an owner's plain words are for whoever did."""

FEWEST_WORDS = 4
"""Fewer are a command, or thanks."""

DAY_FIRST = frozenset({"it", "nl", "ru", "sv", "da", "no", "nb", "fi", "tr"})
MONTH_FIRST = frozenset({"en-us", "en-ph", "fil-ph", "es-us"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """What was understood, and what could not be."""

    asked: tuple[Asked, ...] = ()
    unclear: tuple[Unclear, ...] = ()


def grammar(reply: ReplyText, context: Context, words: Words) -> Grammar:
    """The commands of a reply, in the order of the text, and the lines that must be asked about.

    Nothing is guessed: completion and approval are read only where the wording leaves no doubt.
    Effort grows with the text's length alone.
    """
    if context.person is None:
        return Grammar()
    said = _understood(reply, context, context.person, words)
    if reply.alternative is None:
        return said
    return _compared(said, _understood(ReplyText(reply.alternative), context, context.person, words))


def _understood(reply: ReplyText, context: Context, person: Person, words: Words) -> Grammar:
    lexicon = words.lexicon(person.language)
    clock = Clock(person.calendar.local_date(context.now), person.calendar, day_first(person, lexicon))
    reply = _help_in_another(reply, person, words)
    brief = asked_of(reply, context, lexicon, clock)
    if brief is not None:
        return Grammar((brief,))
    scene = Scene.of(lexicon, context.snapshots, person.id)
    setting = Setting(context, clock)
    findings = list(_findings(reply, scene, setting))
    asked, unclear = verdict(settle(findings, setting), MOST_COMMANDS)
    if reply.absent:
        return Grammar(tuple(map(_as_note, asked)), unclear)
    if _is_minutes(reply, context) and not _is_command(reply, asked):
        return _minutes(reply, context)
    return Grammar(tuple(_pressed(_as_answer(one, context), words) for one in asked), unclear)


def _as_note(asked: Asked) -> Asked:
    """That somebody is not there answers nothing that was asked of them."""
    return replace(asked, verb="note", question=None) if asked.verb == "answer" else asked


def _pressed(asked: Asked, words: Words) -> Asked:
    return replace(asked, urgent=True) if asked.verb == "question" and urgent(asked.line, words) else asked


def _help_in_another(reply: ReplyText, person: Person, words: Words) -> ReplyText:
    """ "AYUDA" from somebody whose language is not Spanish is "HELP es"."""
    language = words.help_in(reply.text.strip() or reply.subject.strip())
    return ReplyText(f"HELP {language}") if language not in {"", person.language.split("-")[0]} else reply


def _is_minutes(reply: ReplyText, context: Context) -> bool:
    """Whether an owner answers the letter that asks for the minutes of a call, in more than a word of thanks."""
    letter = context.letter
    if letter is None or letter.letter != MINUTES or context.role_in(letter.about.project) is not Role.OWNER:
        return False
    return len(reply.text.split()) >= FEWEST_WORDS


def _is_command(reply: ReplyText, asked: Iterable[Asked]) -> bool:
    """Whether it is one line that asks for something: "MEET Thursday 15:00: the rest of it"."""
    return "\n" not in reply.text.strip() and any(one.verb != "note" for one in asked)


def _minutes(reply: ReplyText, context: Context) -> Grammar:
    """All of the text is what was talked about, for everybody: whatever else it says, it asks for nothing."""
    project = context.letter.about.project if context.letter is not None else None
    text = reply.text.strip()
    return Grammar((Asked("broadcast", text.partition("\n")[0], project=project, text=text),))


def _as_answer(asked: Asked, context: Context) -> Asked:
    """An owner's plain words in reply to a question that waits for one are its answer."""
    letter = context.letter
    if asked.verb != "note" or letter is None or letter.letter not in RELAYED:
        return asked
    code, number = letter.about.project, letter.question
    questions = next((s.questions for s in context.snapshots if s.code == code), {})
    question = questions.get(number or 0)
    if question is None or not question.open or context.role_in(code) is not Role.OWNER:
        return asked
    return replace(asked, verb="answer", project=code, question=number)


def _compared(text: Grammar, html: Grammar) -> Grammar:
    """What the text part says, where the HTML part says the same; else everything is asked."""
    if _substance(text) == _substance(html):
        return text
    asked = (one for one in (*text.asked, *html.asked) if one.verb != "note")
    lines = dict.fromkeys((one.line, one.project) for one in asked)
    contradicted = tuple(Unclear(line, (), "contradiction", project) for line, project in lines)
    return Grammar(tuple(one for one in text.asked if one.verb == "note"), (*text.unclear, *contradicted))


def _substance(said: Grammar) -> set[tuple[object, ...]]:
    return {
        (a.verb, a.project, a.milestone, a.task, a.percent, a.day, a.until, a.question, a.person)
        for a in said.asked
        if a.verb != "note"
    }


def day_first(person: Person, lexicon: Lexicon) -> bool | None:
    """Whether 03/04 is the third of April, by locale, language or its file; None where none of them says."""
    locale = (person.locale or "").replace("_", "-").lower()
    if locale in MONTH_FIRST:
        return False
    if "-" in locale:
        return True
    language = (locale or person.language).split("-")[0].lower()
    return True if language in DAY_FIRST else lexicon.day_first


def _findings(reply: ReplyText, scene: Scene, setting: Setting) -> Iterator[Finding]:
    reader = Reader(scene, setting)
    for line in _bounded(lines_of(reply, scene.lexicon)):
        reader.read(line)
    yield from reader.findings()


def _bounded(lines: list[Line]) -> Iterator[Line]:
    total = 0
    for line in lines:
        if total >= MOST_CHARACTERS:
            return
        left = MOST_CHARACTERS - total
        total += len(line.body)
        yield line if len(line.body) <= left else replace(line, body=line.body[:left])
