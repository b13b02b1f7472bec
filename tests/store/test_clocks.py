"""What a clock that was ahead leaves behind, and that it is set right."""

from dataclasses import replace
from datetime import timedelta

from mailflow.domain.hold import Scope
from mailflow.store import Frozen, Settled, Store
from tests.store.samples import CODE, NOW, begun, opened, queue, queued

AHEAD = NOW + timedelta(days=60)


def test_nothing_waits_for_a_time_in_which_a_clock_has_been_that_was_ahead(store: Store) -> None:
    opened(store)
    with store.projects.unit([CODE], AHEAD) as unit:
        unit.wake(CODE, AHEAD + timedelta(days=1), announced_until=AHEAD)
        unit.mark("check_in/1", "missed")
    begun(store)
    store.journal.park([1], AHEAD, "no_room")
    queue(store, [queued("a/1"), queued("b/1"), queued("c/1", due_at=AHEAD)])
    first, second = store.outbox.claim(NOW, 9, "me")
    store.outbox.settle([Settled(first.id, "queued", AHEAD, "451 later")], AHEAD)
    store.outbox.in_doubt([Frozen(second.id, b"bytes")], AHEAD)
    store.outbox.settle([Settled(second.id, "sent")], AHEAD)
    store.accounts.pause("smtp", AHEAD, "535")
    found = store.clocks.set_right(NOW)
    assert len(found) == 5, found
    assert store.projects.due(NOW, 9) == [CODE]
    assert store.journal.waiting(NOW) == 1
    assert store.outbox.count_sent(NOW, until=NOW + timedelta(hours=1)) == 0
    assert store.outbox.sent_since(["dana"], NOW, NOW + timedelta(hours=1)) == {"dana": []}
    assert {letter.intent.occasion for letter in store.outbox.claim(NOW, 9, "me")} == {"a/1", "c/1"}
    assert store.accounts.paused("smtp", NOW) is None
    with store.projects.unit([CODE], NOW) as unit:
        assert unit.seen(["check_in/1"]) == set(), "it may be announced yet"
    assert store.clocks.set_right(NOW) == []


def test_what_is_scheduled_for_later_waits_until_then(store: Store) -> None:
    queue(store, [replace(queued("reminder/1", due_at=AHEAD), not_after=AHEAD + timedelta(hours=9))])
    assert store.clocks.set_right(NOW) == []
    assert store.outbox.claim(NOW, 9, "me") == []


def test_a_server_on_this_machine_has_no_clock_of_its_own(store: Store) -> None:
    assert store.clocks.elsewhere() is None


def test_stops_of_an_operator_stay(store: Store) -> None:
    store.holds.put(Scope.ALL, "", AHEAD)
    store.clocks.set_right(NOW)
    assert store.holds.standing()
