"""An OAuth2 access token, printed by a command of the operator's choice."""

import shlex
import subprocess

from mailflow.transports.interfaces import LoginFault, TransportFault

_PATIENCE = 60.0


def access_token(command: str) -> str:
    """Run `command` (no shell) and return what it prints. Raises LoginFault or TransportFault with one clear line."""
    try:
        done = subprocess.run(shlex.split(command), capture_output=True, timeout=_PATIENCE, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as fault:
        raise TransportFault(f"token_command gave no answer within {_PATIENCE:.0f} s: {_name(command)}") from fault
    except (OSError, ValueError, IndexError) as fault:
        raise LoginFault(f"token_command cannot be run: {_name(command)}: {fault}. Correct token_command.") from fault
    if done.returncode:
        raise LoginFault(
            f"token_command ended with status {done.returncode}: {_name(command)}: {_last_line(done.stderr)}. "
            "Run it by hand and see what it needs."
        )
    return _only_word(done.stdout, command)


def xoauth2(user: str, token: str) -> bytes:
    """The initial response of the XOAUTH2 mechanism, before base64."""
    return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()


def _only_word(output: bytes, command: str) -> str:
    words = output.decode("ascii", "replace").split()
    if len(words) != 1:
        raise LoginFault(
            f"token_command printed {len(words)} words instead of one access token: {_name(command)}. "
            "Let it print the token and nothing else."
        )
    return words[0]


def _name(command: str) -> str:
    """The program alone: its arguments may hold secrets."""
    return command.split(maxsplit=1)[0] if command.split() else "(empty)"


def _last_line(stderr: bytes) -> str:
    lines = [line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    return "".join(c for c in lines[-1].strip()[:200] if c.isprintable()) if lines else "it said nothing"
