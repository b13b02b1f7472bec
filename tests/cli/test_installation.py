"""An installation as an operator runs it: the real program, a real Dovecot and a real Postfix, mail by LMTP."""

import email
import os
import pty
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path

import pytest

from tests.cli.conftest import REPOSITORY, Mailflow
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.postfix import Postfix

PATIENCE = 40

CONFIG = """
[mail]
address = "{box}@acme.example"
name = "Acme projects"
settle = "0s"

[database]
url = "sqlite:///{folder}/mailflow.db"

[imap]
host = "127.0.0.1"
port = {imap}
tls = "starttls"
ca_file = "{imap_certificate}"
user = "{box}"
password_file = "imap-password"
poll_interval = "2s"

[smtp]
host = "127.0.0.1"
port = {smtp}
tls = "starttls"
ca_file = "{smtp_certificate}"

[limits]
join_receipts_after = 0

[operator]
email = "{box}-ops@acme.example"
"""
PROJECT = """
code = "acme-{box}"
title = "Acme website"
timezone = "Europe/Berlin"

[[people]]
id = "olivia"
name = "Olivia Brandt"
email = ["{box}-olivia@acme.example"]
role = "owner"

[[people]]
id = "dana"
name = "Dana Kim"
email = ["{box}-dana@studio.example"]
role = "contractor"

[[milestones]]
number = 1
title = "Homepage design"
assignee = "dana"
due = 2030-12-04

[[milestones]]
number = 2
title = "Footer"
assignee = "dana"
due = 2030-12-11

[routines]
check_in = false
digest = false
reminders = false
"""


@dataclass(frozen=True)
class Installation:
    """A folder with a config, and the servers that it names."""

    folder: Path
    box: str
    dovecot: Dovecot

    @property
    def config(self) -> Path:
        return self.folder / "mailflow.toml"

    @property
    def code(self) -> str:
        return f"acme-{self.box}"

    def mailbox(self, person: str) -> str:
        """The Dovecot user who gets the mail of that person."""
        return f"{self.box}-{person}"

    def letters(self, person: str) -> list[Message]:
        """What that person has got, oldest first."""
        with self.dovecot.client(self.mailbox(person)) as client:
            client.select("INBOX", readonly=True)
            numbers = client.search(None, "ALL")[1][0].split()
            raws = [client.fetch(number.decode(), "(RFC822)")[1][0][1] for number in numbers]
        return [email.message_from_bytes(raw, policy=default) for raw in raws]

    def write(self, person: str, *texts: str, answering: Message | None = None) -> None:
        """Mails of that person, put into the mailbox by LMTP as a mail server would."""
        self.dovecot.deliver(self.box, *(self._mail(person, text, answering) for text in texts))

    def _mail(self, person: str, text: str, answering: Message | None) -> bytes:
        mail = EmailMessage()
        domain = "studio.example" if person == "dana" else "acme.example"
        mail["From"] = f"{self.mailbox(person)}@{domain}"
        mail["To"] = str(answering["Reply-To"]) if answering else f"{self.box}@acme.example"
        mail["Subject"] = f"Re: {answering['Subject']}" if answering else "Acme website"
        mail["Date"] = email.utils.format_datetime(email.utils.localtime())
        mail["Message-ID"] = email.utils.make_msgid(domain="studio.example")
        if answering:
            mail["In-Reply-To"] = str(answering["Message-ID"])
        mail.set_content(text)
        return mail.as_bytes()


@pytest.fixture
def installation(
    dovecot: Dovecot, dovecot_user: str, postfix_to_dovecot: Postfix, tmp_path: Path, mailflow: Mailflow
) -> Installation:
    """A fresh mailbox, and a project that is applied."""
    servers = {
        "imap": dovecot.imap,
        "imap_certificate": dovecot.certificate,
        "smtp": postfix_to_dovecot.port,
        "smtp_certificate": postfix_to_dovecot.certificate,
    }
    (tmp_path / "mailflow.toml").write_text(CONFIG.format(box=dovecot_user, folder=tmp_path, **servers))
    (tmp_path / "project.toml").write_text(PROJECT.format(box=dovecot_user))
    (tmp_path / "imap-password").write_text(PASSWORD + "\n")
    made = Installation(tmp_path, dovecot_user, dovecot)
    result = mailflow("project", "apply", tmp_path / "project.toml", "--yes", "--config", made.config)
    assert result.status == 0, result.err
    return made


def until(found: Callable[[], object], patience: float = PATIENCE) -> object:
    """What `found` returns once it is anything."""
    end = time.monotonic() + patience
    while not (result := found()):
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.05)
    return result


