"""Letters: one for each occasion, claimed by person, never forgotten."""

from datetime import timedelta

import pytest

from mailflow.store import MISSED, Frozen, Settled, Store, pack_lines
from mailflow.store.letters import State
from tests.store.samples import LATER, NOW, begun, milestone, queue, queued

RAW = b"From: us\r\nMessage-ID: <token-1@acme.example>\r\n\r\nHello\r\n"


def states(store: Store) -> dict[str, str]:
    return {row.occasion: row.state for row in store.outbox.rows()}


def claimed(store: Store, *occasions: str) -> list[int]:
    queue(store, [queued(occasion) for occasion in occasions])
    return [letter.id for letter in store.outbox.claim(NOW, 99, "me")]


def in_doubt(store: Store, *occasions: str) -> list[int]:
    ids = claimed(store, *occasions)
    store.outbox.in_doubt([Frozen(key, RAW, pack_lines([1, 2]), "Hello", (milestone(1),)) for key in ids], NOW)
    return ids


def test_an_occasion_becomes_one_letter(store: Store) -> None:
    with store.projects.unit([], NOW) as unit:
        unit.queue([queued("reminder/1"), queued("reminder/1")])
        unit.queue([queued("reminder/1")])
        assert unit.seen(["reminder/1", "reminder/2"]) == {"reminder/1"}
    queue(store, [queued("reminder/1"), queued("reminder/2")])
    assert states(store) == {"reminder/1": "queued", "reminder/2": "queued"}


@pytest.mark.parametrize("state", ["missed", "folded"])
def test_an_occasion_that_was_marked_becomes_no_letter(store: Store, state: str) -> None:
    with store.projects.unit([], NOW) as unit:
        unit.mark("check_in/1", state)
        assert unit.seen(["check_in/1"]) == {"check_in/1"}
    queue(store, [queued("check_in/1")])
    with store.projects.unit([], NOW) as unit:
        unit.mark("check_in/1", "missed")
    assert store.outbox.rows() == []


def test_a_letter_comes_back_as_it_was_queued(store: Store) -> None:
    letter = queued("question/1", urgent=True, thread="t", answers="<a@x>", subject="Re: hi", cause=5)
    queue(store, [letter])
    (found,) = store.outbox.claim(NOW, 1, "me")
    assert found.intent == letter.intent
    assert (found.token, found.due_at, found.not_after) == (letter.token, NOW, None)
    assert (found.attempts, found.frozen, found.possible_duplicate) == (0, None, False)


def test_all_that_is_due_for_a_person_is_claimed_together(store: Store) -> None:
    queue(store, [queued("a/1", "dana"), queued("b/1", "olga"), queued("c/1", "dana"), queued("d/1", "dana", LATER)])
    first = store.outbox.claim(NOW, 1, "me")
    assert [letter.intent.occasion for letter in first] == ["a/1", "c/1"]
    assert [letter.intent.occasion for letter in store.outbox.claim(NOW, 9, "me")] == ["b/1"]
    assert store.outbox.claim(NOW, 9, "me") == []
    assert store.outbox.next_due() == LATER
    assert (store.outbox.waiting(NOW), store.outbox.waiting(LATER)) == (0, 1)


def test_a_held_letter_waits_and_keeps_its_due_instant(store: Store) -> None:
    store.outbox.hold(claimed(store, "a/1"), LATER)
    assert store.outbox.claim(NOW, 9, "me") == []
    assert [letter.due_at for letter in store.outbox.claim(LATER, 9, "me")] == [NOW]


def test_withdrawn_and_failed_letters_end_with_a_reason(store: Store) -> None:
    first, second = claimed(store, "a/1", "b/1")
    store.outbox.withdraw([first], "not needed")
    store.outbox.fail(second, "no template")
    assert {row.occasion: (row.state, row.note) for row in store.outbox.rows()} == {
        "a/1": ("withdrawn", "not needed"),
        "b/1": ("failed", "no template"),
    }
    assert store.outbox.recover("me") == 0


