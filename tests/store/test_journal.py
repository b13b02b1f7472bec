"""Messages: received once, tried three times, ended with a named reason."""

from datetime import timedelta

from mailflow.domain.disposition import Disposition
from mailflow.store import Store
from tests.store.samples import CODE, LATER, NOW, arrival, begun, done, opened

PLACE = ("projects", "INBOX", 7)


def handled(store: Store, *messages: int, reason: str = "ok") -> None:
    with store.projects.unit([], NOW) as unit:
        for message in messages:
            unit.dispose(message, Disposition.HANDLED, reason)


def test_the_first_contact_with_a_folder_is_remembered(store: Store) -> None:
    assert store.journal.first_contact("projects", "INBOX", 7, 100) == 100
    assert store.journal.first_contact("projects", "INBOX", 7, 250) == 100
    assert store.journal.first_contact("projects", "Junk", 7, 5) == 5
    assert store.journal.first_contact("other", "INBOX", 7, 6) == 6


def test_a_new_uidvalidity_of_a_known_folder_means_to_look_at_all_of_it(store: Store) -> None:
    store.journal.first_contact("projects", "INBOX", 7, 100)
    assert store.journal.first_contact("projects", "INBOX", 8, 40) == 0
    assert store.journal.first_contact("projects", "INBOX", 8, 50) == 0


def test_what_was_received_is_no_longer_unknown(store: Store) -> None:
    store.journal.receive([arrival(1), arrival(3)])
    assert store.journal.unknown(*PLACE, [3, 1, 2, 4]) == [2, 4]
    assert store.journal.unknown("projects", "INBOX", 8, [1]) == [1]
    assert store.journal.unknown(*PLACE, []) == []
    assert store.journal.unknown(*PLACE, range(1, 3000)) == [2, *range(4, 3000)]


def test_a_place_seen_before_changes_nothing(store: Store) -> None:
    first = store.journal.receive([arrival(1), arrival(2)])
    assert store.journal.receive([arrival(2), arrival(1), arrival(3)]) == [first[1], first[0], first[1] + 1]
    assert len(store.journal.messages()) == 3


def test_the_same_message_elsewhere_is_one_more_sighting_of_it(store: Store) -> None:
    moved = arrival(9, folder="Processed", rfc_id="<1@studio.example>")
    assert store.journal.receive([arrival(1)]) == store.journal.receive([moved])
    assert store.journal.unknown("projects", "Processed", 7, [9]) == []
    assert len(store.journal.messages()) == 1


def test_other_bytes_under_the_same_message_id_are_another_message(store: Store) -> None:
    first, second = arrival(1, b"one"), arrival(2, b"two", rfc_id="<1@studio.example>")
    assert len(set(store.journal.receive([first, second]))) == 2


def test_the_same_message_twice_in_one_batch_is_received_once(store: Store) -> None:
    copies = [arrival(1), arrival(2, rfc_id="<1@studio.example>"), arrival(1)]
    assert len(set(store.journal.receive(copies))) == 1


def test_every_message_without_an_id_is_its_own(store: Store) -> None:
    assert len(set(store.journal.receive([arrival(1, rfc_id=""), arrival(2, rfc_id="")]))) == 2


def test_what_comes_through_a_pipe_is_always_new(store: Store) -> None:
    ids = store.journal.receive([arrival(None), arrival(None)])
    assert len(set(ids + store.journal.receive([arrival(None)]))) == 3
    assert [kept.id for kept in store.journal.begin(9, NOW)][:2] == ids


def test_a_strangers_mail_is_disposed_of_at_once_and_not_kept(store: Store) -> None:
    (message,) = store.journal.receive([arrival(1, raw=None, reason="unregistered", leave=True)])
    row = store.journal.message(message)
    assert row is not None
    assert (row.disposition, row.reason) == (Disposition.IGNORED, "unregistered")
    assert store.journal.raw(message) is None
    assert store.journal.begin(9, NOW) == []
    assert store.journal.to_file("projects", "INBOX", 9) == []
    assert store.journal.unknown(*PLACE, [1]) == []


def test_messages_are_begun_oldest_first_with_their_bytes(store: Store) -> None:
    store.journal.receive(
        [arrival(uid, b"%d" % uid, whole=uid != 2, size=None if uid != 2 else 99) for uid in (5, 2, 3)]
    )
    assert [(kept.raw, kept.whole) for kept in store.journal.begin(2, LATER)] == [(b"5", True), (b"2", False)]
    assert [kept.raw for kept in store.journal.begin(2, LATER)] == [b"3"]
    assert store.journal.begin(2, LATER) == []
    assert [row.size for row in store.journal.messages()] == [1, 99, 1]
    assert {row.received_at for row in store.journal.messages()} == {NOW}


def test_an_attempt_is_counted_before_the_message_is_read(store: Store, url: str) -> None:
    (kept,) = begun(store)
    assert kept.attempts == 1
    other = Store.open(url)
    found = other.journal.message(kept.id)
    other.close()
    assert found is not None
    assert found.attempts == 1


def test_the_third_failure_sets_a_message_aside(store: Store) -> None:
    (kept,) = begun(store)
    for attempt in (2, 3):
        assert store.journal.recover() == 1
        assert [again.attempts for again in store.journal.begin(1, NOW, "gone")] == [attempt]
    store.journal.recover()
    assert store.journal.begin(1, NOW) == []
    row = store.journal.message(kept.id)
    assert row is not None
    assert (row.disposition, row.reason) == (Disposition.FAILED, "crashed")
    assert [filing.message for filing in store.journal.to_file("projects", "INBOX", 9)] == [kept.id]


