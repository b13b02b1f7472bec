"""Words to choose from, where something must be asked."""

import re
from collections.abc import Sequence

from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.setting import Setting
from mailflow.commands.reading.titles import Place
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
_TOO_MUCH = re.compile(r"(?<![\d.,])[1-9]\d{2,}\s?%")
DATED, REASONED = frozenset({"date_request", "move"}), frozenset({"revise", "cancel"})
WHICH = "which_project"
"""Why a line is asked about that may be meant in several projects."""


def for_owner(finding: Finding, place: Place, setting: Setting) -> tuple[str, ...]:
    """What an owner may have meant by a contractor's word."""
    if finding.verb == "done" and setting.role(place.project) is Role.OWNER:
        return (f"APPROVE {place.milestone}",)
    return ()


def to_ask(finding: Finding, choices: tuple[str, ...], reason: str, project: str | None = None) -> Unclear:
    """A line to be asked about."""
    return Unclear(finding.line.text, choices[:MOST_CHOICES], reason, project, why=wanting(finding))


def wanting(finding: Finding) -> str:
    """What is missing in it, or cannot be, by a name; nothing where it is only unclear."""
    if finding.when is not None and finding.when.fault:
        return finding.when.fault
    if finding.verb in DATED and finding.when is None:
        return "no_date"
    if finding.verb in REASONED and not (finding.text or finding.corrections):
        return "reason"
    if finding.verb == "progress" and _TOO_MUCH.search(finding.line.text):
        return "percent"
    named = finding.verb == "assign" or (finding.verb == "meet" and finding.when is not None and finding.trouble)
    return "nobody" if named and finding.person is None else ""


def ask_where(finding: Finding, codes: Sequence[str], setting: Setting) -> Unclear:
    """A line that may be meant in each of these projects: the words that say which, with the projects' titles."""
    said = [] if "\n" in (finding.text or "") else list(codes)[:MOST_CHOICES]
    titles = {s.code: s.title or s.code for s in setting.snapshots}
    choices = tuple(f"{code}: {finding.line.text}" for code in said)
    return Unclear(finding.line.text, choices, WHICH, titles=tuple(titles[code] for code in said))


def ask_which(finding: Finding, places: Sequence[Place], setting: Setting) -> Unclear:
    """A line that may be about each of these places, with the title of each."""
    titles = tuple(_title(place, setting) for place in places)[:MOST_CHOICES]
    choices = choices_for(finding, places, setting)
    return Unclear(finding.line.text, choices[:MOST_CHOICES], titles=titles if len(titles) == len(choices) else ())


def _title(place: Place, setting: Setting) -> str:
    """What the milestone there is called, and in which project."""
    snapshot = setting.snapshot(place.project)
    found = None if snapshot is None else snapshot.milestones.get(place.milestone)
    return "" if snapshot is None or found is None else f"{found.title} ({snapshot.title or snapshot.code})"


def choices_for(finding: Finding, places: Sequence[Place], setting: Setting) -> tuple[str, ...]:
    """The words that would say it clearly."""
    several = len({p.project for p in places}) > 1 or len(setting.covered) > 1
    template = WORDS.get(finding.verb, "")
    names = [_name(p, several=several) for p in places]
    choices = [template.format(n=name) for name in dict.fromkeys(names)]
    if finding.verb == "assign" and finding.person is None and len(places) == 1:
        return tuple(f"ASSIGN {names[0]} to {who}" for who in _others(places[0], setting)) or tuple(choices)
    if finding.verb == "done" and len(names) == 1:
        choices.append(WORDS["progress"].format(n=names[0]))
    return tuple(choices)


def _others(place: Place, setting: Setting) -> list[str]:
    """The contractors there who do not have that milestone already."""
    snapshot = setting.snapshot(place.project)
    found = None if snapshot is None else snapshot.milestones.get(place.milestone)
    crew = () if snapshot is None else snapshot.contractors()
    return [person.id for person in crew if found is None or person.id != found.assignee]


def _name(place: Place, *, several: bool) -> str:
    number = str(place.milestone) if place.task is None else f"{place.milestone}.{place.task}"
    return f"{place.project} {number}" if several else number
