"""The command line as a function, and an installation to use it on."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailflow.cli import main

REPOSITORY = Path(__file__).parents[2]
ACME = REPOSITORY / "config/projects/acme-site.toml"

CONFIG = """
[mail]
address = "projects@acme.example"
settle = "0s"

[database]
url = "sqlite:///{folder}/mailflow.db"

[imap]
host = "127.0.0.1"
port = 1
tls = "loopback-plain"
user = "projects"
password = "imap-secret"

[smtp]
host = "127.0.0.1"
port = 1
tls = "loopback-plain"
"""


@dataclass(frozen=True)
class Result:
    status: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, object]]:
        """What ``--json`` printed."""
        return [json.loads(line) for line in self.out.split("\n") if line]


Mailflow = Callable[..., Result]


@pytest.fixture
def mailflow(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Mailflow:
    """The command line: arguments in, status and output out."""

    def call(*arguments: object) -> Result:
        monkeypatch.setattr(sys, "argv", ["mailflow", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        captured = capsys.readouterr()
        code = left.value.code
        return Result(code if isinstance(code, int) else 0, captured.out, captured.err)

    for variable in ("MAILFLOW_CONFIG", "MAILFLOW_IMAP_PASSWORD", "MAILFLOW_SMTP_PASSWORD", "MAILFLOW_DATABASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    return call


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config whose servers nobody answers at, and whose database is not there yet."""
    path = tmp_path / "mailflow.toml"
    path.write_text(CONFIG.format(folder=tmp_path))
    return path


@pytest.fixture
def applied(config: Path, mailflow: Mailflow) -> Path:
    """A config on whose database the example project is recorded."""
    assert mailflow("project", "apply", ACME, "--yes", "--config", config).status == 0
    return config


def letter(
    text: str, sender: str = "Dana Kim <dana@studio.example>", date: datetime | None = None, **headers: str
) -> bytes:
    """A mail as somebody writes it."""
    at = date or datetime(2026, 12, 2, 9, tzinfo=UTC)
    lines = {
        "From": sender,
        "To": "projects@acme.example",
        "Subject": "Re: Acme website",
        "Date": at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
        "Message-ID": f"<{abs(hash((text, sender, at)))}@studio.example>",
        "Content-Type": "text/plain; charset=utf-8",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items()).encode() + b"\n" + text.encode()
