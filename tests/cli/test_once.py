"""`once` where the mail server does not play along: told, status 1, and nothing lost."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailflow.store import Arrival, Store
from tests.cli.conftest import Mailflow, letter
from tests.cli.test_faults import edited
from tests.servers.scripted_smtp import scripted_smtp


@pytest.fixture
def waiting(applied: Path, tmp_path: Path) -> Path:
    """An installation with a Maildir, and a message in it whose answer has to be sent."""
    text = applied.read_text()
    start, end = text.index("[imap]"), text.index("[smtp]")
    applied.write_text(f'{text[:start]}[maildir]\npath = "{tmp_path}/Maildir"\n\n{text[end:]}')
    for name in ("cur", "new", "tmp"):
        (tmp_path / "Maildir" / name).mkdir(parents=True)
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    raw = letter("1 is done", date=datetime.now(UTC))
    store.journal.receive([Arrival("pipe", "INBOX", 0, None, raw, "<a@x>", "dana@studio.example", datetime.now(UTC))])
    store.close()
    return applied


def states(mailflow: Mailflow, config: Path) -> dict[object, object]:
    return {row["letter"]: row["state"] for row in mailflow("letters", "--json", "--config", config).rows}


def test_a_server_that_nobody_answers_at_is_told(mailflow: Mailflow, waiting: Path) -> None:
    result = mailflow("once", "--config", waiting)
    assert result.status == 1
    assert "could not be sent: SMTP 127.0.0.1:1: nothing listens there" in result.err
    assert states(mailflow, waiting)["challenge"] == "queued"


def test_a_wrong_password_stops_the_account_and_no_letter(mailflow: Mailflow, waiting: Path) -> None:
    with scripted_smtp({"AUTH": "535 5.7.8 authentication failed \x1b[31m"}) as server:
        edited(waiting, "port = 1\n", f'port = {server.port}\nuser = "projects"\npassword = "smtp-secret"\n')
        result = mailflow("once", "--config", waiting)
        assert result.status == 1
        assert "535" in result.err
        assert "letters wait until" in result.err
        assert "smtp-secret" not in result.err
        assert "\x1b" not in result.err
        assert states(mailflow, waiting)["challenge"] == "queued"
        status = mailflow("status", "--config", waiting)
        assert status.status == 1
        assert "needs you: sending is stopped until" in status.out
        check = mailflow("check", "--config", waiting)
        assert check.status == 1
        assert "✗ mail server: SMTP 127.0.0.1" in check.err


def test_where_all_is_well_it_says_what_it_did(mailflow: Mailflow, waiting: Path) -> None:
    with scripted_smtp({}) as server:
        edited(waiting, "port = 1\n", f"port = {server.port}\n")
        result = mailflow("once", "--config", waiting)
    assert result.status == 0, result.err
    assert "sent" in result.err
    assert states(mailflow, waiting)["challenge"] == "sent"


def test_a_letter_that_waits_for_its_next_try_is_not_told_as_a_new_fault(mailflow: Mailflow, waiting: Path) -> None:
    assert mailflow("once", "--config", waiting).status == 1
    result = mailflow("once", "--config", waiting)
    assert result.status == 0
    assert "could not be sent before, and are tried again at 20" in result.err
    assert "nothing listens" not in result.err
