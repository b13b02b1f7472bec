"""Findings settled against what is known: the sender's projects, their role, the letter answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mailflow.commands.dates import Clock
from mailflow.commands.findings import ALL, BOTH, Finding
from mailflow.commands.targets import Aim
from mailflow.commands.titles import Place
from mailflow.domain.authority import may
from mailflow.domain.milestone import Milestone, State
from mailflow.domain.people import Role
from mailflow.domain.reading import Asked, Confidence, Context, Unclear
from mailflow.domain.snapshot import Snapshot

NEVER_FROM_PROBABLE = frozenset({"done", "approve", "agree", "decline", "paid", "cancel"})
ABOUT_MILESTONES = frozenset(
    {"done", "progress", "task_done", "start", "blocked", "unblocked", "date_request", "decline", "approve", "revise"}
    | {"accept_date", "keep_date", "move", "paid", "assign", "cancel"}
)
WORK = frozenset({"done", "progress", "task_done", "start", "blocked", "unblocked", "date_request", "decline"})
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


@dataclass(slots=True)
class Settled:
    """What came of the findings, in the order of the text."""

    asked: list[Asked] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    denied: list[tuple[str, str | None, int | None]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """The sender's surroundings: context, their projects, what the letter answered was about."""

    context: Context
    clock: Clock

    @property
    def snapshots(self) -> tuple[Snapshot, ...]:
        """The sender's projects."""
        return self.context.snapshots

    def snapshot(self, code: str | None) -> Snapshot | None:
        """That project, where the sender has it."""
        return next((s for s in self.snapshots if s.code == code), None)

    @property
    def project(self) -> str | None:
        """The project that needs no naming: the letter's, or the only one."""
        letter = self.context.letter
        if letter is not None and self.snapshot(letter.about.project) is not None:
            return letter.about.project
        return self.snapshots[0].code if len(self.snapshots) == 1 else None

    def role(self, code: str | None) -> Role | None:
        """What the sender is there; without a project, what they are anywhere."""
        if code is not None:
            return self.context.role_in(code)
        roles = [self.context.role_in(s.code) for s in self.snapshots]
        return next((r for r in (Role.OWNER, Role.CONTRACTOR, Role.OBSERVER) if r in roles), None)

    @property
    def owner(self) -> bool:
        """Whether the sender mainly decides: an owner in the project at hand, or nowhere a contractor."""
        if self.project is not None:
            return self.role(self.project) is Role.OWNER
        roles = {self.context.role_in(s.code) for s in self.snapshots}
        return Role.OWNER in roles and Role.CONTRACTOR not in roles

    @property
    def answers_question(self) -> bool:
        """Whether this is an owner's reply to a question that was relayed to them."""
        letter = self.context.letter
        return letter is not None and letter.letter == "question" and self.owner

    @property
    def shown(self) -> tuple[int, ...]:
        """The milestones that the letter answered was about."""
        letter = self.context.letter
        if letter is None:
            return ()
        if letter.about.kind == "milestone" and letter.about.number is not None:
            return (letter.about.number,)
        if letter.about.kind == "question":
            snapshot = self.snapshot(letter.about.project)
            question = snapshot.questions.get(letter.about.number or 0) if snapshot else None
            return (question.milestone,) if question is not None and question.milestone is not None else ()
        return tuple(item.number for item in letter.items if item.kind == "milestone" and item.number is not None)

    def waiting(self, code: str) -> tuple[Milestone, ...]:
        """What waits for the sender there: their open work, or for an owner what was submitted."""
        snapshot = self.snapshot(code)
        if snapshot is None or self.role(code) is not Role.OWNER:
            return self.mine(code)
        return tuple(m for m in snapshot.milestones.values() if m.state is State.SUBMITTED or m.request is not None)

    def mine(self, code: str) -> tuple[Milestone, ...]:
        """What is open for the sender there."""
        snapshot, person = self.snapshot(code), self.context.person
        return () if snapshot is None or person is None else snapshot.open_milestones_of(person.id)


def settle(findings: Iterable[Finding], setting: Setting) -> Settled:
    """Each finding as something asked, something unclear, or something denied."""
    settled = Settled()
    for finding in without_echoes(list(findings)):
        if finding.verb in ABOUT_MILESTONES:
            _about_milestones(finding, setting, settled)
        else:
            _about_else(finding, setting, settled)
    return settled


def without_echoes(findings: list[Finding]) -> list[Finding]:
    """Without "Done!" beside "3 is finished", and without "uploaded 3" beside "3 is done"."""
    named = {(f.verb, id(f.line)) for f in findings if f.aims and not f.denied}
    said = {(f.verb, aim.key) for f in findings if not f.trouble and not f.denied for aim in f.aims or f.previous}
    echoes = [f for f in findings if f.bare and (f.verb, id(f.line)) in named]
    certain = any(not f.trouble and not f.denied for f in findings)
    weak = [
        f
        for f in findings
        if f.weak and ((f.bare and certain) or any((f.verb, aim.key) in said for aim in f.aims or f.previous))
    ]
    dated = {id(f.line) for f in findings if f.verb == "date_request" and f.when is not None}
    undated = [f for f in findings if f.verb == "date_request" and f.trouble and f.when is None and id(f.line) in dated]
    dropped = {id(f) for f in (*echoes, *weak, *undated)}
    return [f for f in findings if id(f) not in dropped]


