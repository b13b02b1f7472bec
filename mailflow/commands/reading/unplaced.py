"""Findings that need no milestone: questions, absences, settings, a project's own commands."""

import re
from collections.abc import Sequence
from dataclasses import replace

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.choices import ask_where, to_ask
from mailflow.commands.reading.findings import Finding
from mailflow.commands.reading.in_projects import IN_ONE_PROJECT, may_be_in
from mailflow.commands.reading.outcomes import NEVER_FROM_PROBABLE, Settled
from mailflow.commands.reading.setting import Setting, milestone_at
from mailflow.commands.reading.titles import Place
from mailflow.domain.authority import may
from mailflow.domain.reading import Asked, Confidence

_TYPED = re.compile(r"(?:^|\n)\s*(?:[A-Z]{4,}|(?:Feedback|Broadcast|Thank)[^.:]*:)")
ABOUT_QUESTIONS = frozenset({"answer", "accept_change", "keep_agreement"})


def places_of(aim: Aim, setting: Setting) -> list[Place]:
    """Where this can be: in the project at hand before others, one's own before other people's."""
    if aim.number is not None and not (aim.options and aim.project is None):
        codes = [aim.project] if aim.project else [s.code for s in setting.snapshots if aim.number in s.milestones]
        found = [
            Place(c, aim.number, aim.task) for c in codes if (s := setting.snapshot(c)) and aim.number in s.milestones
        ]
    else:
        found = list(aim.options)
    here = [p for p in found if p.project == setting.project]
    found = here or [p for p in found if p.project in setting.covered] or found
    if aim.options and len(found) > 1:
        found = _own(found, setting) or found
    return found


def _own(places: Sequence[Place], setting: Setting) -> list[Place]:
    person = setting.context.person
    if person is None or setting.owner:
        return []
    return [p for p in places if (m := milestone_at(p, setting)) is not None and m.assignee == person.id]


def about_else(finding: Finding, setting: Setting, settled: Settled) -> None:
    """Settles a finding that is about no milestone."""
    if finding.denied:
        settled.denied.append((finding.verb, setting.project, None))
        return
    place = _named_place(finding, setting)
    code = finding.project or _project_of(finding, setting) or (place.project if place else setting.project)
    if code is None and finding.verb in IN_ONE_PROJECT:
        fitting = may_be_in(finding, setting)
        if len(fitting) > 1:
            settled.unclear.append(ask_where(finding, fitting, setting))
            return
        code = fitting[0] if fitting else None
    role = setting.role(code)
    if not may(role, finding.verb) and _is_only_said(finding):
        finding = replace(finding, verb="note", text=finding.line.text)
    if not may(role, finding.verb):
        settled.unclear.append(to_ask(finding, (), "role", code))
        return
    when = finding.when
    fault = when.fault if when is not None else ""
    sure = finding.sure and not (when is not None and when.probable)
    if finding.trouble or fault or (not sure and finding.verb in NEVER_FROM_PROBABLE):
        settled.unclear.append(to_ask(finding, finding.choices, finding.trouble or "unclear", code))
        return
    settled.asked.append(_asked_else(finding, place, code, setting, sure=sure))


def _is_only_said(finding: Finding) -> bool:
    """ "Tell Klaus that the tea has improved", from a contractor: told to whoever reads it."""
    return finding.verb in {"feedback", "thank", "broadcast"} and _TYPED.search(finding.line.text) is None


def _asked_else(finding: Finding, place: Place | None, code: str | None, setting: Setting, *, sure: bool) -> Asked:
    when = finding.when
    question = next((aim.question for aim in finding.aims if aim.question is not None), _answered(finding, setting))
    at = setting.clock.calendar.at(when.day, when.at) if when is not None and when.day and when.at else None
    return Asked(
        verb=finding.verb,
        line=finding.line.text,
        confidence=Confidence.CLEAR if sure else Confidence.PROBABLE,
        project=code,
        milestone=place.milestone if place else None,
        question=question,
        percent=finding.percent,
        day=when.day if when is not None else None,
        until=when.until if when is not None else None,
        at=at if finding.verb == "meet" else None,
        person=finding.person,
        meeting=finding.meeting,
        text=finding.text,
        corrections=finding.corrections,
    )


def _answered(finding: Finding, setting: Setting) -> int | None:
    """The question that a plain reply answers."""
    asked = setting.asked_there if finding.verb in ABOUT_QUESTIONS else ()
    return asked[0][1] if len(asked) == 1 else None


def _project_of(finding: Finding, setting: Setting) -> str | None:
    """The project of the question that is named or answered."""
    named = next((aim.project for aim in finding.aims if aim.question is not None and aim.project), None)
    numbered = any(aim.question is not None for aim in finding.aims)
    if named or numbered or finding.verb not in ABOUT_QUESTIONS:
        return named
    return setting.asked_there[0][0] if len(setting.asked_there) == 1 else None


def _named_place(finding: Finding, setting: Setting) -> Place | None:
    places = [p for aim in finding.aims for p in places_of(aim, setting) if aim.question is None]
    if len(places) == 1:
        return places[0]
    if (
        not finding.aims
        and len(setting.shown) == 1
        and setting.project
        and finding.verb in {"question", "note", "answer"}
    ):
        return Place(setting.project, setting.shown[0])
    return None
