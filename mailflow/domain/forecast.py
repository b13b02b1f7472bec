"""What is likely: on track, at risk or late, with the finish that the pace so far leads to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from mailflow.domain.calendar import Calendar
from mailflow.domain.letter import Phrase, counted
from mailflow.domain.milestone import FINISHED, Milestone, State
from mailflow.domain.snapshot import Snapshot

SOON = 3
"""Working days before its date within which a milestone should have been started."""

SILENT_AFTER = 5
"""Working days without a report after which a started milestone is at risk."""


class Health(StrEnum):
    """Ordered from good to bad."""

    FINISHED = "finished"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"


WORST = tuple(Health)


@dataclass(frozen=True, slots=True)
class Forecast:
    """One milestone's outlook: `projected` is when it will likely be finished, `why` the gravest sign in words."""

    number: int
    health: Health
    projected: date | None
    why: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """A project's: the worst of its milestones, its last due date and its projected finish."""

    health: Health
    due: date | None
    projected: date | None


def forecast(snapshot: Snapshot, milestone: Milestone, now: datetime) -> Forecast:
    """The outlook of one milestone as of `now`."""
    calendar = snapshot.calendar(milestone.assignee)
    today = calendar.local_date(now)
    if milestone.state in FINISHED or milestone.state is State.CANCELLED:
        done = milestone.submitted_by(calendar) or milestone.due
        return Forecast(milestone.number, Health.FINISHED, done)
    projected = _projected(milestone, calendar, today)
    if milestone.state is State.SUBMITTED:
        return Forecast(milestone.number, Health.ON_TRACK, projected)
    health, why = _judged(milestone, calendar, today, projected)
    return Forecast(milestone.number, health, projected, why)


def _projected(milestone: Milestone, calendar: Calendar, today: date) -> date:
    """When it will be finished: at the pace so far where that can be told, else on its date or, past it, today."""
    if milestone.state is State.SUBMITTED:
        return today
    expected = max(milestone.due, calendar.working_day_on_or_after(today))
    if milestone.request is not None:
        expected = max(expected, milestone.request.day)
    return max(expected, _at_this_pace(milestone, calendar, today) or expected)


def _at_this_pace(milestone: Milestone, calendar: Calendar, today: date) -> date | None:
    """The finish if the rest takes as long for each percent as what is done; None before there is a pace."""
    if milestone.started_at is None or not 10 <= milestone.percent < 100:
        return None
    report = calendar.local_date(milestone.reported_at or milestone.started_at)
    spent = max(calendar.working_days_between(calendar.local_date(milestone.started_at), report), 1)
    left = -(-spent * (100 - milestone.percent) // milestone.percent)
    return min(calendar.add_working_days(report, min(left, 260)), today + timedelta(days=400))


def _judged(milestone: Milestone, calendar: Calendar, today: date, projected: date) -> tuple[Health, Phrase | None]:
    """How it stands, and why: the gravest reason alone."""
    if milestone.due < today:
        days = (today - milestone.due).days
        return Health.LATE, counted("{count} day past its date", "{count} days past its date", days)
    if milestone.blocker is not None:
        since = milestone.blocker.since
        return Health.AT_RISK, Phrase("blocked since {since}", {"since": {"since": since.isoformat()}})
    if milestone.request is not None and milestone.request.day > milestone.due:
        return Health.AT_RISK, Phrase("{day} was asked for", {"day": {"day": milestone.request.day.isoformat()}})
    if projected > milestone.due:
        return Health.AT_RISK, Phrase("at this pace ready {day}", {"day": {"day": projected.isoformat()}})
    return _quiet_signs(milestone, calendar, today)


def _not_started(left: int) -> Phrase:
    if left < 1:
        return Phrase("not started, due today")
    return counted("not started, one working day left", "not started, {count} working days left", left)


def _quiet_signs(milestone: Milestone, calendar: Calendar, today: date) -> tuple[Health, Phrase | None]:
    left = calendar.working_days_between(today, milestone.due)
    if milestone.assignee is None:
        return Health.AT_RISK, Phrase("nobody is assigned")
    if milestone.state is State.PLANNED and left <= SOON:
        return Health.AT_RISK, _not_started(left)
    if milestone.reported_at is not None:
        quiet = calendar.working_days_between(calendar.local_date(milestone.reported_at), today)
        if quiet > SILENT_AFTER:
            return Health.AT_RISK, Phrase("no report for {count}", {"count": {"days": quiet}})
    return Health.ON_TRACK, None


def forecasts(snapshot: Snapshot, now: datetime) -> tuple[Forecast, ...]:
    """Every milestone's outlook, by number, cancelled ones left out."""
    counted = sorted(snapshot.milestones.values(), key=lambda m: m.number)
    return tuple(forecast(snapshot, m, now) for m in counted if m.state is not State.CANCELLED)


def outlook(snapshot: Snapshot, found: Sequence[Forecast]) -> Outlook:
    """The project's, from what `forecasts` found: as bad as its worst milestone, finished when its last one is."""
    if not found:
        return Outlook(Health.ON_TRACK, None, None)
    due = max(snapshot.milestones[f.number].due for f in found)
    return Outlook(worst(f.health for f in found), due, max(f.projected or due for f in found))


def worst(healths: Iterable[Health]) -> Health:
    """The gravest of them."""
    return max(healths, key=WORST.index, default=Health.ON_TRACK)
