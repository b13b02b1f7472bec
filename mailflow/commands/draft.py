"""SEND and SKIP: what becomes of praise that was drafted for an owner. An edited draft goes out as they wrote it."""

from collections.abc import Mapping
from types import MappingProxyType

from mailflow.commands.aimed import refused
from mailflow.commands.command import Command
from mailflow.commands.post import Post
from mailflow.commands.wording import name, phrase
from mailflow.domain.letter import Intent
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.project import Ref
from mailflow.domain.reading import BRIEF, Answered, Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot

DRAFT = "appreciation_draft"
WORDS = ("words", "words_values")
"""The draft as a sentence with its gaps, which each reader gets in their own language."""
NOTHING: Mapping[str, Json] = MappingProxyType({})


def drafted(act: Act) -> Answered | None:
    """The letter with a draft in it that is answered here."""
    return act.answered if act.answered is not None and act.answered.letter == DRAFT else None


def apply_send(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The draft goes out as it stands."""
    letter = drafted(act)
    text = "" if letter is None else str(letter.facts.get("text") or "")
    words = {} if letter is None else {key: letter.facts[key] for key in WORDS if key in letter.facts}
    return _sent(text, letter, asked, snapshot, act, words)


def sent_instead(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The owner's own words go out in place of the draft."""
    return _sent((asked.text or asked.line).strip(), drafted(act), asked, snapshot, act)


def apply_skip(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """Nothing goes out."""
    if act.answered is not None and act.answered.letter == BRIEF:
        return Outcome(phrase("Nothing is set up, and nobody is written to."))
    letter = drafted(act)
    if letter is None:
        return _no_draft()
    if _already(letter, snapshot):
        return Outcome(
            phrase("These words have gone out already; what {name} has read stays.", **_gaps(letter, snapshot))
        )
    return Outcome(phrase("Nothing is sent to {name}.", **_gaps(letter, snapshot)))


def _sent(
    text: str,
    letter: Answered | None,
    asked: Asked,
    snapshot: Snapshot,
    act: Act,
    words: Mapping[str, Json] = NOTHING,
) -> Outcome:
    if letter is None or not text:
        return _no_draft()
    person = str(letter.facts.get("person") or "")
    gaps = _gaps(letter, snapshot)
    if _already(letter, snapshot):
        return Outcome(phrase("{name} has your words already.", **gaps))
    change = Change("thank", letter.about, act.by.id, {"person": person, "text": text})
    intents = _letter(person, {"text": text, **words}, letter, asked, snapshot, act)
    return Outcome(phrase("Your words are on their way to {name}.", **gaps), (change,), intents)


def _letter(
    person: str, facts: Mapping[str, Json], letter: Answered, asked: Asked, snapshot: Snapshot, act: Act
) -> tuple[Intent, ...]:
    found = snapshot.milestones.get(letter.about.number or 0)
    post = Post.on_project(asked, snapshot, act) if found is None else Post.on(found, asked, snapshot, act)
    return post.to("thanks", person, facts)


def _already(letter: Answered, snapshot: Snapshot) -> bool:
    """Whether this milestone's assignee was thanked for it since the draft was written."""
    about = Ref(letter.about.project, letter.about.kind, letter.about.number)
    return any(
        record.kind == "thank"
        and record.data.get("person") == letter.facts.get("person")
        and Ref(record.about.project, record.about.kind, record.about.number) == about
        for record in snapshot.recent
    )


def _gaps(letter: Answered, snapshot: Snapshot) -> dict[str, str]:
    return {"name": name(snapshot, str(letter.facts.get("person") or ""))}


def _no_draft() -> Outcome:
    return refused("no_draft", "I found no drafted words that wait for you, so nothing was sent.", "thank ")


SEND = Command("send", "SEND", "send it", apply_send)
SKIP = Command("skip", "SKIP", "skip", apply_skip)
