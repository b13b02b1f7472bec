"""Commands whose text goes on over the lines behind them: "REVISE 3:" with its points, "BROADCAST: …"."""

from typing import TYPE_CHECKING

from mailflow.commands.aims import Scene
from mailflow.commands.findings import Finding
from mailflow.commands.heads import LONG, Head, head_of
from mailflow.commands.lines import Line, Sentence
from mailflow.commands.points import points_of
from mailflow.commands.setting import Setting

if TYPE_CHECKING:
    from mailflow.commands.reader import Reader

FREE = frozenset({"broadcast", "vision", "new_project"})
ENOUGH_TO_TELL = 200


class LongText:
    """The command whose text is still being read, if there is one."""

    def __init__(self) -> None:
        self.open: Finding | None = None
        self.opened_at: Line | None = None

    def opens(self, found: Finding, head: Head, sentence: Sentence, line: Line, *, last: bool) -> bool:
        """Whether the text of this command goes on; the rest of its line is taken in."""
        if found.verb not in LONG or not (head.strict or found.verb == "revise"):
            return False
        rest = "" if last else line.body[sentence.start + len(sentence.text) :].strip(" ")
        stop = sentence.text[-1:] if rest and sentence.text[-1:] in ";.!?" else ""
        first = (found.text or "").rstrip(";.!?") if rest else found.text or ""
        found.text = f"{first}{stop} {rest}".strip() or None
        self.open, self.opened_at = found, line
        return True

    def swallows(self, line: Line, reader: "Reader") -> bool:
        """Whether the line goes on with the text of the command before it."""
        if self.open is None or self.opened_at is None:
            return False
        free = self.open.verb in FREE or not self.open.text
        goes_on = free or line.paragraph == self.opened_at.paragraph or (line.bulleted and self.open.verb == "revise")
        goes_on = line.bulleted if self.open.verb == "add" else goes_on
        units = reader.units_of(line.body[:ENOUGH_TO_TELL]) if goes_on else []
        head = head_of(line.body[:ENOUGH_TO_TELL], units, reader.scene.lexicon) if units else None
        if not goes_on or (head is not None and head.strict):
            self.open = None
            return False
        self.open.text = f"{self.open.text}\n{line.body}" if self.open.text else line.body
        correct(self.open, reader.scene, reader.setting)
        return True


def correct(found: Finding, scene: Scene, setting: Setting) -> None:
    """A revision's points and its by-date, from the text so far."""
    if found.verb != "revise":
        return
    points = points_of(found.text or "", scene.lexicon, setting.clock)
    found.corrections, found.when = points.corrections, points.by
    found.trouble = "" if points.corrections else "unclear"
