"""What several daemons hold of one database, and what becomes of it when one of them is gone."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest

from mailflow.store import Fenced, Frozen, Settled, Standing, Store, StoreFault, migrations
from mailflow.store.leases import FOR_EVER
from tests.store.samples import NOW, arrival, queue, queued

LONG, OVER = 60.0, -1.0
RAW = b"Message-ID: <token-1@acme.example>\r\n\r\nHello\r\n"


@pytest.fixture
def shared(postgres_url: str) -> Iterator[Store]:
    """A store that other daemons use, too."""
    with closing(Store.open(postgres_url)) as store:
        yield store


def joined(store: Store, holder: str = "here", seconds: float = LONG) -> Standing:
    return store.leases.join(holder, seconds, alone=False)


def claimed(store: Store, own: Standing, *occasions: str) -> list[int]:
    queue(store, [queued(occasion, f"to-{occasion}") for occasion in occasions])
    return [letter.id for letter in store.outbox.claim(NOW, 9, own.name)]


def states(store: Store) -> dict[str, str]:
    return {row.occasion: row.state for row in store.outbox.rows()}


def test_no_epoch_is_ever_given_twice(store: Store) -> None:
    epochs = []
    for _ in range(3):
        own = joined(store)
        assert own.name == f"here#{own.epoch}"
        epochs.append(own.epoch)
        store.leases.leave(own)
    assert sorted(set(epochs)) == epochs


def test_a_daemon_that_is_alone_takes_over_at_once_and_for_ever(store: Store) -> None:
    joined(store, "elsewhere")
    (letter,) = claimed(store, joined(store, "before"), "a/1")
    own = store.leases.join("here", LONG, alone=True)
    assert [(one.name, one.until) for one in store.leases.standing()] == [(own.name, FOR_EVER)]
    assert [one.id for one in store.outbox.claim(NOW, 9, own.name)] == [letter]


@pytest.mark.real
def test_what_is_written_without_a_lease_is_refused_and_nothing_of_it_stays(shared: Store) -> None:
    own = joined(shared)
    with shared.leases.bound(own, 0):
        claimed(shared, own, "a/1")
        joined(shared, "other")
        shared.leases.renew(own, OVER)
        for write in (
            lambda: queue(shared, [queued("b/1")]),
            lambda: shared.outbox.claim(NOW, 9, own.name),
            lambda: shared.journal.receive([arrival(1)]),
            lambda: shared.meta.put("key", "value"),
        ):
            with pytest.raises(Fenced, match="has run out"):
                write()
    assert (states(shared), shared.journal.messages(), shared.meta.get("key")) == ({"a/1": "claimed"}, [], None)
    queue(shared, [queued("c/1")])
    assert "c/1" in states(shared), "who is bound to nothing, as the command line, writes"


@pytest.mark.real
def test_a_lease_that_ended_is_not_renewed_and_the_new_one_does_not_cover_old_work(shared: Store) -> None:
    own = joined(shared)
    assert shared.leases.renew(own, OVER)
    assert not shared.leases.renew(own, LONG)
    again = joined(shared)
    assert again.epoch > own.epoch
    with shared.leases.bound(own, 0), pytest.raises(Fenced):
        shared.meta.put("key", "value")
    with shared.leases.bound(again, 0):
        shared.meta.put("key", "value")


@pytest.mark.real
def test_what_a_daemon_had_claimed_is_given_back_when_its_lease_has_run_out(shared: Store) -> None:
    gone, here = joined(shared, "gone"), joined(shared)
    first, second = claimed(shared, gone, "a/1", "b/1")
    shared.outbox.in_doubt([Frozen(first, RAW)], NOW)
    shared.journal.receive([arrival(1)])
    shared.journal.begin(1, NOW, gone.name)
    claimed(shared, here, "c/1")
    busy = [(one.name, one.letters, one.messages) for one in shared.leases.daemons()]
    assert busy == [(gone.name, 2, 1), (here.name, 1, 0)]
    assert shared.leases.reclaim() == []
    assert shared.outbox.claim(NOW, 9, here.name) == []
    shared.leases.renew(gone, OVER)
    assert shared.leases.reclaim() == [gone.name]
    assert states(shared) == {"a/1": "queued", "b/1": "queued", "c/1": "claimed"}
    taken = {one.id: (one.frozen, one.possible_duplicate) for one in shared.outbox.claim(NOW, 9, here.name)}
    assert taken == {first: (RAW, True), second: (None, False)}
    assert [kept.attempts for kept in shared.journal.begin(9, NOW, here.name)] == [2]


@pytest.mark.real
def test_a_lease_is_not_taken_from_who_is_in_a_transaction(shared: Store, postgres_url: str) -> None:
    gone = joined(shared, "gone")
    (letter,) = claimed(shared, gone, "a/1")
    with closing(Store.open(postgres_url)) as other, shared.leases.bound(gone, 0):
        joined(other)
        with shared.projects.unit([], NOW) as unit:
            unit.queue([queued("b/1")])
            other.leases.renew(gone, OVER)
            assert other.leases.reclaim() == []
        assert other.leases.reclaim() == [gone.name]
        with pytest.raises(Fenced):
            shared.outbox.settle([Settled(letter, "sent", None, "250")], NOW)
    assert states(shared) == {"a/1": "queued", "b/1": "queued"}


@pytest.mark.real
def test_a_letter_is_transmitted_only_with_time_to_spare(shared: Store) -> None:
    own = joined(shared, seconds=8)
    (letter,) = claimed(shared, own, "a/1")
    with shared.leases.bound(own, 10):
        with pytest.raises(Fenced):
            shared.outbox.in_doubt([Frozen(letter, RAW)], NOW)
        shared.outbox.hold([letter], NOW)
    assert states(shared) == {"a/1": "queued"}


@pytest.mark.real
def test_one_daemon_looks_into_a_mailbox_until_its_lease_has_run_out(shared: Store) -> None:
    first, second = joined(shared, "first"), joined(shared, "second")
    assert shared.leases.take("mailbox projects", first)
    assert shared.leases.take("mailbox projects", first)
    assert not shared.leases.take("mailbox projects", second)
    assert shared.leases.take("mailbox other", second)
    shared.leases.renew(first, OVER)
    shared.leases.reclaim()
    assert shared.leases.take("mailbox projects", second)
    held = [(one.name, one.holder) for one in shared.leases.standing()]
    assert held == [(second.name, second.name), ("mailbox other", second.name), ("mailbox projects", second.name)]


@pytest.mark.real
def test_what_somebody_writes_is_understood_in_its_order(shared: Store) -> None:
    first, second = joined(shared, "first"), joined(shared, "second")
    senders = ["dana@x", "olga@x", "dana@x", "lee@x"]
    ids = shared.journal.receive([arrival(n, sender=sender) for n, sender in enumerate(senders, 1)])
    assert [kept.id for kept in shared.journal.begin(1, NOW, first.name)] == ids[:1]
    assert [kept.id for kept in shared.journal.begin(9, NOW, second.name)] == [ids[1], ids[3]]
    assert [kept.id for kept in shared.journal.begin(9, NOW, first.name)] == [ids[2]]


@pytest.mark.real
def test_a_message_with_a_daemon_that_lives_is_nobody_elses_whatever_the_clocks_say(shared: Store) -> None:
    first, second = joined(shared, "first"), joined(shared, "second")
    shared.journal.receive([arrival(1)])
    shared.journal.begin(1, NOW, first.name)
    assert shared.journal.begin(1, NOW + timedelta(days=1), second.name) == []
    assert len(shared.journal.begin(1, NOW + timedelta(days=1), first.name)) == 1


@pytest.mark.real
def test_all_letters_to_a_person_are_with_one_daemon_and_limits_are_shared(shared: Store) -> None:
    first, second = joined(shared, "first"), joined(shared, "second")
    queue(shared, [queued("a/1", "dana")])
    assert len(shared.outbox.claim(NOW, 2, first.name)) == 1
    queue(shared, [queued("b/1", "dana"), queued("b/2", "olga")])
    assert len(shared.outbox.claim(NOW, 2, second.name)) == 1
    assert states(shared) == {"a/1": "claimed", "b/1": "queued", "b/2": "claimed"}
    assert [shared.outbox.count_sent(NOW, one.name) for one in (first, second)] == [1, 1]


@pytest.mark.real
def test_tables_are_not_changed_while_a_daemon_runs(shared: Store, postgres_url: str) -> None:
    own = joined(shared)
    database = shared.projects._database
    newest = f"{migrations.SCHEMA:04}%"
    database.peewee.execute_sql("DELETE FROM schema_migration WHERE name LIKE %s", (newest,))
    with pytest.raises(StoreFault, match=f"daemons are running on it \\({own.name}\\); stop them first"):
        migrations.migrate(database)
