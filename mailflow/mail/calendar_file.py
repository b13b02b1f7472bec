"""An invitation as calendars take it: one VEVENT for one attendee, by iMIP (RFC 5545, 5546, 6047).

The times are in UTC, so that no zone has to be explained. The organizer is the mailbox itself, under the meeting's own
plus-address where there are such: answers come to it whatever address a calendar sends them from. Only the reader
stands there as an attendee: nobody's address is told to anybody else.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import icalendar
from icalendar import Calendar, vCalAddress, vText

from mailflow.domain.letter import Event, Phrase
from mailflow.mail.mailbox import Mailbox

PRODUCT = "-//mailflow//calls//EN"
LONGEST = 8000
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
_UNSAFE_IN_NAMES = re.compile(r'[";:,\\^]+')


def calendar_file(event: Event, write: Callable[[Phrase], str], mailbox: Mailbox, now: datetime) -> bytes:
    """The iCalendar object, in UTF-8 with CRLF and folded lines. `write` puts phrases into the reader's language."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", event.method)
    calendar.add_component(_entry(event, write, mailbox, now))
    octets: bytes = calendar.to_ical()
    return octets


def _entry(event: Event, write: Callable[[Phrase], str], mailbox: Mailbox, now: datetime) -> icalendar.Event:
    entry = icalendar.Event()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    for key, moment in (("dtstamp", now), ("dtstart", event.starts), ("dtend", event.ends)):
        entry.add(key, moment.astimezone(UTC).replace(microsecond=0))
    lines = "\n".join(f"{write(phrase)}: {text}" if text else write(phrase) for phrase, text in event.lines)
    for key, text in (("summary", write(event.summary)), ("description", lines), ("location", event.location)):
        if text:
            entry.add(key, _clean(text))
    cancelled = event.method == "CANCEL"
    entry.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    entry.add("organizer", _party(mailbox.answers_to(event.uid.partition(".")[0]), mailbox.name or mailbox.address))
    attendee = _party(event.address, event.attendee)
    attendee.params |= {"CUTYPE": vText("INDIVIDUAL"), "ROLE": vText("REQ-PARTICIPANT")}
    if not cancelled:
        attendee.params |= {"PARTSTAT": vText("NEEDS-ACTION"), "RSVP": vText("TRUE")}
    entry.add("attendee", attendee, encode=False)
    return entry


def _party(address: str, name: str) -> vCalAddress:
    party = vCalAddress(f"mailto:{_CONTROLS.sub('', address)}")
    party.params["CN"] = vText(_UNSAFE_IN_NAMES.sub(" ", _CONTROLS.sub(" ", name).replace("\n", " ")).strip())
    return party


def _clean(text: str) -> str:
    """The text with line breaks as its only control characters."""
    return _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]
