"""The program itself, as an operator starts it: `mailflow run` on Dovecot and Postfix, by the clock on the wall."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest

from mailflow.demo.clients import reply
from mailflow.demo.servers import Accepted
from mailflow.demo.stage import reply_address
from tests.routes.company import CAST
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.postfix import Postfix
from tests.servers.real_mail import RealMail

PATIENCE = 30
PROGRAM = [sys.executable, "-c", "from mailflow.cli import main; main()"]

CONFIG = """
[mail]
address = "{address}"
name = "Acme projects"
settle = "0s"
[database]
url = "sqlite://{folder}/mailflow.db"
[imap]
host = "127.0.0.1"
port = {imap}
tls = "loopback-plain"
user = "{address}"
password = "{password}"
[smtp]
host = "127.0.0.1"
port = {smtp}
tls = "loopback-plain"
[trust]
token_alone = 3
"""

PROJECT = """
code = "acme-site"
title = "Acme website"
timezone = "{zone}"
[[people]]
id = "olivia"
name = "Olivia Berg"
email = ["olivia@acme.example"]
role = "owner"
workdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
[[people]]
id = "dana"
name = "Dana Kim"
email = ["dana@studio.example"]
role = "contractor"
[[milestones]]
number = 1
title = "Homepage design"
assignee = "dana"
due = {due}
"""


def around_noon() -> str:
    """A zone where it is day, since letters that nobody waits for do not go out at night."""
    ahead = 12 - datetime.now(UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


@contextmanager
def running(folder: Path, config: str) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / "run.log").open("ab") as log:
        process = subprocess.Popen([*PROGRAM, "run", "--config", config], stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def awaited(mail: RealMail, wanted: Callable[[Accepted], bool], why: Path) -> bytes:
    """The first letter that is wanted, as soon as it is there."""
    end = monotonic() + PATIENCE
    while monotonic() < end:
        for one in mail.accepted:
            if wanted(one):
                return one.raw
        sleep(0.02)
    raise AssertionError(f"never came; {why.read_text()}; {[(one.recipient, one.raw[:2000]) for one in mail.accepted]}")


def to(address: str, text: str) -> Callable[[Accepted], bool]:
    return lambda one: one.recipient == address and text in one.raw.decode()


@pytest.mark.real
def test_the_daemon_answers_a_reply_and_asks_the_owner_and_is_killed_and_started_again(
    tmp_path: Path, postfix_to_dovecot: Postfix, dovecot: Dovecot, real_address: str
) -> None:
    mail = RealMail(postfix_to_dovecot, dovecot)
    config, log = str(tmp_path / "mailflow.toml"), tmp_path / "run.log"
    Path(config).write_text(
        CONFIG.format(
            address=real_address, folder=tmp_path, imap=mail.imap_port, smtp=mail.smtp_port, password=PASSWORD
        )
    )
    due = datetime.now(UTC).date() + timedelta(days=30)
    (tmp_path / "acme-site.toml").write_text(PROJECT.format(zone=around_noon(), due=due))
    apply = [*PROGRAM, "project", "apply", "--yes", "--config", config, str(tmp_path / "acme-site.toml")]
    subprocess.run(apply, check=True, stdout=subprocess.DEVNULL)

    with running(tmp_path, config) as daemon:
        invitation = awaited(mail, to("dana@studio.example", "Welcome to Acme website"), log)
        answer = reply(invitation, CAST["dana"], "DONE 1", datetime.now(UTC))
        mail.submit("dana@studio.example", reply_address(invitation), answer)
        awaited(mail, to("dana@studio.example", "is submitted"), log)
        os.kill(daemon.pid, signal.SIGKILL)
        daemon.wait(PATIENCE)

    with running(tmp_path, config) as daemon:
        review = awaited(mail, to("olivia@acme.example", "APPROVE 1"), log)
        decision = reply(review, CAST["olivia"], "APPROVE 1", datetime.now(UTC))
        mail.submit("olivia@acme.example", reply_address(review), decision)
        awaited(mail, to("dana@studio.example", "approved"), log)
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(PATIENCE) == 0

    said = subprocess.run(
        [*PROGRAM, "records", "acme-site", "--json", "--config", config], capture_output=True, check=True
    )
    kinds = [json.loads(line)["kind"] for line in said.stdout.splitlines()]
    assert [kind for kind in kinds if kind in {"done", "approve"}] == ["done", "approve"]
