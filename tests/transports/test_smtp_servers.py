"""The relay against mail servers that others wrote: Postfix, smtp-sink, aiosmtpd."""

import gc
import ssl
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mailflow.demo.servers import EmbeddedMail
from mailflow.transports.interfaces import LoginFault, Outgoing, Sending, TransportFault
from mailflow.transports.smtp import SmtpRelay, SmtpSettings
from tests.servers.dovecot import Dovecot
from tests.servers.postfix import FULL, UNKNOWN, Postfix
from tests.servers.processes import self_signed
from tests.servers.scripted_smtp import scripted_smtp

SENDER = "projects@example.com"
RAW = (
    b"From: projects@example.com\r\nTo: x@example.com\r\nSubject: hello\r\nMessage-ID: <1@example.com>\r\n"
    b"Date: Fri, 04 Dec 2026 09:00:00 +0000\r\n\r\nHello.\r\n"
)


@contextmanager
def relay(host: str, port: int, tls: str, **more: object) -> Iterator[SmtpRelay]:
    relay = SmtpRelay(SmtpSettings(host, port, tls, SENDER, **more))  # type: ignore[arg-type]
    try:
        yield relay
    finally:
        relay.close()
        gc.collect()  # a connection that was left open warns when it is collected, and warnings are errors here


def _self_signed(folder: Path, *names: str) -> tuple[Path, ssl.SSLContext]:
    """A certificate, and what a server with it needs."""
    certificate, key = self_signed(folder, *names)
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(certificate, key)
    return certificate, theirs


def outcomes(relay: SmtpRelay, *letters: Outgoing) -> dict[int, tuple[Sending, int]]:
    return {sent.id: (sent.sending, sent.code) for some in relay.send(letters, lambda ids: None) for sent in some}


@pytest.mark.parametrize("tls", ["starttls", "implicit", "loopback-plain"])
def test_postfix_takes_letters_over(tls: str, postfix: Postfix) -> None:
    port = postfix.smtps if tls == "implicit" else postfix.port
    with relay("localhost", port, tls, ca_file=str(postfix.certificate)) as connected:
        connected.check()
        results = outcomes(connected, *(Outgoing(n, f"p{n}@example.com", RAW) for n in range(10)))
    assert results == dict.fromkeys(range(10), (Sending.SENT, 250))


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_that_nobody_vouches_for_is_refused(tls: str, postfix: Postfix) -> None:
    port = postfix.smtps if tls == "implicit" else postfix.port
    with relay("localhost", port, tls) as connected:
        with pytest.raises(TransportFault, match=r"not to be trusted.*smtp\.ca_file"):
            connected.check()
        assert outcomes(connected, Outgoing(1, "a@example.com", RAW)) == {1: (Sending.DEFERRED, 0)}


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    certificate, theirs = _self_signed(tmp_path, "mail.example.com")
    with (
        EmbeddedMail(tls=theirs) as mail,
        relay("localhost", mail.smtp_port, "starttls", ca_file=str(certificate)) as connected,
        pytest.raises(TransportFault, match=r"not to be trusted"),
    ):
        connected.check()


def test_a_server_that_does_not_end_tls_leaves_no_connection_open(tmp_path: Path) -> None:
    certificate, theirs = _self_signed(tmp_path)
    with scripted_smtp(tls=theirs) as server:
        with relay(server.host, server.port, "implicit", ca_file=str(certificate)) as connected:
            connected.check()
            assert outcomes(connected, Outgoing(1, "a@example.com", RAW)) == {1: (Sending.SENT, 250)}
        assert server.verbs()[-1] == "QUIT"


def test_tls_from_the_start_at_a_port_that_has_none_is_explained(postfix: Postfix) -> None:
    with (
        relay("localhost", postfix.port, "implicit", ca_file=str(postfix.certificate)) as connected,
        pytest.raises(TransportFault, match=r"does not speak TLS from the start"),
    ):
        connected.check()


def test_postfix_refuses_one_recipient_and_puts_another_off(postfix: Postfix) -> None:
    with relay(postfix.host, postfix.port, "loopback-plain", connections=1) as connected:
        results = outcomes(
            connected,
            Outgoing(1, "a@example.com", RAW),
            Outgoing(2, UNKNOWN, RAW),
            Outgoing(3, FULL, RAW),
            Outgoing(4, "b@example.com", RAW),
        )
    assert results == {
        1: (Sending.SENT, 250),
        2: (Sending.REFUSED, 550),
        3: (Sending.DEFERRED, 452),
        4: (Sending.SENT, 250),
    }


def test_a_letter_goes_through_postfix_into_dovecot_unchanged(
    postfix_to_dovecot: Postfix, dovecot: Dovecot, dovecot_user: str
) -> None:
    body = b".\r\n..two\r\nlong " + b"x" * 900 + b"\r\n"
    raw = RAW.replace(b"Hello.\r\n", body).replace(b"<1@", f"<{uuid.uuid4()}@".encode())
    with relay(postfix_to_dovecot.host, postfix_to_dovecot.port, "loopback-plain") as connected:
        assert outcomes(connected, Outgoing(1, f"{dovecot_user}@localhost", raw)) == {1: (Sending.SENT, 250)}
    assert postfix_to_dovecot.await_log(f"to=<{dovecot_user}@localhost>")
    with dovecot.client(dovecot_user) as client:
        client.select("INBOX", readonly=True)
        fetched = client.fetch("1", "(BODY.PEEK[])")[1][0]
    assert isinstance(fetched, tuple)
    assert fetched[1].endswith(raw)


def test_smtp_sink_takes_many_over_few_connections(smtp_sink: int) -> None:
    with relay("127.0.0.1", smtp_sink, "loopback-plain", connections=4) as connected:
        results = outcomes(connected, *(Outgoing(n, f"p{n}@example.com", RAW) for n in range(500)))
    assert results == dict.fromkeys(range(500), (Sending.SENT, 250))


def test_a_password_is_taken_by_aiosmtpd_and_a_wrong_one_refused(embedded: EmbeddedMail) -> None:
    for password, fault in ((embedded.password, None), ("wrong", LoginFault)):
        with relay(
            embedded.host, embedded.smtp_port, "loopback-plain", user="projects@example.com", password=password
        ) as connected:
            if fault is None:
                connected.check()
                assert outcomes(connected, Outgoing(1, "a@example.com", RAW)) == {1: (Sending.SENT, 250)}
            else:
                with pytest.raises(fault, match=r"535 5\.7\.8"):
                    connected.check()
                assert outcomes(connected, Outgoing(1, "a@example.com", RAW)) == {1: (Sending.ACCOUNT, 535)}
