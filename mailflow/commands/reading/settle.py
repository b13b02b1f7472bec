"""Findings settled against what is known: the sender's projects, their role, the letter answered."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from mailflow.commands.reading.aims import Aim
from mailflow.commands.reading.better_said import without_less
from mailflow.commands.reading.choices import MOST_CHOICES, WORDS, ask_which, choices_for, for_owner, to_ask
from mailflow.commands.reading.echoes import without_echoes
from mailflow.commands.reading.findings import ALL, BOTH, Finding
from mailflow.commands.reading.in_projects import in_its_project
from mailflow.commands.reading.lines import Line
from mailflow.commands.reading.of_points import of_a_point
from mailflow.commands.reading.outcomes import NEVER_FROM_PROBABLE, Settled
from mailflow.commands.reading.roles import WORK, for_role, has_changed, refusal
from mailflow.commands.reading.setting import Setting, milestone_at
from mailflow.commands.reading.titles import Place
from mailflow.commands.reading.unplaced import about_else, places_of
from mailflow.domain.milestone import Milestone
from mailflow.domain.reading import Asked, Confidence

ABOUT_MILESTONES = frozenset(
    {"done", "progress", "task_done", "start", "blocked", "unblocked", "date_request", "decline", "approve", "revise"}
    | {"accept_date", "keep_date", "move", "paid", "assign", "cancel"}
)
LONG = 5
"""So many words of which nothing comes are kept as a note."""
DECIDED_WHOLE = frozenset({"approve", "paid", "cancel", "decline", "accept_date"})


def settle(findings: Iterable[Finding], setting: Setting) -> Settled:
    """Each finding as something asked, something unclear, or something denied."""
    settled, findings = Settled(), list(findings)
    for finding in map(in_its_project, _at_odds(without_echoes(without_less(findings)))):
        if finding.verb in ABOUT_MILESTONES and finding.meeting is None:
            _about_milestones(finding, setting, settled)
        else:
            about_else(finding, setting, settled)
    for line in _unheard(settled, findings):
        verb = "question" if "?" in line.text else "note"
        about_else(Finding(verb, line, text=line.text), setting, settled)
    return settled


def _unheard(settled: Settled, findings: list[Finding]) -> list[Line]:
    """The lines of which nothing was understood but a word about somebody else's work ("do you want the thermostat
    behind the reception or upstairs?"), or that say something which only sounds like more: heard all the same."""
    heard = {one.line for one in settled.asked} | {one.line for one in settled.unclear}
    lines = settled.passed_over + ([] if heard else [one.line for one in findings])
    return [line for line in dict.fromkeys(lines) if line.text not in heard and len(line.text.split()) >= LONG]


def _at_odds(findings: list[Finding]) -> list[Finding]:
    """An agreement beside a doubt of it, or a refusal, is none."""
    agreements = [finding for finding in findings if finding.verb == "agree"]
    if not any(finding.trouble or finding.denied for finding in agreements):
        return findings
    return [replace(f, trouble="contradiction") if f.verb == "agree" and not f.trouble else f for f in findings]


def _about_milestones(finding: Finding, setting: Setting, settled: Settled) -> None:
    aims = finding.aims or finding.previous
    if not aims:
        _from_context(finding, setting, settled)
        return
    for aim in _without_strangers(finding, aims, setting):
        _aimed(finding, aim, setting, settled)


def _without_strangers(finding: Finding, aims: tuple[Aim, ...], setting: Setting) -> tuple[Aim, ...]:
    """ "60% through the herb spiral, lost two days to the rain": without a word of somebody else's title, where
    something of the writer's own is named."""
    if len(aims) < 2 or finding.verb not in WORK or setting.owner:
        return aims
    own = tuple(aim for aim in aims if aim.full or not aim.options or _is_own(aim, setting))
    return own if any(_is_own(aim, setting) for aim in own) else aims


def _is_own(aim: Aim, setting: Setting) -> bool:
    found = [milestone_at(place, setting) for place in places_of(aim, setting)]
    person = setting.context.person
    return person is not None and any(m is not None and m.assignee == person.id for m in found)


