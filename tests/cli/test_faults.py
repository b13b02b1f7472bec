"""What goes wrong is one clear line: what, where, what to do; with the exit status that scripts rely on."""

import fcntl
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from mailflow.demo.servers import EmbeddedMail
from mailflow.store import Store
from mailflow.store.migrations import SCHEMA
from tests.cli.conftest import ACME, REPOSITORY, Mailflow, Result

LOOKING = ("status", "messages", "letters", "records acme-site", "project list", "project export acme-site")
ACTING = ("run", "once", "check")


def one_line(result: Result, status: int, *words: str) -> None:
    assert result.status == status, result
    assert result.err.count("\n") == 1, result.err
    assert "Traceback" not in result.err
    for word in words:
        assert word in result.err


def edited(config: Path, old: str, new: str) -> Path:
    text = config.read_text()
    assert old in text
    config.write_text(text.replace(old, new))
    return config


@pytest.mark.parametrize(
    "command", [*LOOKING, *ACTING, "migrate", f"project apply {ACME}", "replay 1", "explain x.eml"]
)
def test_a_missing_config_names_the_file_and_the_option(mailflow: Mailflow, command: str) -> None:
    one_line(mailflow(*command.split(), "--config", "/nowhere/mailflow.toml"), 2, "/nowhere/mailflow.toml", "--config")


@pytest.mark.parametrize("command", ["run", "once", "check", "status"])
def test_config_faults_are_told_all_at_once_with_file_line_and_key(
    mailflow: Mailflow, config: Path, command: str
) -> None:
    edited(config, 'settle = "0s"', 'settle = "soon"\nadress = "x"')
    edited(config, "port = 1\n", 'port = "one"\n')
    result = mailflow(command, "--config", config)
    lines = result.err.splitlines()
    assert result.status == 2
    assert [line.split(": ")[0] for line in lines] == [f"{config}:{number}" for number in (4, 5, 12, 19)]
    assert [line.split(": ")[1] for line in lines] == ["mail.settle", "mail.adress", "imap.port", "smtp.port"]


def test_what_is_no_toml_is_told_with_its_line(mailflow: Mailflow, config: Path) -> None:
    config.write_text('[mail]\naddress = "projects@acme.example\n')
    one_line(mailflow("run", "--config", config), 2, f"{config}:2", "not TOML")


def test_a_secret_is_never_repeated(mailflow: Mailflow, config: Path) -> None:
    edited(config, 'password = "imap-secret"', "password = 424242")
    result = mailflow("run", "--config", config)
    assert result.status == 2
    assert "424242" not in result.out + result.err


@pytest.mark.parametrize("command", ["records", "project export"])
def test_an_unknown_project_is_wrong_usage(mailflow: Mailflow, applied: Path, command: str) -> None:
    one_line(mailflow(*command.split(), "acme-sit", "--config", applied), 2, "acme-sit", "mailflow project list")


def test_a_mistake_in_a_project_file_is_told_with_its_line(mailflow: Mailflow, config: Path, tmp_path: Path) -> None:
    project = tmp_path / "project.toml"
    project.write_text(ACME.read_text().replace('assignee = "lee"', 'assignee = "leo"', 1))
    result = mailflow("project", "apply", project, "--yes", "--config", config)
    assert result.status == 2
    line = next(n for n, text in enumerate(project.read_text().splitlines(), 1) if '"leo"' in text)
    assert f"{project}:{line}: milestones[3].assignee" in result.err
    assert not (tmp_path / "mailflow.db").exists()


def test_of_several_project_files_with_a_mistake_in_any_none_is_recorded(
    mailflow: Mailflow, config: Path, tmp_path: Path
) -> None:
    bad = [tmp_path / "one.toml", tmp_path / "other.toml"]
    for path in bad:
        path.write_text(ACME.read_text().replace('assignee = "lee"', 'assignee = "leo"', 1))
    result = mailflow("project", "apply", ACME, *bad, "--yes", "--config", config)
    assert result.status == 2
    assert [str(path) in result.err for path in bad] == [True, True]
    assert not (tmp_path / "mailflow.db").exists()


# -- templates


@pytest.fixture
def own(config: Path, tmp_path: Path) -> Path:
    """A folder of own templates that the config names."""
    folder = tmp_path / "own"
    (folder / "receipt").mkdir(parents=True)
    config.write_text(config.read_text() + '\n[templates]\ndir = "own"\n')
    return folder


