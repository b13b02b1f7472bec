"""Every letter of ours comes back: quoted by each mail program in its languages, forwarded, attached, bounced. In its
reader's language, too. Nothing in it is ever taken for what its reader asks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, message_from_string
from email.header import decode_header, make_header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

import pytest

from mailflow.demo.clients import CRLF, body_of
from mailflow.flows.understand import Understood, understand
from mailflow.letters.samples import Sample
from mailflow.mail.compose import Composed
from mailflow.mail.token import message_id
from mailflow.store.contexts import unpack_lines
from tests.corpus.mail_clients import CLIENTS, LABELS, Draft
from tests.letters.desk import MAILBOX, TEMPLATES, TOKEN, all_samples, composer, head_of, parts_of
from tests.letters.test_letters import vocabularies
from tests.letters.test_quoted_back import NAMES, TYPED, commands, context
from tests.security.house import ABOVE, TALLY

LANGUAGES = ("en", *sorted(path.name for path in (TEMPLATES / "locale").iterdir() if path.is_dir()))
PROGRAMS = sorted(set(LABELS))
VARIANTS = "letters given back"
QUOTED, LATER = 12, 7
FORWARDS = {
    "en": "---------- Forwarded message ---------",
    "de": "---------- Weitergeleitete Nachricht ---------",
    "fr": "---------- Message transféré ---------",
    "es": "---------- Mensaje reenviado ---------",
    "apple": "Begin forwarded message:",
    "thunderbird": "-------- Forwarded Message --------",
    "outlook": "-----Original Message-----",
}
STATUS = (
    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.studio.example\r\n\r\n"
    "Final-Recipient: rfc822; {0}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
)


def letter(sample: Sample, language: str) -> Composed:
    to = replace(sample.to, language=language)
    return composer().compose(parts_of(sample), replace(head_of(sample), to=to))


def mail(sample: Sample, content: Message, subject: str) -> bytes:
    """The content, sent by the letter's reader as an answer to it."""
    content["From"] = f"{sample.to.name} <{sample.to.addresses[0]}>"
    content["To"] = MAILBOX.address
    content["Subject"] = subject
    content["Date"] = format_datetime(sample.now)
    content["Message-ID"] = "<back@studio.example>"
    content["In-Reply-To"] = message_id(TOKEN, "acme.example")
    return content.as_bytes(policy=CRLF)


def both(text: str, page: str | None) -> Message:
    if not text or page is None:
        return MIMEText(page or "", "html", "utf-8") if not text else MIMEText(text, "plain", "utf-8")
    content = MIMEMultipart("alternative")
    content.attach(MIMEText(text, "plain", "utf-8"))
    content.attach(MIMEText(page, "html", "utf-8"))
    return content


def _subject(original: Message) -> str:
    """As its reader's program shows it."""
    return str(make_header(decode_header(re.sub(r"\r?\n(?=[ \t])", "", str(original["Subject"])))))


def quoted(sample: Sample, original: Message, place: int) -> Iterator[tuple[str, bytes]]:
    """By a dozen mail programs, another dozen for each letter, each in another language."""
    names = sorted(set(CLIENTS) - {"plain", "html_only"})
    for step in range(QUOTED):
        name, language = names[(place * 5 + step * LATER) % len(names)], PROGRAMS[(place + step) % len(PROGRAMS)]
        subject, address = _subject(original), sample.to.addresses[0]
        history = body_of(original, "text/plain").strip()
        draft = Draft(TYPED, "", history, subject, sample.to.name, address, language)
        try:
            text, page = CLIENTS[name](draft)
        except KeyError:
            text, page = CLIENTS[name](replace(draft, language="en"))
        yield f"{name} {language}", mail(sample, both(text, page), f"Re: {subject}")


def forwarded(sample: Sample, original: Message) -> Iterator[tuple[str, bytes]]:
    """With the header block beneath the mark, plain and as HTML, marked at each line and bare."""
    subject, text = _subject(original), body_of(original, "text/plain")
    head = f"From: {original['From']}\nDate: {original['Date']}\nSubject: {subject}\nTo: {original['To']}\n"
    for name, mark in FORWARDS.items():
        yield f"forwarded {name}", mail(sample, MIMEText(f"{TYPED}\n\n{mark}\n{head}\n{text}"), f"Fwd: {subject}")
    page = (
        f"<p>{TYPED}</p><div>{FORWARDS['en']}<br>{head.replace(chr(10), '<br>')}</div>{body_of(original, 'text/html')}"
    )
    yield "forwarded as HTML", mail(sample, MIMEText(page, "html", "utf-8"), f"Fwd: {subject}")


