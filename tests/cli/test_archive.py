"""`backup`, `restore`, `release` and `verify` as an operator meets them."""

import sqlite3
from pathlib import Path

from tests.cli.conftest import Mailflow
from tests.cli.test_looking import busy as busy


def test_there_and_back_again(mailflow: Mailflow, busy: Path, tmp_path: Path) -> None:
    before = mailflow("records", "acme-site", "--json", "--config", busy).rows
    copy = tmp_path / "monday.db"
    assert mailflow("backup", copy, "--config", busy).status == 0
    refused = mailflow("restore", copy, "--config", busy)
    assert refused.status == 1
    assert "--replace" in refused.err
    result = mailflow("restore", copy, "--replace", "--config", busy)
    assert result.status == 0, result.err
    assert "mailflow release" in result.out
    assert mailflow("records", "acme-site", "--json", "--config", busy).rows == before
    status = mailflow("status", "--config", busy)
    assert status.status == 1
    assert "the database came from a backup" in status.out
    assert "`mailflow release` lets them go" in status.out
    assert mailflow("resume", "--config", busy).status == 1
    released = mailflow("release", "--withdraw", "--config", busy)
    assert released.status == 0
    assert "withdrawn, 0 letters to be sent" in released.out
    assert mailflow("release", "--config", busy).status == 1


def test_a_lost_database_comes_back(mailflow: Mailflow, busy: Path, tmp_path: Path) -> None:
    mailflow("backup", tmp_path / "copy.db", "--config", busy)
    for path in tmp_path.glob("mailflow.db*"):
        path.unlink()
    assert mailflow("restore", tmp_path / "copy.db", "--config", busy).status == 0
    verified = mailflow("verify", "--config", busy)
    assert (verified.status, "open: the database came from a backup" in verified.out) == (0, True)


def test_a_damaged_database_is_kept_aside(mailflow: Mailflow, busy: Path, tmp_path: Path) -> None:
    mailflow("backup", tmp_path / "copy.db", "--config", busy)
    (tmp_path / "mailflow.db").write_bytes(b"nothing that SQLite knows" * 100)
    assert mailflow("restore", tmp_path / "copy.db", "--replace", "--config", busy).status == 0
    assert mailflow("verify", "--config", busy).status == 0
    assert list(tmp_path.glob("mailflow.db.replaced-*"))


def test_a_backup_needs_a_database_and_a_new_name(mailflow: Mailflow, config: Path, tmp_path: Path) -> None:
    assert mailflow("backup", tmp_path / "copy.db", "--config", config).status == 1
    assert not (tmp_path / "copy.db").exists()
    missing = mailflow("restore", tmp_path / "copy.db", "--config", config)
    assert missing.status == 1
    assert "is not there" in missing.err


def test_verify_says_what_holds_and_what_does_not(mailflow: Mailflow, busy: Path, tmp_path: Path) -> None:
    good = mailflow("verify", "--config", busy)
    assert good.status == 0
    assert "All of it holds." in good.out
    with sqlite3.connect(tmp_path / "mailflow.db") as connection:
        connection.execute("UPDATE project SET seq = seq + 1")
    connection.close()
    bad = mailflow("verify", "--config", busy)
    assert bad.status == 1
    assert "wrong: project acme-site: it counts" in bad.out
    result = mailflow("verify", "--json", "--config", busy)
    (row,) = result.rows
    assert (result.status, len(row["findings"])) == (1, 1)  # type: ignore[arg-type]
    assert row["counts"]["projects"] == 1  # type: ignore[index]