@pytest.mark.parametrize("command", ACTING)
def test_a_template_that_does_not_compile_is_told_with_its_line(
    mailflow: Mailflow, config: Path, own: Path, command: str
) -> None:
    (own / "receipt/body.txt").write_text("fine\n{% if %}\n")
    result = mailflow(command, "--config", config)
    assert result.status == (1 if command == "check" else 2)
    assert f"{own / 'receipt/body.txt'}:2: " in result.err
    assert "Traceback" not in result.err


def test_a_template_that_wants_what_is_not_there_is_found_by_check(mailflow: Mailflow, config: Path, own: Path) -> None:
    (own / "receipt/body.txt").write_text("fine\n{{ f.nonsense }}")
    result = mailflow("check", "--config", config)
    assert result.status == 1
    assert f"✗ templates: {own / 'receipt/body.txt'}:2: " in result.err
    assert "'nonsense' (when the letter receipt is written)" in result.err


def test_a_folder_that_stands_in_for_no_letter_is_told_with_the_name_that_was_meant(
    mailflow: Mailflow, config: Path, own: Path
) -> None:
    (own / "reciept").mkdir()
    (own / "reciept/body.txt").write_text("never used")
    one_line(mailflow("run", "--config", config), 2, str(own / "reciept"), "did you mean receipt?")
    (own / "reciept").rename(own / "locale")
    (own / "locale/de/reciept").mkdir(parents=True)
    (own / "locale/de/reciept/body.txt").write_text("never used")
    one_line(mailflow("run", "--config", config), 2, str(own / "locale/de/reciept"), "did you mean receipt?")


def test_whoever_previews_a_template_is_told_what_it_lacks_and_where(mailflow: Mailflow, own: Path) -> None:
    (own / "receipt/body.html").write_text("{{ f.nonsense }}")
    result = mailflow("preview", "receipt", "--out", own.parent / "p", "--templates", own)
    one_line(result, 2, f"{own / 'receipt/body.html'}:1: ", "nonsense")


def test_a_template_that_is_not_utf8_is_told(mailflow: Mailflow, config: Path, own: Path) -> None:
    (own / "receipt/body.txt").write_bytes(b"\xff\xfe")
    one_line(mailflow("run", "--config", config), 2, str(own), "UTF-8")


def test_a_missing_folder_of_templates_is_told(mailflow: Mailflow, config: Path, own: Path) -> None:
    shutil.rmtree(own)
    one_line(mailflow("run", "--config", config), 2, str(own), "cannot be read")


def test_preview_tells_of_its_own_templates_too(mailflow: Mailflow, tmp_path: Path) -> None:
    one_line(mailflow("preview", "--out", tmp_path / "p", "--templates", tmp_path / "none"), 2, str(tmp_path / "none"))


# -- the database


@pytest.mark.parametrize("command", LOOKING)
def test_a_database_that_is_not_there_is_not_made_by_looking(
    mailflow: Mailflow, config: Path, tmp_path: Path, command: str
) -> None:
    one_line(mailflow(*command.split(), "--config", config), 1, "mailflow.db", "mailflow run")
    assert list(tmp_path.iterdir()) == [config]


@pytest.mark.parametrize("command", [*ACTING, "status"])
def test_a_missing_folder_is_told(mailflow: Mailflow, config: Path, command: str) -> None:
    edited(config, "/mailflow.db", "/none/mailflow.db")
    result = mailflow(command, "--config", config)
    assert result.status == 1
    assert "none does not exist" in result.err


