"""A unit of work: all of it or nothing, and the ledger is the truth."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mailflow.domain.disposition import Disposition
from mailflow.domain.fold import fold_all
from mailflow.domain.milestone import State
from mailflow.domain.project import Ref
from mailflow.domain.record import Change
from mailflow.store import Lookup, NoSuchProject, Store, Unit
from tests.store.samples import CODE, DANA, LATER, NOW, OLGA, arrival, begun, done, milestone, opened, queued, undo


def test_records_are_numbered_from_one_in_their_project(store: Store) -> None:
    opened(store, "a", "b")
    with store.projects.unit(["a", "b"], LATER) as unit:
        records = unit.append("b", [Change("pause_project", Ref("b"), "olga")])
    assert [record.seq for record in store.projects.ledger("a")] == [1, 2, 3, 4, 5, 6]
    assert records[0].seq == 7
    assert store.projects.ledger("b")[-1] == records[0]


def test_a_record_comes_back_as_it_was_appended(store: Store) -> None:
    opened(store)
    (kept,) = begun(store)
    change = Change(
        "progress", milestone(2), "dana", {"percent": 60, "text": "naïve 😀", "list": [1, None, {"a": "b"}]}
    )
    with store.projects.unit([CODE], LATER) as unit:
        (record,) = unit.append(CODE, [change], message=kept.id, evidence="token")
    assert store.projects.ledger(CODE)[-1] == record
    assert (record.at, record.message, record.ordinal, record.evidence) == (LATER, kept.id, 1, "token")
    assert record.data == change.data


def test_a_snapshot_shows_what_was_appended_so_far_and_its_people(store: Store) -> None:
    opened(store)
    with store.projects.unit([CODE], LATER) as unit:
        unit.append(CODE, [done(1)])
        inside = unit.snapshot(CODE)
        assert inside.milestones[1].state is State.SUBMITTED
    assert store.projects.snapshot(CODE) == inside
    assert dict(inside.people) == {"olga": OLGA, "dana": DANA}
    assert inside.owners() == (OLGA,)


def test_the_cached_snapshot_is_the_fold_of_the_ledger(store: Store, url: str) -> None:
    opened(store)
    with store.projects.unit([CODE], LATER) as unit:
        unit.append(CODE, [done(1), done(2), undo(7)])
    again = Store.open(url)
    snapshot = again.projects.snapshot(CODE)
    again.close()
    assert replace(snapshot, people={}) == fold_all(CODE, store.projects.ledger(CODE))
    assert snapshot.milestones[1].state is State.PLANNED
    assert snapshot.milestones[2].state is State.SUBMITTED


def test_an_exception_leaves_everything_as_it_was(store: Store) -> None:
    opened(store)
    before = store.projects.snapshot(CODE)

    def fail_after_all() -> None:
        with store.projects.unit([CODE], LATER) as unit:
            unit.append(CODE, [done(1)])
            unit.change_person(replace(DANA, name="Somebody"))
            unit.queue([queued("review/1")])
            unit.wake(CODE, LATER)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_all()
    assert store.projects.snapshot(CODE) == before
    assert store.outbox.rows() == []
    assert store.projects.next_wake() is None


def test_an_attempt_that_fails_takes_back_its_own_part_only(store: Store) -> None:
    opened(store)
    first, second = begun(store, 2)

    def fail(unit: Unit) -> None:
        with unit.attempt():
            unit.claim(second.id, "key", "<2@x>", "dana@studio.example")
            unit.append(CODE, [done(2)], message=second.id)
            unit.queue([queued("receipt/2")])
            unit.change_person(replace(DANA, paused=True))
            raise RuntimeError

    with store.projects.unit([CODE], LATER) as unit:
        with unit.attempt():
            unit.append(CODE, [done(1)], message=first.id)
            unit.dispose(first.id, Disposition.HANDLED, "ok")
        with pytest.raises(RuntimeError):
            fail(unit)
        unit.park(second.id, LATER, "try again")
    snapshot = store.projects.snapshot(CODE)
    assert [snapshot.milestones[n].state for n in (1, 2)] == [State.SUBMITTED, State.PLANNED]
    assert not snapshot.people["dana"].paused
    assert store.outbox.rows() == []
    assert [row.disposition for row in store.journal.messages()] == [None, Disposition.HANDLED]
    assert store.journal.begin(9, NOW) == []
    assert [kept.attempts for kept in store.journal.begin(9, LATER)] == [2]


def test_ordinals_count_per_message_over_all_projects_and_units(store: Store) -> None:
    opened(store, "a", "b")
    (kept,) = begun(store)
    changes = [Change("start", Ref("a", "milestone", 1), "dana"), Change("start", Ref("a", "milestone", 2), "dana")]
    with store.projects.unit(["a", "b"], LATER) as unit:
        first = unit.append("a", changes, message=kept.id)
        second = unit.append("b", [Change("start", Ref("b", "milestone", 1), "dana")], message=kept.id)
    with store.projects.unit(["b"], LATER) as unit:
        third = unit.append("b", [Change("start", Ref("b", "milestone", 2), "dana")], message=kept.id)
    assert [record.ordinal for record in first + second + third] == [1, 2, 3, 4]


def test_a_changed_person_shows_in_every_snapshot(store: Store) -> None:
    opened(store, "a", "b")
    away = replace(DANA, away_from=date(2026, 12, 20), away_until=date(2027, 1, 3))
    with store.projects.unit(["a"], LATER) as unit:
        unit.change_person(away)
        assert unit.snapshot("a").people["dana"] == away
        assert unit.person("dana") == away
        assert unit.person("nobody") is None
    assert store.projects.snapshot("b").people["dana"] == away


def test_a_person_added_in_a_unit_shows_as_soon_as_they_are_a_member(store: Store) -> None:
    opened(store)
    lee = replace(DANA, id="lee", name="Lee", addresses=("lee@x.example",))
    with store.projects.unit([CODE], LATER) as unit:
        unit.change_person(lee)
        unit.append(CODE, [Change("member", Ref(CODE), None, {"person": "lee", "role": "contractor"})])
        assert unit.snapshot(CODE).people["lee"] == lee
    assert store.projects.of_person("lee") == [CODE]


def test_who_left_is_on_the_project_no_longer_but_known_in_it(store: Store) -> None:
    opened(store)
    with store.projects.unit([CODE], LATER) as unit:
        unit.append(CODE, [Change("left", Ref(CODE), None, {"person": "dana"})])
    assert store.projects.of_person("dana") == []
    assert "dana" in store.projects.snapshot(CODE).people


def test_recent_records_are_joined_where_asked(store: Store) -> None:
    opened(store)
    with store.projects.unit([CODE], LATER) as unit:
        unit.append(CODE, [done(1)])
    assert store.projects.snapshot(CODE).recent == ()
    assert [record.kind for record in store.projects.snapshot(CODE, LATER).recent] == ["done"]
    assert len(store.projects.snapshot(CODE, NOW).recent) == 7


def test_an_unknown_project_is_named(store: Store) -> None:
    with pytest.raises(NoSuchProject, match="project nowhere: is not known"):
        store.projects.snapshot("nowhere")
    with pytest.raises(NoSuchProject, match="nowhere"), store.projects.unit(["nowhere"], NOW):
        pass
    with pytest.raises(NoSuchProject, match="nowhere"):
        store.projects.ledger("nowhere")
    with store.projects.unit([], NOW) as unit, pytest.raises(NoSuchProject, match="not part of this unit"):
        unit.snapshot(CODE)


def test_projects_wake_in_the_order_of_their_instants(store: Store) -> None:
    opened(store, "a", "b", "c")
    with store.projects.unit(["a", "b", "c"], NOW) as unit:
        unit.wake("a", LATER)
        unit.wake("b", NOW, announced_until=NOW)
        unit.wake("c", None)
        assert unit.announced_until("b") == NOW
    assert store.projects.due(NOW - timedelta(seconds=1), 9) == []
    assert store.projects.due(NOW, 9) == ["b"]
    assert store.projects.due(LATER, 9) == ["b", "a"]
    assert store.projects.due(LATER, 1) == ["b"]
    assert store.projects.next_wake() == NOW
    with store.projects.unit(["a", "b"], NOW) as unit:
        assert (unit.announced_until("a"), unit.announced_until("b")) == (None, NOW)


def test_what_a_message_did_can_be_undone_once(store: Store) -> None:
    opened(store)
    first, second, third = begun(store, 3)
    with store.projects.unit([CODE], LATER) as unit:
        caused = unit.append(CODE, [done(1), done(2)], message=first.id)
        assert unit.past.undoable(first.id) == caused
        unit.append(CODE, [undo(caused[0].seq)], message=second.id)
        assert unit.past.undoable(first.id) == caused[1:]
    with store.projects.unit([CODE], LATER) as unit:
        assert unit.past.undoable(first.id) == caused[1:]
        assert unit.past.undoable(second.id) == ()
        unit.append(CODE, [undo(caused[1].seq)], message=third.id)
    with store.projects.unit([CODE], LATER) as unit:
        assert unit.past.undoable(first.id) == ()


def test_the_last_message_is_the_last_of_which_something_stands(store: Store) -> None:
    opened(store)
    first, second, third = begun(store, 3)
    with store.projects.unit([CODE], LATER) as unit:
        assert unit.past.last_message_of("dana", CODE) is None
        unit.append(CODE, [done(1)], message=first.id)
        (last,) = unit.append(CODE, [done(2)], message=second.id)
        assert unit.past.last_message_of("dana", CODE) == second.id
        unit.append(CODE, [undo(last.seq)], message=third.id)
        assert unit.past.last_message_of("dana", CODE) == first.id
        assert unit.past.last_message_of("olga", CODE) is None
    with store.projects.unit([CODE], LATER) as unit:
        assert unit.past.last_message_of("dana", CODE) == first.id


def test_text_that_no_database_takes_is_made_safe(store: Store) -> None:
    opened(store)
    store.journal.receive([arrival(1, rfc_id="<a\x00b\ud800@x>", sender="\ud800@x")])
    (kept,) = store.journal.begin(1, NOW)
    with store.projects.unit([CODE], LATER) as unit:
        change = Change("done", milestone(1), "dana", {"text": "a\x00b\ud800c", "list": ["\x00"]})
        (record,) = unit.append(CODE, [change], message=kept.id, evidence="\x00")
        assert unit.claim(kept.id, "key", "<\x00\ud800@x>", "\ud800") == "new"
        unit.dispose(kept.id, Disposition.HANDLED, "ok", "\x00")
    assert store.people.by_address("\x00\ud800") is None
    assert store.journal.contexts([Lookup("\ud800", ("\x00",), NOW)])[0].person is None
    assert store.projects.ledger(CODE)[-1] == record
    assert record.data == {"text": "a\ufffdb?c", "list": ["\ufffd"]}
