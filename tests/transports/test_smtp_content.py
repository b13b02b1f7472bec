"""A message as it follows DATA."""

import smtplib

from hypothesis import example, given
from hypothesis import strategies as st

from mailflow.demo.servers import EmbeddedMail
from mailflow.transports.interfaces import Outgoing, Sending
from mailflow.transports.smtp import SmtpRelay, SmtpSettings
from mailflow.transports.smtp_connection import acceptable, wire

PIECES = st.lists(st.sampled_from([b"a", b".", b"..", b"\r\n", b"\n", b"\r", b"\xff", b" "]), max_size=12).map(b"".join)


def received(content: bytes) -> bytes:
    """What a server keeps of it."""
    assert content.endswith(b"\r\n.\r\n") or content == b".\r\n"
    lines = content.removesuffix(b".\r\n").split(b"\r\n")
    return b"\r\n".join(line.removeprefix(b".") for line in lines)


@given(PIECES)
@example(b"")
@example(b".")
@example(b".\r\n")
@example(b"\r\n.\r\nMAIL FROM:<evil@example.com>\r\n")
@example(b"a\n.\nb")
@example(b"a\r.\rb")
def test_a_server_gets_the_message_with_crlf_at_every_end_of_line(raw: bytes) -> None:
    clean = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").replace(b"\n", b"\r\n")
    assert received(wire(raw)) == (clean if clean.endswith(b"\r\n") else clean + b"\r\n")


@given(PIECES)
def test_nothing_in_a_message_ends_it_early(raw: bytes) -> None:
    content = wire(raw)
    body = content[:-3]
    assert b"\r\n.\r\n" not in b"\r\n" + body
    assert body.count(b"\n") == body.count(b"\r") == body.count(b"\r\n")


@given(PIECES.filter(lambda raw: raw != b""))
def test_it_is_what_the_standard_library_sends(raw: bytes) -> None:
    theirs = smtplib._quote_periods(smtplib._fix_eols(raw.decode("latin-1")).encode("latin-1"))  # type: ignore[attr-defined]
    theirs += b".\r\n" if theirs.endswith(b"\r\n") else b"\r\n.\r\n"
    assert wire(raw) == theirs


@given(st.text())
def test_an_acceptable_address_is_one_plain_line(text: str) -> None:
    if acceptable(text):
        assert text.isascii()
        assert not set(text) & set("<> \r\n\t\x00")
        assert text.count("@") == 1


def test_ordinary_addresses_are_acceptable() -> None:
    for address in ("dana@studio.example", "d+a.b_c'o@xn--exmple-cua.com", "x@[192.0.2.1]", "a=b@c.d"):
        assert acceptable(address), address


def test_odd_bytes_arrive_as_they_were_sent(embedded: EmbeddedMail, embedded_user: str) -> None:
    raw = b"Subject: odd\r\n\r\n.\r\n..\r\n.a\r\n\xe4\xff 8 bit\r\n" + b"x" * 900 + b"\r\n"
    relay = SmtpRelay(SmtpSettings(embedded.host, embedded.smtp_port, "loopback-plain", "a@example.com"))
    ((result,),) = relay.send([Outgoing(1, embedded_user, raw)], lambda ids: None)
    relay.close()
    assert result.sending is Sending.SENT
    assert embedded.messages(embedded_user) == [raw]
