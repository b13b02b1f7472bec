"""Channels beside mail: tried by ``check``, looked at by ``doctor``, and never told."""

from pathlib import Path

import pytest

from mailflow.config import load
from tests.cli.conftest import Mailflow
from tests.transports.test_alerts import listening


def with_channels(config: Path, *addresses: str) -> Path:
    listed = ", ".join(f'"{one}"' for one in addresses)
    config.write_text(f"{config.read_text()}\n[alerts]\nchannels = [{listed}]\n")
    return config


def test_check_tries_every_channel(mailflow: Mailflow, config: Path) -> None:
    with listening() as well, listening() as ill:
        ill.status = 500
        result = mailflow("check", "--config", with_channels(config, ill.address, well.address))
    assert "✓ alerts: json took a trial" in result.out
    assert "✗ alerts: the channel json did not take it" in result.err
    assert well.texts == ["mailflow: This is a trial by `mailflow check`. Nothing is needed from you."]
    assert "secret" not in result.out + result.err


def test_doctor_says_that_nobody_hears_of_mail_that_fails(mailflow: Mailflow, config: Path) -> None:
    result = mailflow("doctor", "--config", with_channels(config, "ntfy://127.0.0.1/secret"))
    assert "! alerts: nobody hears on another channel when mail itself fails" in result.out
    assert "alerts channels: in" in result.out
    assert "127.0.0.1/secret" not in result.out + result.err


def test_channels_come_from_the_environment_or_a_file(config: Path, tmp_path: Path) -> None:
    (tmp_path / "channels").write_text("ntfy://a/b\nslack://c/d\n")
    config.write_text(f'{config.read_text()}\n[alerts]\nchannels_file = "channels"\n')
    assert load(config, {}).alerts.to == ("ntfy://a/b", "slack://c/d")
    assert load(config, {"MAILFLOW_ALERTS_CHANNELS": "json://e json://f"}).alerts.to == ("json://e", "json://f")


@pytest.mark.parametrize("value", ['["no-address-secret"]', "[5]", '"x"', "7"])
def test_what_is_no_address_is_a_fault_that_does_not_repeat_it(mailflow: Mailflow, config: Path, value: str) -> None:
    config.write_text(f"{config.read_text()}\n[alerts]\nchannels = {value}\n")
    result = mailflow("check", "--config", config)
    assert result.status == 2
    assert "alerts.channels" in result.err
    assert "secret" not in result.err