def test_letters_of_a_message_that_was_taken_back_are_withdrawn_while_they_wait(store: Store) -> None:
    (kept,) = begun(store)
    queue(store, [queued("review/1", cause=kept.id), queued("receipt/1", "olga", cause=kept.id), queued("a/1")])
    store.outbox.claim(NOW, 1, "me")
    queue(store, [queued("review/2", due_at=LATER, cause=kept.id)])
    with store.projects.unit([], NOW) as unit:
        unit.withdraw(kept.id, "taken back")
        unit.queue([queued("review/3", cause=kept.id)])
    assert states(store) == {
        "review/1": "claimed",
        "a/1": "claimed",
        "receipt/1": "withdrawn",
        "review/2": "withdrawn",
        "review/3": "queued",
    }


def test_the_exact_bytes_are_committed_before_they_are_sent(store: Store, url: str) -> None:
    (letter,) = in_doubt(store, "a/1")
    other = Store.open(url)
    (row,) = other.outbox.rows()
    assert other.outbox.raw(letter) == RAW
    other.close()
    assert (row.state, row.subject, row.message_id) == ("in_doubt", "Hello", "<token-1@acme.example>")


def test_a_sent_letter_is_settled(store: Store) -> None:
    (letter,) = in_doubt(store, "a/1")
    store.outbox.settle([Settled(letter, "sent", note="250 ok")], LATER)
    (row,) = store.outbox.rows()
    assert (row.state, row.sent_at, row.attempts, row.note) == ("sent", LATER, 1, "250 ok")
    assert store.outbox.recover("me") == 0
    assert store.outbox.counts() == {"sent": 1}


@pytest.mark.parametrize("state", ["refused", "failed"])
def test_a_letter_that_will_never_leave_was_not_sent(store: Store, state: State) -> None:
    (letter,) = in_doubt(store, "a/1")
    store.outbox.settle([Settled(letter, state, note="550 no")], LATER)
    assert [(row.state, row.sent_at) for row in store.outbox.rows()] == [(state, None)]
    assert store.outbox.count_sent(NOW) == 0


def test_a_deferred_letter_is_written_anew(store: Store) -> None:
    (letter,) = in_doubt(store, "a/1")
    store.outbox.settle([Settled(letter, "queued", LATER, "451 later")], NOW)
    assert store.outbox.claim(NOW, 9, "me") == []
    (again,) = store.outbox.claim(LATER, 9, "me")
    assert (again.frozen, again.possible_duplicate, again.attempts) == (None, False, 1)
    assert store.outbox.raw(letter) is None


def test_an_attempt_that_was_none_is_not_counted(store: Store) -> None:
    (letter,) = claimed(store, "a/1")
    store.outbox.settle([Settled(letter, "queued", NOW, "535 login", counted=False)], NOW)
    assert [again.attempts for again in store.outbox.claim(NOW, 9, "me")] == [0]


def test_since_when_a_letter_is_put_off_is_kept(store: Store) -> None:
    (letter,) = in_doubt(store, "a/1")
    since = []
    for at, put_off in ((NOW, False), (LATER, True), (LATER + timedelta(days=1), True)):
        store.outbox.settle([Settled(letter, "queued", NOW, put_off=put_off)], at)
        since += [again.put_off_since for again in store.outbox.claim(LATER, 9, "me")]
    assert since == [None, LATER, LATER]


def test_a_letter_in_doubt_goes_again_with_the_same_bytes(store: Store) -> None:
    (letter,) = in_doubt(store, "a/1")
    store.outbox.settle([Settled(letter, "in_doubt", LATER, "timed out")], NOW)
    (again,) = store.outbox.claim(LATER, 9, "me")
    assert (again.frozen, again.possible_duplicate) == (RAW, True)
    store.outbox.in_doubt([Frozen(letter, RAW)], LATER)
    store.outbox.settle([Settled(letter, "sent")], LATER)
    (row,) = store.outbox.rows()
    assert (row.state, row.subject, row.possible_duplicate) == ("sent", "Hello", True)


def test_recovery_queues_what_the_dead_daemon_had_and_nothing_else(store: Store) -> None:
    in_doubt(store, "a/1")
    queue(store, [queued("b/1"), queued("c/1", "olga")])
    store.outbox.claim(NOW, 1, "me")
    store.outbox.claim(NOW, 1, "other")
    assert store.outbox.recover("me") == 2
    found = {letter.intent.occasion: letter for letter in store.outbox.claim(NOW, 9, "me")}
    assert sorted(found) == ["a/1", "b/1"]
    assert (found["a/1"].frozen, found["a/1"].possible_duplicate) == (RAW, True)
    assert (found["b/1"].frozen, found["b/1"].possible_duplicate) == (None, False)
    assert states(store)["c/1"] == "claimed"


