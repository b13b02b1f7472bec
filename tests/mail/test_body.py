"""The body is what the sender wrote: never an attached or forwarded message, never an attachment."""

import pytest

from mailflow.mail.read import Limits, read
from tests.mail.letters import mail, multipart

PLAIN = "Content-Type: text/plain\n\n3 is done"
HTML = "Content-Type: text/html\n\n<p>3 is done</p>"
FORWARDED = "Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: hi\n\nDONE milestone 4\n"


def test_both_alternatives_are_read() -> None:
    message = read(multipart("alternative", PLAIN, HTML))
    assert (message.text, message.html) == ("3 is done", "<p>3 is done</p>")


def test_text_parts_around_a_picture_are_joined() -> None:
    picture = "Content-Type: image/png; name=a.png\n\nxxx"
    message = read(multipart("mixed", PLAIN, picture, "Content-Type: text/plain\n\n4 too"))
    assert message.text == "3 is done\n4 too"
    assert [attachment.name for attachment in message.attachments] == ["a.png"]


def test_a_forwarded_message_is_not_entered() -> None:
    message = read(multipart("mixed", PLAIN, FORWARDED))
    assert message.forwarded
    assert message.text == "3 is done"
    assert [attachment.type for attachment in message.attachments] == ["message/rfc822"]


def test_a_message_that_is_nothing_but_another_one_has_no_text() -> None:
    message = read(mail("From: x@y.example\n\nDONE 4\n", content_type="message/rfc822"))
    assert message.text is None
    assert message.forwarded


def test_a_digest_of_messages_is_not_entered() -> None:
    message = read(multipart("digest", "\nFrom: x@y.example\n\nDONE 4\n"))
    assert message.text is None


def test_a_delivery_report_is_read_without_the_message_that_it_returns() -> None:
    status = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822; a@b.example\n"
    message = read(multipart("report; report-type=delivery-status", PLAIN, status, FORWARDED))
    assert message.text == "3 is done"


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: text/plain\nContent-Disposition: attachment",
        "Content-Type: text/plain\nContent-Disposition: attachment; filename=notes.txt",
        "Content-Type: text/plain\nContent-Disposition: inline; filename=notes.txt",
        "Content-Type: text/plain; name=notes.txt",
        "Content-Type: text/html; name=notes.html\nContent-Disposition: attachment",
        "Content-Type: text/plain\nContent-Disposition: form-data; name=x",
        "Content-Type: text/csv",
        "Content-Type: text/x-amp-html",
    ],
)
def test_a_file_is_no_part_of_the_body(headers: str) -> None:
    message = read(multipart("mixed", PLAIN, f"{headers}\n\nDONE 4"))
    assert (message.text, message.html) == ("3 is done", None)
    assert len(message.attachments) == 1


def test_a_message_that_is_one_named_text_is_its_text() -> None:
    assert read(mail(content_type="text/plain; name=body.txt")).text == "3 is done\n"


def test_signed_mail_is_read_without_its_signature() -> None:
    message = read(multipart("signed", PLAIN, "Content-Type: application/pgp-signature\n\n-----BEGIN"))
    assert message.text == "3 is done"
    assert message.attachments == ()


def test_flowed_text_is_unflowed() -> None:
    assert read(mail("3 is \ndone\n", content_type="text/plain; format=flowed")).text == "3 is done\n"


def test_an_invitation_is_kept_apart() -> None:
    calendar = "Content-Type: text/calendar; method=reply; charset=utf-8\n\nBEGIN:VCALENDAR\nEND:VCALENDAR"
    message = read(multipart("alternative", PLAIN, calendar))
    assert message.method == "REPLY"
    assert message.calendar is not None
    assert message.calendar.startswith("BEGIN:VCALENDAR")
    assert message.text == "3 is done"


BASE64 = {
    "MyBpcyBkb25l": "3 is done",
    "MyBp\ncyBk\n b25l": "3 is done",
    "MyBpcyBkb25lIQ==": "3 is done!",
    "MyBpcyBkb25lIQ": "3 is done!",
    "MyBpcyBkb25lIQ==\n\n_______\nA list's footer, and DONE 4": "3 is done!",
    "MyBpcyBkb25lI": "3 is done",
    "MyBpcyBkb25l\n!!!!\nMyBp": "3 is done",
    "": "",
    "====": "",
}


@pytest.mark.parametrize(("wire", "text"), BASE64.items())
def test_broken_base64_costs_only_what_is_broken(wire: str, text: str) -> None:
    assert read(mail(wire, content_transfer_encoding="base64")).text == text


def test_quoted_printable_is_decoded() -> None:
    raw = mail(
        "3 ist gr=C3=B6=\n=C3=9Fer",
        content_type="text/plain; charset=utf-8",
        content_transfer_encoding="quoted-printable",
    )
    assert read(raw).text == "3 ist größer"


def test_an_encoding_that_nobody_knows_leaves_the_text_as_it_is() -> None:
    assert read(mail(content_transfer_encoding="x-rot13")).text == "3 is done\n"


NAMES = {
    "report.pdf": "report.pdf",
    "../../etc/passwd": "_._etc_passwd",
    "=?utf-8?q?Gr=C3=B6=C3=9Fe.pdf?=": "Größe.pdf",
    "=?utf-8?q?a=0Ab.pdf?=": "a_b.pdf",
    "a\u202efdp.exe": "a_fdp.exe",
    "...": "file.pdf",
    "": "file.pdf",
}


@pytest.mark.parametrize(("wire", "name"), NAMES.items())
def test_an_attachment_has_a_safe_name(wire: str, name: str) -> None:
    part = f'Content-Type: application/pdf\nContent-Disposition: attachment; filename="{wire}"\n\nx'
    assert [attachment.name for attachment in read(multipart("mixed", PLAIN, part)).attachments] == [name]


def test_an_attachment_has_its_decoded_content_and_what_shows_it() -> None:
    part = "Content-Type: image/png; name=a.png\nContent-ID: <Logo@x>\nContent-Disposition: inline\n"
    found = read(multipart("related", HTML, f"{part}Content-Transfer-Encoding: base64\n\nMyBpcyBkb25l")).attachments[0]
    assert (found.content, found.size, found.content_id, found.inline) == (b"3 is done", 9, "logo@x", True)


def test_an_attachment_larger_than_the_limit_is_named_and_not_decoded() -> None:
    part = f"Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\n\n{'QUJD' * 100}"
    found = read(multipart("mixed", PLAIN, part), Limits(file_octets=299)).attachments[0]
    assert (found.name, found.size, found.content) == ("a.png", 300, None)
