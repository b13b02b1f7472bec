"""Commands whose text goes on over the lines behind them: "REVISE 3:" with its points, "BROADCAST: …"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mailflow.commands.reading.aims import Scene
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.heads import LONG, Head, aims_of, head_of, when_of
from mailflow.commands.reading.lines import Line, Sentence
from mailflow.commands.reading.points import points_of
from mailflow.commands.reading.setting import Setting

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader

ORDERS = frozenset(
    {"approve", "accept_date", "keep_date", "move", "paid", "assign", "cancel", "answer", "thank", "feedback", "meet"}
)
MOST_POINTS = 20
FREE = frozenset({"broadcast", "vision", "new_project"})
ENOUGH_TO_TELL = 200


class LongText:
    """The command whose text is still being read, if there is one."""

    def __init__(self) -> None:
        self.open: Finding | None = None
        self.opened_at: Line | None = None

    def opens(self, found: Finding, head: Head, sentence: Sentence, line: Line, end: int) -> bool:
        """Whether the text of this command goes on; the rest of its line, up to `end`, is taken in."""
        if found.verb not in LONG or not (head.strict or found.verb == "revise"):
            return False
        rest = line.body[sentence.start + len(sentence.text) : end].strip(" ")
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
        ends = head is not None and (head.strict or (self.open.verb == "revise" and _is_order(head)))
        if not goes_on or ends:
            self.open = None
            return False
        self.open.text = f"{self.open.text}\n{line.body}" if self.open.text else line.body
        correct(self.open, reader.scene, reader.setting)
        return True


def order_behind(head: Head, sentences: Sequence[Sentence], reader: "Reader") -> Sentence | None:
    """The sentence with which the points of a revision end: "Revise 7: too dark. | Move 8 to 30 June."."""
    if "revise" not in head.verb.split("|"):
        return None
    for sentence in sentences[:MOST_POINTS]:
        following = head_of(sentence.text, reader.units_of(sentence.text), reader.scene.lexicon)
        if following is not None and _is_order(following):
            return sentence
    return None


def _is_order(head: Head) -> bool:
    """Whether a line begins an order of its own and says no more of what is to be mended ("move 2 to the left")."""
    verbs = set(head.verb.split("|")) & ORDERS
    numbered = any(aim.number is not None and not aim.options for aim in aims_of(head))
    dated = "move" not in verbs or when_of(head.rest) is not None
    return bool(verbs) and dated and (numbered or head.strict)


def correct(found: Finding, scene: Scene, setting: Setting) -> None:
    """A revision's points and its by-date, from the text so far."""
    if found.verb != "revise":
        return
    points = points_of(found.text or "", scene.lexicon, setting.clock)
    found.corrections, found.when = points.corrections, points.by
    found.trouble = "" if points.corrections else "unclear"