# -- which milestone ----------------------------------------------------------------------------


def _about_milestones(finding: Finding, setting: Setting, settled: Settled) -> None:
    aims = finding.aims or finding.previous
    if not aims:
        _from_context(finding, setting, settled)
        return
    for aim in aims:
        _aimed(finding, aim, setting, settled)


def _aimed(finding: Finding, aim: Aim, setting: Setting, settled: Settled) -> None:
    if aim.question is not None:
        return
    if aim.number is None and aim.task is not None:
        _task_of_context(finding, aim, setting, settled)
        return
    places = _places(aim, setting)
    if len(places) == 1:
        _placed(finding, places[0], setting, settled, from_context=False)
    elif not places:
        _nowhere(finding, aim, setting, settled)
    elif not finding.denied:
        settled.unclear.append(_unclear(finding, _worded(finding, places, setting), "unclear"))


def _places(aim: Aim, setting: Setting) -> list[Place]:
    """Where this can be: in the project at hand before others, one's own before other people's."""
    if aim.number is not None and not (aim.options and aim.project is None):
        codes = [aim.project] if aim.project else [s.code for s in setting.snapshots if aim.number in s.milestones]
        found = [
            Place(c, aim.number, aim.task) for c in codes if (s := setting.snapshot(c)) and aim.number in s.milestones
        ]
    else:
        found = list(aim.options)
    here = [p for p in found if p.project == setting.project]
    found = here or found
    if aim.options and len(found) > 1:
        found = _own(found, setting) or found
    return found


def _own(places: Sequence[Place], setting: Setting) -> list[Place]:
    person = setting.context.person
    if person is None or setting.owner:
        return []
    return [p for p in places if (m := _milestone(p, setting)) is not None and m.assignee == person.id]


def _milestone(place: Place, setting: Setting) -> Milestone | None:
    snapshot = setting.snapshot(place.project)
    return None if snapshot is None else snapshot.milestones.get(place.milestone)


def _nowhere(finding: Finding, aim: Aim, setting: Setting, settled: Settled) -> None:
    if finding.denied:
        return
    code = aim.project or setting.project
    offered = setting.mine(code) if code else ()
    choices = tuple(WORDS[finding.verb].format(n=m.number) for m in offered[:MOST_CHOICES])
    settled.unclear.append(_unclear(finding, choices, "no_such_milestone"))


def _task_of_context(finding: Finding, aim: Aim, setting: Setting, settled: Settled) -> None:
    shown = setting.shown
    if len(shown) == 1 and setting.project is not None:
        _placed(finding, Place(setting.project, shown[0], aim.task), setting, settled, from_context=True)
    elif not finding.denied:
        offered = setting.mine(setting.project) if setting.project else ()
        choices = tuple(f"DONE {m.number}.{aim.task}" for m in offered if len(m.tasks) >= (aim.task or 0))
        settled.unclear.append(_unclear(finding, choices, "unclear"))


def _from_context(finding: Finding, setting: Setting, settled: Settled) -> None:
    shown, code = setting.shown, setting.project
    if code is not None and (len(shown) == 1 or (finding.refers == BOTH and len(shown) == 2)):
        for number in shown:
            _placed(finding, Place(code, number), setting, settled, from_context=True)
        return
    if finding.denied or (finding.weak and not shown):
        return
    numbers = [n for n in shown if code] or ([m.number for m in setting.waiting(code)] if code else [])
    if finding.refers == ALL and len(numbers) > 1:
        listed = ", ".join(str(n) for n in numbers)
        settled.unclear.append(_unclear(finding, (WORDS[finding.verb].format(n=listed),), "unclear"))
        return
    if len(numbers) == 1 and code is not None and not setting.context.letter:
        _placed(replace(finding, sure=False), Place(code, numbers[0]), setting, settled, from_context=True)
        return
    choices = tuple(WORDS[finding.verb].format(n=n) for n in numbers[:MOST_CHOICES])
    settled.unclear.append(_unclear(finding, choices, "unclear"))


# -- one place ----------------------------------------------------------------------------------


def _placed(finding: Finding, place: Place, setting: Setting, settled: Settled, *, from_context: bool) -> None:
    milestone = _milestone(place, setting)
    if milestone is None:
        _nowhere(finding, Aim(number=place.milestone, project=place.project), setting, settled)
        return
    finding = _for_role(finding, place, setting)
    if finding.denied:
        settled.denied.append((finding.verb, place.project, place.milestone))
        return
    refused = _refused(finding, milestone, place, setting)
    choices = _worded(finding, [place], setting)
    if refused:
        offered = choices if refused != "role" else _for_owner(finding, place, setting)
        settled.unclear.append(_unclear(finding, offered, refused, place.project))
        return
    if from_context and _has_changed(milestone, setting):
        finding = replace(finding, sure=False)
    _decide(finding, place, milestone, setting, settled, from_context=from_context)


