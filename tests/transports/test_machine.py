"""By what a boot is known."""

import pytest

from mailflow.transports import machine
from mailflow.transports.machine import BOOT_ID, uptime


def test_a_service_that_is_shut_in_and_a_shell_know_the_same_boot(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = uptime()
    assert seen.boot
    assert seen.seconds > 0
    monkeypatch.setenv(BOOT_ID, seen.boot)
    monkeypatch.setattr(machine, "_BOOT_ID", machine._BOOT_ID / "nowhere")
    assert uptime().boot == seen.boot
    monkeypatch.delenv(BOOT_ID)
    assert not uptime().boot
