"""Dates, money, counts and sentences as one reader writes them."""

import re
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Protocol

from mailflow.domain.calendar import Calendar
from mailflow.domain.letter import Phrase, sentence
from mailflow.domain.record import Json
from mailflow.mail.catalogue import Catalogue
from mailflow.mail.cldr import Manner, manner
from mailflow.mail.english import English

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹", "PHP": "₱", "UAH": "₴", "PLN": "zł"}
NOBODY = sentence("nobody yet")
BESIDE = {0: sentence("today"), 1: sentence("tomorrow"), -1: sentence("yesterday")}
NEAR = 14
NUMBERED = re.compile(r"[A-Z]?\{number\}")
"""Where words to type name a milestone or a question."""


class Said(Protocol):
    """An offer, as it is worded here."""

    @property
    def purpose(self) -> str:
        """What it is for, in English."""

    @property
    def words(self) -> str:
        """What is typed, in English."""

    @property
    def hint(self) -> str:
        """What the reader adds, in English."""

    @property
    def draft(self) -> Phrase | str:
        """What a tap writes in the hint's place."""

    @property
    def values(self) -> Mapping[str, Json]:
        """What fills the gaps."""


class Wording:
    """What one reader sees: their language, their zone, their order of dates, their money.

    `now` is when the letter is written: days near it are named by how far they are. Without a catalogue it is English.
    """

    def __init__(self, zone: str, now: datetime, locale: str | None = None, catalogue: Catalogue | None = None) -> None:
        self._calendar = Calendar(zone)
        self._catalogue = catalogue
        known = None if catalogue is None else manner(catalogue.language, locale or "")
        self._project = ""
        self._manner: Manner | English = known or English(locale or "")
        self.now = now
        self.today = self._calendar.local_date(now)

    def within(self, project: str) -> "Wording":
        """The same in a mail about several projects: words to type name this one."""
        wording = copy(self)
        wording._project = project
        return wording

    def day(self, day: date) -> str:
        """``Fri 4 Dec``; with the year where it is not this one."""
        return self._manner.day(day, "short" if day.year == self.today.year else "short_year")

    def full_day(self, day: date) -> str:
        """``Friday 4 December 2026``."""
        return self._manner.day(day, "full")

    def long_day(self, day: date) -> str:
        """``Friday 4 December``; with the year where it is not this one."""
        return self._manner.day(day, "long" if day.year == self.today.year else "full")

    def local_day(self, moment: datetime) -> str:
        """The reader's date at that instant."""
        return self.day(self._calendar.local_date(moment))

    def moment(self, moment: datetime) -> str:
        """``Fri 4 Dec, 14:05`` on the reader's clock."""
        local = self._calendar.local(moment)
        return f"{self.day(local.date())}, {self.clock(local.time())}"

    def clock(self, at: time) -> str:
        """``14:05``, or ``2:05 PM`` where that is the custom."""
        return self._manner.clock(at)

    def away(self, day: date) -> str:
        """How far a day is: ``today``, ``tomorrow``, ``in 3 days``, ``2 days ago``."""
        distance = (day - self.today).days
        near = BESIDE.get(distance)
        if near:
            return self.say(near)
        if distance > 0:
            return self.tell("in {n} day", "in {n} days", distance)
        return self.tell("{n} day ago", "{n} days ago", -distance)

    def near(self, day: date) -> bool:
        """Whether a day is close enough for `away` to say more than the date."""
        return abs((day - self.today).days) <= NEAR

    def since(self, moment: datetime) -> str:
        """How long ago an instant was, in the reader's days."""
        return self.away(self._calendar.local_date(moment))

    def money(self, amount: Decimal | str, currency: str | None) -> str:
        """``€1,200``; cents only where there are any; the currency's code where it has no sign."""
        return self._manner.money(Decimal(amount), currency or "", SYMBOLS.get(currency or "", ""))

    def few(self, number: int) -> str:
        """``three``; digits from eleven, and where the word would have to agree with what it counts."""
        return self._manner.few(number)

    def days(self, number: int) -> str:
        """``3 days``."""
        return self._manner.days(number)

    def weekday(self, day: date) -> str:
        """``Friday``."""
        return self._manner.weekday(day)

    def names(self, names: Sequence[str]) -> str:
        """``Dana, Lee and Mo``."""
        return self._manner.names(names) if len(names) > 1 else "".join(names)

    def person(self, name: str) -> str:
        """A name, or that it is nobody yet."""
        return self.say(name) if name == NOBODY else name

    def size(self, octets: int | None) -> str:
        """``340 bytes``, ``34 KB``, ``1.2 MB``; a dash where it is not known."""
        if octets is None:
            return "–"
        if octets < 1000:
            return self.say("{n} bytes", n=octets)
        if octets < 1_000_000:
            return self.say("{n} KB", n=f"{octets / 1000:.0f}")
        return self.say("{n} MB", n=self._manner.decimal(octets / 1_000_000))

    def listed(self, phrases: Sequence[Phrase]) -> str:
        """Several sentences' worth in one enumeration."""
        return self.names([self.phrase(phrase) for phrase in phrases])

    def in_turn(self, phrases: Sequence[Phrase]) -> str:
        """What happened, one after the other."""
        told = [self.phrase(phrase) for phrase in phrases]
        return self.say(", then ").join(told)

    def say(self, text: str, /, **values: object) -> str:
        """A sentence, given in English, with its gaps filled by texts."""
        said = text if self._catalogue is None else self._catalogue.say(text)
        return self._filled(said, values) if values else said

    def tell(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A sentence that counts: ``{count}`` is the number in words where it is small, ``{n}`` in digits."""
        said = None if self._catalogue is None else self._catalogue.counted(many, number)
        text = said or (one if number == 1 else many)
        return self._filled(text, {"count": self.few(number), "n": number, **values})

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        if self._catalogue is not None:
            text = _without_second_stop(text, values)
        return text.format_map(values)

    def phrase(self, phrase: Phrase | str) -> str:
        """A sentence with its gaps filled: dates, instants and money as the reader writes them."""
        if isinstance(phrase, str):
            return self.say(phrase)
        return self._worded(phrase.text, phrase.values)

    def _worded(self, text: str, values: Mapping[str, Json]) -> str:
        said = text if self._catalogue is None else _in_language(self._catalogue, text, values)
        return self._filled(said, {name: self.value(value) for name, value in values.items()}) if values else said

    def purpose(self, offer: Said) -> str:
        """What an offer is for."""
        return self._worded(offer.purpose, offer.values)

    def offer(self, offer: Said) -> str:
        """The line that makes an offer: ``If it is finished, reply: DONE 3``."""
        purpose = capital(self.purpose(offer))
        return self.say("{purpose}, reply: {words}", purpose=purpose, words=self.shown(offer))

    def tap(self, offer: Said) -> str:
        """The label of its button."""
        return self.say("Tap {purpose}", purpose=self.purpose(offer))

    def or_reply(self, offer: Said) -> str:
        """What stands below the label."""
        return self.say("or reply: {words}", words=self.shown(offer))

    def shown(self, offer: Said) -> str:
        """The words to type, with what belongs after them."""
        words = self._command(offer)
        return f"{words} {self.say(offer.hint)}" if offer.hint else words

    def typed(self, offer: Said) -> str:
        """The words that a tap writes; the reader goes on where they end."""
        words = self._command(offer)
        draft = offer.draft if isinstance(offer.draft, str) else self.phrase(offer.draft)
        return f"{words} {draft}" if offer.hint else words

    def command(self, words: str) -> str:
        """A command as it is typed in answer to this mail."""
        return f"{self._project}: {words}" if self._project else words

    def _command(self, offer: Said) -> str:
        """``APPROVE 3``; ``APPROVE acme-site 3`` where the mail is about several projects."""
        said = offer.words if self._catalogue is None else self._catalogue.say(offer.words)
        named, numbered = NUMBERED.subn(lambda number: f"{self._project} {number[0]}", said, count=1)
        values = {name: self.value(value) for name, value in offer.values.items()}
        if not self._project or not numbered:
            return self.command(self._filled(said, values))
        return self._filled(named, values)

    def value(self, value: Json) -> str:
        """One gap's filling.

        ``{"date": …}`` is a day in full and ``{"day": …}`` in short, ``{"weekday": …}`` its name, ``{"at": …}`` an
        instant and ``{"since": …}`` its day, ``{"days": 3}`` a length, ``{"money": …, "currency": …}`` a sum,
        ``{"words": …, "mark": …}`` words of ours with what stands behind them, ``{"list": […]}`` several of them.
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


def _in_language(catalogue: Catalogue, text: str, values: Mapping[str, Json]) -> str:
    count = values.get("count")
    counted = catalogue.counted(text, count) if isinstance(count, int) else None
    return counted or catalogue.say(text)


def _without_second_stop(text: str, values: Mapping[str, object]) -> str:
    """Abbreviations such as ``Dez.`` bring the full stop of their sentence with them."""
    for name, value in values.items():
        if str(value).endswith("."):
            text = text.replace(f"{{{name}}}.", f"{{{name}}}")
    return text


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


TAGS: dict[str, Callable[[Wording, Mapping[str, Json]], str]] = {
    "date": lambda w, v: w.full_day(date.fromisoformat(str(v["date"])[:10])),
    "day": lambda w, v: w.day(date.fromisoformat(str(v["day"])[:10])),
    "at": lambda w, v: w.moment(aware(str(v["at"]))),
    "since": lambda w, v: w.local_day(aware(str(v["since"]))),
    "weekday": lambda w, v: w.weekday(date.fromisoformat(str(v["weekday"])[:10])),
    "days": lambda w, v: w.days(int(str(v["days"]))),
    "words": lambda w, v: w.say(str(v["words"])) + str(v.get("mark") or ""),
    "money": lambda w, v: w.money(str(v["money"]), str(v.get("currency") or "")),
}
"""What a tagged value is written as, by its tag."""
