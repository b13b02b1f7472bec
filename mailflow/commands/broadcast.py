"""BROADCAST and VISION: an owner's words to everybody on the project, and where it is going."""

from mailflow.commands.aimed import refused
from mailflow.commands.command import Command
from mailflow.commands.minutes import call_of, taken
from mailflow.commands.post import Post
from mailflow.commands.wording import listed, phrase
from mailflow.domain.letter import Intent
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Role
from mailflow.domain.project import Ref
from mailflow.domain.reading import Asked
from mailflow.domain.record import Change, Json
from mailflow.domain.snapshot import Snapshot

LONGEST_VISION = 120
"""A vision's first line stands in every digest and round-up; what follows it is its page."""


def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """The words go to everybody but their writer; those that answer the letter which asks for a call's minutes are
    the minutes."""
    text = (asked.text or "").strip()
    if not text:
        return refused("no_text", "What shall I tell everybody?", "broadcast: ")
    call = call_of(snapshot, act)
    if call is not None:
        return taken(call, text, asked, snapshot, act)
    change = Change("broadcast", Ref(snapshot.code), act.by.id, {"text": text})
    intents = _to_everybody({"text": text}, asked, snapshot, act)
    if not intents:
        return Outcome(phrase("Your words are kept with the project; everybody got them with your mail."), (change,))
    names = listed(snapshot.people[intent.to].first_name for intent in intents)
    return Outcome(phrase("Your words are on their way to {names}.", names=names), (change,), intents)


def apply_vision(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
    """A new vision: its first line from now on in every digest and round-up, announced to everybody."""
    line, _, page = (asked.text or "").strip().partition("\n")
    if not line:
        return refused("no_text", "What is the vision, in a sentence?", "vision: ")
    if len(line) > LONGEST_VISION:
        text = "That is {count} characters, and the vision stands in every digest: please put it in one line of {most}."
        return refused("too_long", text, "vision: ", count=len(line), most=LONGEST_VISION)
    if line == snapshot.vision and not page.strip():
        return Outcome(phrase("That is the vision already."))
    version = snapshot.vision_version + 1
    data: dict[str, Json] = {"vision": line, "was": snapshot.vision, "version": version}
    if page.strip():
        data["vision_text"] = page.strip()
    change = Change("vision", Ref(snapshot.code), act.by.id, data)
    facts: dict[str, Json] = {"text": line, "page": page.strip(), "vision": True}
    said = phrase("The vision is now, in version {version}: {vision}", vision=line, version=version)
    told = phrase("Everybody on the project hears of it.")
    return Outcome(said, (change,), _to_everybody(facts, asked, snapshot, act), next=told)


def _to_everybody(facts: dict[str, Json], asked: Asked, snapshot: Snapshot, act: Act) -> tuple[Intent, ...]:
    return Post.on_project(asked, snapshot, act).relay("broadcast", snapshot.with_role(*Role), facts)


BROADCAST = Command("broadcast", "BROADCAST: …", "broadcast: the office is closed on Friday", apply)
VISION = Command("vision", "VISION: …", "vision: a shop that loads before you blink", apply_vision)
