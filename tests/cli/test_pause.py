"""The emergency stop: nothing leaves, and everything that comes in is recorded."""

from pathlib import Path

import pytest

from tests.cli.conftest import Mailflow
from tests.cli.test_faults import edited
from tests.cli.test_once import states
from tests.cli.test_once import waiting as waiting
from tests.servers.scripted_smtp import scripted_smtp

WHAT = [[], ["--project", "acme-site"], ["--person", "dana"], ["--person", "dana@studio.example"]]


@pytest.mark.parametrize("options", WHAT)
def test_what_is_paused_does_not_leave_until_it_is_resumed(
    mailflow: Mailflow, waiting: Path, options: list[str]
) -> None:
    with scripted_smtp({}) as server:
        edited(waiting, "port = 1\n", f"port = {server.port}\n")
        paused = mailflow("pause", *options, "--why", "a wrong date", "--config", waiting)
        assert paused.status == 0, paused.err
        result = mailflow("once", "--config", waiting)
        assert "1 message" in mailflow("status", "--config", waiting).out or result.status == 0
        assert states(mailflow, waiting)["challenge"] == "queued"
        assert "a wrong date" in mailflow("status", "--config", waiting).out
        assert mailflow("messages", "--json", "--config", waiting).rows[0]["disposition"] == "challenged"
        assert mailflow("resume", *options, "--config", waiting).status == 0
        mailflow("once", "--config", waiting)
    assert states(mailflow, waiting)["challenge"] == "sent"


def test_a_stop_of_everything_needs_somebody(mailflow: Mailflow, applied: Path) -> None:
    mailflow("pause", "--config", applied)
    result = mailflow("status", "--config", applied)
    assert result.status == 1
    assert "needs you: all letters are stopped since" in result.out
    (row,) = mailflow("status", "--json", "--config", applied).rows
    assert [one["scope"] for one in row["stopped"]] == ["all"]  # type: ignore[attr-defined]


def test_a_stop_of_one_person_is_shown_and_needs_nobody(mailflow: Mailflow, applied: Path) -> None:
    mailflow("pause", "--person", "dana", "--config", applied)
    result = mailflow("status", "--config", applied)
    assert result.status == 0
    assert "stopped: letters to dana are stopped since" in result.out


def test_who_is_not_paused_cannot_be_resumed(mailflow: Mailflow, applied: Path) -> None:
    mailflow("pause", "--person", "dana", "--config", applied)
    result = mailflow("resume", "--config", applied)
    assert result.status == 1
    assert "letters to dana are stopped" in result.err
    assert "stopped already" in mailflow("pause", "--person", "dana", "--config", applied).out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--project", "nope"], "project nope: is not known here"),
        (["--person", "nope"], "nope: is nobody known here"),
        (["--project", "acme-site", "--person", "dana"], "either --project or --person"),
    ],
)
def test_only_what_is_known_can_be_paused(mailflow: Mailflow, applied: Path, options: list[str], told: str) -> None:
    result = mailflow("pause", *options, "--config", applied)
    assert result.status == 2
    assert told in result.err


def test_nothing_is_released_that_was_not_restored(mailflow: Mailflow, applied: Path) -> None:
    assert mailflow("release", "--config", applied).status == 1
