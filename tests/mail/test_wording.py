"""Dates, money and counts as readers write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from mailflow.domain.letter import Phrase
from mailflow.domain.record import Json
from mailflow.mail.wording import Wording

NOW = datetime(2026, 12, 4, 20, 30, tzinfo=UTC)


def wording(zone: str = "Europe/Berlin", locale: str | None = None) -> Wording:
    return Wording(zone, NOW, locale)


@pytest.mark.parametrize(
    ("locale", "day", "short", "full"),
    [
        (None, date(2026, 12, 9), "Wed 9 Dec", "Wednesday 9 December 2026"),
        ("en-GB", date(2027, 1, 4), "Mon 4 Jan 2027", "Monday 4 January 2027"),
        ("en-US", date(2026, 12, 9), "Wed, Dec 9", "Wednesday, December 9, 2026"),
        ("en-US", date(2027, 1, 4), "Mon, Jan 4, 2027", "Monday, January 4, 2027"),
    ],
)
def test_days_are_written_in_the_readers_order(locale: str | None, day: date, short: str, full: str) -> None:
    assert (wording(locale=locale).day(day), wording(locale=locale).full_day(day)) == (short, full)


@pytest.mark.parametrize(
    ("zone", "locale", "expected"),
    [
        ("Europe/Berlin", None, "Fri 4 Dec, 21:30"),
        ("Asia/Manila", None, "Sat 5 Dec, 04:30"),
        ("America/New_York", "en-US", "Fri, Dec 4, 3:30 PM"),
    ],
)
def test_instants_are_on_the_readers_clock(zone: str, locale: str | None, expected: str) -> None:
    assert wording(zone, locale).moment(NOW) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(4, "today"), (5, "tomorrow"), (3, "yesterday"), (9, "in 5 days"), (1, "3 days ago")],
)
def test_near_days_are_named_by_their_distance(day: int, expected: str) -> None:
    assert wording().away(date(2026, 12, day)) == expected


def test_today_is_where_the_reader_is() -> None:
    assert wording("Asia/Manila").away(date(2026, 12, 5)) == "today"


@pytest.mark.parametrize(
    ("amount", "currency", "locale", "expected"),
    [
        ("1200.00", "EUR", None, "€1,200"),
        ("1200.50", "USD", "en-US", "$1,200.50"),
        ("1200.50", "EUR", "de-DE", "1.200,50 €"),
        ("99", "CHF", None, "CHF 99"),
        ("99", "CHF", "de-CH", "99 CHF"),
        ("5", None, None, "5"),
    ],
)
def test_money(amount: str, currency: str | None, locale: str | None, expected: str) -> None:
    assert wording(locale=locale).money(Decimal(amount), currency) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"date": "2026-12-09"}, "Wednesday 9 December 2026"),
        ({"day": "2026-12-09"}, "Wed 9 Dec"),
        ({"at": "2026-12-04T20:30:00+00:00"}, "Fri 4 Dec, 21:30"),
        ({"since": "2026-12-04T23:30:00+00:00"}, "Sat 5 Dec"),
        ({"days": 1}, "1 day"),
        ({"list": ["a", "b", {"day": "2026-12-09"}]}, "a, b and Wed 9 Dec"),
        ({"money": "10", "currency": "EUR"}, "€10"),
        ({"date": "not a date"}, "not a date"),
        ({"else": "x"}, "x"),
        (None, ""),
        (3, "3"),
        (["a"], "a"),
    ],
)
def test_gaps_are_filled_by_what_they_are(value: Json, expected: str) -> None:
    assert wording().phrase(Phrase("{gap}", {"gap": value})) == expected


def test_what_fills_a_gap_is_no_pattern_itself() -> None:
    assert wording().phrase(Phrase("{a}", {"a": "{b} {0} {a.__class__}"})) == "{b} {0} {a.__class__}"


@pytest.mark.parametrize(("number", "expected"), [(0, "no"), (1, "one"), (3, "three"), (11, "11")])
def test_small_numbers_are_words(number: int, expected: str) -> None:
    assert wording().few(number) == expected
