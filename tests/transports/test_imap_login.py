"""Every way not to get into a mailbox ends in one clear line of the right kind."""

import base64
import socket
import sys
from pathlib import Path

import pytest

from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.imap_login import Tls, is_loopback
from mailflow.transports.interfaces import LoginFault, TransportFault
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.processes import folder, free_port, self_signed
from tests.servers.scripted_imap import Answer, Conversation, scripted_imap


def settings(port: int, tls: Tls = "loopback-plain", host: str = "127.0.0.1", **more: str | None) -> ImapSettings:
    password = None if "token_command" in more else PASSWORD
    return ImapSettings(host, port, tls, "dana", **{"password": password, **more})


def line(settings: ImapSettings, kind: type[TransportFault] = TransportFault) -> str:
    """What the fault says when the mailbox is opened."""
    inbox = ImapInbox(settings)
    with pytest.raises(TransportFault) as caught:
        inbox.list("INBOX")
    inbox.close()
    assert type(caught.value) is kind
    assert "\n" not in str(caught.value)
    return str(caught.value)


def token(tmp_path: Path, *words: str) -> str:
    """A command that prints those words."""
    script = tmp_path / "token.py"
    script.write_text(f"print({' '.join(words)!r})")
    return f"{sys.executable} {script}"


def sends_challenge_and_checks(wanted: str) -> Answer:
    def authenticate(talk: Conversation, tag: str, command: str) -> None:
        assert command == "AUTHENTICATE XOAUTH2"
        talk.send("+ \r\n")
        if talk.decoded() == f"user=dana\x01auth=Bearer {wanted}\x01\x01":
            talk.send(f"{tag} OK welcome\r\n")
            return
        talk.send("+ " + base64.b64encode(b'{"status":"400"}').decode() + "\r\n")
        assert talk.line() == ""
        talk.send(f"{tag} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n")

    return authenticate


def test_a_token_lets_in(tmp_path: Path) -> None:
    with scripted_imap({"AUTHENTICATE": sends_challenge_and_checks("ya29.good")}) as server:
        inbox = ImapInbox(settings(server.port, token_command=token(tmp_path, "ya29.good")))
        assert inbox.list("INBOX").uidvalidity == 7
        inbox.close()


def test_a_refused_token_is_a_login_fault_and_not_shown(tmp_path: Path) -> None:
    with scripted_imap({"AUTHENTICATE": sends_challenge_and_checks("ya29.good")}) as server:
        said = line(settings(server.port, token_command=token(tmp_path, "ya29.bad")), LoginFault)
    assert said == (
        f"IMAP 127.0.0.1:{server.port} refused the access token of dana: [AUTHENTICATIONFAILED] Invalid credentials. "
        "Check imap.user and imap.token_command."
    )


