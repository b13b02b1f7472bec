"""Whether a reply is a brief for a new project, an answer to one that was shown back, or neither."""

from collections.abc import Iterator

from mailflow.commands.brief_dates import with_dates
from mailflow.commands.brief_lines import ADDRESS
from mailflow.commands.reading.heads import head_of
from mailflow.commands.reading.lines import line_of
from mailflow.commands.reading.units import Unit, units_of
from mailflow.commands.reading.when import Clock
from mailflow.commands.words import Lexicon
from mailflow.domain.people import Role
from mailflow.domain.reading import BRIEF, Asked, Context, ReplyText

NEW = "new_project"
FIRST_LINES = 3
MANY_LINES = 4
LONGEST_YES = 8
YES = frozenset({"confirm", "confirmed", "start", "go", "ahead", "project", "it", "the", "as", "shown", "all", "good"})
NO = frozenset({"skip", "drop", "cancel", "forget", "never", "mind", "it"})


def asked_of(reply: ReplyText, context: Context, lexicon: Lexicon, clock: Clock) -> Asked | None:
    """The one thing that such a reply asks for; None where it has to be read like every other one."""
    home = _owned(context)
    if home is None:
        return None
    letter = context.letter
    if letter is not None and letter.letter == BRIEF and reply.text.strip():
        return _answer(reply.text.strip(), letter.about.project, lexicon, clock)
    return _begun(reply, home, lexicon, clock)


def _owned(context: Context) -> str | None:
    """A project in which the sender decides, the letter's before others."""
    about = context.letter.about.project if context.letter is not None else None
    codes = [s.code for s in context.snapshots if context.role_in(s.code) is Role.OWNER]
    return about if about in codes else next(iter(codes), None)


def _answer(text: str, project: str, lexicon: Lexicon, clock: Clock) -> Asked | None:
    """YES sets it up, NO drops it, HELP and the like are read as ever; all else is added to it."""
    units = [unit for unit in units_of(line_of(text).body, lexicon) if unit.kind != "punct"]
    if not any(_says_something(line, lexicon) for line in text.splitlines()):
        return None
    if "\n" not in text and len(units) <= LONGEST_YES:
        if _all(units, YES, "yes", "approve", "positive", "agree"):
            return Asked(NEW, text, project=project)
        if _all(units, NO, "no", "skip", "cancel"):
            return Asked("skip", text, project=project)
        if any(unit.has(tag) for unit in units for tag in ("help", "status", "list", "undo", "digest")):
            return None
    return Asked(NEW, text.partition("\n")[0], project=project, text=with_dates(text, lexicon, clock))


def _says_something(line: str, lexicon: Lexicon) -> bool:
    units = units_of(line_of(line).body, lexicon)
    return any(unit.kind != "punct" and (not unit.has("courtesy") or unit.has("yes")) for unit in units)


def _all(units: list[Unit], words: frozenset[str], *tags: str) -> bool:
    """Whether nothing but such words is said, and one of them at least says it."""
    core = [unit for unit in units if not unit.has("courtesy") or any(unit.has(tag) for tag in tags)]
    telling = words - {"it", "the", "project"}
    said = [unit for unit in core if any(unit.has(tag) for tag in tags) or unit.word in telling]
    return bool(said) and all(unit in said or unit.word in words or unit.has("article") for unit in core)


def _begun(reply: ReplyText, home: str, lexicon: Lexicon, clock: Clock) -> Asked | None:
    """ "NEW PROJECT: Acme app" as the subject, or on one of the first lines, with all that follows."""
    for place, line in _openings(reply):
        body = line_of(line).body
        head = head_of(body, units_of(body, lexicon), lexicon)
        if head is None or head.verb != NEW:
            continue
        rest = list(reply.lines[place + 1 :])
        if not head.strict and not (len(rest) >= MANY_LINES and ADDRESS.search(reply.text)):
            return None
        text = "\n".join([f"Title: {head.text}" if head.text else "", *rest]).strip()
        return Asked(NEW, line.strip(), project=home, text=with_dates(text, lexicon, clock) or None)
    return None


def _openings(reply: ReplyText) -> Iterator[tuple[int, str]]:
    if reply.subject.strip():
        yield -1, reply.subject
    filled = [(place, line) for place, line in enumerate(reply.lines) if line.strip()]
    yield from filled[:FIRST_LINES]
