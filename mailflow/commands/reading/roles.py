"""The same wish in the mouth of an owner and of a contractor, and what either may not ask for."""

from dataclasses import replace

from mailflow.commands.reading.choices import WORDS
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.setting import Setting, milestone_at
from mailflow.commands.reading.titles import Place
from mailflow.domain.authority import may
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.people import Role

WORK = frozenset({"done", "progress", "task_done", "start", "blocked", "unblocked", "date_request", "decline"})


def for_role(finding: Finding, place: Place, setting: Setting) -> Finding:
    """The same wish in the words of the sender's role: a contractor's "move" is a request."""
    role = setting.role(place.project)
    if role is Role.CONTRACTOR and finding.verb == "move":
        return replace(finding, verb="date_request")
    if role is Role.OWNER and finding.verb == "date_request":
        return replace(finding, verb="move", sure=finding.sure and not finding.stated)
    if finding.accepts and role is Role.OWNER:
        return _accepted(finding, place, setting)
    if finding.verb == "start" and setting.answered == "blocked" and place.milestone in setting.shown:
        return replace(finding, verb="unblocked", sure=False)
    if finding.verb == "done" and place.task is not None:
        return replace(finding, verb="task_done")
    return finding


def is_told_of_others(found: Finding) -> bool:
    """From an owner, whose work it is not: "Seán can't do the wall any more", "I walked the paths with the sister"; not
    "3 is done", "the wall is done"."""
    if not found.aims:
        return True
    by_title = all(aim.options for aim in found.aims)
    return by_title and (found.weak or found.verb in {"decline", "start", "progress", "blocked", "unblocked"})


def _accepted(finding: Finding, place: Place, setting: Setting) -> Finding:
    """What "accept 5" means: the work, or the date that was asked for; asked where both are open."""
    milestone, letter = milestone_at(place, setting), setting.context.letter
    if letter is not None and letter.letter == "date_request":
        return replace(finding, verb="accept_date")
    if milestone is None or milestone.request is None:
        return finding
    if milestone.state is State.SUBMITTED:
        choices = tuple(WORDS[v].format(n=place.milestone) for v in ("approve", "accept_date"))
        return replace(finding, trouble="unclear", choices=choices)
    return replace(finding, verb="accept_date")


def refusal(finding: Finding, milestone: Milestone, place: Place, setting: Setting) -> str:
    """Why the sender may not ask for this, or an empty text."""
    role = setting.role(place.project)
    if not may(role, finding.verb):
        return "role"
    if place.task is not None and finding.verb == "task_done" and not 1 <= place.task <= len(milestone.tasks):
        return "no_such_task"
    person = setting.context.person
    theirs = milestone.assignee is not None and (person is None or milestone.assignee != person.id)
    return "not_assignee" if finding.verb in WORK and theirs else ""


def has_changed(milestone: Milestone, setting: Setting) -> bool:
    """Whether the letter shows a state that is no longer so, in a way that matters for a bare word."""
    letter = setting.context.letter
    if letter is None:
        return False
    refs = [letter.about, *letter.items]
    then = max((r.version for r in refs if r.kind == "milestone" and r.number == milestone.number), default=0)
    if not then or milestone.version <= then:
        return False
    if milestone.state is State.REVISING:
        return True
    submitted = milestone.submitted_at
    return (
        milestone.state is State.SUBMITTED
        and setting.owner
        and bool(letter.sent_at and submitted and submitted > letter.sent_at)
    )