@pytest.mark.parametrize("command", [*LOOKING, "run", "once", "check", "migrate"])
def test_a_newer_database_is_refused(
    mailflow: Mailflow, applied: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("mailflow.store.migrations.SCHEMA", SCHEMA - 1)
    result = mailflow(*command.split(), "--config", applied)
    assert result.status == 1
    assert "newer than this mailflow knows" in result.err


def test_an_older_database_is_migrated_by_hand_only(
    mailflow: Mailflow, applied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mailflow.store.migrations.SCHEMA", SCHEMA + 1)
    for command in ("status", f"project apply {ACME}"):
        one_line(mailflow(*command.split(), "--config", applied), 1, "mailflow migrate")


def test_what_is_no_database_is_told(mailflow: Mailflow, config: Path, tmp_path: Path) -> None:
    (tmp_path / "mailflow.db").write_bytes(b"this is no database, but long enough to look at" * 50)
    one_line(mailflow("status", "--config", config), 1, "mailflow.db", "not a database")


def test_a_locked_database_is_told_and_can_be_looked_at(
    mailflow: Mailflow, applied: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Store.open.__func__.__kwdefaults__, "busy_seconds", 0.1)  # type: ignore[attr-defined]
    connection = sqlite3.connect(tmp_path / "mailflow.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        assert mailflow("status", "--config", applied).status == 0
        assert mailflow("records", "acme-site", "--config", applied).status == 0
        one_line(mailflow("run", "--config", applied), 1, "mailflow.db is locked by another process")
    finally:
        connection.close()


def test_a_full_disk_is_told_and_nothing_is_lost(applied: Path, tmp_path: Path) -> None:
    """Files may not grow past a limit, as where a quota or a disk is full."""
    grown = tmp_path / "project.toml"
    grown.write_text(ACME.read_text().replace("Acme sells", f"Acme {'x' * 3_000_000} sells", 1))
    limited = f"ulimit -f 1000; exec {sys.executable} -m mailflow project apply {grown} --yes --config {applied}"
    ended = subprocess.run(["sh", "-c", limited], capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr
    assert ended.stderr.startswith(f"mailflow: database {tmp_path}/mailflow.db: ")
    with sqlite3.connect(tmp_path / "mailflow.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.skipif(not Path("/sys").is_dir(), reason="needs a folder in which nobody can make a file")
def test_a_folder_that_may_not_be_written_to_is_told(mailflow: Mailflow, config: Path, tmp_path: Path) -> None:
    edited(config, f"{tmp_path}/mailflow.db", "/sys/mailflow.db")
    one_line(mailflow("run", "--config", config), 1, "/sys/mailflow.db", "let this user write to /sys")


def test_a_second_daemon_on_the_same_database_is_refused(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    with (tmp_path / "mailflow.db.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for command in ("run", "once", "migrate"):
            one_line(mailflow(command, "--config", applied), 1, "another mailflow daemon is running")
        assert mailflow("status", "--config", applied).status == 0


# -- servers


def test_once_tells_of_a_server_that_nobody_answers_at(mailflow: Mailflow, applied: Path) -> None:
    result = mailflow("once", "--config", applied)
    assert result.status == 1
    assert "mailflow: IMAP 127.0.0.1:1: nothing listens there" in result.err
    assert result.err.startswith("0 messages taken in, 0 letters sent")
    assert "Traceback" not in result.err


def test_check_tells_of_everything_that_is_wrong(mailflow: Mailflow, config: Path) -> None:
    result = mailflow("check", "--config", config)
    assert result.status == 1
    assert "✓ templates" in result.out
    assert [line.split(":")[0] for line in result.err.splitlines()] == ["✗ mailbox", "✗ mail server"]


def test_a_wrong_imap_password_is_told(mailflow: Mailflow, config: Path, embedded: EmbeddedMail) -> None:
    edited(
        config,
        'host = "127.0.0.1"\nport = 1\ntls = "loopback-plain"\nuser',
        f'host = "127.0.0.1"\nport = {embedded.imap_port}\ntls = "loopback-plain"\nuser',
    )
    result = mailflow("check", "--config", config)
    assert result.status == 1
    assert "✗ mailbox: IMAP 127.0.0.1" in result.err
    assert "imap-secret" not in result.err


def test_tls_where_none_is_spoken_is_told(mailflow: Mailflow, config: Path, embedded: EmbeddedMail) -> None:
    text = config.read_text().replace("loopback-plain", "implicit")
    config.write_text(
        text.replace("port = 1\n", f"port = {embedded.imap_port}\n", 1).replace(
            "port = 1\n", f"port = {embedded.smtp_port}\n"
        )
    )
    result = mailflow("check", "--config", config)
    assert result.status == 1
    assert f"✗ mailbox: IMAP 127.0.0.1:{embedded.imap_port} does not speak TLS from the start" in result.err
    assert f"✗ mail server: SMTP 127.0.0.1:{embedded.smtp_port} does not speak TLS from the start" in result.err


def test_receive_asks_the_mail_server_to_keep_what_it_cannot_take_in(tmp_path: Path) -> None:
    """Whatever the reason: an answer that is not 75 would make the mail bounce."""
    broken = tmp_path / "broken.toml"
    broken.write_text("[mail]\n")
    for config in (broken, tmp_path / "missing.toml"):
        command = [sys.executable, "-m", "mailflow", "receive", "--config", str(config)]
        ended = subprocess.run(
            command, input=b"From: a@b.example\n\nhi", capture_output=True, cwd=REPOSITORY, check=False
        )
        assert ended.returncode == 75
        assert b"not taken in" in ended.stderr
