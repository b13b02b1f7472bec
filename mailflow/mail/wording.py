"""Dates, money, counts and sentences as one reader writes them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation

from mailflow.domain.calendar import Calendar
from mailflow.domain.letter import Phrase
from mailflow.domain.record import Json

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
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "PHP": "₱", "UAH": "₴", "PLN": "zł"}
MONTH_FIRST = frozenset({"en-US", "en-PH"})
DECIMAL_COMMA = frozenset({"de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "sv", "da", "no", "fi", "tr"})
NEAR = 14
FEW = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Wording:
    """What one reader sees: their zone, their order of dates, their money.

    `now` is when the letter is written: days near it are named by how far they are.
    """

    def __init__(
        self, zone: str, now: datetime, locale: str | None = None, sentences: Mapping[str, str] | None = None
    ) -> None:
        self._calendar = Calendar(zone)
        self._locale = locale or ""
        self._month_first = self._locale in MONTH_FIRST
        self._sentences = sentences or {}
        self.now = now
        self.today = self._calendar.local_date(now)

    def day(self, day: date) -> str:
        """``Fri 4 Dec``; with the year where it is not this one."""
        month = MONTHS[day.month - 1][:3]
        year = "" if day.year == self.today.year else f" {day.year}"
        if self._month_first:
            return f"{WEEKDAYS[day.weekday()][:3]}, {month} {day.day}{',' if year else ''}{year}"
        return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {month}{year}"

    def full_day(self, day: date) -> str:
        """``Friday 4 December 2026``."""
        weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
        if self._month_first:
            return f"{weekday}, {month} {day.day}, {day.year}"
        return f"{weekday} {day.day} {month} {day.year}"

    def long_day(self, day: date) -> str:
        """``Friday 4 December``; with the year where it is not this one."""
        if day.year != self.today.year:
            return self.full_day(day)
        weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
        return f"{weekday}, {month} {day.day}" if self._month_first else f"{weekday} {day.day} {month}"

    def local_day(self, moment: datetime) -> str:
        """The reader's date at that instant."""
        return self.day(self._calendar.local_date(moment))

    def moment(self, moment: datetime) -> str:
        """``Fri 4 Dec, 14:05`` on the reader's clock."""
        local = self._calendar.local(moment)
        return f"{self.day(local.date())}, {self.clock(local.time())}"

    def clock(self, at: time) -> str:
        """``14:05``, or ``2:05 PM`` where that is the custom."""
        if self._month_first:
            return f"{(at.hour - 1) % 12 + 1}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"
        return f"{at.hour:02}:{at.minute:02}"

    def away(self, day: date) -> str:
        """How far a day is: ``today``, ``tomorrow``, ``in 3 days``, ``2 days ago``."""
        distance = (day - self.today).days
        near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(distance)
        if near:
            return near
        return f"in {distance} days" if distance > 0 else f"{-distance} days ago"

    def near(self, day: date) -> bool:
        """Whether a day is close enough for `away` to say more than the date."""
        return abs((day - self.today).days) <= NEAR

    def since(self, moment: datetime) -> str:
        """How long ago an instant was, in the reader's days."""
        return self.away(self._calendar.local_date(moment))

    def money(self, amount: Decimal | str, currency: str | None) -> str:
        """``€1,200``; cents only where there are any; the currency's code where it has no sign."""
        value = Decimal(amount)
        digits = f"{value:,.2f}"
        if digits.endswith(".00"):
            digits = digits[:-3]
        sign = SYMBOLS.get(currency or "", "")
        if self._locale[:2] in DECIMAL_COMMA:
            digits = digits.translate(str.maketrans(",.", ".,"))
            return f"{digits} {sign or currency or ''}".strip()
        return f"{sign}{digits}" if sign else f"{currency or ''} {digits}".strip()

    def count(self, number: int, one: str, many: str = "") -> str:
        """``1 day``, ``3 days``."""
        return f"{number} {one if number == 1 else many or one + 's'}"

    def few(self, number: int, one: str, many: str = "") -> str:
        """``one day``, ``three days``; digits from eleven."""
        word = FEW[number] if 0 <= number < len(FEW) else str(number)
        return f"{word} {one if number == 1 else many or one + 's'}"

    def names(self, names: Sequence[str]) -> str:
        """``Dana, Lee and Mo``."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} and {names[-1]}"

    def listed(self, phrases: Sequence[Phrase]) -> str:
        """Several sentences' worth in one enumeration."""
        return self.names([self.phrase(phrase) for phrase in phrases])

    def phrase(self, phrase: Phrase | str) -> str:
        """A sentence with its gaps filled: dates, instants and money as the reader writes them."""
        if isinstance(phrase, str):
            return self._sentences.get(phrase, phrase)
        text = self._sentences.get(phrase.text, phrase.text)
        return text.format_map({name: self.value(value) for name, value in phrase.values.items()})

    def value(self, value: Json) -> str:
        """One gap's filling.

        ``{"date": …}`` is a day in full and ``{"day": …}`` in short, ``{"at": …}`` an instant and ``{"since": …}``
        its day, ``{"days": 3}`` a length, ``{"money": …, "currency": …}`` a sum, ``{"list": […]}`` several of them.
        """
        if isinstance(value, dict):
            return self.value(value["list"]) if "list" in value else self._tagged(value)
        if isinstance(value, list):
            return self.names([self.value(item) for item in value])
        return "" if value is None else str(value)

    def _tagged(self, value: Mapping[str, Json]) -> str:
        for tag, write in TAGS.items():
            if tag in value:
                try:
                    return write(self, value)
                except (ValueError, InvalidOperation):
                    break
        return ", ".join(str(item) for item in value.values())


def aware(text: str) -> datetime:
    """The instant an ISO text names; UTC where it names no zone."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


TAGS: dict[str, Callable[[Wording, Mapping[str, Json]], str]] = {
    "date": lambda w, v: w.full_day(date.fromisoformat(str(v["date"])[:10])),
    "day": lambda w, v: w.day(date.fromisoformat(str(v["day"])[:10])),
    "at": lambda w, v: w.moment(aware(str(v["at"]))),
    "since": lambda w, v: w.local_day(aware(str(v["since"]))),
    "days": lambda w, v: w.count(int(str(v["days"])), "day"),
    "money": lambda w, v: w.money(str(v["money"]), str(v.get("currency") or "")),
}
"""What a tagged value is written as, by its tag."""
