"""``project report``: the record as a file, for one of a project's people."""

import json
from pathlib import Path

import pytest

from mailflow.report.formats import FORMATS
from tests.cli.conftest import Mailflow

BEGINS = {"pdf": b"%PDF-", "xlsx": b"PK\x03\x04", "csv": b"\xef\xbb\xbfRecord,", "json": b"{"}


@pytest.mark.parametrize("kind", FORMATS)
def test_it_writes_each_format(mailflow: Mailflow, applied: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"record.{kind}"
    result = mailflow("project", "report", "acme-site", "--for", "olivia", "--out", out, "--config", applied)
    assert (result.status, result.err) == (0, "")
    assert out.read_bytes().startswith(BEGINS[kind])


def test_it_is_what_that_person_may_see(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    seen = {}
    for person in ("olivia", "dana"):
        out = tmp_path / f"{person}.json"
        assert (
            mailflow("project", "report", "acme-site", "--for", person, "--out", out, "--config", applied).status == 0
        )
        seen[person] = {m["number"] for m in json.loads(out.read_text())["milestones"] if m["amount"]}
    assert seen["dana"] < seen["olivia"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("acme-site", "--for", "nobody", "--out", "x.csv"), "on it: dana"),
        (("acme-site", "--for", "olivia", "--out", "x.doc"), "--format pdf, xlsx, csv, json"),
        (("no-such", "--for", "olivia", "--out", "x.csv"), "no-such"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_do(
    mailflow: Mailflow, applied: Path, asked: tuple[str, ...], said: str
) -> None:
    result = mailflow("project", "report", *asked, "--config", applied)
    assert result.status == 2
    assert said in result.err
