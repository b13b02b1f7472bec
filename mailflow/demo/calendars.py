"""How calendars answer an invitation (iMIP, RFC 6047): what each puts around the same few lines."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from hashlib import sha256

from mailflow.demo.clients import CRLF, Correspondent, body_of

VERBS = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Tentative"}
PACIFIC = """BEGIN:VTIMEZONE
TZID:Pacific Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0700
TZOFFSETTO:-0800
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0800
TZOFFSETTO:-0700
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


def answer(
    letter: bytes,
    by: Correspondent,
    says: str,
    when: datetime,
    calendar: str = "google",
    comment: str = "",
    instead: datetime | None = None,
) -> bytes:
    """The bytes of the answer to the invitation in `letter`: `says` is a PARTSTAT, `instead` another time that is
    asked for (METHOD:COUNTER)."""
    event = invited(letter)
    mail = CALENDARS[calendar](by, says, _reply(event, by, says, when, comment, instead), instead is not None)
    mail["From"] = f"{by.name} <{by.address}>"
    mail["To"] = event["ORGANIZER"].partition("mailto:")[2]
    mail["Subject"] = f"{VERBS[says]}: {event['SUMMARY']}"
    mail["Date"] = format_datetime(when)
    digest = sha256(f"{by.address} {when.isoformat()} {event['UID']}".encode()).hexdigest()[:24]
    mail["Message-ID"] = f"<calendar-{digest}@{by.address.partition('@')[2]}>"
    return mail.as_bytes(policy=CRLF)


def invited(letter: bytes) -> Mapping[str, str]:
    """The lines of the event in a letter, by name without its parameters."""
    lines = body_of(message_from_bytes(letter), "text/calendar").replace("\r\n", "\n").replace("\n ", "").split("\n")
    return {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in lines}


def _reply(
    event: Mapping[str, str], by: Correspondent, says: str, when: datetime, comment: str, instead: datetime | None
) -> list[str]:
    starts = event["DTSTART"] if instead is None else f"{instead.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return [
        "BEGIN:VEVENT",
        f"UID:{event['UID']}",
        f"DTSTAMP:{when.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{starts}",
        f"SEQUENCE:{event['SEQUENCE']}",
        f"ORGANIZER:{event['ORGANIZER']}",
        f"ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT={says};CN={by.name}:mailto:{by.address}",
        *([f"COMMENT:{comment}"] if comment else []),
        "END:VEVENT",
    ]


def _calendar(lines: list[str], method: str, product: str, zones: str = "") -> str:
    head = f"BEGIN:VCALENDAR\nPRODID:{product}\nVERSION:2.0\nMETHOD:{method}\n{zones}"
    return (head + "\n".join(lines) + "\nEND:VCALENDAR\n").replace("\n", "\r\n")


def _part(text: str, method: str) -> MIMEText:
    part = MIMEText(text, "calendar", "utf-8")
    part.set_param("method", method)
    return part


def _google(by: Correspondent, says: str, lines: list[str], counter: bool) -> Message:
    """Google: from its own address on the attendee's behalf, marked automatic, the calendar twice."""
    method = "COUNTER" if counter else "REPLY"
    text = _calendar(lines, method, "-//Google Inc//Google Calendar 70.9054//EN")
    words = MIMEMultipart("alternative")
    words.attach(MIMEText(f"{by.name} has answered this invitation.\n", "plain", "utf-8"))
    words.attach(_part(text, method))
    mail = MIMEMultipart("mixed")
    mail.attach(words)
    enclosed = MIMEApplication(text.encode(), "ics", name="invite.ics")
    enclosed.add_header("Content-Disposition", "attachment", filename="invite.ics")
    mail.attach(enclosed)
    mail["Sender"] = "Google Calendar <calendar-notification@google.com>"
    mail["Auto-Submitted"] = "auto-generated"
    return mail


def _outlook(by: Correspondent, says: str, lines: list[str], counter: bool) -> Message:
    """Outlook: one alternative, times in a zone of Windows' own that it explains."""
    method = "COUNTER" if counter else "REPLY"
    mail = MIMEMultipart("alternative")
    mail.attach(MIMEText("\n", "plain", "utf-8"))
    mail.attach(_part(_calendar(lines, method, "Microsoft Exchange Server 2010", PACIFIC), method))
    return mail


def _apple(by: Correspondent, says: str, lines: list[str], counter: bool) -> Message:
    """Apple: the calendar alone, in capitals that others spell small."""
    method = "COUNTER" if counter else "REPLY"
    lines = [line.replace("mailto:", "MAILTO:") if line.startswith("ATTENDEE") else line for line in lines]
    return _part(_calendar(lines, method, "-//Apple Inc.//macOS 15//EN"), method)


CALENDARS: dict[str, Callable[[Correspondent, str, list[str], bool], Message]] = {
    "google": _google,
    "outlook": _outlook,
    "apple": _apple,
}