def test_what_was_folded_into_a_letter_is_queued_again_when_that_is_deferred(store: Store) -> None:
    lead, *rest = claimed(store, "a/1", "b/1", "c/1")
    store.outbox.fold(rest, lead)
    assert [row.occasions for row in store.outbox.rows() if row.id == lead] == [("a/1", "b/1", "c/1")]
    store.outbox.settle([Settled(lead, "queued", NOW)], NOW)
    assert set(states(store).values()) == {"queued"}


def test_what_was_folded_into_a_letter_that_may_have_left_stays_folded(store: Store) -> None:
    lead, *rest = claimed(store, "a/1", "b/1")
    store.outbox.fold(rest, lead)
    store.outbox.in_doubt([Frozen(lead, RAW, pack_lines([1]), "s")], NOW)
    store.outbox.recover("me")
    assert states(store) == {"a/1": "queued", "b/1": "folded"}


def test_a_bundle_claimed_by_a_dead_daemon_comes_apart_again(store: Store) -> None:
    lead, *rest = claimed(store, "a/1", "b/1")
    store.outbox.fold(rest, lead)
    store.outbox.recover("me")
    assert set(states(store).values()) == {"queued"}


def test_one_wave_is_settled_with_the_next_ones_bytes(store: Store) -> None:
    first, second = claimed(store, "a/1", "b/1")
    store.outbox.advance([], [Frozen(first, RAW, pack_lines([1]), "s")], NOW)
    store.outbox.advance([Settled(first, "sent")], [Frozen(second, RAW, pack_lines([1]), "s")], NOW)
    assert states(store) == {"a/1": "sent", "b/1": "in_doubt"}


def test_what_somebody_got_lately_is_known(store: Store) -> None:
    first, second = in_doubt(store, "a/1", "b/1")
    store.outbox.settle([Settled(first, "sent")], NOW)
    store.outbox.settle([Settled(second, "sent")], LATER)
    found = store.outbox.sent_since(["dana", "olga"], NOW)
    assert found == {"dana": [("a", NOW), ("b", LATER)], "olga": []}
    assert store.outbox.sent_since(["dana"], LATER + timedelta(seconds=1)) == {"dana": []}
    assert (store.outbox.count_sent(NOW), store.outbox.count_sent(LATER)) == (2, 1)


def test_letters_are_listed_newest_first(store: Store) -> None:
    claimed(store, "a/1", "b/1", "c/1")
    assert [row.occasion for row in store.outbox.rows(2)] == ["c/1", "b/1"]
    assert {row.milestone for row in store.outbox.rows()} == {1}


def test_a_letter_in_doubt_that_was_claimed_again_keeps_its_bytes(store: Store) -> None:
    in_doubt(store, "a/1")
    for _ in range(2):
        store.outbox.recover("me")
        (letter,) = store.outbox.claim(NOW, 9, "me")
        assert (letter.frozen, letter.possible_duplicate) == (RAW, True)


def test_bytes_of_letters_that_may_still_leave_are_kept(store: Store) -> None:
    queue(store, [queued("receipt/1"), queued("receipt/2")])
    first, second = store.outbox.claim(NOW, 10, "a")
    store.outbox.in_doubt([Frozen(one.id, b"bytes", b"", "Hello") for one in (first, second)], NOW)
    store.outbox.settle([Settled(first.id, "sent")], NOW)
    assert store.outbox.purge(LATER) == 1
    assert (store.outbox.raw(first.id), store.outbox.raw(second.id)) == (None, b"bytes")


def test_what_was_missed_is_known(store: Store) -> None:
    with store.projects.unit([], NOW) as unit:
        unit.mark("check_in/1", "missed")
        unit.mark("check_in/2", "folded")
    (late,) = claimed(store, "a/1")
    store.outbox.withdraw([late], MISSED)
    assert store.outbox.missed_since(NOW) == ["a/1", "check_in/1"]
    assert store.outbox.missed_since(LATER) == []
