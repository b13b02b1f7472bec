"""Files that come with messages: on the disk before anything refers to them, listed, passed on, let go of in time."""

from datetime import timedelta
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path

import pytest

from mailflow.demo.clients import Correspondent, body_of, fresh
from mailflow.domain.milestone import State
from mailflow.flows.evidence import NO_ROOM
from mailflow.flows.receive import Receiving
from mailflow.flows.retention import Keeping, Retention
from mailflow.store.attachments import AttachmentRow
from tests.attached import EXE, PDF, files_of, with_files
from tests.flows.conftest import Office
from tests.routes.company import CODE

HASH = sha256(PDF).hexdigest()


def handed_in(office: Office, *files: tuple[str, bytes], words: str = "DONE 1", who: str = "dana") -> int:
    """A message with those files was dealt with; its id."""
    office.inbox.deliver(with_files(office.answer(who, words), *files))
    office.receiver.collect(office.inbox)
    return max(row.id for row in office.store.journal.messages())


def rows(office: Office, message: int) -> list[AttachmentRow]:
    return office.store.attachments.of([message]).get(message, [])


def folder(office: Office) -> Path:
    found = office.store.attachments.files.folder
    assert found is not None
    return found


def text(letter: bytes) -> str:
    return " ".join(body_of(message_from_bytes(letter), "text/plain").split())


def test_a_file_lies_under_its_hash_and_the_record_names_it(office: Office) -> None:
    message = handed_in(office, ("plan.pdf", PDF))
    (row,) = rows(office, message)
    assert (row.file.name, row.file.type, row.file.size, row.file.sha256) == (
        "plan.pdf",
        "application/pdf",
        len(PDF),
        HASH,
    )
    place = folder(office) / HASH[:2] / HASH
    assert place.read_bytes() == PDF
    assert (place.stat().st_mode & 0o777, folder(office).stat().st_mode & 0o777) == (0o600, 0o700)
    record = office.store.projects.ledger(CODE)[-1]
    assert record.data["files"] == [{"name": "plan.pdf", "type": "application/pdf", "size": len(PDF), "sha256": HASH}]


def test_the_review_request_carries_the_file_and_names_what_it_does_not_carry(office: Office) -> None:
    handed_in(office, ("plan.pdf", PDF), ("setup.pdf.exe", EXE), words="DONE 1\nalso at https://files.example/1.")
    office.pass_time(minutes=10)
    letter = office.letters("olivia")[-1]
    assert files_of(letter) == {"plan.pdf": PDF}
    said = text(letter)
    assert "> plan.pdf (880 bytes) Attached." in said
    assert "> setup_pdf.exe (208 bytes) Kept, but not attached: it is a program." in said
    assert "https://files.example/1" in said
    assert EXE not in letter


def test_the_receipt_says_what_was_kept(office: Office) -> None:
    office.receiver = office.new_receiver(Receiving())
    handed_in(office, ("plan.pdf", PDF), ("empty.txt", b""))
    office.pass_time(seconds=2)
    said = text(office.letters("dana")[-1])
    assert "Your files: > plan.pdf (880 bytes) Kept. > empty.txt (0 bytes) Empty: nothing is in it." in said


def test_files_beyond_what_one_mail_may_carry_are_named(office: Office) -> None:
    office.settings = office.settings.__class__(per_minute=0, per_day=0, per_hour=0, passed_on=len(PDF) + 1)
    office.deliverer = office.new_deliverer()
    handed_in(office, ("a.pdf", PDF), ("b.pdf", PDF + b"x"))
    office.pass_time(minutes=10)
    letter = office.letters("olivia")[-1]
    assert list(files_of(letter)) == ["a.pdf"]
    assert "> b.pdf (881 bytes) Kept, but not attached: it would make this mail too large." in text(letter)


def test_a_letter_in_doubt_goes_again_with_the_same_files(office: Office) -> None:
    handed_in(office, ("plan.pdf", PDF))
    office.pass_time(minutes=10)
    first = office.letters("olivia")[-1]
    handed_in(office, ("plan.pdf", PDF), words="DONE 2")
    office.pass_time(minutes=10)
    second = office.letters("olivia")[-1]
    assert files_of(first) == files_of(second) == {"plan.pdf": PDF}


