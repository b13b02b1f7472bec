"""A run that leaves tests out says so, and fails where all are wanted."""

from pathlib import Path

import pytest

pytest_plugins = ("pytester",)

_TEST = """
from tests.servers.left_out import leave_out

def test_needs_a_server():
    leave_out("Dovecot", "apt-get install dovecot-imapd")

def test_needs_none():
    pass
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))
    pytester.makepyfile(_TEST)

    def run(ci: str, *options: str) -> pytest.RunResult:
        monkeypatch.setenv("CI", ci)
        return pytester.runpytest_subprocess("-p", "tests.conftest", "-p", "no:cacheprovider", *options)

    return run


def test_what_was_left_out_is_said_at_the_end(run) -> None:
    result = run("")
    assert result.ret == 0
    result.stdout.fnmatch_lines(
        ["*NOT ALL TESTS RAN*", "1 left out for want of Dovecot: apt-get install dovecot-imapd"]
    )


@pytest.mark.parametrize("options", [(), ("-n", "2")])
def test_in_ci_leaving_out_is_a_failure(run, options: tuple[str, ...]) -> None:
    result = run("true", *options)
    assert result.ret == 1
    result.stdout.fnmatch_lines(["*CI=true: leaving any out is a failure*"])


def test_a_whole_run_says_nothing(run) -> None:
    result = run("true", "-k", "needs_none")
    assert result.ret == 0
    result.stdout.no_fnmatch_line("*NOT ALL*")