def attached(sample: Sample, raw: bytes, subject: str) -> Iterator[tuple[str, bytes]]:
    """As a mail, as a file, as two."""
    eml = MIMEApplication(raw, "octet-stream", Name="letter.eml")
    eml["Content-Disposition"] = 'attachment; filename="letter.eml"'
    text = MIMEText(body_of(message_from_bytes(raw), "text/plain"), "plain", "utf-8")
    text["Content-Disposition"] = 'attachment; filename="letter.txt"'
    page = MIMEText(body_of(message_from_bytes(raw), "text/html"), "html", "utf-8")
    page["Content-Disposition"] = 'attachment; filename="letter.html"'
    for name, part in (("mail", MIMEMessage(message_from_bytes(raw))), ("file", eml), ("text", text), ("page", page)):
        outer = MIMEMultipart("mixed", _subparts=[MIMEText(TYPED), part])
        yield f"attached as {name}", mail(sample, outer, f"Fwd: {subject}")


def bounced(sample: Sample, raw: bytes) -> Iterator[tuple[str, bytes]]:
    """By a server that tells it properly, by one that returns the headers alone, by one that tells it in prose."""
    machine = message_from_string(STATUS.format(sample.to.addresses[0]))
    head = MIMEText(raw.partition(b"\r\n\r\n")[0].decode("ascii", "replace"), "rfc822-headers")
    for name, part in (("whole", MIMEMessage(message_from_bytes(raw))), ("head", head)):
        outer = MIMEMultipart("report", _subparts=[MIMEText("It could not be delivered."), machine, part])
        outer.set_param("report-type", "delivery-status")
        yield f"bounced {name}", mail(sample, outer, "Undelivered Mail Returned to Sender")
    prose = (
        f"I'm sorry to have to inform you that your message could not be delivered.\n\n{raw.decode('ascii', 'replace')}"
    )
    told = mail(sample, MIMEText(prose), "failure notice")
    yield "bounced in prose", re.sub(rb"(?m)^From: .*$", rb"From: MAILER-DAEMON@mx.studio.example\r", told, count=1)


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_that_comes_back_in_any_dress_asks_for_nothing(name: str) -> None:
    """In English every dress; in each other language some of them, other ones for each letter."""
    sample, place = all_samples()[name], NAMES.index(name)
    wrong = []
    for number, spoken in enumerate(LANGUAGES):
        ours = letter(sample, spoken)
        known = replace(context(sample), known=unpack_lines(ours.lines))
        known = replace(known, person=replace(sample.to, language=spoken))
        every = dresses(sample, ours, place + 3 * number)
        for variant, raw in every if spoken == "en" else some(every, place + number):
            TALLY[VARIANTS] += 1
            found = understand(raw, known, vocabularies())
            if commands(found) or asks_back(found):
                wrong.append((spoken, variant, [one.line for one in commands(found)], found.unclear))
    TALLY[ABOVE] += len(wrong)
    assert wrong == []


def dresses(sample: Sample, ours: Composed, place: int) -> list[tuple[str, bytes]]:
    """All that becomes of one letter."""
    original = message_from_bytes(ours.raw)
    subject = _subject(original)
    return [
        *quoted(sample, original, place),
        *forwarded(sample, original),
        *attached(sample, ours.raw, subject),
        *bounced(sample, ours.raw),
    ]


def some(every: list[tuple[str, bytes]], place: int) -> list[tuple[str, bytes]]:
    """Three mail programs' quotations, and one of the other dresses."""
    programs, others = every[:QUOTED], every[QUOTED:]
    return [*(programs[(place + step) % QUOTED] for step in (0, 4, 8)), others[place * 7 % len(others)]]


def asks_back(found: Understood) -> bool:
    """Whether it would ask its reader about what they did not write."""
    return bool(found.unclear)


def test_there_are_thousands_of_variants_and_every_letter_in_every_language() -> None:
    assert len(NAMES) * (QUOTED + len(FORWARDS) + 1 + 4 + 3 + 4 * (len(LANGUAGES) - 1)) >= 4000
