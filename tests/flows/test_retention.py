"""What is let go of in time, and what stays."""

from datetime import timedelta

from mailflow.flows.retention import Keeping, Retention
from tests.attached import PDF, with_files
from tests.flows.conftest import Office


def old_mail(office: Office) -> int:
    """A message that was dealt with, its answer sent, and a hundred days passed."""
    office.inbox.deliver(office.answer("dana", "DONE 1"))
    office.receiver.collect(office.inbox)
    office.pass_time(minutes=10)
    office.now += timedelta(days=100)
    return office.store.journal.messages()[0].id


def test_old_bytes_go_and_what_was_learnt_stays(office: Office) -> None:
    message = old_mail(office)
    letters = [row.id for row in office.store.outbox.rows() if row.state == "sent"]
    retention = Retention(office.store, Keeping(timedelta(days=90)))
    assert retention.turn(office.now) == 1 + len(letters)
    assert office.store.journal.raw(message) is None
    assert [office.store.outbox.raw(letter) for letter in letters] == [None] * len(letters)
    assert office.reasons() == ["ok"]
    assert retention.turn(office.now) == 0


def test_the_same_mail_is_a_duplicate_after_its_bytes_went(office: Office) -> None:
    raw = office.answer("dana", "DONE 1")
    for _ in range(2):
        office.inbox.deliver(raw)
        office.receiver.collect(office.inbox)
        office.now += timedelta(days=100)
        Retention(office.store, Keeping()).turn(office.now)
    office.receiver.accept(raw)
    office.receiver.work()
    assert office.reasons() == ["ok", "duplicate"]


def test_young_bytes_and_those_of_open_messages_are_kept(office: Office) -> None:
    message = office.receiver.accept(office.answer("dana", "DONE 1"))
    retention = Retention(office.store, Keeping(timedelta(days=90)))
    retention.turn(office.now + timedelta(days=100))
    assert office.store.journal.raw(message)
    office.receiver.work()
    retention.turn(office.now + timedelta(days=89))
    assert office.store.journal.raw(message)


def test_mail_can_be_kept_for_ever(office: Office) -> None:
    message = old_mail(office)
    assert Retention(office.store, Keeping(None)).turn(office.now) == 0
    assert office.store.journal.raw(message)


def test_a_key_that_was_rotated_out_is_forgotten_in_the_night_after_its_end(office: Office) -> None:
    old = office.store.meta.token_keys()
    office.store.meta.rotate_keys(office.now + timedelta(days=90))
    retention = Retention(office.store, Keeping())
    retention.turn(office.now + timedelta(days=89))
    assert office.store.meta.token_keys()[1:] == old
    retention.turn(office.now + timedelta(days=91))
    assert old[0] not in office.store.meta.token_keys()


def test_files_go_with_the_mail_that_they_came_with_and_their_hashes_stay(office: Office) -> None:
    office.inbox.deliver(with_files(office.answer("dana", "DONE 1"), ("plan.pdf", PDF)))
    office.receiver.collect(office.inbox)
    (message,) = office.store.journal.messages()
    (row,) = office.store.attachments.of([message.id])[message.id]
    assert office.store.attachments.files.read(row.file.sha256) == PDF
    Retention(office.store, Keeping(timedelta(days=90))).turn(office.now + timedelta(days=100))
    (gone,) = office.store.attachments.of([message.id])[message.id]
    assert (gone.file.left, gone.file.sha256) == ("purged", row.file.sha256)
    assert office.store.attachments.files.read(row.file.sha256) is None
