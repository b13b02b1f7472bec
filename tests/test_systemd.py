"""The unit is one that systemd takes, shut in tightly, and names a command and credentials that there are."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mailflow.config import SECRETS
from mailflow.transports.machine import BOOT_ID
from tests.servers.left_out import leave_out

ROOT = Path(__file__).parent.parent
UNIT = ROOT / "systemd/mailflow.service"


def settings(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT.read_text(), re.MULTILINE)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit with a command that is installed here."""
    if not shutil.which("systemd-analyze"):
        leave_out("systemd-analyze", "apt-get install systemd")
    (command,) = settings("ExecStart")
    copy = tmp_path / UNIT.name
    copy.write_text(UNIT.read_text().replace(command.split()[0], sys.executable).replace("User=mailflow", "User=root"))
    return copy


def test_systemd_finds_nothing_to_complain_of(unit: Path) -> None:
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=one", unit], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_it_is_shut_in(unit: Path) -> None:
    """Systemd's own scale from 0 to 10, in tenths; what is merely started has 96."""
    unit.write_text(unit.read_text().replace("User=root", "User=mailflow"))
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=12", unit],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout.splitlines()[-1:]


@pytest.mark.parametrize(
    "setting",
    [
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "ProtectProc=invisible",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "PrivateMounts=yes",
        "PrivateUsers=yes",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "RestrictNamespaces=yes",
        "MemoryDenyWriteExecute=yes",
        "SystemCallArchitectures=native",
        "SystemCallFilter=~@privileged",
        "UMask=0077",
        "LimitCORE=0",
    ],
)
def test_each_wall_stands(setting: str) -> None:
    """Also where systemd is not there to be asked."""
    assert setting in UNIT.read_text().splitlines()


def test_it_runs_the_daemon_and_tells_how_it_goes() -> None:
    assert settings("Type") == ["notify"]
    assert settings("WatchdogSec") != []
    assert "mailflow run --config /etc/mailflow/mailflow.toml" in settings("ExecStart")[0]


def test_every_secret_can_be_a_credential_and_none_has_to_be() -> None:
    given = [setting.split(":") for setting in settings("LoadCredential")]
    assert sorted(name for name, _ in given) == sorted(credential for *_, credential in SECRETS)
    assert not [source for _, source in given if source.startswith("/")], "an absolute path that is missing is fatal"


def test_the_database_of_the_example_config_lies_where_it_may_write() -> None:
    assert settings("StateDirectory") == ["mailflow"]
    assert "sqlite:///var/lib/mailflow/" in (ROOT / "config/mailflow.toml").read_text()


def test_no_secret_stands_in_the_unit() -> None:
    assert settings("Environment") == [f"{BOOT_ID}=%b"]
    assert not settings("SetCredential")
