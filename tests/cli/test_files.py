"""`mailflow files`, and what `messages` and `records` say of files."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from mailflow.demo.clients import Correspondent, fresh
from mailflow.store import Arrival, Store
from tests.attached import EXE, PDF, with_files
from tests.cli.conftest import Mailflow

HASH = sha256(PDF).hexdigest()
EVIL = "a\u202efdp\x1b[31m.exe"
CLOSED = '\n[trust]\ntoken_alone = 3\nauthserv_id = "mx.acme.example"\n'


@pytest.fixture
def attached(applied: Path, tmp_path: Path, mailflow: Mailflow) -> Path:
    """An installation with a mail that two files came with."""
    applied.write_text(applied.read_text() + CLOSED)
    dana, now = Correspondent("Dana Kim", "dana@studio.example"), datetime.now(UTC)
    raw = with_files(fresh("projects@acme.example", "Done", dana, "DONE 1", now), ("plan.pdf", PDF), (EVIL, EXE))
    top = "Authentication-Results: mx.acme.example; dkim=pass header.d=studio.example\r\n"
    top += "Received: from a by mx.acme.example; Mon, 2 Nov 2026 07:00:00 +0000\r\n"
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    arrival = Arrival("pipe", "INBOX", 0, None, top.encode() + raw, "<1@x>", dana.address, now)
    store.journal.receive([arrival])
    store.close()
    mailflow("once", "--config", applied)
    return applied


def test_files_are_listed(mailflow: Mailflow, attached: Path) -> None:
    first, second = mailflow("files", "--json", "--config", attached).rows
    assert (first["name"], first["type"], first["size"], first["sha256"]) == ("plan.pdf", "application/pdf", 880, HASH)
    assert (first["message"], first["number"], first["kept"], first["risk"]) == (1, 1, True, "")
    assert (second["name"], second["risk"]) == ("a_fdp_[31m.exe", "program")
    out = mailflow("files", "acme-site", "--config", attached).out
    assert "plan.pdf" in out
    assert "never passed on: program" in out
    assert "\x1b[31m" not in out


def test_messages_and_records_name_their_files(mailflow: Mailflow, attached: Path) -> None:
    (message,) = mailflow("messages", "--json", "--config", attached).rows
    assert [one["name"] for one in message["files"]] == ["plan.pdf", "a_fdp_[31m.exe"]  # type: ignore[attr-defined]
    record = mailflow("records", "acme-site", "--json", "--config", attached).rows[-1]
    assert (record["kind"], record["files"][0]["sha256"]) == ("done", HASH)  # type: ignore[index]
    assert f"files: plan.pdf ({HASH[:12]})" in mailflow("records", "acme-site", "--config", attached).out
    assert "plan.pdf" in mailflow("messages", "--config", attached).out


def test_files_are_saved_as_they_came_and_nobody_can_run_them(
    mailflow: Mailflow, attached: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    for _ in range(2):
        result = mailflow("files", "--save", folder, "--config", attached)
        assert (result.status, result.err) == (0, "")
        assert f"2 files written into {folder}." in result.out
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "1-1-plan.pdf": PDF,
        "1-2-a_fdp_[31m.exe": EXE,
    }
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_nothing_is_written_over_and_no_link_is_followed(mailflow: Mailflow, attached: Path, tmp_path: Path) -> None:
    folder, victim = tmp_path / "out", tmp_path / "victim"
    folder.mkdir()
    victim.write_bytes(b"mine")
    (folder / "1-1-plan.pdf").symlink_to(victim)
    result = mailflow("files", "--save", folder, "--config", attached)
    assert result.status == 1
    assert "is there already, and is something else" in result.err
    assert victim.read_bytes() == b"mine"


def test_a_file_that_is_gone_is_told(mailflow: Mailflow, attached: Path, tmp_path: Path) -> None:
    (tmp_path / "mailflow-files" / HASH[:2] / HASH).unlink()
    result = mailflow("files", "--save", tmp_path / "out", "--config", attached)
    assert result.status == 1
    assert "message 1: plan.pdf is gone or damaged" in result.err


def test_an_unknown_message_is_told(mailflow: Mailflow, attached: Path) -> None:
    result = mailflow("files", "--message", 7, "--config", attached)
    assert (result.status, result.err) == (2, "mailflow: there is no message 7; `mailflow messages` lists them.\n")


def test_without_files_that_is_said(mailflow: Mailflow, applied: Path) -> None:
    assert mailflow("files", "--config", applied).out == "Nobody has attached a file yet.\n"


def test_check_tells_of_a_folder_that_cannot_be_written(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    applied.write_text(applied.read_text() + '\n[attachments]\ndir = "in-the-way/files"\n')
    assert f"let this user write to {tmp_path}/in-the-way" in mailflow("check", "--config", applied).err