def test_parking_gives_the_attempt_back_and_retrying_does_not(store: Store) -> None:
    first, second = begun(store, 2)
    store.journal.park([first.id], LATER, "no DNS")
    store.journal.retry([second.id], LATER, "odd")
    assert store.journal.begin(9, NOW) == []
    assert (store.journal.waiting(NOW), store.journal.waiting(LATER)) == (0, 2)
    assert store.journal.next_retry() == LATER
    assert store.journal.recover() == 0
    assert [kept.attempts for kept in store.journal.begin(9, LATER)] == [1, 2]


def test_a_message_begun_and_forgotten_comes_back_after_its_lease(store: Store) -> None:
    (kept,) = begun(store)
    assert store.journal.begin(1, NOW + timedelta(minutes=9), "gone") == []
    assert [again.id for again in store.journal.begin(1, NOW + timedelta(minutes=10), "gone")] == [kept.id]


def test_only_its_own_messages_come_back_when_a_daemon_recovers(store: Store) -> None:
    store.journal.receive([arrival(1), arrival(2, sender="olga@acme.example")])
    own = store.leases.join("here", 30, alone=False)
    (first,) = store.journal.begin(1, NOW, daemon="gone")
    store.journal.begin(1, NOW, daemon=own.name)
    assert store.journal.recover() == 1
    assert [kept.id for kept in store.journal.begin(9, NOW)] == [first.id]


def test_only_what_has_come_to_its_end_is_filed_and_only_once(store: Store) -> None:
    first, second = begun(store, 2)
    handled(store, first.id)
    (filing,) = store.journal.to_file("projects", "INBOX", 9)
    assert (filing.message, filing.uidvalidity, filing.uid) == (first.id, 7, 1)
    assert (filing.disposition, filing.reason) == (Disposition.HANDLED, "ok")
    store.journal.filed(*PLACE, {1: ("Processed", 3, 77)})
    assert store.journal.to_file("projects", "INBOX", 9) == []
    assert store.journal.unknown("projects", "Processed", 3, [77, 78]) == [78]
    assert store.journal.to_file("projects", "Processed", 9) == []
    handled(store, second.id)
    store.journal.filed(*PLACE, {2: ("Processed", None, None)})
    assert store.journal.to_file("projects", "INBOX", 9) == []


def test_filing_noted_twice_is_noted_once(store: Store) -> None:
    handled(store, begun(store)[0].id)
    for _ in range(2):
        store.journal.filed(*PLACE, {1: ("Processed", 3, 77)})
    assert store.journal.unknown("projects", "Processed", 3, [77]) == []


def test_a_second_copy_in_the_folder_is_filed_too(store: Store) -> None:
    (kept,) = begun(store)
    store.journal.receive([arrival(2, rfc_id="<1@studio.example>")])
    handled(store, kept.id)
    assert [filing.uid for filing in store.journal.to_file("projects", "INBOX", 9)] == [1, 2]


def test_the_first_message_with_its_content_is_new_and_the_rest_are_not(store: Store) -> None:
    first, second, third, fourth = begun(store, 4)
    with store.projects.unit([], NOW) as unit:
        assert unit.claim(first.id, "key", "<a@x>", "dana@x") == "new"
        assert unit.claim(first.id, "key", "<a@x>", "dana@x") == "new"
        assert unit.claim(second.id, "key", "<b@x>", "dana@x") == "duplicate"
    with store.projects.unit([], NOW) as unit:
        assert unit.claim(first.id, "key", "<a@x>", "dana@x") == "new"
        assert unit.claim(second.id, "key", "<a@x>", "dana@x") == "duplicate"
        assert unit.claim(third.id, "other", "<a@x>", "dana@x") == "same_id"
        assert unit.claim(fourth.id, "more", "", "dana@x") == "new"
        assert unit.claim(third.id, "yet more", "", "dana@x") == "new"


def test_same_content_key_in_one_unit_with_another_id_is_told_apart(store: Store) -> None:
    first, second = begun(store, 2)
    with store.projects.unit([], NOW) as unit:
        assert unit.claim(first.id, "key", "<a@x>", "dana@x") == "new"
        assert unit.claim(second.id, "other", "<a@x>", "dana@x") == "same_id"


def test_a_message_that_changed_nothing_can_be_replayed(store: Store) -> None:
    opened(store)
    (kept,) = begun(store)
    with store.projects.unit([], NOW) as unit:
        unit.claim(kept.id, "key", "<a@x>", "dana@x")
        unit.dispose(kept.id, Disposition.FAILED, "crashed")
    assert store.journal.replay(kept.id)
    (again,) = store.journal.begin(1, NOW)
    assert (again.id, again.attempts) == (kept.id, 1)
    with store.projects.unit([CODE], NOW) as unit:
        assert unit.claim(kept.id, "key", "<a@x>", "dana@x") == "new"
        unit.append(CODE, [done(1)], message=kept.id)
        unit.dispose(kept.id, Disposition.HANDLED, "ok")
    assert not store.journal.replay(kept.id)
    assert not store.journal.replay(4711)
    with store.projects.unit([CODE], NOW) as unit:
        assert unit.claim(kept.id, "key", "<a@x>", "dana@x") == "duplicate"


def test_messages_are_listed_newest_first(store: Store) -> None:
    ids = store.journal.receive([arrival(1), arrival(2), arrival(3)])
    assert [row.id for row in store.journal.messages(2)] == ids[:0:-1]
    assert store.journal.message_ids(ids) == {key: f"<{n}@studio.example>" for n, key in enumerate(ids, 1)}
    assert store.journal.message(4711) is None
    assert store.journal.raw(ids[0]) == arrival(1).raw