def test_a_file_without_words_is_filed_with_what_the_letter_is_about(office: Office) -> None:
    message = handed_in(office, ("plan.pdf", PDF), words="")
    assert office.reasons()[-1] == "note"
    record = office.store.projects.ledger(CODE)[-1]
    assert (record.kind, record.message) == ("note", message)
    assert "files" in record.data


def test_where_files_cannot_be_written_the_message_waits_and_nothing_is_applied(office: Office) -> None:
    folder(office).write_text("in the way")
    handed_in(office, ("plan.pdf", PDF))
    row = office.store.journal.messages()[0]
    assert (row.disposition, row.reason, row.attempts) == (None, "no_room", 0)
    assert office.store.projects.snapshot(CODE).milestones[1].state is State.PLANNED
    folder(office).unlink()
    office.now += NO_ROOM
    office.receiver.work()
    assert office.reasons()[-1] == "ok"
    assert len(rows(office, row.id)) == 1


def test_a_strangers_and_a_machines_files_are_not_kept(office: Office) -> None:
    raw = with_files(office.answer("dana", "DONE 1"), ("plan.pdf", PDF))
    stranger = fresh("projects@northwind.example", "Hello", Correspondent("Eve", "eve@evil.example"), "hi", office.now)
    office.inbox.deliver(with_files(stranger, ("plan.pdf", PDF)))
    office.inbox.deliver(raw.replace(b"From:", b"Auto-Submitted: auto-replied\r\nFrom:", 1))
    office.receiver.collect(office.inbox)
    assert office.store.attachments.messages() == []
    assert not folder(office).exists()


def test_of_a_mail_that_was_cut_files_are_named_and_not_kept(office: Office) -> None:
    office.receiver = office.new_receiver(Receiving(most=1024 * 1024))
    message = handed_in(office, ("film.mov", b"x" * 2_000_000))
    (row,) = rows(office, message)
    assert (row.file.name, row.file.left, row.file.sha256) == ("film.mov", "partial", "")
    office.pass_time(seconds=2)
    assert "> film.mov" in text(office.letters("dana")[-1])
    assert "Not kept: the mail was too large to take in whole." in text(office.letters("dana")[-1])


@pytest.mark.parametrize("days", [89, 91])
def test_files_are_let_go_of_with_the_bytes_of_their_mail_and_their_hashes_stay(office: Office, days: int) -> None:
    message = handed_in(office, ("plan.pdf", PDF))
    office.pass_time(minutes=10)
    retention = Retention(office.store, Keeping(timedelta(days=90)))
    retention.turn(office.now + timedelta(days=days))
    assert (office.store.attachments.files.read(HASH) is None) is (days > 90)
    assert [row.file.sha256 for row in rows(office, message)] == [HASH]


def test_a_file_that_came_again_stays_as_long_as_its_last_mail(office: Office) -> None:
    handed_in(office, ("plan.pdf", PDF))
    office.now += timedelta(days=60)
    handed_in(office, ("again.pdf", PDF), words="DONE 2")
    Retention(office.store, Keeping()).turn(office.now + timedelta(days=40))
    assert office.store.attachments.files.read(HASH) == PDF


def test_what_nothing_refers_to_is_swept_once_it_is_a_month_old(office: Office) -> None:
    files = office.store.attachments.files
    files.keep({HASH: PDF}, office.now)
    assert office.store.attachments.sweep(office.now + timedelta(days=29)) == 0
    assert office.store.attachments.sweep(office.now + timedelta(days=31)) == 1
    assert files.read(HASH) is None


def test_a_damaged_file_is_not_passed_on(office: Office) -> None:
    handed_in(office, ("plan.pdf", PDF))
    (folder(office) / HASH[:2] / HASH).write_bytes(b"something else")
    office.pass_time(minutes=10)
    assert files_of(office.letters("olivia")[-1]) == {}
