"""Dates, clocks, money and enumerations in English, in the order of the reader's locale."""

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH_FIRST = frozenset({"en-US", "en-PH"})
DECIMAL_COMMA = frozenset({"de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "sv", "da", "no", "fi", "tr"})
FEW = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class English:
    """How somebody who reads English writes things."""

    def __init__(self, locale: str) -> None:
        self._month_first = locale in MONTH_FIRST
        self._decimal_comma = locale[:2] in DECIMAL_COMMA

    def day(self, day: date, shape: str) -> str:
        """``Fri 4 Dec``, with its year, ``Friday 4 December``, or that with its year."""
        whole = shape in {"long", "full"}
        weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
        if not whole:
            weekday, month = weekday[:3], month[:3]
        year = f" {day.year}" if shape in {"full", "short_year"} else ""
        if self._month_first:
            return f"{weekday}, {month} {day.day}{',' if year else ''}{year}"
        return f"{weekday} {day.day} {month}{year}"

    def weekday(self, day: date) -> str:
        """Its name."""
        return WEEKDAYS[day.weekday()]

    def clock(self, at: time) -> str:
        """``14:05``, or ``2:05 PM`` where that is the custom."""
        if self._month_first:
            return f"{(at.hour - 1) % 12 + 1}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"
        return f"{at.hour:02}:{at.minute:02}"

    def days(self, number: int) -> str:
        """``3 days``."""
        return f"{number} day" if number == 1 else f"{number} days"

    def few(self, number: int) -> str:
        """``three``; digits from eleven."""
        return FEW[number] if 0 <= number < len(FEW) else str(number)

    def names(self, names: Sequence[str]) -> str:
        """``Dana, Lee and Mo``."""
        return f"{', '.join(names[:-1])} and {names[-1]}"

    def decimal(self, number: float) -> str:
        """``1.2``."""
        return f"{number:.1f}"

    def money(self, amount: Decimal, currency: str, sign: str) -> str:
        """``€1,200``; cents only where there are any; the currency's code where it has no sign."""
        digits = f"{amount:,.2f}".removesuffix(".00")
        if self._decimal_comma:
            digits = digits.translate(str.maketrans(",.", ".,"))
            return f"{digits} {sign or currency}".strip()
        return f"{sign}{digits}" if sign else f"{currency} {digits}".strip()
