"""How mail programs answer a letter: what each puts around the words that somebody typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from typing import cast

CRLF = compat32.clone(linesep="\r\n")


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Who answers, and with which mail program."""

    name: str
    address: str
    client: str = "plain"
    signature: str = ""


Writing = Callable[[Message, Correspondent, str], Message]
"""A mail program: it puts what it likes around what somebody typed."""


def reply(
    letter: bytes, by: Correspondent, text: str, when: datetime, clients: Mapping[str, Writing] | None = None
) -> bytes:
    """The bytes of `by`'s answer to `letter`, as their mail program (one of `clients`) would send it."""
    original = message_from_bytes(letter)
    answer = (clients or CLIENTS)[by.client](original, by, text)
    _head(answer, by, when, str(original["Reply-To"] or original["From"]), _re(str(original["Subject"])))
    answer["In-Reply-To"] = str(original["Message-ID"])
    answer["References"] = f"{original['References'] or ''} {original['Message-ID']}".strip()
    return answer.as_bytes(policy=CRLF)


def fresh(to: str, subject: str, by: Correspondent, text: str, when: datetime) -> bytes:
    """The bytes of a new mail that answers nothing."""
    mail = MIMEText(_signed(text, by), "plain", "utf-8")
    _head(mail, by, when, to, subject)
    return mail.as_bytes(policy=CRLF)


def out_of_office(letter: bytes, by: Correspondent, text: str, when: datetime) -> bytes:
    """What a vacation responder sends back by itself (RFC 3834)."""
    original = message_from_bytes(letter)
    mail = MIMEText(text, "plain", "utf-8")
    _head(mail, by, when, str(original["Reply-To"] or original["From"]), f"Automatic reply: {original['Subject']}")
    mail["Auto-Submitted"] = "auto-replied"
    mail["In-Reply-To"] = str(original["Message-ID"])
    return mail.as_bytes(policy=CRLF)


def _head(mail: Message, by: Correspondent, when: datetime, to: str, subject: str) -> None:
    mail["From"] = f"{by.name} <{by.address}>"
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = format_datetime(when)
    digest = sha256(f"{by.address} {when.isoformat()} {subject}".encode()).hexdigest()[:24]
    mail["Message-ID"] = f"<{digest}@{by.address.partition('@')[2]}>"


def _re(subject: str) -> str:
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _signed(text: str, by: Correspondent) -> str:
    return f"{text}\n\n-- \n{by.signature}\n" if by.signature else f"{text}\n"


def body_of(mail: Message, kind: str) -> str:
    """The text of the first part of that content type, or nothing."""
    for part in mail.walk():
        if part.get_content_type() == kind:
            content = cast("bytes", part.get_payload(decode=True))
            return content.decode(part.get_content_charset() or "utf-8", "replace")
    return ""


def _plain(original: Message, by: Correspondent, text: str) -> Message:
    """Mutt, Thunderbird in text mode: an attribution line and `>` marks."""
    quoted = "\n".join(f"> {line}".rstrip() for line in body_of(original, "text/plain").splitlines())
    body = f"{text}\n\nOn {original['Date']}, {original['From']} wrote:\n{quoted}\n"
    return MIMEText(_signed(body, by), "plain", "utf-8")


def _outlook(original: Message, by: Correspondent, text: str) -> Message:
    """Outlook: HTML with the history below a bare header block, and no quote marks anywhere."""
    header = {"From": original["From"], "Sent": original["Date"], "To": by.address, "Subject": original["Subject"]}
    block_text = "\n".join(f"{name}: {value}" for name, value in header.items())
    block_html = "<br>".join(f"<b>{name}:</b> {escape(str(value))}" for name, value in header.items())
    plain = f"{text}\n\n{by.signature}\n\n________________________________\n{block_text}\n\n"
    paragraphs = "".join(f'<p class="MsoNormal">{escape(line) or "&nbsp;"}</p>' for line in text.split("\n"))
    html = (
        f'<html><body><div class="WordSection1">{paragraphs}<p class="MsoNormal">{escape(by.signature)}</p>'
        f'<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">{block_html}</p></div>'
        f"{body_of(original, 'text/html')}</div></body></html>"
    )
    return _alternative(plain + body_of(original, "text/plain"), html)


def _iphone(original: Message, by: Correspondent, text: str) -> Message:
    """Apple Mail on a phone: `Sent from my iPhone`, then an attribution and a cited blockquote."""
    attribution = f"On {original['Date']}, {original['From']} wrote:"
    quoted = "\n".join(f"> {line}".rstrip() for line in body_of(original, "text/plain").splitlines())
    plain = f"{text}\n\nSent from my iPhone\n\n> {attribution}\n> \n{quoted}\n"
    html = (
        f'<html><body dir="auto">{escape(text).replace(chr(10), "<br>")}<br><br>'
        f'<div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">{escape(attribution)}'
        f'<br><br></blockquote></div><blockquote type="cite">{body_of(original, "text/html")}</blockquote>'
        "</body></html>"
    )
    return _alternative(plain, html)


def _gmail(original: Message, by: Correspondent, text: str) -> Message:
    """Gmail: a `gmail_quote` below the text."""
    attribution = f"On {original['Date']} {original['From']} wrote:"
    quoted = "\n".join(f"> {line}".rstrip() for line in body_of(original, "text/plain").splitlines())
    html = (
        f'<div dir="ltr">{escape(text).replace(chr(10), "<br>")}</div><br><div class="gmail_quote">'
        f'<div dir="ltr" class="gmail_attr">{escape(attribution)}<br></div>'
        f'<blockquote class="gmail_quote">{body_of(original, "text/html")}</blockquote></div>'
    )
    return _alternative(f"{text}\n\n{attribution}\n\n{quoted}\n", html)


def _alternative(plain: str, html: str) -> Message:
    mail = MIMEMultipart("alternative")
    mail.attach(MIMEText(plain, "plain", "utf-8"))
    mail.attach(MIMEText(html, "html", "utf-8"))
    return mail


CLIENTS: dict[str, Writing] = {
    "plain": _plain,
    "outlook": _outlook,
    "iphone": _iphone,
    "gmail": _gmail,
}