def _for_owner(finding: Finding, place: Place, setting: Setting) -> tuple[str, ...]:
    """What an owner may have meant by a contractor's word."""
    if finding.verb == "done" and setting.role(place.project) is Role.OWNER:
        return (f"APPROVE {place.milestone}",)
    return ()


def _for_role(finding: Finding, place: Place, setting: Setting) -> Finding:
    """The same wish in the words of the sender's role: a contractor's "move" is a request."""
    role = setting.role(place.project)
    if role is Role.CONTRACTOR and finding.verb == "move":
        return replace(finding, verb="date_request")
    if role is Role.OWNER and finding.verb == "date_request":
        return replace(finding, verb="move", sure=finding.sure and not finding.stated)
    if finding.accepts and role is Role.OWNER:
        return _accepted(finding, place, setting)
    if finding.verb == "done" and place.task is not None:
        return replace(finding, verb="task_done")
    return finding


def _accepted(finding: Finding, place: Place, setting: Setting) -> Finding:
    """What "accept 5" means: the work, or the date that was asked for; asked where both are open."""
    milestone, letter = _milestone(place, setting), setting.context.letter
    if letter is not None and letter.letter == "date_request":
        return replace(finding, verb="accept_date")
    if milestone is None or milestone.request is None:
        return finding
    if milestone.state is State.SUBMITTED:
        choices = tuple(WORDS[v].format(n=place.milestone) for v in ("approve", "accept_date"))
        return replace(finding, trouble="unclear", choices=choices)
    return replace(finding, verb="accept_date")


def _refused(finding: Finding, milestone: Milestone, place: Place, setting: Setting) -> str:
    role = setting.role(place.project)
    if not may(role, finding.verb):
        return "role"
    if place.task is not None and finding.verb == "task_done" and not 1 <= place.task <= len(milestone.tasks):
        return "no_such_task"
    person = setting.context.person
    theirs = milestone.assignee is not None and (person is None or milestone.assignee != person.id)
    return "not_assignee" if finding.verb in WORK and theirs else ""


def _has_changed(milestone: Milestone, setting: Setting) -> bool:
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


def _decide(
    finding: Finding, place: Place, milestone: Milestone, setting: Setting, settled: Settled, *, from_context: bool
) -> None:
    day, until, fault = _dates(finding, milestone, setting)
    sure = finding.sure and not (finding.when is not None and finding.when.probable)
    asked = not sure and finding.verb in NEVER_FROM_PROBABLE
    needs_date = finding.verb in {"date_request", "move"} and day is None
    if finding.trouble or fault or asked or needs_date:
        reason = finding.trouble or fault or "unclear"
        settled.unclear.append(
            _unclear(finding, finding.choices or _worded(finding, [place], setting), reason, place.project)
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
        return day, None, "unclear" if day is not None and day < setting.clock.today else ""
    return when.day, when.until, ""


# -- everything that is about no milestone ------------------------------------------------------


def _about_else(finding: Finding, setting: Setting, settled: Settled) -> None:
    if finding.denied:
        settled.denied.append((finding.verb, setting.project, None))
        return
    place = _named_place(finding, setting)
    code = finding.project or (place.project if place else setting.project)
    role = setting.role(code)
    if not may(role, finding.verb):
        settled.unclear.append(_unclear(finding, (), "role", code))
        return
    when = finding.when
    fault = when.fault if when is not None else ""
    sure = finding.sure and not (when is not None and when.probable)
    if finding.trouble or fault or (not sure and finding.verb in NEVER_FROM_PROBABLE):
        settled.unclear.append(_unclear(finding, finding.choices, finding.trouble or "unclear", code))
        return
    settled.asked.append(_asked_else(finding, place, code, setting, sure=sure))


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
        text=finding.text,
        corrections=finding.corrections,
    )


def _answered(finding: Finding, setting: Setting) -> int | None:
    """The question that a plain reply answers."""
    letter = setting.context.letter
    if finding.verb != "answer" or letter is None:
        return None
    if letter.about.kind == "question":
        return letter.about.number
    listed = [item.number for item in letter.items if item.kind == "question"]
    return listed[0] if len(listed) == 1 else None


def _named_place(finding: Finding, setting: Setting) -> Place | None:
    places = [p for aim in finding.aims for p in _places(aim, setting) if aim.question is None]
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


# -- words to choose from -----------------------------------------------------------------------


def _unclear(finding: Finding, choices: tuple[str, ...], reason: str, project: str | None = None) -> Unclear:
    return Unclear(finding.line.text, choices[:MOST_CHOICES], reason, project)


def _worded(finding: Finding, places: Sequence[Place], setting: Setting) -> tuple[str, ...]:
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
