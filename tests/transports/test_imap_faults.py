"""What the IMAP inbox makes of connections that break and servers that misbehave."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from mailflow.transports.imap import ImapInbox, ImapSettings
from mailflow.transports.interfaces import Found, TransportFault
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.proxy import Proxy, proxied
from tests.servers.scripted_imap import Answer, Conversation, scripted_imap
from tests.transports.inbox_contract import MOST, body, mail


def settings(port: int, user: str = "dana", patience: float = 20.0) -> ImapSettings:
    return ImapSettings("127.0.0.1", port, "loopback-plain", user, PASSWORD, read_timeout=patience)


@pytest.fixture
def proxy(dovecot: Dovecot) -> Iterator[Proxy]:
    with proxied(dovecot.imap) as proxy:
        yield proxy


@contextmanager
def later(seconds: float, act: Callable[[], None]) -> Iterator[None]:
    timer = threading.Timer(seconds, act)
    timer.start()
    try:
        yield
    finally:
        timer.join()


def route(inbox: ImapInbox) -> list[bytes]:
    """What a round does: list, fetch, file. The bodies that it got."""
    listing = inbox.list("INBOX")
    raws = [body(each.raw) for each in inbox.fetch("INBOX", listing.found, MOST)]
    inbox.file("INBOX", [each.uid for each in listing.found], "Processed")
    return raws


def test_wherever_the_connection_breaks_the_round_can_be_repeated(
    dovecot: Dovecot, dovecot_user: str, proxy: Proxy
) -> None:
    """Cut after every so many octets of what the server says: a fault, and then everything arrives, once."""
    inbox = ImapInbox(settings(proxy.port, dovecot_user))
    octets = 0
    for turn in range(400):
        dovecot.deliver(dovecot_user, mail(turn))
        octets, proxy.budget = octets + 37, octets + 37
        try:
            route(inbox)
        except TransportFault:
            proxy.budget = None
            route(inbox)
        else:
            break
        finally:
            proxy.budget = None
        inbox.close()
    assert octets > 1000
    assert inbox.list("INBOX").found == ()
    processed = inbox.fetch("Processed", inbox.list("Processed").found, MOST)
    assert sorted(body(each.raw) for each in processed) == sorted(body(mail(number)) for number in range(turn + 1))
    inbox.close()


def test_a_cut_while_idle_is_noticed_at_once(dovecot_user: str, proxy: Proxy) -> None:
    inbox = ImapInbox(settings(proxy.port, dovecot_user))
    inbox.list("INBOX")
    began = time.monotonic()
    with pytest.raises(TransportFault), later(0.2, proxy.cut):
        inbox.wait("INBOX", 60)
    assert time.monotonic() - began < 10
    inbox.list("INBOX")
    inbox.close()


def test_a_server_gone_silent_is_noticed_by_the_timeout(dovecot_user: str, proxy: Proxy) -> None:
    inbox = ImapInbox(settings(proxy.port, dovecot_user, patience=0.5))
    inbox.list("INBOX")
    proxy.stall()
    with pytest.raises(TransportFault, match="no answer in time"):
        inbox.list("INBOX")
    proxy.recover()
    inbox.list("INBOX")
    assert proxy.connections == 2
    inbox.close()


def test_closing_a_dead_connection_neither_raises_nor_waits_long(dovecot_user: str, proxy: Proxy) -> None:
    inbox = ImapInbox(settings(proxy.port, dovecot_user))
    inbox.list("INBOX")
    proxy.stall()
    began = time.monotonic()
    inbox.close()
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "packets",
    [
        ["+ idling\r\n* 1 EXISTS\r\n"],
        ["+ idling\r\n* 1 EX", "ISTS\r\n"],
        ["+ idling\r\n", "* OK Still here\r\n", "* 1 EXISTS\r\n* 1 RECENT\r\n"],
        ["+ idling\r\n* 3 FETCH (FLAGS (\\Seen))\r\n* 1", " EXISTS\r\n"],
    ],
)
def test_news_in_idle_is_heard_however_it_is_packed(packets: list[str]) -> None:
    def idle(talk: Conversation, tag: str, _: str) -> None:
        for packet in packets:
            talk.send(packet)
            time.sleep(0.05)  # so that each is a packet of its own
        assert talk.line() == "DONE"
        talk.send(f"{tag} OK done\r\n")

    with scripted_imap({"IDLE": idle}) as server:
        inbox = ImapInbox(settings(server.port))
        inbox.list("INBOX")
        began = time.monotonic()
        assert inbox.wait("INBOX", 30)
        assert time.monotonic() - began < 5
        inbox.close()


def test_news_that_comes_with_the_end_of_idle_is_heard() -> None:
    def idle(talk: Conversation, tag: str, _: str) -> None:
        talk.send("+ idling\r\n")
        assert talk.line() == "DONE"
        talk.send(f"* 1 EXISTS\r\n{tag} OK done\r\n")

    with scripted_imap({"IDLE": idle}) as server:
        inbox = ImapInbox(settings(server.port))
        assert inbox.wait("INBOX", 0.1)
        inbox.close()


def test_chatter_in_idle_does_not_end_the_wait() -> None:
    def idle(talk: Conversation, tag: str, _: str) -> None:
        talk.send("+ idling\r\n* OK Still here\r\n* 3 EXPUNGE\r\n* OK [ALERT] 17 EXISTS\r\n")
        talk.line()
        talk.send(f"{tag} OK done\r\n")

    with scripted_imap({"IDLE": idle}) as server:
        inbox = ImapInbox(settings(server.port))
        assert not inbox.wait("INBOX", 0.3)
        inbox.close()


def test_a_goodbye_in_idle_is_a_fault_with_the_servers_words() -> None:
    def idle(talk: Conversation, tag: str, _: str) -> None:
        talk.send("+ idling\r\n* BYE going down for maintenance\r\n")
        talk.close()

    with scripted_imap({"IDLE": idle}) as server, pytest.raises(TransportFault, match="maintenance"):
        ImapInbox(settings(server.port)).wait("INBOX", 30)


def test_an_announcement_with_an_answer_is_looked_into() -> None:
    searches = iter(["* SEARCH\r\n* 1 EXISTS\r\n", "* SEARCH 1\r\n"])

    def search(talk: Conversation, tag: str, _: str) -> None:
        talk.send(next(searches) + f"{tag} OK done\r\n")

    def fetch(talk: Conversation, tag: str, _: str) -> None:
        talk.send(f"* 1 FETCH (UID 1 RFC822.SIZE 77)\r\n{tag} OK done\r\n")

    with scripted_imap({"UID SEARCH": search, "UID FETCH": fetch}) as server:
        inbox = ImapInbox(settings(server.port))
        assert inbox.list("INBOX").found == (Found(1, 77),)
        inbox.close()


def test_a_server_that_always_announces_is_not_asked_for_ever() -> None:
    def search(talk: Conversation, tag: str, _: str) -> None:
        talk.send(f"* SEARCH\r\n* 1 EXISTS\r\n{tag} OK done\r\n")

    with scripted_imap({"UID SEARCH": search}) as server:
        inbox = ImapInbox(settings(server.port))
        assert inbox.list("INBOX").found == ()
        assert len([line for line in server.heard if "SEARCH" in line]) < 10
        inbox.close()


def test_a_no_to_a_batch_is_asked_one_by_one() -> None:
    def fetch(talk: Conversation, tag: str, command: str) -> None:
        if "," in command:
            talk.send(f"* 1 FETCH (UID 1 BODY[] {{1}}\r\na)\r\n{tag} NO [EXPUNGEISSUED] Some of them are gone\r\n")
        elif " 2 " in command:
            talk.send(f"{tag} NO [EXPUNGEISSUED] gone\r\n")
        else:
            uid = command.split()[2]
            talk.send(f"* {uid} FETCH (UID {uid} BODY[] {{2}}\r\nb{uid})\r\n{tag} OK done\r\n")

    with scripted_imap({"UID FETCH": fetch}) as server:
        inbox = ImapInbox(settings(server.port))
        found = [Found(uid, 2) for uid in (1, 2, 3)]
        assert [each.raw for each in inbox.fetch("INBOX", found, MOST)] == [b"b1", b"b3"]
        inbox.close()


@pytest.mark.parametrize(
    ("item", "raws"),
    [
        ("BODY[] NIL", []),
        ('BODY[] ""', [b""]),
        ('BODY[] "short"', [b"short"]),
        ("FLAGS (\\Seen)", []),
        ("FLAGS () BODY[] {4}\r\n) {9", [b") {9"]),
    ],
)
def test_bodies_come_in_every_shape_the_grammar_allows(item: str, raws: list[bytes]) -> None:
    def fetch(talk: Conversation, tag: str, _: str) -> None:
        talk.send(f"* 9 FETCH (FLAGS (\\Seen) UID 99)\r\n* 1 FETCH (UID 1 {item})\r\n{tag} OK done\r\n")

    with scripted_imap({"UID FETCH": fetch}) as server:
        inbox = ImapInbox(settings(server.port))
        assert [each.raw for each in inbox.fetch("INBOX", [Found(1, 5)], MOST)] == raws
        inbox.close()


@pytest.mark.parametrize(
    "said",
    [
        "* 1 FETCH (UID 1 BODY[] {5}\r\nab",
        "* 1 FETCH (UID 1 BODY[] {99999\r\n",
        "* 1 FETCH (UID 1 BODY[]\r\n",
        "* 1 FETCH UID\r\n",
        "* 1 FETCH (UID x BODY[] NIL)\r\n",
        "* \r\n",
        "\r\n",
        "\xff\xfe\r\n",
        "x" * 20 + "\r\n",
        "* SEARCH " + "1 " * 600_000 + "\r\n",
        "* BYE too much\r\n",
    ],
)
def test_nonsense_is_a_fault_and_never_anything_else(said: str) -> None:
    def fetch(talk: Conversation, tag: str, _: str) -> None:
        talk.send(said)
        talk.send(f"{tag} OK done\r\n")
        talk.close()

    answers: dict[str, Answer] = {"UID FETCH": fetch}
    with scripted_imap(answers) as server:
        inbox = ImapInbox(settings(server.port, patience=2))
        said = ""
        try:
            assert list(inbox.fetch("INBOX", [Found(1, 5)], MOST)) == []
        except TransportFault as fault:
            said = str(fault)
        assert "\n" not in said
        assert len(said) < 500
        inbox.close()
        assert inbox.list("INBOX").found == ()
        inbox.close()
