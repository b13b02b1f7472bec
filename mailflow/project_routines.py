"""``[routines]`` of a project file: each omitted (the default), false (off) or a table."""

from datetime import time, timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from mailflow.domain.calendar import WEEKDAYS
from mailflow.domain.project import AppreciationMode, CheckIn, Digest, MeetingRule, Reminders, RoundUp, Routines, Span
from mailflow.spans import Length, SpanText, TimeOfDay, Weekday, Workdays, written
from mailflow.toml_source import Section

DEFAULT = Routines()
WEEKS = {"never": 0, "week": 1, "2 weeks": 2, "4 weeks": 4}


def _table(value: object) -> object:
    """``true`` stands for the defaults, ``false`` for off."""
    if value is True:
        return {}
    return None if value is False else value


def _mode(value: object) -> object:
    return "off" if value is False else "auto" if value is True else value


class CheckInSection(Section):
    """``check_in = { every = "week", on = "mon", at = "09:00" }``."""

    every: Literal["week", "workday"] = "week"
    on: Weekday | None = None
    at: TimeOfDay = time(9)

    def routine(self) -> CheckIn:
        """The check-in, weekly or daily."""
        return CheckIn(None if self.every == "workday" else self.on or 0, self.at)


class RoundUpSection(Section):
    """``round_up = { after_check_in = "24h", to = "everybody" }``."""

    after_check_in: Length = timedelta(hours=24)
    to: Literal["everybody", "owners"] = "everybody"

    def routine(self) -> RoundUp:
        """The round-up."""
        return RoundUp(self.after_check_in, self.to == "owners")


class RemindersSection(Section):
    """``reminders = { before = ["7d", "2d", "0d"], overdue_every = "2 workdays", escalate_after = "2 workdays" }``."""

    before: list[Length] = Field(default_factory=lambda: [timedelta(days=7), timedelta(days=2), timedelta(0)])
    overdue_every: SpanText = Span(workdays=2)
    escalate_after: SpanText = Span(workdays=2)

    def routine(self) -> Reminders:
        """The ladder, its longest notice first."""
        return Reminders(tuple(sorted(set(self.before), reverse=True)), self.overdue_every, self.escalate_after)


class DigestSection(Section):
    """``digest = { on = "fri", at = "16:00" }``."""

    on: Weekday = 4
    at: TimeOfDay = time(16)

    def routine(self) -> Digest:
        """The digest."""
        return Digest(self.on, self.at)


class MeetingSection(Section):
    """``meeting = { propose = true, link = "https://…", blocked_after = "5 workdays" }``, and for a regular call
    ``every = "week", on = "tue", at = "10:00", length = "30m"``."""

    propose: bool = True
    link: str = ""
    blocked_after: Workdays = 5
    every: Literal["never", "week", "2 weeks", "4 weeks"] = "never"
    on: Weekday = 1
    at: TimeOfDay = time(10)
    length: Length = timedelta(minutes=30)

    @field_validator("length")
    @classmethod
    def _within_a_day(cls, value: timedelta) -> timedelta:
        if not timedelta(minutes=5) <= value <= timedelta(hours=8):
            raise ValueError('needs between 5 minutes and 8 hours, such as "30m"')
        return value

    def routine(self) -> MeetingRule:
        """The rule by which calls are proposed and held."""
        minutes = int(self.length / timedelta(minutes=1))
        return MeetingRule(self.propose, self.link, self.blocked_after, WEEKS[self.every], self.on, self.at, minutes)


class RoutinesSection(Section):
    """``[routines]``."""

    check_in: Annotated[CheckInSection | None, BeforeValidator(_table)] = CheckInSection()
    round_up: Annotated[RoundUpSection | None, BeforeValidator(_table)] = RoundUpSection()
    reminders: Annotated[RemindersSection | None, BeforeValidator(_table)] = RemindersSection()
    digest: Annotated[DigestSection | None, BeforeValidator(_table)] = DigestSection()
    appreciation: Annotated[Literal["auto", "draft", "off"], BeforeValidator(_mode)] = "auto"
    meeting: Annotated[MeetingSection | None, BeforeValidator(_table)] = MeetingSection()

    def routines(self) -> Routines:
        """All of them, as the domain has them."""
        return Routines(
            check_in=self.check_in.routine() if self.check_in else None,
            round_up=self.round_up.routine() if self.round_up else None,
            reminders=self.reminders.routine() if self.reminders else None,
            digest=self.digest.routine() if self.digest else None,
            appreciation=AppreciationMode(self.appreciation),
            meeting=self.meeting.routine() if self.meeting else None,
        )


def data(routines: Routines) -> dict[str, Any]:
    """Routines as the file has them, those at their defaults left out."""
    every = {
        "check_in": _check_in(routines.check_in),
        "round_up": _round_up(routines.round_up),
        "reminders": _reminders(routines.reminders),
        "digest": False
        if routines.digest is None
        else {"on": WEEKDAYS[routines.digest.on], "at": _clock(routines.digest.at)},
        "appreciation": routines.appreciation.value,
        "meeting": _meeting(routines.meeting),
    }
    return {name: value for name, value in every.items() if getattr(routines, name) != getattr(DEFAULT, name)}


def _check_in(routine: CheckIn | None) -> object:
    if routine is None:
        return False
    when = {"every": "workday"} if routine.on is None else {"every": "week", "on": WEEKDAYS[routine.on]}
    return {**when, "at": _clock(routine.at)}


def _round_up(routine: RoundUp | None) -> object:
    if routine is None:
        return False
    narrowed = {"to": "owners"} if routine.to_owners else {}
    return {"after_check_in": written(routine.after_check_in), **narrowed}


def _reminders(routine: Reminders | None) -> object:
    if routine is None:
        return False
    return {
        "before": [written(notice) for notice in routine.before],
        "overdue_every": written(routine.overdue_every),
        "escalate_after": written(routine.escalate_after),
    }


def _meeting(routine: MeetingRule | None) -> object:
    if routine is None:
        return False
    link = {"link": routine.link} if routine.link else {}
    rule = {"propose": routine.propose, **link, "blocked_after": written(Span(workdays=routine.blocked_days))}
    return {**rule, **_regular(routine)}


def _regular(routine: MeetingRule) -> dict[str, object]:
    every = next((name for name, weeks in WEEKS.items() if weeks == routine.weeks), "never")
    if not routine.weeks:
        return {}
    length = written(timedelta(minutes=routine.length))
    return {"every": every, "on": WEEKDAYS[routine.on], "at": _clock(routine.at), "length": length}


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
