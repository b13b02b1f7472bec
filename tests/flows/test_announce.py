"""What is due becomes queued letters, once, however the ticks fall."""

from datetime import timedelta
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from mailflow.flows.announce import Announcer, next_wake, slots
from mailflow.flows.propose import propose
from mailflow.store import Store
from tests.flows.conftest import Office
from tests.routes.company import CODE, SITE, START

SPAN = timedelta(days=30)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 60 * 24 * 5), max_size=12))
def test_every_slot_becomes_one_occasion_whenever_the_ticks_come(minutes: list[int]) -> None:
    with TemporaryDirectory() as folder:
        _tick(Store.open(f"sqlite:///{folder}/mailflow.db"), minutes)


def _tick(store: Store, minutes: list[int]) -> None:
    propose(store, SITE, START)
    announcer, now = Announcer(store), START
    wanted = {s.intent.occasion for s in slots(store.projects.snapshot(CODE), START, START + SPAN)}
    for step in minutes:
        now = min(now + timedelta(minutes=step), START + SPAN)
        announcer.announce(now)
    announcer.announce(START + SPAN)
    with store.projects.unit([CODE], now) as unit:
        assert unit.seen(wanted) == wanted
    rows = [row.occasion for row in store.outbox.rows()]
    assert len(rows) == len(set(rows))
    store.close()


def test_a_project_sleeps_until_its_next_slot_and_wakes_for_it(office: Office) -> None:
    snapshot = office.store.projects.snapshot(CODE)
    at = next_wake(snapshot, office.now)
    assert not office.announcer.announce(at - timedelta(seconds=1))
    before = len(office.store.outbox.rows())
    assert office.announcer.announce(at) == 1
    assert len(office.store.outbox.rows()) > before
    assert office.announcer.announce(at) == 0


def test_slots_are_due_after_the_start_and_up_to_the_end(office: Office) -> None:
    snapshot = office.store.projects.snapshot(CODE)
    at = next_wake(snapshot, office.now)
    assert not list(slots(snapshot, at, at))
    assert list(slots(snapshot, at - timedelta(seconds=1), at))
