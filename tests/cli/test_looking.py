"""What the commands that look show: to scripts fixed fields, to people tables; and the project commands."""

import os
import shlex
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailflow.cli import COMMANDS
from mailflow.domain.people import Person
from mailflow.heartbeat import HEARTBEAT, Heartbeat
from mailflow.store import Arrival, Store
from tests.cli.conftest import ACME, Mailflow, letter
from tests.cli.test_installation import on_a_terminal

EVIL = "Dana \x1b[31m\u202eevil\x07"


@pytest.fixture
def busy(applied: Path, tmp_path: Path, mailflow: Mailflow) -> Path:
    """An installation with a message that was challenged, and the letter that asks."""
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    raw = letter("1 is done", date=datetime.now(UTC))
    arrival = Arrival("pipe", "INBOX", 0, None, raw, f"<{EVIL}@x>", "dana@studio.example", datetime.now(UTC))
    store.journal.receive([arrival])
    store.close()
    mailflow("once", "--config", applied)
    return applied


def test_records_have_the_fixed_fields(mailflow: Mailflow, applied: Path) -> None:
    rows = mailflow("records", "acme-site", "--json", "--config", applied).rows
    fixed = {"id", "at", "project", "milestone", "kind", "person", "message_id", "ordinal", "evidence"}
    assert all(row.keys() >= fixed for row in rows)
    assert [row["id"] for row in rows] == list(range(1, len(rows) + 1))
    assert {row["project"] for row in rows} == {"acme-site"}
    assert [row["milestone"] for row in rows if row["kind"] == "milestone"] == [1, 2, 3, 4, 5]
    assert str(rows[0]["at"]).endswith("Z")


def test_messages_have_the_fixed_fields(mailflow: Mailflow, busy: Path) -> None:
    (row,) = mailflow("messages", "--json", "--config", busy).rows
    assert row.keys() >= {"id", "message_id", "sender", "disposition", "reason", "received_at"}
    assert (row["sender"], row["disposition"], row["reason"]) == ("dana@studio.example", "challenged", "unproven")


def test_letters_have_the_fixed_fields_and_go_to_an_address(mailflow: Mailflow, busy: Path) -> None:
    rows = mailflow("letters", "--json", "--config", busy).rows
    fixed = {"message_id", "occasion", "letter", "to", "state", "attempts"}
    assert all(row.keys() >= fixed for row in rows)
    (row,) = (row for row in rows if row["letter"] == "challenge")
    assert (row["to"], row["person"], row["state"]) == ("dana@studio.example", "dana", "queued")
    assert str(row["message_id"]).endswith("@acme.example>")


def test_status_is_one_object(mailflow: Mailflow, applied: Path) -> None:
    result = mailflow("status", "--json", "--config", applied)
    (row,) = result.rows
    assert row.keys() == {"projects", "waiting", "daemons", "leases", "stopped", "missed", "troubles"}
    assert (result.status, row["troubles"]) == (0, [])


