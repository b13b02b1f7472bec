"""What lies in other folders: replies taken for junk, and filed mail that the journal lost."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from shutil import copy

import pytest

from mailflow.domain.milestone import State
from mailflow.flows.desk import Desk
from mailflow.flows.sweep import JUNK_EVERY, Sweeper
from mailflow.store import Store
from mailflow.transports.interfaces import Fetched, Found, Listing, TransportFault
from mailflow.transports.memory import MemoryInbox
from tests.flows.conftest import Office
from tests.routes.company import CODE


class Watched(MemoryInbox):
    """An inbox that notes what is fetched whole and whose headers are; `missing` folders cannot be looked into."""

    def __init__(self) -> None:
        super().__init__()
        self.whole: list[int] = []
        self.headers: list[int] = []
        self.missing: set[str] = set()

    def list(self, folder: str) -> Listing:
        if folder in self.missing:
            raise TransportFault(f"no folder {folder}")
        return super().list(folder)

    def fetch(self, folder: str, found: Sequence[Found], most: int) -> Iterator[Fetched]:
        self.whole += [one.uid for one in found]
        return super().fetch(folder, found, most)

    def heads(self, folder: str, found: Sequence[Found]) -> Iterator[Fetched]:
        self.headers += [one.uid for one in found]
        return super().heads(folder, found)


class Silent(Watched):
    """A server that does not tell where it has moved a message to."""

    def file(self, folder: str, uids: Sequence[int], to: str) -> dict[int, int]:
        super().file(folder, uids, to)
        return {}


def swept(office: Office, inbox: MemoryInbox) -> Sweeper:
    """A sweeper that has met the folders."""
    sweeper = Sweeper(office.receiver, inbox.name)
    office.receiver.collect(inbox)
    sweeper.turn(inbox)
    return sweeper


def state(office: Office, number: int) -> State:
    return office.store.projects.snapshot(CODE).milestones[number].state


def uids(inbox: MemoryInbox, folder: str) -> list[int]:
    return [one.uid for one in inbox.list(folder).found]


def test_an_answer_in_the_junk_folder_is_applied_and_filed(office: Office) -> None:
    inbox = Watched()
    sweeper = swept(office, inbox)
    inbox.deliver(office.answer("dana", "DONE 1"), "Junk")
    assert sweeper.turn(inbox) == 0
    office.now += JUNK_EVERY
    assert sweeper.turn(inbox) == 1
    assert state(office, 1) is State.SUBMITTED
    assert (len(uids(inbox, "Junk")), len(uids(inbox, "Processed"))) == (0, 1)


@pytest.mark.parametrize("forged", ["From: stranger@elsewhere.example", "no token"])
def test_other_junk_is_left_alone_and_only_its_headers_are_read_once(office: Office, forged: str) -> None:
    inbox = Watched()
    sweeper = swept(office, inbox)
    raw = office.answer("dana", "DONE 1")
    if forged == "no token":
        raw = b"From: dana@studio.example\r\nSubject: DONE 1\r\nMessage-ID: <a@b>\r\n\r\nDONE 1\r\n"
    else:
        raw = forged.encode() + raw[raw.index(b"\r\n", raw.index(b"From:")) :]
    inbox.deliver(raw, "Junk")
    for _ in range(3):
        office.now += JUNK_EVERY
        assert sweeper.turn(inbox) == 0
    assert (inbox.whole, inbox.headers, len(uids(inbox, "Junk"))) == ([], [1], 1)
    assert office.reasons() == []


def test_junk_from_before_mailflow_came_is_left_alone(office: Office) -> None:
    inbox = Watched()
    inbox.deliver(office.answer("dana", "DONE 1"), "Junk")
    swept(office, inbox)
    assert (inbox.headers, state(office, 1)) == ([], State.PLANNED)


def test_what_was_filed_is_recognised_by_its_headers(office: Office) -> None:
    inbox = Silent()
    sweeper = swept(office, inbox)
    inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(inbox)
    for expected in ([1], [1]):
        office.now += timedelta(days=1)
        assert sweeper.processed(inbox) == 0
        assert inbox.headers == expected
    assert (inbox.whole, office.reasons()) == ([1], ["ok"])


def test_a_filed_message_that_the_journal_lost_is_received_again(tmp_path: Path, desk: Desk, office: Office) -> None:
    inbox = Watched()
    swept(office, inbox)
    office.store.close()
    copy(tmp_path / "mailflow.db", tmp_path / "backup.db")
    office.store = Store.open(f"sqlite:///{tmp_path / 'mailflow.db'}")
    inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(inbox)
    restored = Office(f"sqlite:///{tmp_path / 'backup.db'}", desk)
    restored.now = office.now + timedelta(days=1)
    sweeper = Sweeper(restored.receiver, inbox.name)
    assert restored.receiver.collect(inbox) == 0
    assert sweeper.turn(inbox) == 1
    assert (state(restored, 1), restored.reasons()) == (State.SUBMITTED, ["ok"])
    assert len(uids(inbox, "Processed")) == 1
    restored.store.close()


def test_after_a_failover_filed_mail_is_looked_through_in_the_same_night(office: Office) -> None:
    inbox = Watched()
    sweeper = swept(office, inbox)
    inbox.deliver(office.answer("dana", "DONE 1"), "Processed")
    assert sweeper.turn(inbox) == 0
    office.store.mark_restored(office.now, "the server was replaced")
    assert sweeper.turn(inbox) == 1
    assert state(office, 1) is State.SUBMITTED


def test_a_strangers_mail_among_the_filed_is_not_fetched(office: Office) -> None:
    inbox = Watched()
    sweeper = swept(office, inbox)
    inbox.deliver(b"From: a@elsewhere.example\r\nMessage-ID: <a@b>\r\n\r\nHello\r\n", "Processed")
    assert sweeper.processed(inbox) == 0
    assert (inbox.whole, office.reasons()) == ([], ["unregistered"])


def test_the_night_comes_once_also_for_a_daemon_that_starts_anew(office: Office) -> None:
    inbox = Watched()
    swept(office, inbox)
    inbox.deliver(b"From: a@elsewhere.example\r\n\r\nHello\r\n", "Processed")
    anew = Sweeper(office.receiver, inbox.name)
    anew.turn(inbox)
    assert inbox.headers == []
    office.now += timedelta(days=1)
    anew.turn(inbox)
    assert inbox.headers == [1]


def test_a_folder_that_is_not_there_yet_is_looked_for_again_in_an_hour(office: Office) -> None:
    inbox = Watched()
    inbox.missing = {"Processed"}
    sweeper = swept(office, inbox)
    inbox.missing.clear()
    inbox.deliver(office.answer("dana", "DONE 1"), "Processed")
    sweeper.turn(inbox)
    key = f"night sweep {inbox.name}"
    assert office.store.meta.get(key) is None
    office.now += timedelta(hours=1)
    sweeper.turn(inbox)
    assert office.store.meta.get(key)
