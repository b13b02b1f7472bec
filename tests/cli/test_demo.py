"""`demo` ends as it should, and leaves something that the next commands can be tried on."""

import shlex
from pathlib import Path

import pytest

from tests.cli.conftest import Mailflow


def test_what_the_demo_suggests_can_be_typed_afterwards_and_it_can_be_repeated(
    mailflow: Mailflow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = Path("demo-out")  # a relative folder, as `make demo` names it
    played = mailflow("demo", "--out", out)
    assert played.status == 0, played.out[-2000:]
    suggested = [line.strip() for line in played.out.splitlines() if line.startswith("  mailflow ")]
    assert len(suggested) >= 3
    for line in suggested:
        result = mailflow(*shlex.split(line)[1:])
        assert result.status == 0, result.err
        assert len(result.out.splitlines()) > 10
    rows = mailflow("records", "northwind-shop", "--json", "--config", out / "mailflow.toml").rows
    assert "approve" in {row["kind"] for row in rows}
    assert (out / "letters/index.html").is_file()


def test_a_folder_with_something_else_in_it_is_never_cleared(mailflow: Mailflow, tmp_path: Path) -> None:
    precious = tmp_path / "thesis.txt"
    precious.write_text("years of work")
    result = mailflow("demo", "--out", tmp_path)
    assert result.status == 2
    assert "name another folder with --out" in result.err
    assert precious.read_text() == "years of work"