def test_a_fresh_token_is_fetched_for_every_connection(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("old")
    with scripted_imap({"AUTHENTICATE": sends_challenge_and_checks("new")}) as server:
        inbox = ImapInbox(settings(server.port, token_command=f"cat {tmp_path / 'token'}"))
        with pytest.raises(LoginFault):
            inbox.list("INBOX")
        (tmp_path / "token").write_text("new\n")
        inbox.list("INBOX")
        inbox.close()


def test_a_token_command_that_fails_says_so_before_anything_is_sent(tmp_path: Path) -> None:
    with scripted_imap({}) as server:
        assert "token_command" in line(settings(server.port, token_command="false secret"), LoginFault)
        assert not any("AUTH" in command for command in server.heard)


def test_no_password_at_all_says_where_to_put_one(dovecot: Dovecot) -> None:
    said = line(settings(dovecot.imap, password=None), LoginFault)
    assert said.endswith("Set imap.password or MAILFLOW_IMAP_PASSWORD.")


@pytest.mark.parametrize(
    "answer",
    ["[UNAVAILABLE] Temporary authentication failure.", "[INUSE] locked", "[ALERT] Too many simultaneous connections."],
)
def test_a_server_that_is_busy_is_tried_again_later(answer: str) -> None:
    with scripted_imap({"LOGIN": lambda talk, tag, _: talk.send(f"{tag} NO {answer}\r\n")}) as server:
        assert "puts dana off" in line(settings(server.port))


def test_a_connection_that_breaks_in_login_is_no_wrong_password() -> None:
    with scripted_imap({"LOGIN": lambda talk, tag, _: talk.close()}) as server:
        assert "broke while logging in as dana" in line(settings(server.port))


def test_where_login_is_disabled_plain_is_used() -> None:
    def authenticate(talk: Conversation, tag: str, command: str) -> None:
        assert command == "AUTHENTICATE PLAIN"
        talk.send("+ \r\n")
        assert talk.decoded() == f"\0dana\0{PASSWORD}"
        talk.send(f"{tag} OK welcome\r\n")

    def capability(talk: Conversation, tag: str, _: str) -> None:
        talk.send(f"* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN\r\n{tag} OK done\r\n")

    with scripted_imap({"AUTHENTICATE": authenticate, "CAPABILITY": capability}) as server:
        inbox = ImapInbox(settings(server.port))
        inbox.list("INBOX")
        inbox.close()


def test_an_untrusted_certificate_is_named_as_such(dovecot: Dovecot) -> None:
    for tls, port in (("implicit", dovecot.imaps), ("starttls", dovecot.imap)):
        said = line(settings(port, tls))
        assert "certificate is not to be trusted: self-signed certificate" in said
        assert said.endswith("or name the authority that signed it in imap.ca_file.")


def test_a_certificate_for_another_name_is_named_as_such(dovecot: Dovecot) -> None:
    with folder() as elsewhere:
        certificate, _ = self_signed(elsewhere, "mail.example.org")
        assert "certificate is not to be trusted" in line(settings(dovecot.imaps, "implicit", ca_file=str(certificate)))
    said = line(settings(dovecot.imaps, "implicit", host="127.0.0.2", ca_file=str(dovecot.certificate)))
    assert "127.0.0.2" in said


def test_a_certificate_file_that_is_not_there_is_named(dovecot: Dovecot) -> None:
    said = line(settings(dovecot.imaps, "implicit", ca_file="/nowhere/ca.pem"))
    assert "ca_file /nowhere/ca.pem cannot be read" in said


def test_tls_to_a_plain_port_says_what_to_check(dovecot: Dovecot) -> None:
    said = line(settings(dovecot.imap, "implicit"))
    assert said.endswith("does not speak TLS from the start. Check imap.port and imap.tls.")


def test_no_starttls_is_a_fault_and_nothing_is_sent_in_clear() -> None:
    with scripted_imap({}) as server:
        assert "offers no STARTTLS" in line(settings(server.port, "starttls"))
        assert not any("LOGIN" in command for command in server.heard)


def test_preauth_before_starttls_is_not_believed() -> None:
    starttls: dict[str, Answer] = {
        "CAPABILITY": lambda talk, tag, _: talk.send(f"* CAPABILITY IMAP4rev1 STARTTLS\r\n{tag} OK done\r\n")
    }
    with scripted_imap(starttls, greeting="* PREAUTH welcome\r\n") as server:
        line(settings(server.port, "starttls"))
        assert set(server.heard) == {"CAPABILITY"}


@pytest.mark.parametrize(
    "host", ["imap.example.com", "192.0.2.1", "localhost.example.com", "127.0.0.1.example.com", "::2"]
)
def test_plain_is_refused_for_any_other_machine(host: str) -> None:
    assert 'tls = "loopback-plain" is for this machine only' in line(settings(143, host=host))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost", "LOCALHOST."])
def test_this_machine_has_these_names(host: str) -> None:
    assert is_loopback(host)


def test_nobody_listening_says_what_to_check() -> None:
    assert line(settings(free_port())).endswith("nothing listens there. Check imap.host and port.")


def test_a_host_that_does_not_exist_is_named() -> None:
    said = line(settings(993, "implicit", host="no-such-host.invalid"))
    assert "no-such-host.invalid" in said
    assert "Check imap.host and DNS" in said


def test_a_server_that_never_greets_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        inbox = ImapInbox(
            ImapSettings("127.0.0.1", silent.getsockname()[1], "loopback-plain", "dana", "x", connect_timeout=0.3)
        )
        with pytest.raises(TransportFault, match="no answer in time"):
            inbox.list("INBOX")


def test_a_server_that_speaks_another_protocol_is_a_fault() -> None:
    with scripted_imap({}, greeting="220 mail ESMTP\r\n") as server:
        line(settings(server.port))


def test_settings_do_not_show_secrets() -> None:
    shown = repr(ImapSettings("h", 1, "implicit", "dana", password="geheim", token_command="get secret"))
    assert "geheim" not in shown
    assert "secret" not in shown
