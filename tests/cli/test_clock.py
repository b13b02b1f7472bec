"""What is said of this machine's clock."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from mailflow.app import wall_clock
from mailflow.flows.timekeeper import accept
from mailflow.store import Store
from mailflow.transports.machine import uptime
from tests.cli.conftest import Mailflow


def test_a_clock_that_leapt_needs_a_person_who_accepts_it(mailflow: Mailflow, applied: Path, tmp_path: Path) -> None:
    assert mailflow("clock", "--config", applied).status == 0
    with closing(Store.open(f"sqlite:///{tmp_path}/mailflow.db")) as store:
        accept(store, wall_clock() - timedelta(days=60), uptime())
    leapt = mailflow("clock", "--config", applied)
    assert (leapt.status, "has leapt to" in leapt.out) == (1, True)
    assert "has leapt to" in mailflow("once", "--config", applied).err
    accepted = mailflow("clock", "--accept", "--config", applied)
    assert (accepted.status, "and mailflow goes by that" in accepted.out) == (0, True)
    assert mailflow("clock", "--config", applied).status == 0
