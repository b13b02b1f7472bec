"""The mail server inside the process: what goes in by SMTP can be read by IMAP."""

import gc
import imaplib
import smtplib
import socket
import threading
import time
from datetime import UTC, datetime

import pytest

from mailflow.demo.servers import EmbeddedMail, mailbox_of

RAW = b"From: dana@studio.example\r\nSubject: hello\r\nMessage-ID: <1@studio.example>\r\n\r\n.DONE 3\r\n"
US, DANA = "projects@acme.example", "dana@studio.example"


def client(mail: EmbeddedMail, user: str) -> imaplib.IMAP4:
    client = imaplib.IMAP4(mail.host, mail.imap_port, timeout=10)
    client.login(user, mail.password)
    return client


def test_mail_by_smtp_lies_in_the_recipients_inbox() -> None:
    with EmbeddedMail() as mail:
        mail.submit(DANA, US, RAW)
        with client(mail, US) as imap:
            imap.select("INBOX")
            assert imap.uid("FETCH", "1:*", "(BODY.PEEK[])")[1][0][1] == RAW


def test_a_plus_address_reaches_its_mailbox_and_is_recorded_as_written() -> None:
    with EmbeddedMail() as mail:
        mail.submit(DANA, "Projects+abc@Acme.example", RAW)
        assert mail.messages(US) == [RAW]
        assert [(one.sender, one.recipient, one.raw) for one in mail.accepted] == [
            (DANA, "Projects+abc@Acme.example", RAW)
        ]


@pytest.mark.parametrize(
    ("recipient", "mailbox"),
    [("a@b.c", "a@b.c"), ("A+x@B.c", "a@b.c"), ("a+x+y@b.c", "a@b.c"), ("a@b+c.d", "a@b+c.d")],
)
def test_the_mailbox_of(recipient: str, mailbox: str) -> None:
    assert mailbox_of(recipient) == mailbox


def test_what_is_accepted_bears_the_clocks_time() -> None:
    moment = datetime(2026, 12, 4, 9, tzinfo=UTC)
    with EmbeddedMail(now=lambda: moment) as mail:
        mail.submit(DANA, US, RAW)
        assert mail.accepted[0].at == moment


def test_a_refused_address_bounces_at_the_door_until_it_is_readmitted() -> None:
    with EmbeddedMail() as mail:
        mail.refuse(DANA)
        with pytest.raises(smtplib.SMTPRecipientsRefused, match=r"5\.1\.1"):
            mail.submit(US, DANA, RAW)
        mail.submit(US, "lee@studio.example", RAW)
        mail.readmit(DANA)
        mail.submit(US, DANA, RAW)
        assert [one.recipient for one in mail.accepted] == ["lee@studio.example", DANA]


def test_waiting_ends_when_enough_has_come() -> None:
    with EmbeddedMail() as mail:
        later = threading.Timer(0.05, mail.submit, (DANA, US, RAW))
        later.start()
        assert mail.wait_for(lambda accepted: len(accepted) == 1)
        assert not mail.wait_for(lambda accepted: len(accepted) == 2, seconds=0.01)
        later.join()


def test_an_idle_client_hears_of_new_mail() -> None:
    with EmbeddedMail(users=[US]) as mail, client(mail, US) as imap:
        imap.select("INBOX")
        imap.send(b"A1 IDLE\r\n")
        assert imap.readline().startswith(b"+")
        mail.submit(DANA, US, RAW)
        heard = [imap.readline(), imap.readline()]
        assert any(b"1 EXISTS" in line for line in heard), heard
        imap.send(b"DONE\r\n")
        assert imap.readline().startswith(b"A1 OK")


def test_messages_can_be_moved_and_put_into_any_folder() -> None:
    with EmbeddedMail() as mail:
        mail.append(US, RAW)
        mail.append(US, RAW, "Processed")
        with client(mail, US) as imap:
            imap.select("INBOX")
            assert imap.uid("MOVE", "1:*", "Processed")[0] == "OK"
        assert mail.messages(US) == []
        assert mail.messages(US, "Processed") == [RAW, RAW]
        assert mail.accepted == []


def test_a_wrong_password_is_refused() -> None:
    with (
        EmbeddedMail(users=[US]) as mail,
        imaplib.IMAP4(mail.host, mail.imap_port) as imap,
        pytest.raises(imaplib.IMAP4.error),
    ):
        imap.login(US, "wrong")


def test_disconnecting_cuts_imap_and_leaves_the_server_running() -> None:
    with EmbeddedMail(users=[US]) as mail:
        imap = client(mail, US)
        mail.disconnect()
        with pytest.raises((imaplib.IMAP4.error, OSError)):
            imap.noop()
        imap.shutdown()
        with client(mail, US) as again:
            assert again.noop()[0] == "OK"


def test_it_ends_with_clients_still_connected_and_leaves_nothing() -> None:
    before = threading.active_count()
    with EmbeddedMail(users=[US]) as mail:
        imap = client(mail, US)
        smtp = smtplib.SMTP(mail.host, mail.smtp_port)
        mail.submit(DANA, US, RAW)
    imap.shutdown()
    smtp.close()
    gc.collect()
    assert threading.active_count() == before


def test_it_is_quick() -> None:
    begun = time.perf_counter()
    with EmbeddedMail(users=[US]) as mail:
        started = time.perf_counter()
        for _ in range(50):
            mail.submit(DANA, US, RAW)
        assert started - begun < 0.5
        assert (time.perf_counter() - started) / 50 < 0.02


@pytest.mark.parametrize("port", ["imap_port", "smtp_port"])
def test_who_connects_at_the_very_end_is_cut_as_well(port: str) -> None:
    for _ in range(20):
        with EmbeddedMail() as mail:
            late = [socket.create_connection((mail.host, getattr(mail, port))) for _ in range(3)]
        for one in late:
            one.close()
        gc.collect()  # what was left open warns, and warnings are errors here
