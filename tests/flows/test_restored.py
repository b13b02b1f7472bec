"""After a restore: what came since is taken in again from where it was filed, nothing is applied twice, and no letter
leaves before somebody says so."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from mailflow.domain.hold import Scope
from mailflow.domain.milestone import State
from mailflow.flows.desk import Desk
from mailflow.flows.sweep import Sweeper
from mailflow.store import restore_into
from tests.flows.conftest import Office
from tests.routes.company import CODE


def received(office: Office, who: str, text: str) -> None:
    office.inbox.deliver(office.answer(who, text))
    office.receiver.collect(office.inbox)
    office.pass_time(seconds=1)


@pytest.fixture
def again(office: Office, desk: Desk, tmp_path: Path) -> Iterator[Office]:
    """An office whose database was lost after Lee had reported and put back to what it was before; Dana had reported
    before, and the mailbox and the people's letters are as they were."""
    received(office, "dana", "DONE 1")
    office.store.back_up(tmp_path / "copy.db")
    received(office, "lee", "DONE 3")
    target = tmp_path / "again.db"
    restore_into(f"sqlite:///{target}", target, tmp_path / "copy.db", office.now, replace=False)
    later = Office(f"sqlite:///{target}", desk)
    later.inbox, later.relay, later.now = office.inbox, office.relay, office.now + timedelta(minutes=5)
    later.deliverer = later.new_deliverer()
    later.receiver.collect(later.inbox)
    Sweeper(later.receiver, later.inbox.name).turn(later.inbox)
    yield later
    later.store.close()


def test_what_was_filed_since_is_applied_again_and_what_was_applied_before_is_not(again: Office) -> None:
    milestones = again.store.projects.snapshot(CODE).milestones
    assert (milestones[1].state, milestones[3].state) == (State.SUBMITTED, State.SUBMITTED)
    kinds = [record.kind for record in again.store.projects.ledger(CODE)]
    assert kinds.count("done") == 2
    assert again.store.audit().findings == []


def test_no_letter_leaves_before_it_is_released(again: Office) -> None:
    before = len(again.relay.taken)
    again.pass_time(hours=1)
    assert len(again.relay.taken) == before
    again.store.holds.lift(Scope.RESTORED, "", again.now)
    again.pass_time(seconds=1)
    assert len(again.relay.taken) > before


def test_what_may_have_left_before_can_be_withdrawn_and_what_is_new_leaves(again: Office) -> None:
    (hold,) = again.store.holds.standing()
    before = len(again.letters("lee"))
    again.inbox.deliver(again.answer("lee", "NOTE 3: the print shop has called"))
    again.receiver.collect(again.inbox)
    assert again.store.outbox.withdraw_restored(hold.since) > 0
    again.store.holds.lift(Scope.RESTORED, "", again.now)
    again.pass_time(seconds=1)
    assert len(again.letters("lee")) == before + 1
    assert b"print shop" in again.letters("lee")[-1]


def test_what_was_taken_in_and_not_applied_yet_may_have_been_answered_since(
    office: Office, desk: Desk, tmp_path: Path
) -> None:
    office.inbox.deliver(office.answer("lee", "NOTE 3: the print shop has called"))
    validity, found = office.receiver.unknown(office.inbox, "INBOX")
    office.receiver.take(office.inbox, "INBOX", validity, found)
    office.store.back_up(tmp_path / "copy.db")
    office.receiver.collect(office.inbox)
    office.pass_time(minutes=10)
    target = tmp_path / "again.db"
    restore_into(f"sqlite:///{target}", target, tmp_path / "copy.db", office.now, replace=False)
    again = Office(f"sqlite:///{target}", desk)
    again.inbox, again.relay, again.now = office.inbox, office.relay, office.now + timedelta(minutes=5)
    again.deliverer = again.new_deliverer()
    before = len(again.letters("lee"))
    again.receiver.collect(again.inbox)
    (hold,) = again.store.holds.standing()
    assert again.store.outbox.withdraw_restored(hold.since) > 0
    again.store.holds.lift(Scope.RESTORED, "", again.now)
    again.pass_time(hours=1)
    assert len(again.letters("lee")) == before
    again.store.close()
