"""The IMAP inbox against a real Dovecot."""

import shutil
import threading
import time
from collections.abc import Iterator

import pytest

from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.interfaces import Found, LoginFault, TransportFault
from tests.servers.dovecot import PASSWORD, Dovecot, running
from tests.servers.processes import folder
from tests.transports.inbox_contract import MOST, InboxContract, body, mail


def plain(dovecot: Dovecot, user: str, password: str = PASSWORD) -> ImapSettings:
    return ImapSettings(dovecot.host, dovecot.imap, "loopback-plain", user, password)


def implicit(dovecot: Dovecot, user: str) -> ImapSettings:
    return ImapSettings("localhost", dovecot.imaps, "implicit", user, PASSWORD, ca_file=str(dovecot.certificate))


def starttls(dovecot: Dovecot, user: str) -> ImapSettings:
    return ImapSettings("127.0.0.1", dovecot.imap, "starttls", user, PASSWORD, ca_file=str(dovecot.certificate))


@pytest.fixture(scope="module")
def dovecot_below_inbox() -> Iterator[Dovecot]:
    """A server whose own folders are all called INBOX.Something."""
    with running(separator=".", prefix="INBOX.") as server:
        yield server


@pytest.fixture(scope="module")
def dovecot_of_old() -> Iterator[Dovecot]:
    """COPY, flag, EXPUNGE; and polling."""
    with running("imap_capability = IMAP4rev1 UIDPLUS") as server:
        yield server


@pytest.fixture(scope="module")
def dovecot_of_older() -> Iterator[Dovecot]:
    """Not even UIDPLUS: nothing of ours can be expunged without what others marked."""
    with running("imap_capability = IMAP4rev1 IDLE") as server:
        yield server


class DovecotContract(InboxContract):
    @pytest.fixture
    def server(self, dovecot: Dovecot) -> Dovecot:
        return dovecot

    @pytest.fixture
    def settings(self, server: Dovecot, dovecot_user: str) -> ImapSettings:
        return plain(server, dovecot_user)

    @pytest.fixture
    def inbox(self, settings: ImapSettings) -> Iterator[ImapInbox]:
        inbox = ImapInbox(settings)
        yield inbox
        inbox.close()

    @pytest.fixture
    def again(self, settings: ImapSettings):
        return lambda: ImapInbox(settings)

    @pytest.fixture
    def deliver(self, server: Dovecot, dovecot_user: str):
        return lambda *messages: server.deliver(dovecot_user, *messages)


class TestPlain(DovecotContract):
    pass


class TestImplicitTls(DovecotContract):
    @pytest.fixture
    def settings(self, server: Dovecot, dovecot_user: str) -> ImapSettings:
        return implicit(server, dovecot_user)


class TestStartTls(DovecotContract):
    @pytest.fixture
    def settings(self, server: Dovecot, dovecot_user: str) -> ImapSettings:
        return starttls(server, dovecot_user)


class TestFoldersBelowInbox(DovecotContract):
    @pytest.fixture
    def server(self, dovecot_below_inbox: Dovecot) -> Dovecot:
        return dovecot_below_inbox

    def test_the_prefix_is_the_servers_business(self, server, dovecot_user, inbox, deliver) -> None:
        deliver(mail(1))
        inbox.file("INBOX", [inbox.list("INBOX").found[0].uid], "Processed")
        with server.client(dovecot_user) as client:
            assert client.select('"INBOX.Processed"') == ("OK", [b"1"])
        assert len(inbox.list("INBOX.Processed").found) == 1
        assert inbox.junk() == "Junk"


class TestWithoutMoveAndIdle(DovecotContract):
    @pytest.fixture
    def server(self, dovecot_of_old: Dovecot) -> Dovecot:
        return dovecot_of_old

    def test_waiting_ends_when_mail_arrives(self, inbox, deliver) -> None:
        """Polling: the look comes when the time has passed, not before."""
        inbox.list("INBOX")
        timer = threading.Timer(0.1, deliver, [mail(1)])
        timer.start()
        assert inbox.wait("INBOX", 1.0)
        timer.join()