def _aimed(finding: Finding, aim: Aim, setting: Setting, settled: Settled) -> None:
    if aim.question is not None:
        return
    if aim.number is None and aim.task is not None:
        _task_of_context(finding, aim, setting, settled)
        return
    places = places_of(aim, setting)
    if len(places) == 1:
        _placed(finding, places[0], setting, settled, from_context=False)
    elif not places:
        _nowhere(finding, aim, setting, settled)
    elif not finding.denied:
        settled.unclear.append(ask_which(finding, places, setting))


def _nowhere(finding: Finding, aim: Aim, setting: Setting, settled: Settled) -> None:
    if finding.denied:
        return
    code = aim.project or setting.project
    settled.unclear.append(to_ask(finding, _of_theirs(finding, code, setting), "no_such_milestone"))


def _of_theirs(finding: Finding, code: str | None, setting: Setting) -> tuple[str, ...]:
    """The same about what waits for the sender, or is theirs to do."""
    offered = setting.waiting(code) if code else ()
    return tuple(WORDS[finding.verb].format(n=m.number) for m in offered[:MOST_CHOICES])


def _task_of_context(finding: Finding, aim: Aim, setting: Setting, settled: Settled) -> None:
    shown = setting.shown
    if len(shown) == 1 and setting.project is not None and finding.line.project in {"", setting.project}:
        _placed(finding, Place(setting.project, shown[0], aim.task), setting, settled, from_context=True)
    elif not finding.denied:
        offered = setting.mine(setting.project) if setting.project else ()
        choices = tuple(f"DONE {m.number}.{aim.task}" for m in offered if len(m.tasks) >= (aim.task or 0))
        settled.unclear.append(to_ask(finding, choices, "unclear"))


def _from_context(finding: Finding, setting: Setting, settled: Settled) -> None:
    if finding.denied and finding.weak:
        return
    shown, code = setting.shown, setting.project
    if finding.line.project:
        shown, code = (), finding.line.project
    if code is not None and len(shown) == (2 if finding.refers == BOTH else 1):
        for number in shown:
            _placed(finding, Place(code, number), setting, settled, from_context=True)
        return
    if finding.denied or (finding.weak and (not shown or (finding.verb in {"start", "progress"} and len(shown) > 1))):
        return
    if code is None and (places := _of_several(finding, setting)):
        settled.unclear.append(ask_which(finding, places, setting))
        return
    numbers = [n for n in shown if code] or ([m.number for m in setting.waiting(code)] if code else [])
    numbers = [n for n in numbers if n not in {aim.number for aim in finding.spared}]
    if finding.refers == ALL and len(numbers) > 1:
        listed = ", ".join(str(n) for n in numbers)
        settled.unclear.append(to_ask(finding, (WORDS[finding.verb].format(n=listed),), "unclear"))
        return
    if len(numbers) == 1 and code is not None and not setting.context.letter and not finding.line.project:
        _placed(replace(finding, sure=False), Place(code, numbers[0]), setting, settled, from_context=True)
        return
    choices = tuple(WORDS[finding.verb].format(n=n) for n in numbers[:MOST_CHOICES])
    settled.unclear.append(to_ask(finding, choices, "unclear"))


def _of_several(finding: Finding, setting: Setting) -> list[Place]:
    """The milestones that a letter about several projects showed, and which this may be about."""
    letter = setting.context.letter
    refs = (letter.about, *letter.items) if letter is not None and len(setting.covered) > 1 else ()
    places = [Place(r.project, r.number) for r in refs if r.kind == "milestone" and r.number is not None]
    found = ((place, milestone_at(place, setting)) for place in dict.fromkeys(places))
    return [place for place, m in found if m is not None and not refusal(finding, m, place, setting)]


def _of_the_letter(finding: Finding, place: Place, setting: Setting) -> Finding:
    """A task named in words that is no part of the one milestone the letter was about is asked."""
    named = any(aim.options for aim in finding.aims)
    if finding.verb == "task_done" and named and len(setting.shown) == 1 and place.milestone not in setting.shown:
        return replace(finding, trouble=finding.trouble or "unclear")
    return finding


