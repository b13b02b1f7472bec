"""Bytes become a message; whatever they are, nothing but Unreadable is raised."""

from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.mail.message import InboundMessage
from mailflow.mail.read import Limits, Unreadable, peek, read
from tests.corpus.public import ABSENT
from tests.mail.letters import corpus, mail, multipart

CORPUS = tuple(corpus("mikel_mail", "mime4j", "cpython_email", "flufl_bounce", "bounce_email", "talon_eml"))


def reading_of(raw: bytes) -> InboundMessage | str:
    """What reading yields, or the reason why it does not."""
    peek(raw)
    try:
        message = read(raw)
    except Unreadable as fault:
        return fault.reason
    for text in (message.text, message.html, message.subject, *message.recipients, *message.references):
        (text or "").encode("utf-8")
        assert "\x00" not in (text or "")
    assert message.content_key
    return message


def test_a_reply_is_read() -> None:
    token = "a" * 39
    message = read(
        mail(
            to=f"Acme projects <projects+{token}@Acme.example>",
            cc="Lee <lee@frontend.example>",
            subject="=?utf-8?q?Re=3A_Gr=C3=B6=C3=9Fe?=",
            in_reply_to=f"<{token}@acme.example>",
            references=f"<root@acme.example>\n <{token}@acme.example>",
        )
    )
    assert message.sender == "dana@studio.example"
    assert message.recipients == (f"projects+{token}@acme.example", "lee@frontend.example")
    assert message.subject == "Re: Größe"
    assert message.date == datetime(2026, 12, 7, 10, tzinfo=UTC)
    assert message.text == "3 is done\n"
    assert message.html is None
    assert message.message_id == "<CAxyz@mail.example>"
    assert message.in_reply_to == f"<{token}@acme.example>"
    assert message.references == ("<root@acme.example>", f"<{token}@acme.example>")


def test_peek_and_read_say_the_same() -> None:
    for path in CORPUS:
        raw = path.read_bytes()
        message = reading_of(raw)
        if isinstance(message, InboundMessage):
            envelope = peek(raw)
            assert (envelope.message_id, envelope.subject) == (message.message_id, message.subject)
            assert message.senders in (envelope.senders, ())


@pytest.mark.parametrize(
    ("raw", "report"),
    [
        (mail(), False),
        (mail(content_type='Multipart/Report; report-type=delivery-status; boundary="b"'), True),
        (mail(x_failed_recipients="lee@frontend.example"), True),
        (mail(**{"from": "Mail Delivery System <MAILER-DAEMON@mx.example>"}), True),
    ],
)
def test_a_delivery_report_shows_in_its_headers(raw: bytes, report: bool) -> None:
    assert peek(raw).report is report


def test_a_delivery_header_is_a_recipient() -> None:
    raw = mail(delivered_to="projects+abc@acme.example")
    assert "projects+abc@acme.example" in read(raw).recipients
    assert "projects+abc@acme.example" in peek(raw).addressed


@pytest.mark.parametrize(
    "second", ["From: Boss <boss@acme.example>\n", "From: dana@studio.example\n", "fROM:boss@acme.example\n"]
)
def test_two_from_headers_are_no_sender(second: str) -> None:
    raw = mail().replace(b"From:", second.encode() + b"From:", 1)
    assert read(raw).sender is None
    assert len(peek(raw).senders) != 1


@pytest.mark.parametrize(
    "value", ["", "Dana", "Team: dana@studio.example;", "a@b.example <dana@studio.example>", "a@b.example, c@d.example"]
)
def test_a_from_that_is_not_one_address_is_no_sender(value: str) -> None:
    assert read(mail(**{"from": value})).sender is None


def test_the_content_key_is_the_same_whatever_way_a_message_came() -> None:
    plain, relayed = mail(), b"Received: from a by b; Mon, 07 Dec 2026 10:00:00 +0000\r\n" + mail()
    assert read(plain).content_key == read(relayed).content_key
    assert read(plain).content_key != read(mail("4 is done\n")).content_key


def test_a_date_that_is_none_is_none() -> None:
    assert read(mail(date="soon")).date is None
    assert read(mail(date="")).date is None


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"no headers at all", b"\x00" * 100, b"\r\n\r\n3 is done"])
def test_what_has_no_headers_is_malformed(raw: bytes) -> None:
    assert reading_of(raw) == "malformed"


def test_limits_set_a_message_aside_with_their_reason() -> None:
    with pytest.raises(Unreadable, match="too_large"):
        read(mail("x" * 1000), Limits(size=1000))
    with pytest.raises(Unreadable, match="too_complex"):
        read(b"".join(b"X-%d: y\n" % n for n in range(257)) + mail())
    with pytest.raises(Unreadable, match="too_complex"):
        read(b"X-Long: " + b"y" * 70_000 + b"\n" + mail())
    with pytest.raises(Unreadable, match="too_complex"):
        read(multipart("mixed", *["Content-Type: text/plain\n\nx"] * 101))
    with pytest.raises(Unreadable, match="too_complex"):
        read(multipart("mixed", *["Content-Type: text/plain\n\nx"] * 6000))


