"""`explain`: a fixed format, whatever the bytes."""

import json
import random
from pathlib import Path

import pytest

from tests.cli.conftest import ACME, Mailflow, letter
from tests.corpus.public import ABSENT, CORPUS

KEYS = {"file", "disposition", "reason", "sender", "role", "reply_text", "commands", "unclear"}
COMMAND_KEYS = {
    *("command", "project", "milestone", "question", "task", "percent", "date", "until", "person", "text"),
    *("corrections", "confidence", "line"),
}
OLIVIA = "Olivia <olivia@acme.example>"


@pytest.fixture
def explained(mailflow: Mailflow, tmp_path: Path):
    """What `explain --json --project` says about one message."""

    def explain(raw: bytes, *options: object) -> dict:
        path = tmp_path / "message.eml"
        path.write_bytes(raw)
        result = mailflow("explain", "--json", "--project", ACME, *options, path)
        assert result.status == 0, result.err
        (row,) = result.rows
        assert row.keys() >= KEYS
        return row

    return explain


def test_a_plain_report_becomes_commands_with_every_key(explained) -> None:
    row = explained(letter("1 is done.\n"))
    assert (row["disposition"], row["reason"]) == ("handled", "ok")
    assert (row["sender"], row["role"]) == ("dana@studio.example", "contractor")
    (command,) = row["commands"]
    assert command.keys() == COMMAND_KEYS
    assert (command["command"], command["milestone"], command["project"]) == ("done", 1, "acme-site")
    assert command["confidence"] == "clear"
    assert row["unclear"] == []


def test_about_names_the_milestone_of_the_letter_answered(explained) -> None:
    assert explained(letter("done"), "--about", "2")["commands"][0]["milestone"] == 2


def test_a_question_letter_is_answered_on_its_milestone(explained) -> None:
    row = explained(letter("ANSWER: the blue one", OLIVIA), "--letter", "question", "--about", "3")
    (command,) = row["commands"]
    assert (command["command"], command["milestone"]) == ("answer", 3)


def test_an_owners_word_is_refused_to_a_contractor_by_name(explained) -> None:
    row = explained(letter("APPROVE 1"))
    assert row["commands"] == []
    assert (row["disposition"], row["reason"]) == ("handled", "unclear")
    assert [one["reason"] for one in row["unclear"]] == ["role"]


def test_paid_is_handled_since_proof_is_not_checked(explained) -> None:
    row = explained(letter("PAID 1", OLIVIA))
    assert [one["command"] for one in row["commands"]] == ["paid"]
    assert row["disposition"] == "handled"


def test_dates_are_iso_and_counted_from_the_messages_own_date(explained) -> None:
    (command,) = explained(letter("MOVE 1 to tomorrow", OLIVIA))["commands"]
    assert command["date"] == "2026-12-03"


def test_an_empty_reply_is_noted(explained) -> None:
    row = explained(letter("\n\n", Subject="Re: x", In_Reply_To="<a@b>"))
    assert (row["disposition"], row["reason"]) == ("noted", "empty")


def test_a_stranger_is_ignored(explained) -> None:
    row = explained(letter("DONE 1", "stranger@else.example"))
    assert (row["disposition"], row["reason"], row["role"]) == ("ignored", "unregistered", None)


@pytest.mark.parametrize("date", ["Mon, 1 Jan 0001 00:00:00 +1400", "Fri, 31 Dec 9999 23:59:59 -1200", "yesterday", ""])
def test_an_impossible_date_is_no_obstacle(explained, date: str) -> None:
    row = explained(letter("1 by Friday please", Date=date))
    assert row["reason"] != "crashed"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 2000,
        b"\xff\xfe" * 500,
        b"From: dana@studio.example\n" * 300,
        b"From: dana@studio.example\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 9000,
        b"From: dana@studio.example\nContent-Type: text/plain; charset=none\nContent-Transfer-Encoding: base64\n\n=",
        b"Content-Type: message/rfc822\n\n" * 400,
        b"From: dana@studio.example\nSubject: =?x?q?=ff?=\n\n\xe2\x80\xae\x1b[2J\x00 3 is done",
        b"x" * 200_000,
    ],
)
def test_whatever_the_bytes_there_is_one_object_with_a_named_reason(explained, raw: bytes) -> None:
    row = explained(raw)
    assert row["reason"] != "crashed"


def test_files_are_explained_in_the_order_given_the_unreadable_among_them(mailflow: Mailflow, tmp_path: Path) -> None:
    good = tmp_path / "good.eml"
    good.write_bytes(letter("2 is done"))
    paths = [good, tmp_path / "missing.eml", tmp_path, good, "-" * 5000]
    result = mailflow("explain", "--json", "--project", ACME, "--", *paths)
    assert (result.status, result.err) == (0, "")
    assert [row["file"] for row in result.rows] == list(map(str, paths))
    reasons = [row["reason"] for row in result.rows]
    assert reasons == ["ok", "unreadable_file", "unreadable_file", "ok", "unreadable_file"]
    assert result.rows[1]["disposition"] == "failed"
    assert "No such file" in str(result.rows[1]["remark"])


