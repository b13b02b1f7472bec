"""Hostile files: whatever name, type and content somebody sends, nothing runs, nothing escapes, nothing is passed on
that may do harm. Each variant goes through the whole way: journal, worker, disk, records, review request."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from mailflow.flows.desk import furnish
from mailflow.mail.mailbox import Mailbox
from mailflow.shipped import supplies
from tests.attached import files_of, with_files
from tests.flows.conftest import ADDRESS, Office
from tests.mail.test_file_types import RISKY

STEMS = (
    "a.{0}",
    "../../../../tmp/a.{0}",
    "..\\..\\windows\\system32\\a.{0}",
    "/etc/cron.d/a.{0}",
    "C:\\Users\\a.{0}",
    "plan.pdf.{0}",
    "plan.pdf          .{0}",
    "plan\u202efdp.{0}",
    "plan\x00.pdf.{0}",
    "plan\r\nBcc: eve@evil.example\r\n.{0}",
    "\x1b[2J\x07a.{0}",
    "con.{0}",
    "-rf a.{0}",
    "=cmd|' /C calc'!A0.{0}",
    "<script>alert(1)</script>.{0}",
    "{{{{ 7 * 7 }}}}{{% raw %}}.{0}",
    '"; filename="x.{0}',
    "ｅｖｉｌ．{0}",
    "x" * 500 + ".{0}",
    "\u200b\u2066\ufeff.{0}",
)
ENDINGS = (
    "exe",
    "scr",
    "lnk",
    "js",
    "vbs",
    "ps1",
    "bat",
    "html",
    "svg",
    "hta",
    "iso",
    "zip",
    "docm",
    "eml",
    "jar",
    "url",
)
CONTENTS = (b"MZ\x90\0\3\0\0\0" + b"\0" * 60, b"<html><script>alert(1)</script>", b"#!/bin/sh\nrm -rf ~\n", b"hello")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office(f"sqlite:///{tmp_path}/mailflow.db", furnish(supplies(Mailbox(ADDRESS))))
    office.open_project()
    yield office
    office.store.close()


def sent(office: Office, *files: tuple[str, bytes]) -> bytes:
    """Those files came with a hand-in; the review request that followed."""
    office.inbox.deliver(with_files(office.answer("dana", "DONE 1"), *files))
    office.receiver.collect(office.inbox)
    office.pass_time(days=1)
    letter = office.letters("olivia")[-1]
    office.inbox.deliver(office.answer("dana", "UNDO", to=-1))
    office.receiver.collect(office.inbox)
    office.pass_time(days=1)
    return letter


def test_hundreds_of_hostile_names_and_contents_are_kept_apart_and_never_passed_on(office: Office) -> None:
    variants = [(stem.format(end), content) for stem, end, content in product(STEMS, ENDINGS, CONTENTS)]
    before = outside(office)
    for start in range(0, len(variants), 20):
        some = [(name, content + b"%d" % (start + n)) for n, (name, content) in enumerate(variants[start : start + 20])]
        letter = sent(office, *some)
        assert files_of(letter) == {}
        assert b"eve@evil" not in letter.partition(b"\r\n\r\n")[0]
        assert b"<script" not in letter
    assert len(variants) >= 1000
    rows = [row for found in office.store.attachments.of(office.store.attachments.messages()).values() for row in found]
    assert len(rows) >= len(variants)
    assert all(row.file.risk for row in rows)
    for name in {row.file.name for row in rows}:
        assert name.isprintable()
        assert not set(name) & set('/\\:*?"<>|')
    assert outside(office) == before
    kept = office.store.attachments.files.folder
    assert kept is not None
    assert all(path.stat().st_mode & 0o111 == 0 for path in kept.rglob("*") if path.is_file())


@pytest.mark.parametrize(("content", "name", "risk"), RISKY)
def test_what_may_do_harm_is_named_and_not_passed_on(office: Office, content: bytes, name: str, risk: str) -> None:
    letter = sent(office, (name, content), ("harmless.txt", b"hello " + name.encode() + content[:2].hex().encode()))
    assert list(files_of(letter)) == ["harmless.txt"]


def outside(office: Office) -> set[Path]:
    """Everything on the disk that has nothing to do with us, where names could have led."""
    kept = office.store.attachments.files.folder
    assert kept is not None
    near = {path for path in kept.parent.iterdir() if not path.name.startswith("mailflow")}
    return near | set(Path("/tmp").glob("*.exe")) | set(Path("/etc/cron.d").glob("*.exe"))
