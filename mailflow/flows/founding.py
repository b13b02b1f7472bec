"""What an owner's mail brings in: people who are looked up first, and whole projects."""

from mailflow.commands.brief_lines import ADDRESS
from mailflow.domain.definition import differences
from mailflow.domain.outcome import Registry
from mailflow.domain.project import Ref
from mailflow.domain.reading import BRIEF, Asked
from mailflow.domain.record import Change
from mailflow.domain.snapshot import Snapshot
from mailflow.domain.stated import Definition
from mailflow.flows.turn import Turn

BRINGING_IN = frozenset({"new_project", "invite"})


def registry_for(asked: Asked, turn: Turn) -> Registry:
    """Whom the words name, and what is taken; nothing for commands that bring nobody in."""
    if asked.verb not in BRINGING_IN:
        return Registry()
    letter = turn.context.letter
    shown = str(letter.facts.get("brief") or "") if letter is not None and letter.letter == BRIEF else ""
    words = f"{asked.text or ''} {asked.line} {shown}"
    return turn.unit.registry({address.lower() for address in ADDRESS.findall(words)})


def set_up(definition: Definition, registry: Registry, asked: Asked, turn: Turn) -> None:
    """The new project, as one from a project file; it wakes at once, and invites whoever works on it."""
    code, unit = definition.code, turn.unit
    people = {person.id: person for person in (*registry.people.values(), turn.person)}
    unit.found(code)
    for difference in differences(definition, Snapshot(code), people):
        if difference.person is not None:
            unit.change_person(difference.person)
        if difference.change is not None:
            unit.append(code, [difference.change], message=turn.message, evidence=turn.proof)
    words = Change("new_project", Ref(code), turn.person.id, {"text": asked.line})
    unit.append(code, [words], message=turn.message, evidence=turn.proof)
    unit.wake(code, turn.now)
