"""HELP: what can be written, for the reader's role, or how one command is written; "HELP es" says it in Spanish."""

import re
from collections.abc import Sequence

from mailflow.commands.command import Command
from mailflow.commands.wording import phrase
from mailflow.domain.authority import may
from mailflow.domain.outcome import Act, Outcome
from mailflow.domain.people import Role
from mailflow.domain.reading import Asked
from mailflow.domain.record import Json
from mailflow.domain.snapshot import Snapshot

LANGUAGE = re.compile(r"[a-z]{2,3}")


def help_on(commands: Sequence[Command]) -> Command:
    """The HELP that explains those commands, and itself."""

    def apply(asked: Asked, snapshot: Snapshot, act: Act) -> Outcome:
        topic = (asked.text or "").strip().casefold().replace(" ", "_")
        rows = [row for row in _rows((*commands, explained), act.role) if not topic or row["verb"] == topic]
        if rows and topic:
            said = phrase("This is how {topic} is written.", topic=topic)
        else:
            rows = rows or _rows((*commands, explained), act.role)
            said = phrase("You can simply reply in your own words. These are some that I know well.")
        language = topic if len(rows) != 1 and LANGUAGE.fullmatch(topic) else ""
        return Outcome(said, attach="help", facts={"help": list(rows), "topic": topic, "language": language})

    explained = Command("help", "HELP, HELP done", "help done", apply)
    return explained


def _rows(commands: Sequence[Command], role: Role) -> list[dict[str, Json]]:
    allowed = (command for command in commands if may(role, command.verb))
    return [{"verb": c.verb, "usage": c.usage, "example": c.example} for c in allowed]
