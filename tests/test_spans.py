"""Lengths of time as people write them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailflow.domain.project import Span
from mailflow.spans import length, span, time_of_day, weekday, workday_count, written


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("30s", timedelta(seconds=30)),
        ("5m", timedelta(minutes=5)),
        ("24h", timedelta(hours=24)),
        ("7d", timedelta(days=7)),
        ("0d", timedelta(0)),
        ("2 weeks", timedelta(days=14)),
        ("1 Day", timedelta(days=1)),
    ],
)
def test_lengths_are_read(text: str, amount: timedelta) -> None:
    assert length(text) == amount


@pytest.mark.parametrize("value", ["", "5", "d", "5 parsecs", "-1d", "2 workdays", 5, None, "1.5h", "9" * 9 + "d"])
def test_what_is_no_length_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="needs"):
        length(value)


def test_working_days_are_spans_of_their_own() -> None:
    assert span("2 workdays") == Span(workdays=2)
    assert workday_count("10 workdays") == 10
    with pytest.raises(ValueError, match="working days"):
        workday_count("10d")


minutes = st.integers(0, 99_999).map(lambda count: Span(timedelta(minutes=count)))
workdays = st.integers(1, 999).map(lambda count: Span(workdays=count))


@given(minutes | workdays)
def test_what_is_written_reads_back_the_same(value: Span) -> None:
    assert span(written(value)) == value


@pytest.mark.parametrize("value", ["24:00", "9", "9:5", "09:60", 900])
def test_what_is_no_time_of_day_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match="time of day"):
        time_of_day(value)


def test_weekdays_are_read_short_and_long() -> None:
    assert (weekday("mon"), weekday("Sunday")) == (0, 6)
    with pytest.raises(ValueError, match="weekday"):
        weekday("monn")
