"""How letters leave, and what happens where they do not."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes

import pytest

from mailflow.domain.letter import Intent
from mailflow.domain.project import Ref
from mailflow.flows.announce import slots
from mailflow.letters import BY_NAME
from mailflow.letters import check_in as check_ins
from mailflow.mail.token import mint
from mailflow.store import OutboxRow, Queued
from mailflow.transports.interfaces import Sending
from tests.flows.conftest import Cut, Office
from tests.routes.company import CAST, CODE


def test_what_was_in_doubt_when_the_machine_stopped_goes_out_again_byte_for_byte(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    office.relay.answers = [Cut()]
    with pytest.raises(Cut):
        office.deliverer.deliver()
    assert [row.state for row in office.rows("receipt")] == ["in_doubt"]
    office.now += timedelta(hours=1)
    office.deliverer = office.new_deliverer()
    assert office.deliverer.recover() == 1
    office.deliverer.deliver()
    first, second = office.letters("dana")[-2:]
    assert first == second
    assert [(row.state, row.possible_duplicate) for row in office.rows("receipt")] == [("sent", True)]


def test_a_round_that_broke_off_is_taken_up_by_the_next_one(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.inbox.deliver(office.answer("lee", "DONE 3"))
    office.receiver.collect(office.inbox)
    office.relay.answers = [Cut()]
    with pytest.raises(Cut):
        office.deliverer.deliver()
    while office.deliverer.deliver():
        pass
    assert {row.state for row in office.rows("receipt")} == {"sent"}


def test_a_letter_that_was_deferred_is_written_anew_with_the_same_message_id(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    office.relay.answers = [Sending.DEFERRED]
    office.deliverer.deliver()
    (row,) = office.rows("receipt")
    assert (row.state, row.attempts) == ("queued", 1)
    assert row.ready_at > office.now
    message_id = row.message_id
    office.pass_time(minutes=3)
    (row,) = office.rows("receipt")
    assert row.state == "sent"
    assert str(message_from_bytes(office.letters("dana")[-1])["Message-ID"]) == message_id


def test_a_bundle_that_was_deferred_falls_apart_and_is_put_together_anew(office: Office) -> None:
    two = _when_two_reminders_coincide(office)
    office.now = two - timedelta(minutes=30)
    office.pass_time(seconds=0)
    before = len(office.letters("dana"))
    office.relay.answers = [Sending.DEFERRED]
    office.pass_time(minutes=31)
    waiting = [row.id for row in office.rows("reminder") if row.due_at == two and row.person == "dana"]
    assert {row.state for row in office.rows("reminder") if row.id in waiting} == {"queued"}
    office.pass_time(minutes=5)
    assert len(office.letters("dana")) == before + 1
    assert sorted(row.state for row in office.rows("reminder") if row.id in waiting) == ["folded", "sent"]


def _when_two_reminders_coincide(office: Office) -> datetime:
    snapshot = office.store.projects.snapshot(CODE)
    due = list(slots(snapshot, office.now, office.now + timedelta(days=40)))
    mine = Counter(slot.at for slot in due if slot.intent.to == "dana" and slot.intent.letter == "reminder")
    return min(at for at, count in mine.items() if count == 2)


def put_off_for_ever(office: Office, who: str, letter: str) -> OutboxRow:
    """That letter, which the server never takes, when it is given up."""
    office.relay.never = CAST[who].address
    for _ in range(100):
        (row,) = office.rows(letter)
        if row.state != "queued":
            return row
        office.now = max(office.now, row.ready_at)
        office.deliverer.deliver()
    raise AssertionError("it is never given up")


def test_after_five_days_a_letter_is_given_up_and_the_owners_told(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    given_up = put_off_for_ever(office, "dana", "receipt")
    assert (given_up.state, given_up.note) == ("failed", "given up: 451 4.2.2 later")
    assert 10 < given_up.attempts < 60, "the pauses grow, to four hours and no longer"
    office.pass_time(days=1)
    assert [row.state for row in office.rows("undeliverable")] == ["sent"]
    assert not office.rows("operator_alarm")


def test_a_letter_to_the_only_owner_that_is_given_up_is_told_to_the_operator(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    assert put_off_for_ever(office, "olivia", "review").state == "failed"
    assert [row.state for row in office.rows("operator_alarm")] == ["queued"]
    assert not office.rows("undeliverable")


def test_what_the_operator_cannot_be_told_by_mail_makes_no_more_mail(office: Office) -> None:
    office.deliverer.alarm("trial", "A trial.")
    office.relay.answers = [Sending.REFUSED]
    office.pass_time(seconds=1)
    assert [row.state for row in office.rows("operator_alarm")] == ["refused"]


def test_the_five_days_begin_when_a_server_puts_the_letter_off_first(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    office.relay.answers = [Sending.ACCOUNT]
    office.deliverer.deliver()
    office.relay.answers = [Sending.DEFERRED]
    office.pass_time(days=6)
    assert [row.state for row in office.rows("receipt")] == ["queued"], "its account was at fault till now"
    office.relay.answers = [Sending.DEFERRED]
    office.pass_time(days=6)
    assert [row.state for row in office.rows("receipt")] == ["queued"], "the machine slept; it was tried but twice"
    office.pass_time(hours=5)
    assert [row.state for row in office.rows("receipt")] == ["sent"]


def test_what_is_not_needed_any_more_is_withdrawn(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    office.deliverer.deliver()
    office.inbox.deliver(office.answer("dana", "UNDO", to=-1))
    office.receiver.collect(office.inbox)
    office.pass_time(hours=1)
    assert [row.state for row in office.rows("review")] == ["withdrawn"]


def test_a_letter_whose_facts_fail_keeps_no_other_from_leaving(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("no days left")

    monkeypatch.setitem(BY_NAME, "check_in", replace(check_ins.LETTER, facts=broken))
    office.now = office.now.replace(day=9, hour=0, minute=30)
    office.pass_time(minutes=45)
    assert {row.state for row in office.rows("check_in")} == {"failed"}
    assert [row.state for row in office.rows("operator_alarm")] == ["sent"]
    office.inbox.deliver(office.answer("dana", "START 1"))
    office.receiver.collect(office.inbox)
    office.pass_time(seconds=1)
    assert {row.state for row in office.rows("receipt")} == {"sent"}


def test_a_letter_to_somebody_who_is_no_longer_known_is_withdrawn(office: Office) -> None:
    intent = Intent("operator_alarm", "nobody", Ref(""), "operator_alarm/test/nobody", {"kind": "x", "text": "y"})
    with office.store.projects.unit([], office.now) as unit:
        unit.queue([Queued(intent, mint(office.store.meta.token_keys(), intent.occasion), office.now)])
    office.pass_time(seconds=1)
    assert [row.state for row in office.rows("operator_alarm")] == ["withdrawn"]


def test_no_more_leave_in_a_minute_than_the_provider_takes(office: Office) -> None:
    office.deliverer.settings = replace(office.settings, per_minute=1)
    office.now += timedelta(minutes=2)
    for who in ("dana", "lee"):
        office.inbox.deliver(office.answer(who, "HELP"))
    office.receiver.collect(office.inbox)
    while office.deliverer.deliver():
        pass
    assert sorted(row.state for row in office.rows("help")) == ["queued", "sent"]
    office.pass_time(minutes=2)
    assert {row.state for row in office.rows("help")} == {"sent"}


def test_letters_that_run_away_are_held_and_the_operator_told(office: Office) -> None:
    unjoined = replace(office.settings.pace, join_receipts_after=0)
    office.deliverer.settings = replace(office.settings, per_hour=3, pace=unjoined)
    for number in range(12):
        office.inbox.deliver(office.answer("lee", f"QUESTION: what shall go onto page {number}?"))
        office.receiver.collect(office.inbox)
        office.deliverer.deliver()
    assert len(office.relay.taken) == 3 * office.store.people.count()
    office.pass_time(minutes=61)
    assert any(one.to == "ops@northwind.example" for one in office.relay.taken)


def test_a_refusal_is_told_to_the_owner_and_not_tried_again(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    office.relay.answers = [Sending.REFUSED]
    office.deliverer.deliver()
    assert [row.state for row in office.rows("receipt")] == ["refused"]
    office.pass_time(hours=1)
    assert [row.state for row in office.rows("undeliverable")] == ["sent"]


def test_a_scheduled_letter_whose_time_passed_in_an_outage_is_missed_and_not_sent_late(office: Office) -> None:
    office.now = office.now.replace(day=9, hour=0, minute=30)
    office.announcer.announce(office.now + timedelta(minutes=45))
    assert {row.state for row in office.rows("check_in")} == {"queued"}
    before = len(office.relay.taken)
    office.now += timedelta(days=3)
    while office.deliverer.deliver():
        pass
    found = {(row.state, row.note) for row in office.rows("check_in")}
    assert found == {("withdrawn", "missed: its time passed before it could leave")}
    assert len(office.relay.taken) == before


def test_what_we_hold_back_ourselves_leaves_at_its_better_hour(office: Office) -> None:
    with office.store.projects.unit([], office.now) as unit:
        intent = Intent(
            "operator_alarm", "operator", Ref(""), "operator_alarm/test/operator", {"kind": "x", "text": "y"}
        )
        token = mint(office.store.meta.token_keys(), intent.occasion)
        unit.queue([Queued(intent, token, office.now, office.now + timedelta(hours=1))])
    (letter,) = [one for one in office.store.outbox.claim(office.now, 9, "") if one.intent.letter == "operator_alarm"]
    until = office.now + timedelta(hours=9)
    office.store.outbox.hold([letter.id], until, until + timedelta(hours=12))
    office.now = until + timedelta(hours=1)
    office.pass_time(seconds=1)
    assert [row.state for row in office.rows("operator_alarm")] == ["sent"]