class TestWithoutUidplus(DovecotContract):
    @pytest.fixture
    def server(self, dovecot_of_older: Dovecot) -> Dovecot:
        return dovecot_of_older

    def test_filing_moves_and_tells_the_new_uids(self, inbox, server, dovecot_user, deliver) -> None:
        """A copy is filed; the original is marked, and left for whoever expunges the folder."""
        deliver(mail(1), mail(2))
        first, second = (each.uid for each in inbox.list("INBOX").found)
        inbox.file("INBOX", [first], "Processed")
        assert len(inbox.list("Processed").found) == 1
        flags = server.flags(dovecot_user)
        assert ("\\Deleted" in flags[first], "\\Deleted" in flags[second]) == (True, False)


@pytest.fixture
def inbox(dovecot: Dovecot, dovecot_user: str) -> Iterator[ImapInbox]:
    inbox = ImapInbox(plain(dovecot, dovecot_user))
    yield inbox
    inbox.close()


def test_reading_leaves_no_mark(dovecot: Dovecot, dovecot_user: str, inbox: ImapInbox) -> None:
    dovecot.deliver(dovecot_user, mail(1), mail(2))
    listing = inbox.list("INBOX")
    list(inbox.fetch("INBOX", listing.found, MOST))
    list(inbox.fetch("INBOX", listing.found, 10))
    list(inbox.heads("INBOX", listing.found))
    assert not any("Seen" in flags for flags in dovecot.flags(dovecot_user).values())


def test_filed_mail_stays_unread(dovecot: Dovecot, dovecot_user: str, inbox: ImapInbox) -> None:
    dovecot.deliver(dovecot_user, mail(1))
    inbox.file("INBOX", [inbox.list("INBOX").found[0].uid], "Processed")
    assert not any("Seen" in flags for flags in dovecot.flags(dovecot_user, "Processed").values())


def test_a_folder_made_for_filing_is_subscribed(dovecot: Dovecot, dovecot_user: str, inbox: ImapInbox) -> None:
    dovecot.deliver(dovecot_user, mail(1))
    inbox.file("INBOX", [inbox.list("INBOX").found[0].uid], "Rejected")
    with dovecot.client(dovecot_user) as client:
        assert b"Rejected" in b"".join(client.lsub()[1])


def test_where_no_folder_can_be_made_a_keyword_says_it() -> None:
    with folder() as rights:
        (rights / "INBOX").write_text("owner lrwstipe\n")
        (rights / ".DEFAULT").write_text("owner lrwstipe\n")
        with running(f"mail_plugins = acl\nplugin {{\n  acl = vfile:{rights}\n}}") as server:
            server.deliver("dana", mail(1), mail(2))
            inbox = ImapInbox(plain(server, "dana"))
            first, second = (each.uid for each in inbox.list("INBOX").found)
            assert inbox.file("INBOX", [first], "Processed/Späte") == {}
            flags = server.flags("dana")
            inbox.close()
    assert ("Mailflow-Processed-Sp-te" in flags[first], "Mailflow" in flags[second]) == (True, False)


def test_junk_is_the_folder_the_server_marks(inbox: ImapInbox) -> None:
    assert inbox.junk() == "Junk"


def test_mail_expunged_by_others_is_left_out(dovecot: Dovecot, dovecot_user: str, inbox: ImapInbox) -> None:
    dovecot.deliver(dovecot_user, *(mail(number) for number in range(6)))
    found = inbox.list("INBOX").found
    with dovecot.client(dovecot_user) as other:
        other.select("INBOX")
        other.uid("STORE", str(found[2].uid), "+FLAGS", "(\\Deleted)")
        other.expunge()
        raws = [body(each.raw) for each in inbox.fetch("INBOX", found, MOST)]
    assert raws == [body(mail(number)) for number in (0, 1, 3, 4, 5)]
    assert len(inbox.file("INBOX", [each.uid for each in found], "Processed")) == 5