def test_status_tells_what_was_missed(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    store, now = Store.open(f"sqlite:///{tmp_path}/mailflow.db"), datetime.now(UTC)
    for days, name in ((20, "long ago"), (3, "dana"), (2, "lee")):
        with store.projects.unit([], now - timedelta(days=days)) as unit:
            unit.mark(f"check_in/acme-site/{name}", "missed")
    store.close()
    result = mailflow("status", "--config", applied)
    assert result.status == 0
    assert "2 scheduled letters (check_in/acme-site/dana, check_in/acme-site/lee)." in result.out


@pytest.mark.parametrize(
    ("age", "troubles", "stopped", "status", "words"),
    [
        (0, (), False, 0, "Daemon on here: running"),
        (0, ("mailbox: no answer in time.",), False, 1, "needs you: mailbox: no answer in time."),
        (60, ("mailbox: no answer in time.",), False, 1, "needs you: the daemon on here has not been heard of since"),
        (60, ("mailbox: no answer in time.",), True, 0, "Daemon on here: stopped"),
    ],
)
def test_status_tells_how_the_daemon_is(
    mailflow: Mailflow,
    applied: Path,
    tmp_path: Path,
    age: int,
    troubles: tuple[str, ...],
    stopped: bool,
    status: int,
    words: str,
) -> None:
    beat = Heartbeat(datetime.now(UTC) - timedelta(minutes=age), 1, troubles, stopped)
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    store.meta.put(f"{HEARTBEAT}here", beat.text())
    store.close()
    result = mailflow("status", "--config", applied)
    assert result.status == status
    assert words in result.out


def test_once_tells_when_letters_cannot_leave_and_keeps_them(mailflow: Mailflow, busy: Path) -> None:
    """The mailbox cannot be reached either; the letters are tried all the same."""
    rows = mailflow("letters", "--json", "--config", busy).rows
    assert {row["state"] for row in rows} == {"queued"}
    assert max(int(str(row["attempts"])) for row in rows) == 1


@pytest.mark.parametrize("command", ["messages", "letters", "records acme-site", "status", "project list"])
def test_nothing_raw_reaches_a_terminal(mailflow: Mailflow, busy: Path, tmp_path: Path, command: str) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    store.people.save(Person("dana", EVIL, ("dana@studio.example",)))
    store.close()
    for options in ([], ["--json"]) if command else ():
        out = mailflow(*command.split(), *options, "--config", busy).out
        assert not set(out) & set("\x1b\x07\u202e")


def test_every_reason_is_explained_below_the_list(mailflow: Mailflow, busy: Path) -> None:
    out = mailflow("messages", "--config", busy).out
    assert "unproven: The proof that came with it is too weak" in out


def test_piped_tables_are_not_folded(mailflow: Mailflow, busy: Path) -> None:
    out = mailflow("letters", "--config", busy).out
    assert all(line.split()[0].isdecimal() for line in out.splitlines()[1:])


def test_lists_show_a_screenful_to_people_and_all_to_scripts(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    now = datetime.now(UTC)
    store.journal.receive(
        [Arrival("m", "INBOX", 1, uid, None, f"<{uid}@x>", "a@b.example", now, "unregistered") for uid in range(1, 151)]
    )
    store.close()

    def shown(*options: str) -> list[str]:
        return [line for line in mailflow("messages", *options, "--config", applied).out.splitlines() if "@b" in line]

    assert len(shown()) == 100
    assert shown()[-1].startswith("150")
    assert len(shown("--limit", "3")) == 3
    assert len(shown("--limit", "0")) == 150
    assert len(shown("--json")) == 150
    assert len(shown("--json", "--limit", "3")) == 3


# -- project files


def test_a_project_is_exported_in_the_format_that_apply_reads(
    mailflow: Mailflow, applied: Path, tmp_path: Path
) -> None:
    exported = tmp_path / "exported.toml"
    exported.write_text(mailflow("project", "export", "acme-site", "--config", applied).out)
    result = mailflow("project", "apply", exported, "--config", applied)
    assert (result.status, result.out) == (0, "acme-site: nothing differs from what is recorded.\n")


def test_a_project_is_changed_only_when_somebody_says_so(
    mailflow: Mailflow, applied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = tmp_path / "changed.toml"
    changed.write_text(ACME.read_text().replace('title = "Launch"', 'title = "Lift-off"'))
    before = mailflow("records", "acme-site", "--json", "--config", applied).rows
    for answer in ("n\n", ""):
        path = tmp_path / "answer"
        path.write_text(answer)
        with path.open() as answering:
            monkeypatch.setattr(sys, "stdin", answering)
            result = mailflow("project", "apply", changed, "--config", applied)
        assert result.status == 1
        assert "Launch → Lift-off" in result.out
        assert mailflow("records", "acme-site", "--json", "--config", applied).rows == before
    assert "1 change recorded" in mailflow("project", "apply", changed, "--yes", "--config", applied).out


def test_several_projects_are_recorded_in_one_go(mailflow: Mailflow, config: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(ACME.read_text().replace('code = "acme-site"', 'code = "bolt-app"'))
    result = mailflow("project", "apply", ACME, other, "--yes", "--config", config)
    assert result.status == 0
    assert [line.split(":")[0] for line in result.out.splitlines() if "recorded" in line] == ["acme-site", "bolt-app"]


def test_a_project_that_nobody_owns_is_worth_a_thought(mailflow: Mailflow, config: Path, tmp_path: Path) -> None:
    orphan = tmp_path / "orphan.toml"
    orphan.write_text(ACME.read_text().replace('role = "owner"', 'role = "observer"'))
    assert "nobody on it has role" in mailflow("project", "apply", orphan, "--yes", "--config", config).out
    assert "nobody on it has role" not in mailflow("project", "apply", ACME, "--yes", "--config", config).out


def test_a_board_is_written_and_tells_who_finds_what_where(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    rows = mailflow("board", tmp_path / "www", "--json", "--config", applied).rows
    assert {row["person"] for row in rows} >= {"olivia", "dana", "lee"}
    for row in rows:
        assert (Path(str(row["address"])) / "acme-site.html").is_file()
    result = mailflow("board", tmp_path / "www", "--config", applied)
    assert "0 pages written" in result.out
    edited = applied.read_text() + '\n[board]\ndir = "www"\naddress = "https://board.acme.example/x"\n'
    applied.write_text(edited)
    rows = mailflow("board", tmp_path / "www", "--json", "--config", applied).rows
    assert all(str(row["address"]).startswith("https://board.acme.example/x/") for row in rows)


def test_the_daemon_keeps_the_board_that_the_config_names(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    applied.write_text(applied.read_text() + '\n[board]\ndir = "www"\n')
    mailflow("once", "--config", applied)
    assert len(list((tmp_path / "www").glob("*/acme-site.html"))) >= 3


def test_projects_are_listed(mailflow: Mailflow, applied: Path) -> None:
    (row,) = mailflow("project", "list", "--json", "--config", applied).rows
    assert row == {"code": "acme-site", "title": "Acme website", "state": "active", "people": 4, "milestones": 5}


# -- release and replay


@pytest.mark.parametrize(
    ("number", "status", "words"), [("9", 2, "there is no message 9"), ("x", 2, "not a valid integer")]
)
def test_a_message_that_there_is_not_is_not_released(
    number: str, status: int, words: str, mailflow: Mailflow, busy: Path
) -> None:
    done = mailflow("messages", "release", number, "--config", busy)
    assert (done.status, words in done.err) == (status, True)


def test_a_release_is_looked_at_in_the_next_round_by_the_same_levels(
    mailflow: Mailflow, busy: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "mailflow.db") as database:
        database.execute("UPDATE message SET disposition = 'ignored', reason = 'auto_reply'")
    assert mailflow("messages", "release", "1", "--config", busy).status == 0
    (row,) = mailflow("messages", "--json", "--config", busy).rows
    assert (row["disposition"], row["released"]) == (None, True)
    again = mailflow("messages", "release", "1", "--config", busy)
    assert (again.status, "waits still" in again.err) == (1, True)
    mailflow("once", "--config", busy)
    (row,) = mailflow("messages", "--json", "--config", busy).rows
    assert (row["reason"], row["released"]) == ("unproven", True)


def test_what_cannot_be_released_says_what_can_be_done(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    raw = letter("1 is done", sender="a@x.example, b@x.example")
    store.journal.receive([Arrival("pipe", "INBOX", 0, None, raw, "<a@x>", "", datetime.now(UTC), "ambiguous_sender")])
    store.close()
    done = mailflow("messages", "release", "1", "--config", applied)
    assert (done.status, "ambiguous_sender" in done.err) == (1, True)


def test_a_message_is_replayed_by_its_number(mailflow: Mailflow, busy: Path) -> None:
    assert mailflow("replay", "1", "--config", busy).status == 0
    (row,) = mailflow("messages", "--json", "--config", busy).rows
    assert row["disposition"] is None
    assert mailflow("replay", "9", "--config", busy).status == 2


# -- migrate, preview, help


def test_migrate_makes_the_tables_and_may_be_repeated(mailflow: Mailflow, config: Path) -> None:
    for _ in range(2):
        assert mailflow("migrate", "--config", config).status == 0
    assert mailflow("status", "--config", config).status == 0


def test_preview_writes_one_letter_or_all(mailflow: Mailflow, tmp_path: Path) -> None:
    result = mailflow("preview", "receipt", "--out", tmp_path / "one")
    assert result.status == 0
    assert len(list((tmp_path / "one").glob("*.eml"))) == 1
    assert mailflow("preview", "receipt", "--language", "de", "--out", tmp_path / "de").status == 0
    assert any('<html lang="de">' in page.read_text() for page in (tmp_path / "de").glob("*receipt.html"))
    result = mailflow("preview", "--language", "xx", "--out", tmp_path / "none")
    assert result.status == 2
    assert "en, de" in result.err
    result = mailflow("preview", "recipe", "--out", tmp_path / "none")
    assert result.status == 2
    assert "receipt" in result.err


@pytest.mark.parametrize("command", [*(command.name or "" for command in COMMANDS), "project apply", ""])
def test_every_command_has_a_help_that_fits_a_terminal(mailflow: Mailflow, command: str) -> None:
    result = mailflow(*command.split(), "--help")
    assert result.status == 0
    assert max(map(len, result.out.splitlines())) <= 80
    assert "..." not in result.out.replace("MESSAGE.eml...", "").replace("FILE...", "").replace("[ARGS]...", "")


def test_wrong_usage_is_status_2(mailflow: Mailflow) -> None:
    assert mailflow("recrods").status == 2
    assert mailflow("records").status == 2
    assert mailflow("status", "--nonsense").status == 2


def test_colours_are_for_terminals_and_no_color_is_respected(busy: Path) -> None:
    command = [sys.executable, "-m", "mailflow", *shlex.split(f"messages --config {busy}")]
    _, said = on_a_terminal(command)
    assert "\x1b[1m" in said
    command = [sys.executable, "-m", "mailflow", *shlex.split(f"check --config {busy}")]
    assert "\x1b[32m" in on_a_terminal(command)[1]
    assert "\x1b[3" not in on_a_terminal(command, NO_COLOR="1")[1]


def test_another_encoding_of_the_terminal_is_no_obstacle(mailflow: Mailflow, busy: Path) -> None:
    command = [sys.executable, "-m", "mailflow", "check", "--config", str(busy)]
    _, said = on_a_terminal(command, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Traceback" not in said
    assert os.fspath(busy) in said
