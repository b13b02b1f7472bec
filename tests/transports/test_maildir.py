"""Mail read from and filed in a Maildir."""

import itertools
import socket
import time
from pathlib import Path

import pytest

from mailflow.transports.interfaces import TransportFault
from mailflow.transports.maildir import MaildirInbox
from tests.transports.inbox_contract import MOST, InboxContract, body, mail

_numbers = itertools.count(1)


def put(maildir: Path, raw: bytes, name: str | None = None, sub: str = "new") -> Path:
    """Deliver as a mail server does: written in tmp, renamed into new."""
    name = name or f"{int(time.time())}.M{next(_numbers):06d}P1.{socket.gethostname()}"
    (maildir / "tmp" / name).write_bytes(raw)
    return (maildir / "tmp" / name).rename(maildir / sub / name)


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for sub in ("tmp", "new", "cur"):
        (tmp_path / "Maildir" / sub).mkdir(parents=True)
    return tmp_path / "Maildir"


class TestMaildirInbox(InboxContract):
    @pytest.fixture
    def inbox(self, maildir: Path) -> MaildirInbox:
        return MaildirInbox(maildir)

    @pytest.fixture
    def deliver(self, maildir: Path):
        return lambda *messages: [put(maildir, message) for message in messages]

    @pytest.fixture
    def again(self, maildir: Path):
        return lambda: MaildirInbox(maildir)


def files(maildir: Path) -> set[str]:
    return {str(path.relative_to(maildir)) for sub in ("new", "cur") for path in (maildir / sub).iterdir()}


def test_reading_renames_nothing(maildir: Path) -> None:
    put(maildir, mail(1))
    put(maildir, mail(2), "1700000000.a.host:2,S", "cur")
    before = files(maildir)
    inbox = MaildirInbox(maildir)
    list(inbox.fetch("INBOX", inbox.list("INBOX").found, MOST))
    assert files(maildir) == before


def test_a_uid_outlives_flags_and_the_move_from_new_to_cur(maildir: Path) -> None:
    path = put(maildir, mail(1))
    inbox = MaildirInbox(maildir)
    found = inbox.list("INBOX").found
    path.rename(maildir / "cur" / f"{path.name}:2,S")
    assert [body(each.raw) for each in inbox.fetch("INBOX", found, MOST)] == [body(mail(1))]
    assert inbox.list("INBOX").found == found


def test_filing_keeps_flags_and_freshness(maildir: Path) -> None:
    put(maildir, mail(1), "1700000000.new.host")
    put(maildir, mail(2), "1700000001.read.host:2,FS", "cur")
    inbox = MaildirInbox(maildir)
    inbox.file("INBOX", [each.uid for each in inbox.list("INBOX").found], "Processed")
    assert files(maildir / ".Processed") == {"new/1700000000.new.host", "cur/1700000001.read.host:2,FS"}


def test_oldest_mail_comes_first(maildir: Path) -> None:
    for name in ("1700000002.b.host", "999999999.a.host", "1700000001.c.host"):
        put(maildir, name.encode(), name)
    inbox = MaildirInbox(maildir)
    raws = [each.raw for each in inbox.fetch("INBOX", inbox.list("INBOX").found, MOST)]
    assert raws == [b"999999999.a.host", b"1700000001.c.host", b"1700000002.b.host"]


def test_a_uid_is_never_given_twice(maildir: Path) -> None:
    path = put(maildir, mail(1))
    uid = MaildirInbox(maildir).list("INBOX").found[0].uid
    path.unlink()
    put(maildir, mail(2))
    assert MaildirInbox(maildir).list("INBOX").found[0].uid > uid


def test_a_lost_list_of_uids_means_another_uidvalidity(maildir: Path) -> None:
    put(maildir, mail(1))
    inbox = MaildirInbox(maildir)
    before = inbox.list("INBOX")
    (maildir / "mailflow-uids").unlink()
    put(maildir, mail(2))
    after = inbox.list("INBOX")
    assert after.uidvalidity > before.uidvalidity
    assert len(after.found) == 2


def test_a_list_cut_off_by_a_crash_is_mended(maildir: Path) -> None:
    put(maildir, mail(1))
    put(maildir, mail(2))
    before = MaildirInbox(maildir).list("INBOX")
    uids = maildir / "mailflow-uids"
    uids.write_bytes(uids.read_bytes()[:-7])
    assert MaildirInbox(maildir).list("INBOX") == before
    put(maildir, mail(3))
    assert MaildirInbox(maildir).list("INBOX").found[:-1] == before.found
    assert uids.read_bytes().count(b"\n") == 4


@pytest.mark.parametrize("rubbish", [b"garbage\n", b"", b"1 x\n1 a\n", b"\xff\xfe\n", b"1 5\nno number\n", b"1 5"])
def test_a_spoilt_list_is_begun_anew(maildir: Path, rubbish: bytes) -> None:
    put(maildir, mail(1))
    (maildir / "mailflow-uids").write_bytes(rubbish)
    listing = MaildirInbox(maildir).list("INBOX")
    assert len(listing.found) == 1
    assert listing.uidvalidity > 5
    assert MaildirInbox(maildir).list("INBOX") == listing


def test_two_readers_agree(maildir: Path) -> None:
    one, other = MaildirInbox(maildir), MaildirInbox(maildir)
    for number in range(5):
        put(maildir, mail(number))
        assert (one if number % 2 else other).list("INBOX").found
    assert one.list("INBOX") == other.list("INBOX")


def test_names_with_odd_bytes_are_files_like_others(maildir: Path) -> None:
    put(maildir, mail(1), "1700000000.M1.h\udcffst é x")
    inbox = MaildirInbox(maildir)
    assert [body(each.raw) for each in inbox.fetch("INBOX", inbox.list("INBOX").found, MOST)] == [body(mail(1))]
    assert MaildirInbox(maildir).list("INBOX") == inbox.list("INBOX")


def test_a_folder_of_junk_is_found_where_there_is_one(maildir: Path) -> None:
    inbox = MaildirInbox(maildir)
    assert inbox.junk() is None
    (maildir / ".Junk").mkdir()
    assert inbox.junk() == "Junk"


def test_a_path_that_is_no_maildir_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(TransportFault, match=r"no such Maildir\. Check maildir\.path"):
        MaildirInbox(tmp_path / "nowhere").list("INBOX")
