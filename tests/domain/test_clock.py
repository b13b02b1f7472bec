"""Which clocks are believed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.clock import LEAP, Anchor, Uptime, first_anchor

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
ANCHOR = Anchor(Uptime("a", 1000.0), NOON)
HOUR, DAY = 3600.0, 86400.0


@pytest.mark.parametrize(
    ("boot", "passed", "shown", "leaps"),
    [
        ("a", 60.0, timedelta(minutes=1), False),
        ("a", 60.0, timedelta(days=60), True),
        ("a", 60 * DAY, timedelta(days=60), False),
        ("a", 60.0, timedelta(minutes=31), False),
        ("a", 60.0, timedelta(days=-60), False),
        ("b", 60.0, timedelta(days=60), False),
    ],
    ids=["as ever", "a leap", "a long sleep", "a small step", "set back", "switched off meanwhile"],
)
def test_only_a_leap_ahead_of_the_time_that_passed_is_not_believed(
    boot: str, passed: float, shown: timedelta, leaps: bool
) -> None:
    assert ANCHOR.leaps(NOON + shown, Uptime(boot, 1000.0 + passed)) is leaps


@given(st.lists(st.tuples(st.floats(0, 30 * DAY), st.floats(-30 * DAY, 30 * DAY)), max_size=20))
def test_what_is_believed_is_never_an_hour_ahead_of_what_has_passed(steps: list[tuple[float, float]]) -> None:
    anchor, seconds = ANCHOR, 1000.0
    for passed, off in steps:
        seconds += passed
        now = Uptime("a", seconds)
        clock = anchor.reckoned(now) + timedelta(seconds=off)
        if not anchor.leaps(clock, now):
            before, anchor = anchor, anchor.moved(clock, now)
            assert anchor.reckoned(now) - before.reckoned(now) <= LEAP
            assert anchor.reckoned(now) >= before.reckoned(now)


def test_a_clock_that_was_set_back_may_be_set_right_again() -> None:
    later = Uptime("a", 1000.0 + HOUR)
    anchor = ANCHOR.moved(NOON - timedelta(days=60), later)
    assert not anchor.leaps(NOON + timedelta(hours=1), later)


@pytest.mark.parametrize(
    ("latest", "passed", "refused"),
    [
        (None, 60.0, False),
        (None, 2 * HOUR, True),
        (NOON + timedelta(days=5), 60.0, False),
        (NOON - timedelta(days=5), 60.0, True),
    ],
    ids=["a new installation", "the same, settled", "behind what has happened", "ahead of what has happened"],
)
def test_a_clock_without_a_battery_may_be_told_by_the_network_once(
    latest: datetime | None, passed: float, refused: bool
) -> None:
    began, now = Uptime("a", 5.0), Uptime("a", 5.0 + passed)
    anchor = first_anchor(NOON, began, None, latest)
    anchor = anchor.moved(anchor.reckoned(now), now)
    told = anchor.reckoned(now) + timedelta(days=300)
    assert anchor.leaps(told, now) is refused
    assert anchor.moved(told, now).leaps(told + timedelta(days=300), now)


@pytest.mark.parametrize(
    ("database", "believed"),
    [
        (None, NOON),
        (NOON - timedelta(minutes=10), NOON),
        (NOON + timedelta(days=3), NOON),
        (NOON - timedelta(days=60), NOON - timedelta(days=60)),
    ],
)
def test_after_a_start_the_database_s_clock_bounds_the_system_s(database: datetime | None, believed: datetime) -> None:
    anchor = first_anchor(NOON, Uptime("a", 5.0), database, NOON)
    assert anchor.reckoned(Uptime("a", 5.0)) == believed
    assert Anchor.read(anchor.text()) == anchor
