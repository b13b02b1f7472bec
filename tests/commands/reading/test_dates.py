"""Dates as people write them, on Tuesday, 1 December 2026, unless a case says otherwise."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.commands.reading.dates import mark_dates
from mailflow.commands.reading.units import plain, units_of
from mailflow.commands.reading.when import Clock, When
from mailflow.domain.calendar import Calendar
from tests.commands.reading_room import words

TUESDAY = date(2026, 12, 1)
CLOCK = Clock(TUESDAY, Calendar("Asia/Manila"))


def whens(text: str, clock: Clock = CLOCK) -> list[When]:
    units = mark_dates(units_of(plain(text), words().lexicon("en")), clock)
    return [unit.value for unit in units if unit.kind in {"date", "length"}]


def days(text: str, clock: Clock = CLOCK) -> list[str]:
    return [
        str(when.last) + ("~" if when.probable else "") if not when.fault else when.fault for when in whens(text, clock)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-20", "2026-12-20"),
        ("20.12.2026", "2026-12-20"),
        ("20.12.", "2026-12-20"),
        ("12/20/2026", "2026-12-20"),
        ("20/12/2026", "2026-12-20"),
        ("by 20/12", "2026-12-20"),
        ("by 03/04", "order"),
        ("04/05/2027", "order"),
        ("by 05/05", "2027-05-05"),
        ("Dec 20", "2026-12-20"),
        ("December 20th", "2026-12-20"),
        ("December 20th, 2027", "2027-12-20"),
        ("20 December", "2026-12-20"),
        ("20th of December", "2026-12-20"),
        ("the 20th of Dec 2027", "2027-12-20"),
        ("Jan 5", "2027-01-05"),
        ("30 Nov", "2026-11-30"),
        ("Feb 30", "invalid"),
        ("until the 18th", "2026-12-18"),
        ("Friday", "2026-12-04"),
        ("Tuesday", "2026-12-08~"),
        ("this Friday", "2026-12-04"),
        ("next Friday", "2026-12-11~"),
        ("next Monday", "2026-12-07"),
        ("Friday next week", "2026-12-11"),
        ("Friday of next week", "2026-12-11"),
        ("Friday, 4 December", "2026-12-04"),
        ("Friday 4 Dec", "2026-12-04"),
        ("Fri, Dec 4", "2026-12-04"),
        ("Monday 4 December", "weekday"),
        ("Dec 4 (Friday)", "2026-12-04"),
        ("Dec 4 (Monday)", "weekday"),
        ("today", "2026-12-01"),
        ("EOD", "2026-12-01"),
        ("tomorrow", "2026-12-02"),
        ("tomorrow morning", "2026-12-02"),
        ("the day after tomorrow", "2026-12-03"),
        ("yesterday", "2026-11-30"),
        ("end of this week", "2026-12-04"),
        ("end of the week", "2026-12-04"),
        ("end of next week", "2026-12-11"),
        ("next week", "2026-12-11~"),
        ("early next week", "2026-12-07~"),
        ("end of the month", "2026-12-31"),
        ("end of January", "2027-01-31"),
        ("in 3 days", "2026-12-04"),
        ("in two weeks", "2026-12-15"),
        ("in a week", "2026-12-08"),
        ("in 3 working days", "2026-12-04"),
        ("3 days ago", "2026-11-28"),
        ("two weeks from now", "2026-12-15"),
        ("a few more days", "vague"),
        ("20 Dec to 3 Jan", "2027-01-03"),
        ("Dec 20-24", "2026-12-24"),
        ("20-24 Dec", "2026-12-24"),
        ("Monday to Wednesday", "2026-12-09"),
    ],
)  # fmt: skip
def test_date_is(text: str, expected: str) -> None:
    assert days(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["3 is done", "milestone 3", "it may slip", "3 may slip", "I sat down", "3.2 done", "version 3.2", "3/4 of it",
     "call 555 123 4567", "$20"],
)  # fmt: skip
def test_no_date_where_none_is_written(text: str) -> None:
    assert days(text) == []


def test_next_friday_is_the_coming_one_from_friday_to_sunday() -> None:
    for number, expected in ((3, "2026-12-11~"), (4, "2026-12-11"), (5, "2026-12-11"), (6, "2026-12-11")):
        assert days("next Friday", replace(CLOCK, today=date(2026, 12, number))) == [expected]


def test_order_is_settled_by_the_locale() -> None:
    assert days("by 03/04", replace(CLOCK, day_first=True)) == ["2027-04-03"]
    assert days("by 03/04", replace(CLOCK, day_first=False)) == ["2027-03-04"]


def test_end_of_week_is_the_last_working_day() -> None:
    to_thursday = Calendar("Asia/Manila", workdays=frozenset({0, 1, 2, 3}))
    assert days("end of next week", replace(CLOCK, calendar=to_thursday)) == ["2026-12-10"]


def test_time_of_day_belongs_to_its_date() -> None:
    assert [w.at for w in whens("tomorrow at 3pm")] == [time(15)]
    assert [w.at for w in whens("Friday 15:30")] == [time(15, 30)]


@pytest.mark.parametrize(("text", "expected"), [
        ("two more days", date(2026, 12, 6)),
        ("another week", date(2026, 12, 11)),
        ("3 extra days", date(2026, 12, 7)),
        ("2 days more", date(2026, 12, 6)),
        ("3 working days", date(2026, 12, 9)),
    ],
)  # fmt: skip
def test_length_counts_from_the_due_date(text: str, expected: date) -> None:
    (when,) = whens(text)
    assert when.is_length
    assert when.after(date(2026, 12, 4), CLOCK.calendar) == expected


@given(
    st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y"])
)
def test_full_date_is_read_as_it_is_written(day: date, form: str) -> None:
    assert days(day.strftime(form)) == [str(day)]


@given(
    st.dates(date(2020, 1, 1), date(2040, 12, 31)),
    st.sampled_from(["Friday", "next Monday", "end of next week", "tomorrow", "in 3 days", "Dec 31"]),
)
def test_coming_date_is_not_past(today: date, text: str) -> None:
    (when,) = whens(text, replace(CLOCK, today=today))
    assert when.last is not None
    assert when.last >= today
