"""Dates, clocks, money and enumerations in languages other than English, as the CLDR has them."""

import re
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, format_time, get_day_names, parse_pattern
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

YEAR = re.compile(r"(?:,| 'de')? ?y.*$")
GAP = "\u00a0"


class Manner:
    """How one locale writes things."""

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        full = locale.date_formats["full"].pattern
        short = locale.datetime_skeletons
        self._patterns: dict[str, DateTimePattern] = {
            "short": short["MMMEd"],
            "short_year": short["yMMMEd"],
            "long": parse_pattern(YEAR.sub("", full)),
            "full": parse_pattern(full),
        }
        self._weekdays = get_day_names("wide", locale=locale)
        self._money = locale.currency_formats["standard"].pattern

    def day(self, day: date, shape: str) -> str:
        """The day as ``short``, ``short_year``, ``long`` (without its year) or ``full``."""
        return str(self._patterns[shape].apply(day, self._locale))

    def weekday(self, day: date) -> str:
        """Its name."""
        return str(self._weekdays[day.weekday()])

    def clock(self, at: time) -> str:
        """``14:05``, or as is the custom."""
        return format_time(at, "short", locale=self._locale)

    def days(self, number: int) -> str:
        """``3 Tage``."""
        return format_unit(number, "day", "long", locale=self._locale).replace(GAP, " ")

    def names(self, names: Sequence[str]) -> str:
        """``Dana, Lee und Mo``."""
        return format_list(names, locale=self._locale)

    def decimal(self, number: float) -> str:
        """``1,2``."""
        return format_decimal(number, "0.0", self._locale)

    def few(self, number: int) -> str:
        """Digits: a word would have to agree with what it counts."""
        return str(number)

    def money(self, amount: Decimal, currency: str, sign: str) -> str:
        """The sum with its sign where this locale puts it; cents only where there are any."""
        digits = format_decimal(amount, "#,##0" if amount == amount.to_integral_value() else "#,##0.00", self._locale)
        name = sign or currency
        if not self._money.startswith("¤"):
            return f"{digits}{GAP}{name}" if name else digits
        gap = GAP if self._money[1:2].isspace() or not sign else ""
        return f"{name}{gap}{digits}" if name else digits


@cache
def manner(language: str, locale: str) -> Manner | None:
    """How somebody of that language and locale writes; None for English, which is written without looking it up."""
    base = language.replace("_", "-").split("-")[0]
    if base in {"", "en"}:
        return None
    chosen = locale if locale.replace("_", "-").split("-")[0] == base else language
    for name in (chosen, base):
        try:
            return Manner(Locale.parse(name.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            continue
    return None
