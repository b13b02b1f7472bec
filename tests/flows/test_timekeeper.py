"""A clock that leaps, and one that was wrong and is set back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from mailflow.domain.clock import Uptime
from mailflow.flows.announce import Announcer
from mailflow.flows.desk import Desk
from mailflow.flows.timekeeper import Timekeeper, accept
from mailflow.store import Store
from tests.flows.conftest import Office
from tests.routes.company import CODE, START


@dataclass
class Machine:
    """One whose clock somebody sets. `sleeps` as well as `passes`: the time is real."""

    clock: datetime = START
    up: float = 100.0
    boot: str = "first"

    def now(self) -> datetime:
        return self.clock

    def uptime(self) -> Uptime:
        return Uptime(self.boot, self.up)

    def passes(self, **span: float) -> None:
        self.clock += timedelta(**span)
        self.up += timedelta(**span).total_seconds()

    def keeper(self, store: Store) -> Timekeeper:
        return Timekeeper(store, self.now, self.uptime)


@pytest.fixture
def machine(office: Office) -> Machine:
    return Machine(office.now)


def test_a_leap_is_refused_and_the_time_goes_on(office: Office, machine: Machine) -> None:
    keeper, right = machine.keeper(office.store), machine.clock
    machine.passes(minutes=10)
    machine.clock += timedelta(days=60)
    assert "mailflow clock --accept" in keeper.turn()
    assert keeper() == right + timedelta(minutes=10)
    machine.passes(minutes=10)
    assert keeper() == right + timedelta(minutes=20)
    machine.clock -= timedelta(days=60)
    assert (keeper.turn(), keeper()) == ("", machine.clock)


def test_another_process_does_not_take_the_leap_for_a_stop(office: Office, machine: Machine) -> None:
    machine.keeper(office.store)
    machine.clock += timedelta(days=60)
    assert machine.keeper(office.store).turn()


def test_a_boot_that_nobody_names_is_remembered_by_nobody(office: Office, machine: Machine) -> None:
    machine.boot = ""
    keeper = machine.keeper(office.store)
    machine.clock += timedelta(days=60)
    assert keeper.turn()
    assert not machine.keeper(office.store).turn(), "another process cannot know"
    assert not office.store.meta.beginning("clock/")


@pytest.mark.parametrize("switched_off", [False, True])
def test_a_long_sleep_and_a_power_off_are_believed(office: Office, machine: Machine, switched_off: bool) -> None:
    machine.keeper(office.store)
    machine.passes(days=60)
    if switched_off:
        machine.boot, machine.up = "second", 5.0
    keeper = machine.keeper(office.store)
    assert (keeper.turn(), keeper()) == ("", machine.clock)


def test_a_leap_that_the_database_s_server_confirms_is_believed(
    office: Office, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper = machine.keeper(office.store)
    machine.clock += timedelta(days=3)
    monkeypatch.setattr(office.store.clocks, "elsewhere", lambda: machine.clock - timedelta(seconds=2))
    assert (keeper.turn(), keeper()) == ("", machine.clock)


def test_a_leap_that_somebody_accepts_is_believed(office: Office, machine: Machine) -> None:
    keeper = machine.keeper(office.store)
    machine.clock += timedelta(days=3)
    assert keeper.turn()
    accept(office.store, machine.clock, machine.uptime())
    assert (keeper.turn(), keeper()) == ("", machine.clock)


def announced(office: Office, first: datetime, last: datetime) -> dict[str, str]:
    """Every scheduled letter that went out from `first` to `last`, looked at by the hour, with when it did."""
    office.now = first
    while office.now < last:
        office.pass_time(hours=1)
    return {row.occasion: f"{row.state} {row.sent_at}" for row in office.store.outbox.rows() if row.sent_at}


def test_what_a_clock_ahead_has_muted_is_announced_once_that_is_set_back(
    office: Office, desk: Desk, tmp_path: Path
) -> None:
    right, end = office.now, office.now + timedelta(days=21)
    undisturbed = Office(f"sqlite:///{tmp_path / 'undisturbed.db'}", desk)
    undisturbed.open_project()
    expected = announced(undisturbed, right, end)
    undisturbed.store.close()

    office.now = right + timedelta(days=60)
    office.announcer.announce(office.now)
    with office.store.projects.unit([CODE], right) as unit:
        assert (unit.announced_until(CODE) or right) > right + timedelta(days=59)
    office.announcer = Announcer(office.store)
    assert announced(office, right, end) == expected


def test_a_clock_that_was_right_leaves_nothing_to_set_right(office: Office) -> None:
    for _ in range(24 * 9):
        office.pass_time(hours=1)
    assert office.store.clocks.set_right(office.now) == []