def _of_a_part(finding: Finding, place: Place, setting: Setting) -> Finding:
    """A decision on a task ("the vector file is approved") decides no milestone; nor does a word or two of the title of
    another one than the letter was about ("approve the first page"), or complete it ("the drawings are finished")."""
    partly = any(aim.options and not aim.full for aim in finding.aims)
    strange = partly and len(setting.shown) == 1 and place.milestone not in setting.shown
    if (finding.verb in DECIDED_WHOLE and place.task is not None) or (strange and finding.verb in {"approve", "done"}):
        return replace(finding, trouble=finding.trouble or "unclear")
    return finding


def _placed(finding: Finding, place: Place, setting: Setting, settled: Settled, *, from_context: bool) -> None:
    milestone = milestone_at(place, setting)
    if milestone is None:
        _nowhere(finding, Aim(number=place.milestone, project=place.project), setting, settled)
        return
    finding = _of_the_letter(for_role(finding, place, setting), place, setting)
    finding = of_a_point(_of_a_part(finding, place, setting), place, setting)
    if finding.denied:
        settled.denied.append((finding.verb, place.project, place.milestone))
        return
    refused = refusal(finding, milestone, place, setting)
    choices = choices_for(finding, [place], setting)
    told = bool(finding.trouble) and not finding.plain and all(aim.options for aim in finding.aims)
    if refused == "not_assignee" and (told or _in_passing(finding, settled)):
        settled.passed_over.append(finding.line)  # what may have become of somebody else's work is no report of it
        return
    if refused:
        offered = choices if refused != "role" else for_owner(finding, place, setting)
        if refused == "not_assignee":
            offered = _of_theirs(finding, place.project, setting)
        if refused == "no_such_task":
            offered = tuple(f"DONE {place.milestone}.{n}" for n, t in enumerate(milestone.tasks, 1) if not t.done)
        settled.unclear.append(to_ask(finding, offered, refused, place.project))
        return
    if from_context and has_changed(milestone, setting):
        finding = replace(finding, sure=False)
    _decide(finding, place, milestone, setting, settled, from_context=from_context)


def _in_passing(finding: Finding, settled: Settled) -> bool:
    """ "The desk is finished, photos are attached": a word of somebody else's title beside what is understood."""
    partly = bool(finding.aims) and all(aim.options and not aim.full for aim in finding.aims)
    return partly and any(asked.line == finding.line.text for asked in settled.asked)


def _decide(
    finding: Finding, place: Place, milestone: Milestone, setting: Setting, settled: Settled, *, from_context: bool
) -> None:
    day, until, fault = _dates(finding, milestone, setting)
    if finding.stated and day is not None and day == milestone.due and not fault:
        settled.denied.append((finding.verb, place.project, place.milestone))
        return
    sure = finding.sure and not (finding.when is not None and finding.when.probable)
    asked = not sure and finding.verb in NEVER_FROM_PROBABLE
    needs_date = finding.verb in {"date_request", "move"} and day is None
    if finding.trouble or fault or asked or needs_date:
        reason = finding.trouble or fault or "unclear"
        settled.unclear.append(
            to_ask(finding, finding.choices or choices_for(finding, [place], setting), reason, place.project)
        )
        return
    settled.asked.append(
        Asked(
            verb=finding.verb,
            line=finding.line.text,
            confidence=Confidence.CLEAR if sure else Confidence.PROBABLE,
            project=place.project,
            milestone=place.milestone,
            task=place.task,
            percent=finding.percent,
            day=day,
            until=until,
            person=finding.person,
            text=finding.text,
            corrections=finding.corrections,
            from_context=from_context,
        )
    )


def _dates(finding: Finding, milestone: Milestone, setting: Setting) -> tuple[date | None, date | None, str]:
    when = finding.when
    if when is None:
        return None, None, ""
    if when.fault:
        return None, None, "unclear"
    if when.is_length:
        return when.after(milestone.due, setting.clock.calendar), None, ""
    if finding.verb in {"date_request", "move"}:
        day = when.last
        if day is not None and day < setting.clock.today:
            finding.when = replace(when, fault="past")
            return day, None, "unclear"
        return day, None, ""
    return when.day, when.until, ""
