"""Which project a line is about: "crew-1: approve 3", a heading above its lines, or what cannot be guessed."""

from dataclasses import replace

from mailflow.commands.reading.aims import Aim, Scene
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.units import split_words
from mailflow.domain.authority import may
from mailflow.domain.people import Role
from mailflow.domain.snapshot import Snapshot

IN_ONE_PROJECT = frozenset(
    {"broadcast", "vision", "meet", "add", "invite", "question", "counter", "agree", "cancel", "move", "send", "skip"}
    | {"answer", "accept_change", "keep_agreement", "feedback", "thank", "digest", "status", "list", "export"}
    | {"pause_project", "resume_project", "close_project"}
)
"""What happens in one project, and needs no milestone to be about."""

LONGEST_NAME = 80


class Headings:
    """Remembers which project the lines below stand under: "crew-1:" above "approve 3"."""

    def __init__(self) -> None:
        self.project = ""
        self.last: Line | None = None

    def placed(self, line: Line, scene: Scene, *, several: bool) -> Line:
        """The line without the name of a project before its colon, and the project that it is about."""
        code, rest = _led(line.body, scene)
        if code and rest:
            return replace(line, body=rest, project=code)
        if code and several:
            self.project, self.last = code, None
            return line
        last, self.last = self.last, line
        if last is not None and last.paragraph != line.paragraph:
            self.project = ""
        return replace(line, project=self.project) if self.project else line


def _led(body: str, scene: Scene) -> tuple[str, str]:
    """The project that a line begins with, before a colon, and what follows; a milestone's title is no project's."""
    name, colon, rest = body.partition(":")
    if not colon or len(name) > LONGEST_NAME:
        return "", ""
    words = tuple(word for word in split_words(name) if word != "-")
    code = "" if words in scene.titles.full else scene.named.get(words, "")
    others = (other for other in scene.named.values() if other != code)
    return ("", "") if any(other in rest.lower() for other in others) else (code, rest.strip())


def in_its_project(finding: Finding) -> Finding:
    """The finding, about the project that its line names."""
    code = finding.line.project
    if not code:
        return finding
    aims = tuple(_there(aim, code) for aim in finding.aims)
    previous = tuple(_there(aim, code) for aim in finding.previous)
    return replace(finding, aims=aims, previous=previous, project=finding.project or code)


def _there(aim: Aim, code: str) -> Aim:
    if aim.project:
        return aim
    return replace(aim, project=code, options=tuple(one for one in aim.options if one.project == code))


def may_be_in(finding: Finding, setting: Setting) -> tuple[str, ...]:
    """The projects in which this can be meant: those of the letter, or all of the sender's."""
    covered = setting.covered
    here = [s for s in setting.snapshots if not covered or s.code in covered]
    return tuple(s.code for s in here if _fits(finding, s, setting))


def _fits(finding: Finding, snapshot: Snapshot, setting: Setting) -> bool:
    role, person = setting.role(snapshot.code), setting.context.person
    if person is None or not may(role, finding.verb):
        return False
    asked = [aim.question for aim in finding.aims if aim.question is not None]
    if asked:
        return all(number in snapshot.questions for number in asked)
    if finding.verb in {"feedback", "thank"} and finding.person is not None:
        return snapshot.role(finding.person) is Role.CONTRACTOR
    if finding.verb == "agree":
        return snapshot.agreement is not None and not snapshot.has_agreed(person.id)
    return True
