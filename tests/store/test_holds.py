"""Stops on letters: what they touch stays, and what lost its sense meanwhile is withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest

from mailflow.domain.hold import Scope
from mailflow.store import Frozen, Queued, Store
from tests.store.samples import LATER, NOW, queue, queued

DAY = timedelta(days=1)


def lasting(occasion: str, to: str) -> Queued:
    """A letter that has lost its sense after a day."""
    return replace(queued(occasion, to), not_after=NOW + DAY)


def claimable(store: Store) -> list[str]:
    found = [letter.intent.occasion for letter in store.outbox.claim(LATER, 99, "me")]
    store.outbox.recover("me")
    return sorted(found)


@pytest.mark.parametrize(
    ("scope", "name", "left"),
    [
        (Scope.ALL, "", []),
        (Scope.RESTORED, "", []),
        (Scope.PERSON, "dana", ["b/1"]),
        (Scope.PERSON, "nobody", ["a/1", "b/1"]),
        (Scope.PROJECT, "acme-site", []),
        (Scope.PROJECT, "other", ["a/1", "b/1"]),
    ],
)
def test_what_is_stopped_is_not_claimed_before_it_is_let_go(
    store: Store, scope: Scope, name: str, left: list[str]
) -> None:
    queue(store, [queued("a/1", "dana"), queued("b/1", "olga")])
    assert store.holds.put(scope, name, NOW, "a reason")
    assert claimable(store) == left
    assert store.outbox.waiting(LATER) == len(left)
    assert (store.outbox.next_due() is None) == (not left)
    assert [(hold.scope, hold.name, hold.since, hold.why) for hold in store.holds.standing()] == [
        (scope, name, NOW, "a reason")
    ]
    assert store.holds.lift(scope, name, LATER) is not None
    assert store.holds.lift(scope, name, LATER) is None
    assert claimable(store) == ["a/1", "b/1"]


def test_a_stop_is_made_once_and_keeps_its_beginning(store: Store) -> None:
    assert store.holds.put(Scope.ALL, "", NOW)
    assert not store.holds.put(Scope.ALL, "", LATER)
    assert [hold.since for hold in store.holds.standing()] == [NOW]


def test_stops_end_each_by_itself(store: Store) -> None:
    queue(store, [queued("a/1", "dana"), queued("b/1", "olga")])
    for scope, name in ((Scope.ALL, ""), (Scope.PERSON, "dana")):
        store.holds.put(scope, name, NOW)
    store.holds.lift(Scope.ALL, "", LATER)
    assert claimable(store) == ["b/1"]


def test_past_stops_are_told_of_for_a_while(store: Store) -> None:
    store.holds.put(Scope.ALL, "", NOW)
    store.holds.lift(Scope.ALL, "", NOW + DAY)
    store.holds.put(Scope.PERSON, "dana", NOW + 2 * DAY)
    told = [(hold.scope, hold.until) for hold in store.holds.since(NOW)]
    assert told == [(Scope.ALL, NOW + DAY), (Scope.PERSON, None)]
    assert [hold.scope for hold in store.holds.since(NOW + 2 * DAY)] == [Scope.PERSON]
    store.holds.lift(Scope.PERSON, "dana", NOW + 90 * DAY)
    assert [hold.scope for hold in store.holds.since(NOW)] == [Scope.PERSON]


def test_scheduled_letters_whose_time_passed_while_they_were_stopped_are_withdrawn(store: Store) -> None:
    late = lasting("a/1", "dana")
    queue(store, [late, queued("b/1", "dana"), lasting("c/1", "olga")])
    store.holds.put(Scope.PERSON, "dana", NOW)
    store.holds.lift(Scope.PERSON, "dana", NOW + 2 * DAY)
    assert {row.occasion: row.state for row in store.outbox.rows()} == {
        "a/1": "withdrawn",
        "b/1": "queued",
        "c/1": "queued",
    }


def test_a_letter_that_may_have_left_is_never_withdrawn_by_a_stop(store: Store) -> None:
    queue(store, [lasting("a/1", "dana")])
    (letter,) = store.outbox.claim(NOW, 9, "me")
    store.outbox.in_doubt([Frozen(letter.id, b"Message-ID: <a@b>\r\n\r\n", b"12345678", "Hello")], NOW)
    store.outbox.recover("me")
    store.holds.put(Scope.ALL, "", NOW)
    store.holds.lift(Scope.ALL, "", NOW + 2 * DAY)
    assert [row.state for row in store.outbox.rows()] == ["queued"]
