"""Zones, working days and holidays: right on the days on which clocks change, in every zone there is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.calendar import LONGEST_BREAK, Calendar, days, holidays_in, instant, zone_named

ZONES = sorted(available_timezones() - {"localtime"})
zones = st.sampled_from(ZONES)
dates = st.dates(date(1972, 1, 1), date(2037, 12, 31))
times = st.times().map(lambda at: at.replace(microsecond=0))
moments = st.integers(0, 2**31).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
workdays = st.frozensets(st.integers(0, 6), min_size=1)
calendars = st.builds(Calendar, zones, workdays, st.sampled_from([None, "PH", "DE-BY"]))


def wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(zone_named(zone)).replace(tzinfo=None)


@given(zones, dates, times)
def test_a_local_time_that_exists_is_that_very_time_and_the_first_of_two(zone: str, day: date, at: time) -> None:
    moment = instant(day, at, zone)
    wanted = datetime.combine(day, at)
    if wall(moment, zone) == wanted:
        earlier = [moment - timedelta(minutes=m) for m in (30, 60, 120, 180)]
        assert all(wall(one, zone) != wanted for one in earlier)
    else:
        second_before = moment - timedelta(seconds=1)
        assert wall(second_before, zone) < wanted < wall(moment, zone)


@given(zones, dates, times)
def test_instants_are_utc(zone: str, day: date, at: time) -> None:
    assert instant(day, at, zone).tzinfo is UTC


@pytest.mark.parametrize(
    ("zone", "day", "at", "utc"),
    [
        ("Europe/Berlin", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00:00"),
        ("Europe/Berlin", date(2026, 3, 29), time(2, 0), "2026-03-29T01:00:00"),
        ("Europe/Berlin", date(2026, 3, 29), time(3, 0), "2026-03-29T01:00:00"),
        ("Europe/Berlin", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30:00"),
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T07:00:00"),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30:00"),
        ("America/Santiago", date(2026, 9, 6), time(0, 0), "2026-09-06T04:00:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30:00"),
        ("Pacific/Apia", date(2011, 12, 30), time(9, 0), "2011-12-30T10:00:00"),
        ("Asia/Kathmandu", date(2026, 6, 1), time(9, 0), "2026-06-01T03:15:00"),
    ],
)
def test_gaps_end_at_the_next_valid_instant_and_overlaps_count_once(zone: str, day: date, at: time, utc: str) -> None:
    assert instant(day, at, zone) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def offset(moment: datetime, zone: str) -> timedelta:
    return moment.astimezone(zone_named(zone)).utcoffset() or timedelta(0)


def changes(zone: str) -> Iterator[datetime]:
    """The instants of one and a half years at which the zone's offset changes."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for before in (start + timedelta(days=n) for n in range(550)):
        after = before + timedelta(days=1)
        if offset(before, zone) == offset(after, zone):
            continue
        minutes = (before + timedelta(minutes=n) for n in range(1, 1441))
        yield next(one for one in minutes if offset(one, zone) == offset(after, zone))


def test_every_clock_change_of_every_zone_is_met() -> None:
    met = 0
    for zone in ZONES:
        for change in changes(zone):
            old, new = offset(change - timedelta(seconds=1), zone), offset(change, zone)
            inside = (change + (old + new) / 2).replace(tzinfo=None)
            expected = change if new > old else (inside - old).replace(tzinfo=UTC)
            assert instant(inside.date(), inside.time(), zone) == expected, zone
            met += 1
    assert met > 500


@given(zones, dates, times)
def test_later_on_the_wall_is_never_earlier_in_time(zone: str, day: date, at: time) -> None:
    later = (datetime.combine(day, at) + timedelta(hours=1)).time()
    if later > at:
        assert instant(day, at, zone) <= instant(day, later, zone)


@given(calendars, moments)
def test_local_date_is_the_date_on_the_wall(calendar: Calendar, moment: datetime) -> None:
    assert calendar.local_date(moment) == calendar.local(moment).date()
    assert calendar.local(moment) == moment


@given(calendars, dates)
def test_the_nearest_working_day_is_one_and_none_lies_between(calendar: Calendar, day: date) -> None:
    after, before = calendar.working_day_on_or_after(day), calendar.working_day_on_or_before(day)
    assert before <= day <= after
    assert calendar.is_working(after)
    assert calendar.is_working(before)
    assert not any(calendar.is_working(one) for one in days(before + timedelta(1), after - timedelta(1)))


@given(calendars, dates, st.integers(0, 30))
def test_adding_working_days_counts_them(calendar: Calendar, day: date, count: int) -> None:
    end = calendar.add_working_days(day, count)
    assert calendar.working_days_between(day, end) == count
    assert count == 0 or calendar.is_working(end)


@given(calendars, dates, st.integers(0, 30))
def test_working_days_added_can_be_taken_away(calendar: Calendar, day: date, count: int) -> None:
    start = calendar.working_day_on_or_after(day)
    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start


def test_who_never_works_is_given_the_day_itself() -> None:
    calendar = Calendar(workdays=frozenset())
    day = date(2026, 11, 23)
    assert calendar.working_day_on_or_after(day) == calendar.working_day_on_or_before(day) == day
    assert calendar.working_days_between(day, day + LONGEST_BREAK) == 0


@given(calendars, dates, st.integers(-10, 800))
def test_the_working_days_between_are_those_that_are_working_days(calendar: Calendar, day: date, span: int) -> None:
    end = day + timedelta(span)
    between = days(day + timedelta(1), end)
    assert calendar.working_days_between(day, end) == sum(calendar.is_working(one) for one in between)


def test_nothing_lies_between_a_day_and_an_earlier_one() -> None:
    assert Calendar().working_days_between(date(2026, 11, 23), date(2026, 11, 1)) == 0


@pytest.mark.parametrize(
    ("place", "day", "is_holiday"),
    [
        ("PH", date(2026, 12, 30), True),
        ("DE", date(2026, 1, 6), False),
        ("DE-BY", date(2026, 1, 6), True),
        ("DE-BY", date(2026, 1, 7), False),
        (None, date(2026, 12, 25), False),
    ],
)
def test_holidays_are_those_of_the_country_and_its_part(place: str | None, day: date, is_holiday: bool) -> None:
    calendar = Calendar("UTC", holidays=place)
    assert calendar.is_holiday(day) is is_holiday
    assert calendar.is_working(day) is (day.weekday() < 5 and not is_holiday)


def test_an_unknown_place_or_zone_is_refused() -> None:
    with pytest.raises(NotImplementedError):
        holidays_in("XX", 2026)
    with pytest.raises(Exception, match="Mars"):
        zone_named("Mars/Olympus")
