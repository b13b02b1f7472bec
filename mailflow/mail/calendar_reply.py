"""What a calendar answers to an invitation: METHOD REPLY or COUNTER (RFC 5546 sections 3.2.3 and 3.2.7)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Component, vCalAddress

from mailflow.domain.meeting import Rsvp

METHODS = frozenset({"REPLY", "COUNTER"})
LONGEST_TEXT = 500
LARGEST_SEQUENCE = 10_000
_METHOD = re.compile(r"^METHOD:[ \t]*([A-Za-z]+)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ANSWERS = {"ACCEPTED": Rsvp.ACCEPTED, "DECLINED": Rsvp.DECLINED, "TENTATIVE": Rsvp.TENTATIVE}


@dataclass(frozen=True, slots=True)
class CalendarReply:
    """One attendee's answer. `uid` and `sequence` name the invitation, `starts` its time where that is said; `wish`
    is the time that is asked for instead. `text` is what they wrote with it."""

    uid: str
    address: str
    answer: Rsvp
    stamp: datetime
    sequence: int = 0
    starts: datetime | None = None
    wish: datetime | None = None
    text: str = ""


def method_of(calendar: str, named: str) -> str:
    """A calendar part's method, in capitals: as its Content-Type names it, or as it says itself."""
    if named:
        return named.upper()
    found = _METHOD.search(calendar)
    return found[1].upper() if found else ""


def calendar_reply(text: str, now: datetime) -> CalendarReply | None:
    """The answer in that iCalendar text, or None where there is none that can be told. Raises nothing."""
    try:
        calendar = Calendar.from_ical(text)
        events = list(calendar.walk("VEVENT")) if isinstance(calendar, Component) else []
        return _answer(events[0], str(calendar.get("METHOD", "")).upper(), now) if len(events) == 1 else None
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError):
        return None


def _answer(event: Component, method: str, now: datetime) -> CalendarReply | None:
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    if len(attendees) != 1 or not isinstance(attendees[0], vCalAddress) or not event.get("UID"):
        return None
    answer = _ANSWERS.get(str(attendees[0].params.get("PARTSTAT", "")).upper())
    counter, moment = method == "COUNTER", _instant(event, "DTSTART")
    if answer is None and counter:
        answer = Rsvp.TENTATIVE
    if answer is None:
        return None
    stamp = _instant(event, "DTSTAMP") or now
    return CalendarReply(
        uid=str(event["UID"]).strip(),
        address=_address(attendees[0]),
        answer=answer,
        stamp=min(stamp, now),
        sequence=_sequence(event),
        starts=None if counter else moment,
        wish=moment if counter else None,
        text=_comment(event),
    )


def _address(attendee: vCalAddress) -> str:
    bare = str(attendee).strip()
    return bare[len("mailto:") :].strip().lower() if bare.lower().startswith("mailto:") else bare.lower()


def _instant(event: Component, name: str) -> datetime | None:
    """An instant; None for a whole day, and for a time without a zone: it could be anywhere."""
    value = event.get(name)
    found = getattr(value, "dt", None)
    if not isinstance(found, datetime) or found.tzinfo is None:
        return None
    return found.astimezone(UTC)


def _sequence(event: Component) -> int:
    found = int(event.get("SEQUENCE", 0))
    return found if 0 <= found <= LARGEST_SEQUENCE else 0


def _comment(event: Component) -> str:
    found = event.get("COMMENT", "")
    texts = found if isinstance(found, list) else [found]
    return " ".join(" ".join(str(text).split()) for text in texts)[:LONGEST_TEXT].strip()