@pytest.mark.parametrize("depth", [25, 90, 600, 3000])
def test_a_message_that_is_nested_too_deeply_is_too_complex(depth: int) -> None:
    opening = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    raw = f"From: dana@studio.example\n{opening}\n3 is done\n".encode()
    assert reading_of(raw) == "too_complex"


def test_an_endless_text_is_cut() -> None:
    text = read(mail("done\n" * 500_000)).text
    assert text is not None
    assert len(text) == Limits().characters


@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_read_or_unreadable(raw: bytes) -> None:
    reading_of(raw)


HEADER_NAMES = st.sampled_from(
    ["From", "To", "Cc", "Subject", "Date", "Message-ID", "References", "MIME-Version", "Received", "Reply-To", "X"]
).flatmap(
    lambda name: st.sampled_from(
        [name, "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Delivered-To"]
    )
)
VALUES = st.one_of(
    st.text(max_size=40),
    st.text(alphabet='<>"\\@,;:()=?. \t\r\nab', max_size=60),
    st.sampled_from(
        [
            "multipart/mixed; boundary=b",
            'multipart/alternative; boundary="b"',
            "multipart/report; report-type=delivery-status; boundary=b",
            "message/rfc822",
            "message/delivery-status",
            "message/partial",
            "text/plain; charset=utf-16; format=flowed; delsp=yes",
            "text/html; charset*=utf-8''%ff",
            'text/plain; charset="unknown\'8bit"',
            "text/calendar; method=REPLY",
            "base64",
            "quoted-printable",
            "x-uuencode",
            "attachment; filename*0*=utf-8''%e2; filename*1=x",
            "=?utf-8?b?//?=",
            "=?punycode?q?a?=",
            "Thu, 99 Foo 2026 99:99:99 +9999",
            "Mon, 07 Dec 99999 10:00:00 +0000",
        ]
    ),
)
BODIES = st.one_of(
    st.binary(max_size=80), st.sampled_from([b"--b\n\n3 done\n--b--\n", b"begin 644 x\n!!!!\nend\n", b"===="])
)


@settings(max_examples=300)
@given(st.lists(st.tuples(HEADER_NAMES, VALUES), max_size=8), st.lists(BODIES, max_size=3))
def test_any_headers_at_all_are_read_or_unreadable(headers: list[tuple[str, str]], bodies: list[bytes]) -> None:
    head = "".join(f"{name}: {value}\n" for name, value in headers).encode("utf-8", "surrogatepass")
    reading_of(head + b"\n" + b"\n--b\n".join(bodies))


@pytest.mark.skipif(not CORPUS, reason=ABSENT)
@settings(max_examples=150, deadline=None)
@given(st.data())
def test_real_mail_with_holes_in_it_is_read_or_unreadable(data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from(CORPUS)).read_bytes()
    at, length = data.draw(st.integers(0, len(raw))), data.draw(st.integers(0, 60))
    reading_of(raw[:at] + data.draw(st.binary(max_size=20)) + raw[at + length :])


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_other_peoples_mail_is_read_or_unreadable(path: Path) -> None:
    reading_of(path.read_bytes())


def test_raw_octets_in_headers_lose_no_letters() -> None:
    raw = mail(subject="SUBJECT").replace(b"SUBJECT", "Größe".encode("latin-1"))
    assert read(raw).subject == "Größe"
    assert peek(raw).subject == "Größe"


def test_a_token_in_the_subject_is_for_machines_and_not_for_readers() -> None:
    raw = mail(subject="Re: Check-in [#abcdefghijklmnopqrst]")
    assert read(raw).subject == "Re: Check-in"
    assert peek(raw).subject == "Re: Check-in [#abcdefghijklmnopqrst]"


def test_headers_are_by_lower_case_name() -> None:
    message = read(mail(x_loop="a", auto_submitted="no"))
    assert message.first("auto-submitted") == "no"
    assert message.first("missing") == ""


def test_a_reply_with_30_kb_of_history_is_cheap_to_read() -> None:
    """No timing here (bench has it): the history is decoded once and never copied into headers or attachments."""
    html = b64encode(("<blockquote>" + "line<br>" * 4000 + "</blockquote>").encode()).decode()
    lines = "\n".join(html[at : at + 76] for at in range(0, len(html), 76))
    message = read(
        multipart(
            "alternative",
            "Content-Type: text/plain\n\n3 is done",
            f"Content-Type: text/html\nContent-Transfer-Encoding: base64\n\n{lines}",
        )
    )
    assert message.text == "3 is done"
    assert message.html is not None
    assert message.html.count("line") == 4000
