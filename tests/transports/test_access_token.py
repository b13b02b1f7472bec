"""The command that prints an access token."""

import sys
from pathlib import Path

import pytest

from mailflow.transports.access_token import access_token, xoauth2
from mailflow.transports.interfaces import LoginFault


def python(tmp_path: Path, code: str) -> str:
    (tmp_path / "token.py").write_text(code)
    return f"{sys.executable} {tmp_path / 'token.py'} --secret hidden"


def test_the_token_is_what_is_printed(tmp_path: Path) -> None:
    assert access_token(python(tmp_path, "print(' ya29.A-b_c~d/e+f== ')")) == "ya29.A-b_c~d/e+f=="


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("", "printed 0 words"),
        ("print('token: abc')", "printed 2 words"),
        ("import sys; sys.exit('no refresh token')", "no refresh token"),
        ("import sys; sys.exit(3)", "status 3"),
    ],
)
def test_anything_else_is_a_login_fault_without_secrets(tmp_path: Path, code: str, said: str) -> None:
    with pytest.raises(LoginFault) as fault:
        access_token(python(tmp_path, code))
    line = str(fault.value)
    assert said in line
    assert "hidden" not in line
    assert "abc" not in line
    assert "\n" not in line


@pytest.mark.parametrize("command", ["", "/nowhere/at/all", "unclosed 'quote"])
def test_a_command_that_cannot_be_run_says_so(command: str) -> None:
    with pytest.raises(LoginFault, match="token_command"):
        access_token(command)


def test_no_shell_is_in_between(tmp_path: Path) -> None:
    with pytest.raises(LoginFault, match="printed 3 words"):
        access_token(f"echo a; touch {tmp_path / 'x'}")
    assert not (tmp_path / "x").exists()


def test_the_initial_response_is_googles() -> None:
    assert xoauth2("dana@example.com", "T") == b"user=dana@example.com\x01auth=Bearer T\x01\x01"
