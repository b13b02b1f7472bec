"""An operator's stop, and a worker that is not to be had: everything waits, and nothing is used up."""

from datetime import timedelta

from mailflow.domain.hold import Scope
from mailflow.flows.deliver import NO_WORKER
from mailflow.flows.desk import Desk
from mailflow.flows.open_messages import AGAIN
from mailflow.store import OutboxRow
from mailflow.transports.interfaces import Sending
from mailflow.transports.sandbox import InProcess
from tests.flows.conftest import Office


def no_desk() -> Desk:
    raise MemoryError("no room for a worker")


def receipts(office: Office) -> list[OutboxRow]:
    return office.rows("receipt")


def test_a_stop_ends_the_round_that_is_under_way(office: Office) -> None:
    for who, text in (("dana", "DONE 1"), ("lee", "DONE 3")):
        office.inbox.deliver(office.answer(who, text))
    office.receiver.collect(office.inbox)
    before = len(office.relay.taken)
    office.relay.answered = lambda: office.store.holds.put(Scope.ALL, "", office.now)
    office.pass_time(seconds=1)
    assert len(office.relay.taken) == before + 1
    assert sorted(row.state for row in receipts(office)) == ["queued", "sent"]
    office.store.holds.lift(Scope.ALL, "", office.now)
    office.pass_time(seconds=1)
    assert {row.state for row in receipts(office)} == {"sent"}
    assert not any(row.possible_duplicate for row in receipts(office))


def test_while_letters_are_stopped_mail_comes_in_and_is_recorded(office: Office) -> None:
    office.store.holds.put(Scope.ALL, "", office.now)
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    office.pass_time(seconds=1)
    assert office.reasons() == ["ok"]
    assert [row.state for row in receipts(office)] == ["queued"]


def test_a_worker_that_cannot_be_set_up_parks_messages_and_gives_their_attempts_back(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    working, office.receiver.open.worker = office.receiver.open.worker, InProcess(no_desk)
    office.receiver.collect(office.inbox)
    for _ in range(5):
        office.now += AGAIN + timedelta(seconds=1)
        office.receiver.work()
    (row,) = office.store.journal.messages()
    assert (row.disposition, row.attempts, row.reason) == (None, 0, "no_worker")
    assert office.rows("operator_alarm")
    office.receiver.open.worker = working
    office.now += AGAIN + timedelta(seconds=1)
    office.receiver.work()
    assert office.reasons() == ["ok"]


def test_a_worker_that_cannot_be_set_up_keeps_letters_waiting(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    working, office.deliverer.worker = office.deliverer.worker, InProcess(no_desk)
    office.pass_time(seconds=1)
    assert [(row.state, row.attempts) for row in receipts(office)] == [("queued", 0)]
    office.deliverer.worker = working
    office.pass_time(seconds=NO_WORKER.total_seconds() + 1)
    assert [row.state for row in receipts(office)] == ["sent"]


def test_an_account_that_works_again_is_paused_briefly_the_next_time(office: Office) -> None:
    said = [("dana", "START 1"), ("dana", "DONE 1"), ("lee", "START 3"), ("lee", "DONE 3")]
    answers = [Sending.ACCOUNT, Sending.ACCOUNT, Sending.SENT, Sending.ACCOUNT]
    lengths = []
    for (who, text), answer in zip(said, answers, strict=True):
        office.inbox.deliver(office.answer(who, text))
        office.receiver.collect(office.inbox)
        office.relay.answers = [answer] * 10
        office.now += timedelta(hours=1)
        office.deliverer.deliver()
        paused = office.store.accounts.paused("smtp", office.now)
        lengths.append(round((paused[0] - office.now).total_seconds() / 60) if paused else 0)
    assert lengths == [10, 20, 0, 10]