def test_for_a_person_a_file_that_cannot_be_read_is_status_1(mailflow: Mailflow, tmp_path: Path) -> None:
    result = mailflow("explain", "--project", ACME, tmp_path / "missing.eml")
    assert result.status == 1
    assert "No such file" in result.out


def test_many_files_are_read_in_batches_and_none_is_lost(mailflow: Mailflow, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.eml" for number in range(150)]
    for number, path in enumerate(paths):
        path.write_bytes(letter(f"{number % 2 + 1} is done"))
    rows = mailflow("explain", "--json", "--project", ACME, *paths).rows
    assert [row["file"] for row in rows] == list(map(str, paths))
    assert [row["commands"][0]["milestone"] for row in rows] == [number % 2 + 1 for number in range(150)]


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_nothing_in_a_mail_reaches_the_terminal_raw(mailflow: Mailflow, tmp_path: Path, options: list[str]) -> None:
    evil = "\x1b]0;owned\x07 \u202e3 si enod\u2066 \x9b2J \x7f\u2028 DONE 99\x1b[31m"
    path = tmp_path / "evil\x1b[2J.eml"
    path.write_bytes(letter(evil))
    out = mailflow("explain", *options, "--project", ACME, path).out
    assert not set(out) & set("\x1b\x07\x9b\x7f\u202e\u2066\u2028\0")
    if options:  # nothing is lost, either
        assert json.loads(out)["file"] == str(path)


def test_reading_that_takes_too_long_is_named_and_the_next_file_is_read(mailflow: Mailflow, tmp_path: Path) -> None:
    """The worker's limits hold here as in the daemon."""
    huge, good = tmp_path / "huge.eml", tmp_path / "good.eml"
    huge.write_bytes(letter("x" * 11_000_000))
    good.write_bytes(letter("1 is done"))
    rows = mailflow("explain", "--json", "--project", ACME, huge, good).rows
    assert [row["reason"] for row in rows] == ["too_large", "ok"]


def test_letters_belong_to_a_project_file(mailflow: Mailflow, tmp_path: Path) -> None:
    assert mailflow("explain", "--about", "3", tmp_path / "x.eml").status == 2


def test_a_letter_about_a_milestone_that_there_is_not_is_wrong_usage(mailflow: Mailflow, tmp_path: Path) -> None:
    result = mailflow("explain", "--project", ACME, "--about", "77", tmp_path / "x.eml")
    assert result.status == 2
    assert "has no milestone 77 (it has 1, 2, 3" in result.err


def test_with_the_store_the_real_proof_counts(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    path = tmp_path / "message.eml"
    path.write_bytes(letter("1 is done"))
    (row,) = mailflow("explain", "--json", "--config", applied, path).rows
    assert (row["disposition"], row["reason"], row["role"]) == ("challenged", "unproven", "contractor")
    assert [one["command"] for one in row["commands"]] == ["done"]


def test_explaining_changes_nothing(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    path = tmp_path / "message.eml"
    path.write_bytes(letter("1 is done"))
    before = (tmp_path / "mailflow.db").read_bytes()
    mailflow("explain", "--config", applied, path)
    assert (tmp_path / "mailflow.db").read_bytes() == before
    assert mailflow("messages", "--json", "--config", applied).rows == []


def test_without_a_database_nothing_is_made(mailflow: Mailflow, config: Path, tmp_path: Path) -> None:
    result = mailflow("explain", "--config", config, tmp_path / "x.eml")
    assert result.status == 1
    assert "is not there yet" in result.err
    assert not (tmp_path / "mailflow.db").exists()


@pytest.mark.skipif(not CORPUS.is_dir(), reason=ABSENT)
def test_real_mail_never_crashes_it(mailflow: Mailflow) -> None:
    paths = sorted(CORPUS.rglob("*.eml"))
    rows = mailflow("explain", "--json", "--project", ACME, *paths).rows
    assert [row["file"] for row in rows] == list(map(str, paths))
    assert {row["reason"] for row in rows} <= {
        *("ok", "note", "unclear", "empty", "unregistered", "bounce", "ambiguous_sender", "list_mail", "malformed"),
        *("auto_reply", "read_receipt", "calendar_reply", "complaint", "too_complex", "encrypted", "winmail_dat"),
        *("own_mail", "too_large"),
    }


@pytest.mark.skipif(not CORPUS.is_dir(), reason=ABSENT)
def test_real_mail_cut_and_twisted_never_crashes_it(mailflow: Mailflow, tmp_path: Path) -> None:
    """As if a registered person had written it, so that it is read to the end."""
    chance = random.Random(7)
    paths = []
    for number, source in enumerate(chance.sample(sorted(CORPUS.rglob("*.eml")), 60)):
        raw = bytearray(source.read_bytes()[: chance.randrange(20, 30_000)])
        for _ in range(len(raw) // 200):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        path = tmp_path / f"{number}.eml"
        path.write_bytes(b"From: dana@studio.example\n" + bytes(raw).replace(b"\nFrom:", b"\nX-From:"))
        paths.append(path)
    rows = mailflow("explain", "--json", "--project", ACME, *paths).rows
    assert len(rows) == len(paths)
    assert [row for row in rows if row["reason"] in ("crashed", "too_slow")] == []