def test_a_folder_numbered_anew_is_never_filed_from_by_old_numbers(dovecot: Dovecot, dovecot_user: str) -> None:
    inbox = ImapInbox(plain(dovecot, dovecot_user))
    with dovecot.client(dovecot_user) as other:
        other.create("Desk")
        other.append("Desk", "", "", mail(1))
        before = inbox.list("Desk")
        inbox.close()
        other.delete("Desk")
        time.sleep(1.1)  # Dovecot counts UIDVALIDITY by the second
        other.create("Desk")
        other.append("Desk", "", "", mail(2))
    with pytest.raises(TransportFault, match="numbered anew"):
        inbox.file("Desk", [before.found[0].uid], "Processed")
    after = inbox.list("Desk")
    assert after.uidvalidity != before.uidvalidity
    assert len(after.found) == 1
    inbox.close()


def test_a_folder_that_is_not_there_is_named(inbox: ImapInbox) -> None:
    with pytest.raises(TransportFault, match="Nowhere"):
        inbox.list("Nowhere")


def test_a_wrong_password_is_a_login_fault_that_says_where_and_who(dovecot: Dovecot) -> None:
    with pytest.raises(LoginFault) as fault:
        ImapInbox(plain(dovecot, "dana", "wrong ' \" \\ password")).list("INBOX")
    line = str(fault.value)
    assert f"IMAP 127.0.0.1:{dovecot.imap} refused the password of dana" in line
    assert line.endswith("Check imap.user and imap.password.")
    assert "wrong" not in line
    assert "\n" not in line


def test_a_password_beyond_ascii_is_sent(dovecot: Dovecot) -> None:
    with pytest.raises(LoginFault, match="refused the password"):
        ImapInbox(plain(dovecot, "dana", "geheim-ä-密")).list("INBOX")


def test_many_are_fetched_in_batches_and_keep_their_order(
    dovecot: Dovecot, dovecot_user: str, inbox: ImapInbox
) -> None:
    dovecot.deliver(dovecot_user, *(mail(number) for number in range(450)))
    found = inbox.list("INBOX").found
    raws = [body(each.raw) for each in inbox.fetch("INBOX", found, MOST)]
    assert raws == [body(mail(number)) for number in range(450)]
    new = inbox.file("INBOX", [each.uid for each in found], "Processed")
    assert sorted(new) == [each.uid for each in found]
    assert len(set(new.values())) == 450


def test_mail_that_arrives_while_idle_begins_is_not_slept_over(
    dovecot: Dovecot, dovecot_user: str, inbox: ImapInbox
) -> None:
    """Deliveries at all moments around the beginning of a wait; each has to end it well before its time."""
    inbox.list("INBOX")
    for turn in range(8):
        timer = threading.Timer(turn * 0.005, dovecot.deliver, [dovecot_user, mail(turn)])
        timer.start()
        began = time.monotonic()
        while len(inbox.list("INBOX").found) <= turn:
            inbox.wait("INBOX", 20)
        assert time.monotonic() - began < 10
        timer.join()


def test_mail_that_another_program_put_into_the_folder_is_seen_at_once(
    dovecot: Dovecot, dovecot_user: str, inbox: ImapInbox
) -> None:
    """Dovecot looks at the disk for a NOOP, but for up to five seconds not for a SEARCH."""
    inbox.list("INBOX")
    new = dovecot.maildir(dovecot_user) / "new"
    for number in range(3):
        path = new / f"17000000{number}.M1P1.host"
        path.write_bytes(mail(number))
        shutil.chown(path, dovecot.user)
        assert len(inbox.list("INBOX").found) == number + 1


def test_found_means_there(inbox: ImapInbox) -> None:
    assert list(inbox.fetch("INBOX", [Found(4_000_000_000, 1)], MOST)) == []
