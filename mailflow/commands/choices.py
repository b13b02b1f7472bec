"""Words to choose from, where something must be asked."""

from collections.abc import Sequence

from mailflow.commands.findings import Finding
from mailflow.commands.setting import Setting
from mailflow.commands.titles import Place
from mailflow.domain.people import Role
from mailflow.domain.reading import Unclear

WORDS = {
    "done": "DONE {n}",
    "task_done": "DONE {n}",
    "progress": "{n}: 50%",
    "start": "START {n}",
    "blocked": "BLOCKED {n}: reason",
    "unblocked": "UNBLOCKED {n}",
    "date_request": "NEW DATE {n}: date",
    "decline": "CANNOT {n}: reason",
    "approve": "APPROVE {n}",
    "revise": "REVISE {n}: what to change",
    "accept_date": "ACCEPT DATE {n}",
    "keep_date": "KEEP DATE {n}",
    "move": "MOVE {n} to date",
    "paid": "PAID {n} ref number",
    "assign": "ASSIGN {n} to name",
    "cancel": "CANCEL {n}: reason",
}
MOST_CHOICES = 3


def for_owner(finding: Finding, place: Place, setting: Setting) -> tuple[str, ...]:
    """What an owner may have meant by a contractor's word."""
    if finding.verb == "done" and setting.role(place.project) is Role.OWNER:
        return (f"APPROVE {place.milestone}",)
    return ()


def to_ask(finding: Finding, choices: tuple[str, ...], reason: str, project: str | None = None) -> Unclear:
    """A line to be asked about."""
    return Unclear(finding.line.text, choices[:MOST_CHOICES], reason, project)


def choices_for(finding: Finding, places: Sequence[Place], setting: Setting) -> tuple[str, ...]:
    """The words that would say it clearly."""
    several = len({p.project for p in places}) > 1
    template = WORDS.get(finding.verb, "")
    names = [_name(p, several=several) for p in places]
    choices = [template.format(n=name) for name in dict.fromkeys(names)]
    if finding.verb == "done" and len(names) == 1:
        choices.append(WORDS["progress"].format(n=names[0]))
    return tuple(choices)


def _name(place: Place, *, several: bool) -> str:
    number = str(place.milestone) if place.task is None else f"{place.milestone}.{place.task}"
    return f"{place.project} {number}" if several else number
