"""What every Inbox promises. A subclass says how to open one and how to put mail into it."""

import threading
import time

import pytest

from mailflow.transports.interfaces import Found, Inbox

MOST = 10 * 1024 * 1024
MIB = 1024 * 1024


def mail(number: int, size: int = 0) -> bytes:
    head = f"From: dana@example.net\r\nTo: projects@example.com\r\nSubject: number {number}\r\n\r\n"
    return head.encode() + f"This is number {number}.\r\n".encode() + _padding(size)


def _padding(size: int) -> bytes:
    return b"".join(b"%076d\r\n" % line for line in range(size // 78))


def body(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]


class InboxContract:
    """Fixtures that a subclass gives: `inbox`, `deliver(*raw)`; `again()` opens the same mailbox once more."""

    def test_an_empty_folder_lists_nothing(self, inbox: Inbox) -> None:
        listing = inbox.list("INBOX")
        assert listing.folder == "INBOX"
        assert listing.found == ()
        assert listing.uidvalidity > 0
        assert listing.uidnext >= 1

    def test_what_is_delivered_is_listed_ascending_and_below_uidnext(self, inbox: Inbox, deliver) -> None:
        deliver(*(mail(number) for number in range(3)))
        listing = inbox.list("INBOX")
        uids = [each.uid for each in listing.found]
        assert len(uids) == 3
        assert uids == sorted(set(uids))
        assert listing.uidnext > max(uids)

    def test_a_later_message_has_at_least_the_uidnext_that_was_told(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1))
        before = inbox.list("INBOX").uidnext
        deliver(mail(2))
        assert inbox.list("INBOX").found[-1].uid >= before

    def test_sizes_are_about_right(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1, size=5000))
        assert inbox.list("INBOX").found[0].size == pytest.approx(5100, abs=1000)

    def test_bytes_come_back(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1), mail(2))
        fetched = list(inbox.fetch("INBOX", inbox.list("INBOX").found, MOST))
        assert [body(each.raw) for each in fetched] == [body(mail(1)), body(mail(2))]
        assert all(each.whole for each in fetched)

    def test_bytes_are_those_of_the_uid(self, inbox: Inbox, deliver) -> None:
        deliver(*(mail(number) for number in range(30)))
        found = inbox.list("INBOX").found
        picked = [found[25], found[3], found[11]]
        by_uid = {each.uid: each.raw for each in inbox.fetch("INBOX", picked, MOST)}
        assert [body(by_uid[each.uid]) for each in picked] == [body(mail(number)) for number in (25, 3, 11)]

    def test_eight_bit_and_odd_bytes_survive(self, inbox: Inbox, deliver) -> None:
        odd = b"Subject: x\r\n\r\n" + bytes(range(128, 256)) + b") {5}\r\n* 7 EXISTS\r\n"
        deliver(odd)
        (fetched,) = inbox.fetch("INBOX", inbox.list("INBOX").found, MOST)
        assert body(fetched.raw) == body(odd)

    def test_of_a_message_over_the_limit_comes_the_first_mebibyte(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1, size=2 * MIB), mail(2))
        fetched = {each.uid: each for each in inbox.fetch("INBOX", inbox.list("INBOX").found, MIB + 1)}
        large, small = (fetched[uid] for uid in sorted(fetched))
        assert (large.whole, len(large.raw)) == (False, MIB)
        assert b"number 1" in large.raw
        assert small.whole

    def test_heads_are_heads_alone(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1), mail(2))
        heads = [each.raw for each in inbox.heads("INBOX", inbox.list("INBOX").found)]
        assert [b"number 1" in heads[0], b"number 2" in heads[1]] == [True, True]
        assert not any(b"This is" in head for head in heads)

    def test_what_vanished_is_left_out(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1))
        found = inbox.list("INBOX").found
        gone = Found(found[0].uid + 1000, 100)
        assert [each.uid for each in inbox.fetch("INBOX", [*found, gone], MOST)] == [found[0].uid]
        assert list(inbox.fetch("INBOX", [gone], MOST)) == []
        assert list(inbox.heads("INBOX", [gone])) == []

    def test_filing_moves_and_tells_the_new_uids(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1), mail(2), mail(3))
        first, second, third = (each.uid for each in inbox.list("INBOX").found)
        new = inbox.file("INBOX", [third, first], "Processed")
        assert [each.uid for each in inbox.list("INBOX").found] == [second]
        processed = inbox.list("Processed")
        assert {each.uid for each in processed.found} == set(new.values())
        assert inbox.validity("Processed") == processed.uidvalidity
        filed = {each.uid: each.raw for each in inbox.fetch("Processed", processed.found, MOST)}
        assert body(filed[new[first]]) == body(mail(1))
        assert body(filed[new[third]]) == body(mail(3))

    def test_filing_twice_is_harmless(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1))
        uids = [each.uid for each in inbox.list("INBOX").found]
        inbox.file("INBOX", uids, "Processed")
        assert inbox.file("INBOX", uids, "Processed") == {}
        assert len(inbox.list("Processed").found) == 1

    def test_filing_nothing_does_nothing(self, inbox: Inbox) -> None:
        assert inbox.file("INBOX", [], "Processed") == {}

    def test_a_folder_that_holds_nothing_yet_can_be_filed_to_and_listed(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1))
        inbox.file("INBOX", [inbox.list("INBOX").found[0].uid], "Nicht verarbeitet ä")
        assert len(inbox.list("Nicht verarbeitet ä").found) == 1

    def test_uids_are_the_same_seen_again(self, inbox: Inbox, deliver, again) -> None:
        deliver(mail(1), mail(2))
        before = inbox.list("INBOX")
        other = again()
        try:
            assert other.name == inbox.name
            assert other.list("INBOX") == before
        finally:
            other.close()

    def test_waiting_ends_when_mail_arrives(self, inbox: Inbox, deliver) -> None:
        inbox.list("INBOX")
        timer = threading.Timer(0.3, deliver, [mail(1)])
        timer.start()
        began = time.monotonic()
        assert inbox.wait("INBOX", 20)
        assert time.monotonic() - began < 10
        timer.join()
        assert len(inbox.list("INBOX").found) == 1

    def test_mail_that_came_before_the_wait_ends_it_at_once(self, inbox: Inbox, deliver) -> None:
        inbox.list("INBOX")
        deliver(mail(1))
        began = time.monotonic()
        assert inbox.wait("INBOX", 30)
        assert time.monotonic() - began < 5

    def test_what_was_listed_and_left_does_not_end_a_wait(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1))
        inbox.list("INBOX")
        assert not inbox.wait("INBOX", 0.2)

    def test_looking_elsewhere_does_not_make_old_mail_new(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1), mail(2))
        found = inbox.list("INBOX").found
        inbox.file("INBOX", [found[1].uid], "Processed")
        inbox.list("INBOX")
        inbox.list("Processed")
        assert not inbox.wait("INBOX", 0.2)

    def test_an_interrupt_ends_a_wait_and_only_one(self, inbox: Inbox) -> None:
        inbox.list("INBOX")
        timer = threading.Timer(0.2, inbox.interrupt)
        timer.start()
        began = time.monotonic()
        assert not inbox.wait("INBOX", 30)
        assert time.monotonic() - began < 5
        timer.join()
        began = time.monotonic()
        assert not inbox.wait("INBOX", 0.3)
        assert time.monotonic() - began >= 0.29

    def test_an_interrupt_before_the_wait_ends_it(self, inbox: Inbox) -> None:
        inbox.list("INBOX")
        inbox.interrupt()
        began = time.monotonic()
        assert not inbox.wait("INBOX", 30)
        assert time.monotonic() - began < 5

    def test_after_closing_the_next_call_works(self, inbox: Inbox, deliver) -> None:
        deliver(mail(1))
        inbox.list("INBOX")
        inbox.close()
        assert len(inbox.list("INBOX").found) == 1
        inbox.close()
        inbox.close()
