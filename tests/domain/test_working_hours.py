"""Times at which people of several zones are all at work."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.people import Person
from mailflow.domain.working_hours import can_meet, common_times

BERLIN = Person("olivia", "Olivia", ("o@acme.example",), "Europe/Berlin")
MANILA = Person("dana", "Dana", ("d@acme.example",), "Asia/Manila")
LIMA = Person("mo", "Mo", ("m@acme.example",), "America/Lima")
AUCKLAND = Person("kiri", "Kiri", ("k@acme.example",), "Pacific/Auckland")
MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((BERLIN,), "Mon 08:00"),
        ((BERLIN, MANILA), "Mon 08:00"),
        ((BERLIN, LIMA), "Mon 14:00"),
        ((BERLIN, replace(MANILA, away_from=date(2026, 11, 23), away_until=date(2026, 11, 24))), "Wed 08:00"),
        ((BERLIN, replace(MANILA, workdays=frozenset({3}))), "Thu 08:00"),
        ((replace(BERLIN, holidays="DE"), replace(MANILA, workdays=frozenset({4}))), "Fri 08:00"),
    ],
)
def test_the_first_time_is_within_everybody_s_working_hours(people: tuple[Person, ...], expected: str) -> None:
    (found,) = common_times(people, MONDAY, HALF_AN_HOUR, 1)
    assert f"{found:%a %H:%M}" == expected
    assert all(can_meet(person, found, found + HALF_AN_HOUR) for person in people)


def test_where_zones_lie_too_far_apart_everybody_is_at_least_awake_on_a_working_day() -> None:
    (found,) = common_times((LIMA, MANILA), MONDAY, HALF_AN_HOUR, 1)
    assert (LIMA.calendar.local(found).hour, MANILA.calendar.local(found).hour) == (7, 20)


def test_there_may_be_no_time_at_all() -> None:
    never = replace(BERLIN, workdays=frozenset())
    assert common_times((never,), MONDAY, HALF_AN_HOUR, 3) == ()


@given(
    st.lists(st.sampled_from([BERLIN, MANILA, LIMA, AUCKLAND]), min_size=1, max_size=4, unique=True),
    st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: MONDAY + timedelta(minutes=minutes)),
)
def test_times_are_ahead_on_different_days_and_wake_nobody(people: list[Person], after: datetime) -> None:
    found = common_times(people, after, HALF_AN_HOUR, 3)
    assert all(moment >= after for moment in found)
    assert len({people[0].calendar.local_date(moment) for moment in found}) == len(found)
    for moment in found:
        assert all(7 <= person.calendar.local(moment).hour < 22 for person in people)
