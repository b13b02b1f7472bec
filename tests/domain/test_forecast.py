"""On track, at risk or late, and when it will be finished."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from mailflow.domain.forecast import Health, Outlook, forecast, forecasts, outlook
from mailflow.domain.milestone import Blocker, DateRequest, Milestone, State
from mailflow.domain.people import Member, Person, Role
from mailflow.domain.snapshot import Snapshot

NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
"""A Tuesday."""


def snapshot(*milestones: Milestone) -> Snapshot:
    dana = Person("dana", "Dana", ("d@x.example",))
    return Snapshot(
        "acme",
        people={"dana": dana},
        members={"dana": Member("dana", Role.CONTRACTOR, NOW)},
        milestones={m.number: m for m in milestones},
    )


def milestone(number: int = 1, due: date = date(2026, 12, 11), **fields: object) -> Milestone:
    return replace(Milestone(number, "Work", due, "dana"), **fields)  # type: ignore[arg-type]


def at(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=UTC)


CASES: list[tuple[str, Mapping[str, object], Health, date | None]] = [
    ("planned with time to go", {}, Health.ON_TRACK, date(2026, 12, 11)),
    ("not begun shortly before its date", {"due": date(2026, 12, 3)}, Health.AT_RISK, date(2026, 12, 3)),
    ("past its date", {"due": date(2026, 11, 30)}, Health.LATE, date(2026, 12, 1)),
    ("due today is not late", {"due": date(2026, 12, 1), "state": State.STARTED}, Health.ON_TRACK, date(2026, 12, 1)),
    ("blocked", {"blocker": Blocker("x", at(30), "dana")}, Health.AT_RISK, date(2026, 12, 11)),
    (
        "a later date was asked for",
        {"request": DateRequest(date(2026, 12, 18), "dana", at(30))},
        Health.AT_RISK,
        date(2026, 12, 18),
    ),
    ("nobody's", {"assignee": None}, Health.AT_RISK, date(2026, 12, 11)),
    ("handed in", {"state": State.SUBMITTED, "submitted_at": at(30)}, Health.ON_TRACK, date(2026, 12, 1)),
    ("approved", {"state": State.APPROVED, "submitted_at": at(27)}, Health.FINISHED, date(2026, 11, 27)),
    (
        "half done in a week, with two to go",
        {"state": State.STARTED, "percent": 50, "started_at": at(23), "reported_at": at(30)},
        Health.ON_TRACK,
        date(2026, 12, 11),
    ),
    (
        "a fifth done in a week",
        {"state": State.STARTED, "percent": 20, "started_at": at(23), "reported_at": at(30)},
        Health.AT_RISK,
        date(2026, 12, 28),
    ),
    (
        "silent for long",
        {"state": State.STARTED, "started_at": at(16), "reported_at": at(18)},
        Health.AT_RISK,
        date(2026, 12, 11),
    ),
]


@pytest.mark.parametrize(("name", "fields", "health", "projected"), CASES, ids=[case[0] for case in CASES])
def test_forecast(name: str, fields: Mapping[str, object], health: Health, projected: date) -> None:
    alone = snapshot(milestone(**fields))  # type: ignore[arg-type]
    found = forecast(alone, alone.milestones[1], NOW)
    assert (found.health, found.projected) == (health, projected)
    assert (found.why is None) == (health in (Health.ON_TRACK, Health.FINISHED))


def _outlook(project: Snapshot) -> Outlook:
    return outlook(project, forecasts(project, NOW))


def test_a_project_is_as_well_as_its_worst_milestone_and_ends_with_its_last() -> None:
    late, fine = milestone(1, date(2026, 11, 30)), milestone(2, date(2026, 12, 22))
    found = _outlook(snapshot(late, fine))
    assert (found.health, found.due, found.projected) == (Health.LATE, date(2026, 12, 22), date(2026, 12, 22))


def test_an_empty_project_is_on_track() -> None:
    assert _outlook(snapshot()).health is Health.ON_TRACK


def test_cancelled_milestones_do_not_count() -> None:
    gone = milestone(1, date(2026, 11, 1), state=State.CANCELLED)
    assert _outlook(snapshot(gone, milestone(2))).health is Health.ON_TRACK


def test_whatever_the_pace_no_forecast_lies_in_the_far_future() -> None:
    slow = milestone(state=State.STARTED, percent=10, started_at=datetime(2024, 1, 1, tzinfo=UTC), reported_at=at(30))
    projected = forecast(snapshot(slow), slow, NOW).projected
    assert projected is not None
    assert projected.year <= 2028
