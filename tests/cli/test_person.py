"""``person``: what is stored is handed out as JSON or ZIP, and erased once somebody has said so."""

import json
import os
from base64 import b64decode
from pathlib import Path
from zipfile import ZipFile

import pytest

from mailflow.store import Store
from tests.cli.conftest import Mailflow
from tests.cli.test_looking import busy  # noqa: F401 - a fixture


def test_an_export_has_everything_in_one_object(mailflow: Mailflow, busy: Path) -> None:  # noqa: F811
    (row,) = mailflow("person", "export", "dana", "--config", busy).rows
    assert row["person"]["name"] == "Dana Kim"  # type: ignore[index]
    assert {one["project"] for one in row["projects"]} == {"acme-site"}  # type: ignore[attr-defined]
    (message,) = row["messages"]  # type: ignore[misc]
    assert b"1 is done" in b64decode(message["raw"])
    assert row["letters"]
    assert row["records"]


def test_a_zip_has_each_mail_as_a_file_that_only_its_owner_may_read(
    mailflow: Mailflow,
    busy: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    out = tmp_path / "dana.zip"
    assert mailflow("person", "export", "dana", "--out", out, "--config", busy).status == 0
    with ZipFile(out) as archive:
        told = json.loads(archive.read("person.json"))
        assert b"1 is done" in archive.read(told["messages"][0]["raw"])
    assert out.stat().st_mode & 0o077 == 0


def test_erasing_asks_first_and_is_thorough(
    mailflow: Mailflow,
    busy: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Path(os.devnull).open() as nobody:
        monkeypatch.setattr("sys.stdin", nobody)
        done = mailflow("person", "erase", "dana", "--config", busy)
    assert (done.status, "--yes answers" in done.err) == (1, True)
    assert mailflow("person", "erase", "dana", "--yes", "--config", busy).status == 0
    (row,) = mailflow("person", "export", "dana", "--config", busy).rows
    assert (row["person"]["addresses"], row["messages"]) == ([], [])  # type: ignore[index]
    store = Store.open(f"sqlite:///{tmp_path}/mailflow.db")
    assert store.journal.raw(1) is None
    assert store.people.by_address("dana@studio.example") is None
    store.close()


def test_nobody_by_that_name_is_told(mailflow: Mailflow, applied: Path) -> None:
    for act in ("export", "erase"):
        done = mailflow("person", act, "nobody", "--config", applied)
        assert (done.status, "there is no person nobody" in done.err) == (2, True)