@contextmanager
def running(installation: Installation, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`mailflow run`, once it watches."""
    command = [sys.executable, "-m", "mailflow", "run", "--config", str(installation.config), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=REPOSITORY)
    assert process.stderr is not None
    try:
        assert "is watching" in next(line for line in process.stderr if not line.startswith("WARNING"))
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.stderr.close()
        process.wait()


def letter_about(installation: Installation, person: str, words: str) -> Callable[[], Message | None]:
    """The letter to that person in which those words stand, once it is there."""

    def found() -> Message | None:
        letters = installation.letters(person)
        return next((one for one in letters if words in one.get_body(("plain",)).get_content()), None)  # type: ignore[attr-defined]

    return found


def test_a_report_by_mail_becomes_a_record_and_a_receipt_and_sigterm_ends_with_0(
    installation: Installation, mailflow: Mailflow
) -> None:
    with running(installation, "--backfill") as daemon:
        installation.write("dana", "1 is done.\n")
        asked_back = until(letter_about(installation, "dana", "1 is done"))
        assert isinstance(asked_back, Message)
        installation.write("dana", "1 is done.\n", answering=asked_back)
        until(lambda: len(installation.letters("dana")) > 1)
        until(lambda: any(row["kind"] == "done" for row in rows(installation, mailflow, "records", installation.code)))
        assert mailflow("status", "--config", installation.config).status == 0
        (status,) = mailflow("status", "--json", "--config", installation.config).rows
        assert list(status["daemons"].values()) == ["running"]  # type: ignore[attr-defined]
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(30) == 0
        assert daemon.stderr is not None
        assert daemon.stderr.read() == ""
    messages = rows(installation, mailflow, "messages")
    assert [(row["disposition"], row["reason"]) for row in messages] == [("handled", "confirmed"), ("handled", "ok")]
    letters = rows(installation, mailflow, "letters")
    to_dana = [row for row in letters if row["person"] == "dana" and row["letter"] in ("challenge", "receipt")]
    assert [row["state"] for row in to_dana] == ["sent", "sent"]
    assert {row["to"] for row in to_dana} == {f"{installation.mailbox('dana')}@studio.example"}
    arrived = {str(one["Message-ID"]) for one in installation.letters("dana")}
    assert {row["message_id"] for row in to_dana} <= arrived
    (status,) = mailflow("status", "--json", "--config", installation.config).rows
    assert list(status["daemons"].values()) == ["stopped"]  # type: ignore[attr-defined]


def rows(installation: Installation, mailflow: Mailflow, *command: str) -> list[dict[str, object]]:
    result = mailflow(*command, "--json", "--config", installation.config)
    assert result.status == 0, result.err
    return result.rows


def test_what_comes_once_it_says_that_it_watches_is_taken_in(installation: Installation, mailflow: Mailflow) -> None:
    installation.write("dana", "This lay there before.\n")
    with running(installation):
        installation.write("dana", "Which font shall I use?\n")
        (message,) = until(lambda: rows(installation, mailflow, "messages"))  # type: ignore[misc]
    assert message["sender"] == f"{installation.mailbox('dana')}@studio.example"


def test_ctrl_c_ends_with_0_too(installation: Installation) -> None:
    with running(installation) as daemon:
        daemon.send_signal(signal.SIGINT)
        assert daemon.wait(30) == 0


def test_a_second_daemon_is_refused_while_one_runs(installation: Installation, mailflow: Mailflow) -> None:
    with running(installation):
        result = mailflow("run", "--config", installation.config)
        assert result.status == 1
        assert "another mailflow daemon is running" in result.err


def test_once_takes_in_answers_and_sends(installation: Installation, mailflow: Mailflow) -> None:
    first = mailflow("once", "--config", installation.config)  # the first contact with the mailbox
    assert first.status == 0
    assert "0 messages taken in, 1 letter sent" in first.err  # the invitation
    installation.write("dana", "Which font shall I use for the headlines?\n")
    result = mailflow("once", "--config", installation.config)
    assert result.status == 0, result.err
    assert "1 message taken in, 1 letter sent" in result.err
    (message,) = rows(installation, mailflow, "messages")
    assert message["sender"] == f"{installation.mailbox('dana')}@studio.example"
    until(lambda: installation.letters("dana"))


def test_what_lay_there_before_is_left_alone_unless_asked_for(installation: Installation, mailflow: Mailflow) -> None:
    installation.write("dana", "1 is done.\n")
    assert mailflow("once", "--config", installation.config).status == 0
    assert rows(installation, mailflow, "messages") == []
    assert mailflow("once", "--backfill", "--config", installation.config).status == 0
    assert len(rows(installation, mailflow, "messages")) == 1


def test_a_lot_of_work_shows_its_progress_on_a_terminal(installation: Installation) -> None:
    installation.write("dana", *(f"Note number {number}: nothing to report.\n" for number in range(250)))
    command = [sys.executable, "-m", "mailflow", "once", "--backfill", "--config", str(installation.config)]
    status, said = on_a_terminal(command)
    assert status == 0, said
    assert "to be read" in said
    assert "250 messages taken in" in said


def on_a_terminal(command: list[str], **environment: str) -> tuple[int, str]:
    """Exit status and output of a command that believes itself on a terminal."""
    ours, theirs = pty.openpty()
    heard: list[bytes] = []

    def listen() -> None:
        while select.select([ours], [], [], PATIENCE)[0]:
            try:
                some = os.read(ours, 65536)
            except OSError:
                return
            if not some:
                return
            heard.append(some)

    surroundings = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    surroundings |= {"TERM": "xterm-256color", "COLUMNS": "120", **environment}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=REPOSITORY, env=surroundings)
    os.close(theirs)
    listener = threading.Thread(target=listen)
    listener.start()
    status = process.wait(PATIENCE)
    listener.join()
    os.close(ours)
    return status, b"".join(heard).decode()


def test_check_is_green_where_everything_works(installation: Installation, mailflow: Mailflow) -> None:
    result = mailflow("check", "--config", installation.config)
    assert (result.status, result.err) == (0, "")
    marks = [line.split(":")[0] for line in result.out.splitlines() if line.startswith("✓")]
    assert marks == ["✓ config", "✓ templates", "✓ database", "✓ files", "✓ mailbox", "✓ mail server"]
    assert "\x1b" not in result.out


def test_check_changes_nothing_and_speaks_of_a_full_mailbox(installation: Installation, mailflow: Mailflow) -> None:
    installation.write("dana", *(f"{number}\n" for number in range(21)))
    result = mailflow("check", "--config", installation.config)
    assert result.status == 0
    assert "! mailbox: the 21 messages there now will be left alone" in result.out
    assert rows(installation, mailflow, "messages") == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{secret}", "wrong", "✗ mailbox: IMAP 127.0.0.1:{imap}"),
        ('ca_file = "{imap_certificate}"', "", "its TLS certificate is not to be trusted"),
        ('host = "127.0.0.1"\nport = {smtp}', 'host = "127.0.0.1"\nport = 1', "✗ mail server: SMTP 127.0.0.1:1"),
    ],
)
def test_check_is_red_and_says_why(
    installation: Installation, mailflow: Mailflow, postfix_to_dovecot: Postfix, old: str, new: str, told: str
) -> None:
    found = {
        "secret": PASSWORD,
        "imap": installation.dovecot.imap,
        "smtp": postfix_to_dovecot.port,
        "imap_certificate": installation.dovecot.certificate,
    }
    for path in (installation.config, installation.folder / "imap-password"):
        path.write_text(path.read_text().replace(old.format(**found), new))
    result = mailflow("check", "--config", installation.config)
    assert result.status == 1
    assert told.format(**found) in result.err
    assert "Traceback" not in result.err


def test_a_wrong_password_is_retried_told_by_status_and_mended(installation: Installation, mailflow: Mailflow) -> None:
    secret = installation.folder / "imap-password"
    secret.write_text("wrong\n")
    with running(installation) as daemon:
        until(lambda: mailflow("status", "--config", installation.config).status == 1)
        result = mailflow("status", "--config", installation.config)
        assert "needs you: mailbox" in result.out
        assert daemon.poll() is None
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(30) == 0


def test_a_message_through_a_pipe_is_in_the_journal_and_acted_on(
    installation: Installation, mailflow: Mailflow
) -> None:
    raw = f"From: {installation.mailbox('dana')}@studio.example\nMessage-ID: <p@x>\n\n1 is done\n".encode()
    command = [sys.executable, "-m", "mailflow", "receive", "--config", str(installation.config)]
    ended = subprocess.run(command, input=raw, capture_output=True, cwd=REPOSITORY, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, b"", b"")
    (message,) = rows(installation, mailflow, "messages")
    assert (message["message_id"], message["disposition"]) == ("<p@x>", None)
    mailflow("once", "--config", installation.config)
    (message,) = rows(installation, mailflow, "messages")
    assert message["disposition"] == "challenged"
