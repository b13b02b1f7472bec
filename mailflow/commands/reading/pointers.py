"""What a finding without a target points back to: what its sentence or the line above spoke of, its number."""

from typing import TYPE_CHECKING

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.findings import BOTH, IT, Finding
from mailflow.commands.reading.spoken import marked

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

DECISIONS = frozenset({"approve", "accept_date", "keep_date"})


def points_back(found: Finding, before: list[Aim] | None, reader: "Reader") -> None:
    """Sets what was spoken of before; `before` are the targets that the sentence named, None where none counts."""
    if before is None:
        return
    if not found.aims and found.refers in {"", IT}:
        _set_previous(found, before, reader)
    if not found.aims and found.refers == BOTH and found.verb == "done":
        spoken = tuple(dict.fromkeys(before)) or reader.spoken.in_reach(found)
        found.previous = spoken if len(spoken) == 2 else ()
    if found.verb in {"done", "approve"} and reader.spoken.of_another(found, reader.setting):
        found.trouble = found.trouble or "unclear"


def _set_previous(found: Finding, before: list[Aim], reader: "Reader") -> None:
    spoken = tuple(dict.fromkeys(before)) or reader.spoken.in_reach(found)
    if found.verb in DECISIONS and len(reader.setting.shown) == 1:
        wished = found.verb != "approve" and reader.setting.answered == "date_request"
        spoken = tuple(aim for aim in spoken if not aim.options or (aim.full and not wished))
    found.previous = spoken if len(spoken) == 1 else _praised(found, spoken, reader)
    if found.previous or found.refers != "" or found.line.mark is None:
        return
    found.previous = marked(found.line.mark, reader.setting)
    if not found.previous and found.verb == "done":
        found.trouble = "unclear"


def _praised(found: Finding, spoken: tuple[Aim, ...], reader: "Reader") -> tuple[Aim, ...]:
    """ "2 and 3 good to go, approved": all of what was called good right before."""
    last = reader.found[-1] if reader.found else None
    praised = last is not None and last.weak and last.verb == found.verb == "approve" and last.line is found.line
    return spoken if praised and last is not None and spoken == last.aims else ()
