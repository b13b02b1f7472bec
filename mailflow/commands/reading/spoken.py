"""What a reply has spoken of so far, which a pronoun or a bare "done" may mean."""

from typing import TYPE_CHECKING

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.findings import IT, Finding
from mailflow.commands.reading.lines import Line, line_of
from mailflow.commands.reading.setting import Setting

if TYPE_CHECKING:
    from mailflow.commands.reading.reader import Reader


class Spoken:
    """What was spoken of last, where, and whether it stands as a heading above the line at hand."""

    def __init__(self) -> None:
        self.aims: tuple[Aim, ...] = ()
        self.at: Line | None = None
        self.previous_line: Line | None = None
        self.heading = False

    def of(self, aims: tuple[Aim, ...], line: Line) -> None:
        """Takes in that this was spoken of on that line."""
        if aims:
            self.aims, self.at = aims, line

    def passed(self, line: Line, *, heading: bool) -> None:
        """Takes in that the line was read; as a heading, it holds for the next one."""
        self.heading = heading and self.at is line
        self.previous_line = line

    def reachable(self, line: Line) -> tuple[Aim, ...]:
        """What was spoken of on this line or in a heading above it."""
        return self.aims if self.at is line or self.heading else ()

    def in_reach(self, found: Finding) -> tuple[Aim, ...]:
        """What was spoken of near enough to be meant: on this line, by a heading, or just before by "it"."""
        if self.reachable(found.line):
            return self.aims
        near = self.at is self.previous_line and self.previous_line is not None
        return self.aims if near and found.refers == IT else ()

    def of_another(self, found: Finding, setting: Setting) -> bool:
        """Whether a bare "Done!" follows talk of something else than the letter was about."""
        if found.aims or found.previous or not self.aims:
            return False
        return any(aim.number is not None and aim.number not in setting.shown for aim in self.aims)

    def under_another(self, found: list[Finding]) -> bool:
        """Whether the heading above names something else than what was found last."""
        last = found[-1] if found else None
        return last is not None and self.heading and self.aims not in {last.aims, last.previous}


def marked(mark: int, setting: Setting) -> tuple[Aim, ...]:
    """The milestone that the number of a list means: "3. done"."""
    shown, code = setting.shown, setting.project
    if code is None or (shown and mark not in shown):
        return ()
    return (Aim(number=mark),) if any(m.number == mark for m in setting.mine(code)) else ()


def take_quotation(line: Line, reader: "Reader") -> None:
    """The line of ours above the answer says what it is about, where it names one milestone."""
    quoted = line_of(line.quoted or "")
    aims = [aim for unit in reader.units_of(quoted.body) if unit.kind == "target" for aim in unit.value]
    numbers = {aim.number for aim in aims if aim.number is not None}
    if not aims and quoted.mark is not None:
        numbers = {quoted.mark}
    if len(numbers) == 1 and quoted.mark in {None, *numbers}:
        reader.spoken.of((Aim(number=numbers.pop()),), line)
