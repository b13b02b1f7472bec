"""How mail comes in: journal first, batches bounded, filed last, and one message's trouble is its own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from mailflow.commands import BY_VERB
from mailflow.domain.milestone import State
from mailflow.flows.open_messages import AGAIN
from mailflow.flows.receive import Receiving
from mailflow.transports.interfaces import Fetched, Found, TransportFault
from mailflow.transports.memory import MemoryInbox
from tests.flows.conftest import Office
from tests.routes.company import CODE


class Breaking(MemoryInbox):
    """A connection that breaks after so many fetches, or at filing."""

    def __init__(self, fetches: int = 1000, filings: int = 1000) -> None:
        super().__init__()
        self.fetches, self.filings = fetches, filings
        self.sizes: list[int] = []

    def fetch(self, folder: str, found: Sequence[Found], most: int) -> Iterator[Fetched]:
        self.fetches -= 1
        self.sizes.append(len(found))
        if self.fetches < 0:
            raise TransportFault("cut")
        return super().fetch(folder, found, most)

    def file(self, folder: str, uids: Sequence[int], to: str) -> dict[int, int]:
        self.filings -= 1
        if self.filings < 0:
            raise TransportFault("cut")
        return super().file(folder, uids, to)


def state(office: Office, number: int) -> State:
    return office.store.projects.snapshot(CODE).milestones[number].state


def test_what_was_fetched_before_the_connection_broke_is_applied_and_the_rest_next_time(office: Office) -> None:
    inbox = Breaking(fetches=1)
    office.receiver = office.new_receiver(Receiving(batch=1))
    office.receiver.collect(inbox)
    inbox.deliver(office.answer("dana", "START 1"))
    inbox.deliver(office.answer("lee", "START 3"))
    with pytest.raises(TransportFault):
        office.receiver.collect(inbox)
    assert (state(office, 1), state(office, 3)) == (State.STARTED, State.PLANNED)
    inbox.fetches = 1000
    office.receiver.collect(inbox)
    assert (state(office, 1), state(office, 3)) == (State.STARTED, State.STARTED)
    assert office.reasons() == ["ok", "ok"]


def test_filing_that_fails_is_repeated_and_costs_nothing(office: Office) -> None:
    inbox = Breaking(filings=0)
    office.receiver.collect(inbox)
    inbox.deliver(office.answer("dana", "DONE 1"))
    with pytest.raises(TransportFault):
        office.receiver.collect(inbox)
    assert state(office, 1) is State.SUBMITTED
    inbox.filings = 1000
    office.receiver.collect(inbox)
    assert len(inbox.list("Processed").found) == 1
    assert office.reasons() == ["ok"]


def test_batches_are_bounded_in_number_and_in_octets(office: Office) -> None:
    inbox = Breaking()
    size = len(office.answer("dana", "START 1"))
    office.receiver = office.new_receiver(Receiving(batch=3, batch_octets=2 * size + size // 2))
    office.receiver.collect(inbox)
    for _ in range(5):
        inbox.deliver(office.answer("dana", "START 1"))
    office.receiver.collect(inbox)
    assert inbox.sizes == [2, 2, 1]


def test_a_message_that_cannot_be_applied_keeps_no_other_from_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setitem(BY_VERB, "start", replace(BY_VERB["start"], effect=broken))
        office.inbox.deliver(office.answer("dana", "START 1"))
        office.inbox.deliver(office.answer("lee", "DONE 3"))
        office.receiver.collect(office.inbox)
    assert (state(office, 1), state(office, 3)) == (State.PLANNED, State.SUBMITTED)
    assert office.reasons() == ["failed", "ok"]
    office.now += AGAIN
    office.receiver.work()
    assert state(office, 1) is State.STARTED
    assert office.reasons() == ["ok", "ok"]


def test_what_was_done_by_the_message_before_it_in_the_same_batch_counts(office: Office) -> None:
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.inbox.deliver(office.answer("dana", "1 is done."))
    office.receiver.collect(office.inbox)
    kinds = [record.kind for record in office.store.projects.ledger(CODE) if record.message]
    assert kinds == ["done"]
    office.pass_time(seconds=1)
    assert b"already submitted" in b"".join(office.letters("dana")[-1].split(b"=\r\n"))


def test_a_message_through_a_pipe_is_ours_once_accept_returns(office: Office) -> None:
    kept = office.receiver.accept(office.answer("dana", "DONE 1"))
    assert office.store.journal.raw(kept)
    assert state(office, 1) is State.PLANNED
    office.receiver.work()
    assert state(office, 1) is State.SUBMITTED


def test_strangers_mail_is_moved_only_where_that_is_asked_for(office: Office) -> None:
    stranger = b"From: stranger@elsewhere.example\r\nSubject: Offer\r\nMessage-ID: <a@b>\r\n\r\nBuy!\r\n"
    office.inbox.deliver(stranger)
    office.receiver.collect(office.inbox)
    assert len(office.inbox.list("INBOX").found) == 1
    office.receiver = office.new_receiver(Receiving(file_strangers=True))
    office.inbox.deliver(stranger.replace(b"<a@b>", b"<c@d>"))
    office.receiver.collect(office.inbox)
    assert len(office.inbox.list("Rejected").found) == 1


def test_mail_from_somebody_known_and_somebody_else_at_once_is_named_as_that(office: Office) -> None:
    for senders in (
        "Dana <dana@studio.example>, Eve <eve@evil.example>",
        "Eve <eve@evil.example>, Al <al@evil.example>",
    ):
        office.inbox.deliver(f"From: {senders}\r\nMessage-ID: <{len(senders)}@x>\r\n\r\nDONE 1\r\n".encode())
    office.receiver.collect(office.inbox)
    assert office.reasons() == ["ambiguous_sender", "unregistered"]
